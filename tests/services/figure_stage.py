"""A stage for the use cases of figures: the small town with an answer group, and managers who get cards."""

from __future__ import annotations

from datetime import UTC

from policy.callbacks import Callback
from policy.organisation import Municipality, PersonId
from policy.unit_reports import UnitReport
from services.coverage_facts import CoverageFacts
from services.ports import Place
from services.unit_figures import UnitFigures
from services.unit_reports import UnitReports, report_place
from storage.callback_repository import stored_callbacks
from storage.coverage_repository import stored_coverage
from storage.details_repository import stored_details
from storage.figures_repository import stored_coverage_months, stored_person_months
from storage.greeting_repository import stored_greetings
from storage.kinds import KINDS
from storage.notice_repository import stored_notices
from storage.report_repository import stored_reports
from tests.policy.counted_group import group, town_with
from tests.policy.promises import promise
from tests.policy.small_town import ANNA, BO, at
from tests.services.fakes import BooksInMemory, FakeDirectory, RecordingMessenger
from tests.storage.memory_store import MemoryStore


class Reachable(RecordingMessenger):
    """A messenger that knows who has a chat with the bot."""

    unreachable: frozenset[PersonId] = frozenset()

    async def can_reach(self, person: PersonId) -> bool:
        """All but those."""
        return person not in self.unreachable


class Stage:
    """The small town with a group in Bygg whose only member is Anna."""

    def __init__(self, now: str = "2026-11-25 10:00") -> None:
        self.now = at(now)
        self.directory = FakeDirectory(town_with(group(members=(ANNA,))))
        self.store = MemoryStore(kinds=KINDS, now=lambda: self.now.astimezone(UTC))
        self.coverage = stored_coverage(self.store)
        self.books = BooksInMemory()
        self.figures = UnitFigures(
            directory=self.directory,
            coverage=CoverageFacts(cases=self.coverage, books=self.books, directory=self.directory),
            promises=stored_callbacks(self.store),
            greetings=stored_greetings(self.store),
            details=stored_details(self.store),
            notices=stored_notices(self.store),
            months=stored_coverage_months(self.store),
            people=stored_person_months(self.store),
        )
        self.cases = stored_reports(self.store)
        self.messenger = Reachable()
        self.soon: list[Place] = []
        self.reports = UnitReports(
            cases=self.cases,
            figures=self.figures,
            directory=self.directory,
            messenger=self.messenger,
            deliver_soon=self.soon.append,
        )

    @property
    def town(self) -> Municipality:
        """The directory."""
        return self.directory.municipality

    async def meets(self, person: PersonId) -> None:
        """The walk through the managers comes to somebody."""
        await self.reports.review(self.town.people[person], now=self.now)

    async def sweeps(self, local: str) -> int:
        """The job runs then; gives how many managers it looked at."""
        self.now = at(local)
        return await self.reports.sweep(now=self.now)

    async def report(self, person: PersonId = BO) -> UnitReport | None:
        """What is stored of a manager."""
        loaded = await self.cases.load(report_place(person))
        return None if loaded is None else loaded.value

    async def overdue(self, holder: PersonId, *, id_: str) -> Callback:
        """A promise of somebody's that is overdue."""
        made = promise(id=id_, holder=holder)
        await self.figures.promises.save(None, made)
        return made
