"""A stage for the greeting's use cases: the small town, greetings in a store in memory, and who can be reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from policy.diversions import Diversion, DiversionBook
from policy.greetings import FaultKind, Greeting, GreetingKind, Standing, standing
from policy.organisation import Municipality, PersonId
from services.greeting_outcomes import GreetingNoted, Recorded, Reported
from services.greeting_upkeep import greeting_upkeep
from services.greetings import GreetingService, greeting_place
from services.ports import Place
from storage.greeting_repository import stored_greetings
from tests.policy.small_town import ANNA, VERA, at, small_town
from tests.services.fakes import BooksInMemory, FakeDirectory, RecordingMessenger
from tests.storage.memory_store import MemoryStore

NOW = at("2026-11-24 09:00")
"""A Tuesday."""


class SomeUnreachable(RecordingMessenger):
    """A messenger that has no way to those in `unreachable`."""

    def __init__(self) -> None:
        super().__init__()
        self.unreachable: set[PersonId] = set()

    async def can_reach(self, person: PersonId) -> bool:
        """Whether the person has a chat."""
        return person not in self.unreachable


class Stage:
    """The services and all that they touch."""

    def __init__(self, *diversions: Diversion) -> None:
        self.directory = FakeDirectory(small_town())
        self.books = BooksInMemory(*([DiversionBook(person=ANNA, diversions=diversions)] if diversions else []))
        self.store = MemoryStore(now=lambda: NOW)
        self.cases = stored_greetings(self.store)
        self.messenger = SomeUnreachable()
        self.soon: list[Place] = []
        self.service = GreetingService(
            cases=self.cases,
            books=self.books,
            directory=self.directory,
            messenger=self.messenger,
            deliver_soon=self.soon.append,
        )
        self.upkeep = greeting_upkeep(cases=self.cases, directory=self.directory, messenger=self.messenger)
        self.turns = 0

    @property
    def town(self) -> Municipality:
        """The directory as it is now."""
        return self.directory.municipality

    def in_directory(self, person: PersonId, **changed: Any) -> None:
        """Change someone in the directory."""
        people = {**self.town.people, person: replace(self.town.people[person], **changed)}
        self.directory.municipality = replace(self.town, people=people)

    def leaves(self, person: PersonId) -> None:
        """Take someone out of the directory."""
        people = {id_: one for id_, one in self.town.people.items() if id_ != person}
        self.directory.municipality = replace(self.town, people=people)

    def next_turn(self) -> str:
        """A turn's id, like no other's."""
        self.turns += 1
        return f"turn-{self.turns}"

    async def records(
        self,
        kind: GreetingKind | None = GreetingKind.PERSONAL,
        *,
        turn: str = "",
        now: datetime = NOW,
        diversion: str = "",
        person: PersonId = ANNA,
    ) -> GreetingNoted:
        """Anna says what she has recorded."""
        wanted = Recorded(kind=kind, recorded_on=now.date(), diversion=diversion)
        return await self.service.record(person, wanted, change_id=turn or self.next_turn(), now=now)

    async def test_calls(
        self, person: PersonId = ANNA, kind: FaultKind = FaultKind.WRONG, *, actor: PersonId = VERA, **also: Any
    ) -> Reported:
        """Vera rings somebody's mailbox and notes what she finds."""
        turn, now = also.pop("turn", "") or self.next_turn(), also.pop("now", NOW)
        return await self.service.report(actor, person, kind, turn=turn, now=now, **also)

    async def known(self, person: PersonId = ANNA) -> Greeting:
        """What is stored of the person's greeting."""
        loaded = await self.cases.load(greeting_place(person))
        assert loaded is not None
        return loaded.value

    async def stands(self, person: PersonId = ANNA, *, now: datetime = NOW) -> Standing:
        """How the person's greeting stands."""
        return standing(self.town, self.town.people[person], await self.known(person), now=now)

    async def unsent(self, person: PersonId = ANNA) -> list[str]:
        """The codes of what the person is still to be told."""
        loaded = await self.cases.load(greeting_place(person))
        return [] if loaded is None else [n.code for n in loaded.value.outgoing.unsent]
