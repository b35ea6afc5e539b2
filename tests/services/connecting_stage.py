"""A stage for the use cases of whom to connect: a directory, a store, and diversions set by hand."""

from __future__ import annotations

from datetime import UTC, datetime

from policy.diversions import Diversion, DiversionBook
from policy.organisation import Person, PersonId
from policy.periods import as_utc
from services.coverage_facts import CoverageFacts
from services.ports import Directory
from services.whom_to_connect import Whom, WhomToConnect
from storage.coverage_repository import stored_coverage
from storage.diversion_repository import StoredDiversions
from tests.bot.house import example_directory
from tests.policy.small_town import at
from tests.storage.memory_store import MemoryStore


class ConnectingStage:
    """The use cases over a directory, the example's if none is given."""

    def __init__(self, now: str = "2026-11-24 10:00", directory: Directory | None = None) -> None:
        self.now: datetime = at(now)
        store = MemoryStore(now=lambda: self.now.astimezone(UTC))
        self.books = StoredDiversions(store)
        self.directory = directory or example_directory()
        facts = CoverageFacts(cases=stored_coverage(store), books=self.books, directory=self.directory)
        self.whom = WhomToConnect(facts=facts, books=self.books, directory=self.directory)
        self.viewer = self.person("Vera Åkesson").id

    def person(self, name: str) -> Person:
        """The one person of that name."""
        (person,) = [one for one in self.directory.municipality.people.values() if one.name == name]
        return person

    async def diverts(self, person: PersonId, *diversions: Diversion) -> None:
        """Whose diversions are these from now on."""
        loaded = await self.books.load(person)
        book = DiversionBook(person=person, diversions=diversions, changed_at=as_utc(self.now))
        await self.books.save(loaded, book)

    async def asks(self, text: str, now: str | None = None) -> Whom:
        """What the switchboard is told, then."""
        self.now = self.now if now is None else at(now)
        return await self.whom.ask(text, viewer=self.viewer, now=self.now)
