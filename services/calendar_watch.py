"""Owns the looks at calendars: whose time has come, several people's at once, and what is found becomes suggestions.

What can't be read changes nothing that stands. Nothing of what a calendar shows is logged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import uniform

from policy.calendar_absences import CalendarSeen, absences, seen_from
from policy.calendar_suggestions import CalendarBook, looked_at, next_look_at
from policy.organisation import Person
from policy.periods import as_utc
from services.calendar_ports import MOST_AT_ONCE, CalendarReach, CalendarsRead
from services.calendar_suggestions import calendar_place, own_time
from services.calendar_telling import SOURCE, told_of
from services.ports import Cases, Directory, DiversionRepository, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.strangers import is_gone
from services.sweeping import ALONE, guarded, sweep_together

SOON = timedelta(minutes=15)
"""When to ask again for what could not be read just now, if nothing else was said; half as much may be added."""
LOOKS_FOR = 10.0
"""How many seconds a sweep goes on for, at most: several people's calendars may take as long again to be read."""
LONGEST_WAIT = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWatch:
    """Looks at calendars that are to be looked at."""

    cases: Cases[CalendarBook]
    books: DiversionRepository
    directory: Directory
    reach: CalendarReach
    deliver_soon: Callable[[Place], None]

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Look at every calendar whose time has come; gives how many. Once it is told to wait it asks no more."""
        told_to_wait: list[CalendarsRead] = []

        async def look(places: Sequence[Place]) -> None:
            people = await self._due(places, now)
            if not people:
                return
            if told_to_wait:
                read = CalendarsRead(wait=told_to_wait[0].wait)
            else:
                read = await self.reach.read(people, seen_from(now, self.directory.municipality.calendar))
            if read.wait is not None:
                told_to_wait.append(read)
            for person in people:
                await guarded(lambda person: self._note(person, read, now), person, SOURCE)

        due = self.cases.steps_due(now)
        return await sweep_together(due, look, what=SOURCE, hold=hold, size=MOST_AT_ONCE, lasts=LOOKS_FOR)

    async def _due(self, places: Sequence[Place], now: datetime) -> Sequence[Person]:
        """Whose calendars these are, of those that are still to be looked at; who is gone is let go of."""
        due: list[Person] = []
        for book in await self.cases.load_many(places):
            person = self.directory.municipality.people.get(book.person)
            if person is None:
                await guarded(lambda gone: self._let_go(gone, now), calendar_place(book.person), SOURCE)
            elif book.look_again_at is not None and book.look_again_at <= as_utc(now):
                due.append(person)
        return due

    async def _note(self, person: Person, read: CalendarsRead, now: datetime) -> None:
        seen = read.seen.get(person.id)
        if seen is not None:
            await until_saved(lambda: self._decide(person, seen, now))
        else:
            await until_saved(lambda: self._put_off(person, read, now))

    async def _decide(self, person: Person, seen: CalendarSeen, now: datetime) -> None:
        place = calendar_place(person.id)
        loaded = await self.cases.load(place)
        if loaded is None or not loaded.value.is_on:
            return  # It was turned off meanwhile.
        own = own_time(self.directory.municipality, person)
        diversions = (await self.books.load(person.id)).value.diversions
        after = looked_at(loaded.value, absences(seen, own, now=now), diversions, own, now=now)
        after = told_of(loaded.value, after, now=now)
        await self.cases.save(loaded, after)
        if after.outgoing != loaded.value.outgoing:
            self.deliver_soon(place)

    async def _put_off(self, person: Person, read: CalendarsRead, now: datetime) -> None:
        loaded = await self.cases.load(calendar_place(person.id))
        if loaded is None or not loaded.value.is_on:
            return
        book, own = loaded.value, own_time(self.directory.municipality, person)
        if person.id in read.unreadable:
            since = book.unread_since or as_utc(now)
            after = replace(book, unread_since=since, look_again_at=next_look_at(person.id, own, now=now))
        else:
            wait = min(max(read.wait or SOON, SOON), LONGEST_WAIT) * uniform(1.0, 1.5)  # noqa: S311 - jitter
            after = replace(book, look_again_at=as_utc(now) + wait)
        await self.cases.save(loaded, after)

    async def _let_go(self, place: Place, now: datetime) -> None:
        """Of whom the directory doesn't know any more."""
        loaded = await self.cases.load(place)
        if loaded is not None and is_gone(loaded.value.look_again_at, now=now):
            await self.cases.erase(loaded)
