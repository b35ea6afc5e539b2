"""A stage for the use cases of misdirected calls and mends: the small town with waste, a store, a real search."""

from __future__ import annotations

from datetime import UTC, datetime

from directory.people_search import PeopleSearch
from policy.misdirected import MisdirectedMatter
from policy.organisation import PersonId
from services.coverage_facts import CoverageFacts
from services.effective_directory import EffectiveDirectory
from services.mending import Mending
from services.misdirected import CallNoted, Misdirected
from services.misdirected_cases import MisdirectedDesk
from services.ports import MISDIRECTED, Place
from services.whom_to_connect import WhomToConnect
from storage.coverage_repository import stored_coverage
from storage.housekeeping_repository import stored_progress
from storage.misdirected_repository import stored_misdirected
from storage.notice_repository import stored_notices
from tests.policy.mended_town import town_with_waste
from tests.policy.small_town import VERA, at
from tests.services.fakes import BooksInMemory
from tests.services.notice_stage import SearchedDirectory
from tests.storage.memory_store import MemoryStore


class MendingStage:
    """The use cases and all that they touch."""

    def __init__(self) -> None:
        self.now: datetime = at("2026-11-24 09:00")
        self.store = MemoryStore(now=lambda: self.now.astimezone(UTC))
        self.soon: list[Place] = []
        self.base = SearchedDirectory(town_with_waste())
        self.cases = stored_misdirected(self.store)
        books = stored_coverage(self.store)
        self.directory = EffectiveDirectory(
            self.base,
            notices=stored_notices(self.store),
            books=books,
            mends=self.cases,
            marks=stored_progress(self.store),
            search_over=PeopleSearch,
        )
        desk = MisdirectedDesk(cases=self.cases, directory=self.directory, deliver_soon=self.soon.append)
        diversions = BooksInMemory()
        facts = CoverageFacts(cases=books, books=diversions, directory=self.directory)
        whom = WhomToConnect(facts=facts, books=diversions, directory=self.directory)
        self.calls, self.mending = Misdirected(desk=desk, whom=whom), Mending(desk=desk)

    async def call(
        self,
        matter: str = "sopor",
        place: str = "Renhållning",
        *,
        landed: str = "",
        by: PersonId = VERA,
        turn: str = "turn",
    ) -> CallNoted:
        """Somebody notes a call."""
        return await self.calls.log(by, matter, landed=landed, right_place=place, turn=turn, now=self.now)

    async def only(self) -> MisdirectedMatter:
        """The one record there is."""
        (one,) = [one.value for one in await self.cases.among(MISDIRECTED)]
        return one

    def leads(self, text: str) -> list[str]:
        """The ids of the functions that a matter leads to."""
        return [one.function.id for one in self.directory.find_matters(text).matches]
