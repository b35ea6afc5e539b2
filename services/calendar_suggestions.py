"""Use cases of suggestions out of one's calendar: turn them on and off, and answer one (A3).

It is each person's own affair: nobody turns it on for another, and a suggestion is found only in the book of whoever
asks. It must not know a word that a person reads. Each call is safe to repeat.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from policy.access import require_known
from policy.calendar_absences import OwnTime
from policy.calendar_suggestions import (
    CalendarBook,
    Fate,
    Suggestion,
    answerable,
    diverted,
    turned_off,
    turned_on,
)
from policy.diversions import DiversionBook
from policy.errors import PolicyError
from policy.organisation import Municipality, Person, PersonId
from services.calendar_ports import CALENDAR_ID
from services.calendar_telling import told_of, told_that_it_is_off
from services.ports import Cases, Directory, Place
from services.retrying import until_saved


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarStands:
    """How it stands for one person. `is_reached`: whether the municipality lets the bot read calendars at all.

    `unread_since`: since when theirs can't be read.
    """

    is_reached: bool
    is_on: bool
    unread_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSuggestions:
    """`deliver_soon` is called with a place once something is saved that a card has to say.

    `is_reached`: whether calendars can be read here; where they can't no card is sent either.
    """

    cases: Cases[CalendarBook]
    directory: Directory
    is_reached: bool
    deliver_soon: Callable[[Place], None]

    async def stands(self, actor: PersonId) -> CalendarStands:
        """How it stands for the actor. Raises PolicyError `person.not_in_directory`."""
        self._own(actor)
        return self._stands(await self._book(actor))

    async def offered(self, actor: PersonId) -> CalendarStands:
        """The same for whoever is about to turn it on.

        Raises PolicyError `person.not_in_directory`, `calendar.not_reached` or `calendar.no_address`.
        """
        self._require_calendar(self._own(actor))
        return await self.stands(actor)

    async def turn_on(self, actor: PersonId, *, now: datetime) -> CalendarStands:
        """The actor turns it on; if it is, that stands.

        Raises PolicyError `person.not_in_directory`, `calendar.not_reached`, `calendar.no_address` or `store.busy`.
        """
        person = self._own(actor)
        self._require_calendar(person)

        async def attempt() -> CalendarBook:
            loaded = await self.cases.load(calendar_place(actor))
            if loaded is not None and loaded.value.is_on:
                return loaded.value
            new = turned_on(actor, now=now)
            if loaded is not None:
                # Cards from before still have to say that they hold no more.
                new = replace(new, outgoing=loaded.value.outgoing)
            return (await self.cases.save(loaded, new)).value

        return self._stands(await until_saved(attempt))

    async def turn_off(self, actor: PersonId, *, now: datetime, pressed: str = "") -> CalendarStands:
        """The actor turns it off: all that was kept is let go of, and the cards that stand say so.

        `pressed` is the suggestion whose card the answer changes. Raises PolicyError `person.not_in_directory` or
        `store.busy`.
        """
        self._own(actor)

        async def attempt() -> CalendarBook | None:
            loaded = await self.cases.load(calendar_place(actor))
            if loaded is None or not loaded.value.is_on:
                return None
            told = told_that_it_is_off(loaded.value, pressed, now=now)
            if self.is_reached and told.outgoing.unsent:
                return (await self.cases.save(loaded, turned_off(told, now=now))).value
            await self.cases.erase(loaded)
            return None

        if await until_saved(attempt) is not None:
            self.deliver_soon(calendar_place(actor))
        return self._stands(None)

    async def find(self, actor: PersonId, suggestion_id: str, *, now: datetime) -> Suggestion:
        """A suggestion of the actor's, as it stands. Raises PolicyError `calendar.gone` or `calendar.passed`."""
        return answerable(await self._book(actor), suggestion_id, now=now)

    async def decline(self, actor: PersonId, suggestion_id: str, *, now: datetime) -> Suggestion:
        """The actor says no to one; what has been answered or has ended meanwhile stays as it is.

        Raises PolicyError `calendar.gone`, `calendar.passed` or `store.busy`.
        """

        async def attempt() -> Suggestion:
            loaded = await self.cases.load(calendar_place(actor))
            book = None if loaded is None else loaded.value
            one = answerable(book, suggestion_id, now=now)
            if loaded is None or book is None or one.fate is not Fate.OPEN:
                return one
            declined = replace(one, fate=Fate.DECLINED)
            # The answer changes the card; nothing more is to be said on it.
            unsent = tuple(n for n in book.outgoing.unsent if n.card != one.card)
            outgoing = replace(book.outgoing, unsent=unsent).without_cards(one.card)
            await self.cases.save(loaded, replace(book.with_changed(declined), outgoing=outgoing))
            return declined

        return await until_saved(attempt)

    async def diverted(self, diversions: DiversionBook, *, now: datetime) -> None:
        """A person's diversions have changed: what they cover is no more to be asked about, and its card says so.

        Raises PolicyError `store.busy`.
        """
        municipality = self.directory.municipality
        person = municipality.people.get(diversions.person)
        if person is None or not self.is_reached:
            return

        async def attempt() -> bool:
            loaded = await self.cases.load(calendar_place(person.id))
            if loaded is None or not loaded.value.is_on:
                return False
            after = diverted(loaded.value, diversions.diversions, own_time(municipality, person), now=now)
            after = told_of(loaded.value, after, now=now)
            if after == loaded.value:
                return False
            await self.cases.save(loaded, after)
            return True

        if await until_saved(attempt):
            self.deliver_soon(calendar_place(person.id))

    async def _book(self, actor: PersonId) -> CalendarBook | None:
        loaded = await self.cases.load(calendar_place(actor))
        return None if loaded is None else loaded.value

    def _stands(self, book: CalendarBook | None) -> CalendarStands:
        if book is None or not book.is_on:
            return CalendarStands(is_reached=self.is_reached, is_on=False)
        return CalendarStands(is_reached=self.is_reached, is_on=True, unread_since=book.unread_since)

    def _require_calendar(self, person: Person) -> None:
        if not self.is_reached:
            raise PolicyError("calendar.not_reached", params={"place": self.directory.municipality.name})
        if not person.email:
            raise PolicyError("calendar.no_address")

    def _own(self, actor: PersonId) -> Person:
        return require_known(self.directory.municipality, actor)


def calendar_place(person: PersonId) -> Place:
    """Where what came of looking at a person's calendar is."""
    return Place(str(person), CALENDAR_ID)


def own_time(municipality: Municipality, person: Person) -> OwnTime:
    """What days and hours mean for the person."""
    return OwnTime(calendar=municipality.calendar, hours=person.hours)
