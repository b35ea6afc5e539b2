"""Use case of the working morning: ask those whose diversion has no end whether it still holds (A3).

It changes no diversion: the answer is the person's own change, or none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from policy.diversions import DiversionBook
from policy.open_ended import must_ask_whether_it_lasts, next_question_at
from policy.organisation import PersonId
from policy.outgoing import Notification
from policy.periods import as_utc
from services.outbox_sources import book_places
from services.ports import Directory, DiversionRepository, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.strangers import is_gone
from services.sweeping import ALONE, sweep

STILL_AWAY = "diversion.still_away"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEndedQuestions:
    """`delivered_soon` is called with a person once the question to them is saved."""

    books: DiversionRepository
    directory: Directory
    delivered_soon: Callable[[PersonId], None]

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Ask everyone whose time has come; gives how many people were looked at."""

        async def look(place: Place) -> None:
            person = PersonId(place.partition)
            if await until_saved(lambda: self._ask(person, now)):
                self.delivered_soon(person)

        return await sweep(book_places(self.books.questions_due(now)), look, what="questions", hold=hold)

    async def _ask(self, person_id: PersonId, now: datetime) -> bool:
        loaded = await self.books.load(person_id)
        is_known = loaded.value.person in self.directory.municipality.people
        if not is_known and not is_gone(loaded.value.ask_at, now=now):
            return False
        book, asks = self._looked_at(loaded.value.without_past(now), now)
        await self.books.save(loaded, book)
        return asks

    def _looked_at(self, book: DiversionBook, now: datetime) -> tuple[DiversionBook, bool]:
        """The book with the question in it, if it is to be asked now, and when to look next."""
        municipality = self.directory.municipality
        person = municipality.people.get(book.person)
        if person is None:
            return replace(book, ask_at=None), False
        calendar, running = municipality.calendar, book.running(now)
        asks = running is not None and must_ask_whether_it_lasts(
            running, now=now, last_asked_at=book.asked_at, calendar=calendar, hours=person.hours
        )
        if asks and running is not None:
            today = calendar.local(now).date().isoformat()
            question = Notification(
                id=f"{running.id}.{today}",
                to=person.id,
                code=STILL_AWAY,
                params={"diversion": running.id, "start_at": running.period.start_at.isoformat()},
                made_at=as_utc(now),
                due_at=as_utc(now),
                waits=True,
            )
            book = replace(book, asked_at=as_utc(now), outgoing=book.outgoing.adding(question))
        later = _tomorrow_at_the_earliest(book, now)
        ask_at = next_question_at(later, now=now, calendar=calendar, hours=person.hours)
        return replace(book, ask_at=ask_at), asks


def _tomorrow_at_the_earliest(book: DiversionBook, now: datetime) -> DiversionBook:
    """The book as if asked just now: what is not asked by today's morning is asked another day's."""
    return replace(book, asked_at=as_utc(now))
