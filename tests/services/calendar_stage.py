"""A stage for the use cases of calendar suggestions: the small town, a store in memory, calendars that a test fills."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from policy.calendar_absences import CalendarSeen, Showing, Shown
from policy.calendar_suggestions import CalendarBook, Suggestion
from policy.diversions import Diversion, DiversionBook
from policy.organisation import Municipality, Person, PersonId
from policy.outgoing import Notification, StandingCard
from policy.periods import Period, as_utc
from services.calendar_ports import CalendarsRead
from services.calendar_suggestions import CalendarSuggestions, calendar_place
from services.calendar_watch import CalendarWatch
from services.ports import Place
from storage.calendar_repository import stored_calendar_books
from tests.policy.small_town import ANNA, at, period, small_town
from tests.services.fakes import BooksInMemory, FakeDirectory
from tests.storage.memory_store import MemoryStore

NOW = at("2026-11-23 09:00")
"""A Monday."""


def town_with_addresses() -> Municipality:
    """The small town, everyone with an address."""
    town = small_town()
    people = {id_: replace(one, email=f"{id_}@smabygd.example") for id_, one in town.people.items()}
    return replace(town, people=people)


class Calendars:
    """A CalendarReach that a test fills. `before_reading` is awaited ahead of each reading."""

    def __init__(self) -> None:
        self.seen: dict[PersonId, CalendarSeen] = {}
        self.unreadable: set[PersonId] = set()
        self.away: set[PersonId] = set()
        self.wait: timedelta | None = None
        self.asked: list[list[PersonId]] = []
        self.before_reading: Callable[[], Awaitable[None]] | None = None

    async def read(self, people: Sequence[Person], within: Period) -> CalendarsRead:
        """What the test says; nothing in whose calendar it says nothing of."""
        self.asked.append([person.id for person in people])
        if self.before_reading is not None:
            await self.before_reading()
        if self.wait is not None:
            return CalendarsRead(wait=self.wait)
        readable = [person.id for person in people if person.id not in self.unreadable | self.away]
        return CalendarsRead(
            seen={id_: self.seen.get(id_, CalendarSeen()) for id_ in readable},
            unreadable=frozenset(self.unreadable),
        )


class CalendarStage:
    """The use cases and all that they touch."""

    def __init__(self, *diversions: Diversion, is_reached: bool = True) -> None:
        self.now = NOW
        self.store = MemoryStore(now=lambda: as_utc(self.now))
        self.cases = stored_calendar_books(self.store)
        self.books = BooksInMemory(*([DiversionBook(person=ANNA, diversions=diversions)] if diversions else []))
        self.directory = FakeDirectory(town_with_addresses())
        self.reach = Calendars()
        self.soon: list[Place] = []
        self.suggestions = CalendarSuggestions(
            cases=self.cases, directory=self.directory, is_reached=is_reached, deliver_soon=self.soon.append
        )
        self.watch = CalendarWatch(
            cases=self.cases,
            books=self.books,
            directory=self.directory,
            reach=self.reach,
            deliver_soon=self.soon.append,
        )

    def is_out(self, start: str, end: str, person: PersonId = ANNA) -> None:
        """Somebody's calendar shows out of office then, and nothing else."""
        self.reach.seen[person] = CalendarSeen(shown=(Shown(Showing.OUT_OF_OFFICE, period(start, end)),))

    async def turns_on(self, person: PersonId = ANNA) -> None:
        """Somebody turns it on."""
        await self.suggestions.turn_on(person, now=self.now)

    async def looks(self, at_: str = "") -> int:
        """A sweep, at that time."""
        self.now = at(at_) if at_ else self.now
        return await self.watch.sweep(now=self.now)

    async def book(self, person: PersonId = ANNA) -> CalendarBook | None:
        """What is stored of somebody."""
        loaded = await self.cases.load(calendar_place(person))
        return None if loaded is None else loaded.value

    async def the_one(self, person: PersonId = ANNA) -> Suggestion:
        """Somebody's only suggestion."""
        book = await self.book(person)
        assert book is not None
        (one,) = book.suggestions
        return one

    async def unsent(self, person: PersonId = ANNA) -> list[Notification]:
        """What somebody is still to be told."""
        book = await self.book(person)
        return [] if book is None else list(book.outgoing.unsent)

    async def sends(self, person: PersonId = ANNA) -> None:
        """All that was unsent goes out, and its cards stand."""
        loaded = await self.cases.load(calendar_place(person))
        assert loaded is not None
        outgoing = loaded.value.outgoing
        for one in outgoing.unsent:
            card = StandingCard(to=person, card=one.card, conversation="chat", activity=one.card)
            outgoing = outgoing.without(one.id).standing_as(card)
        await self.cases.save(loaded, replace(loaded.value, outgoing=outgoing))

    async def look_again(self, when: datetime, person: PersonId = ANNA) -> None:
        """Have somebody looked at then."""
        loaded = await self.cases.load(calendar_place(person))
        assert loaded is not None
        await self.cases.save(loaded, replace(loaded.value, look_again_at=when))
