"""A month of a small municipality, lived through by a clock that jumps from one thing that is due to the next.

People promise calls, keep some and forget others, leave messages, are away and come back, by a seeded draw. What must
hold afterwards holds whatever was drawn.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from policy.callbacks import CARDS_ARE_CLEARED_WITHIN, Callback, State
from storage.callback_repository import stored_callbacks
from tests.bot.house import ZONE, House

pytestmark = pytest.mark.xdist_group("a month")

STAFF = ("Anna Svensson", "Bo Ek", "Åsa Berg", "Karin Lindqvist", "Vera Åkesson", "Amir Haddad")
FIRST, LAST = date(2026, 12, 1), date(2027, 1, 4)
"""Over Christmas and New Year: ten working days of the thirty-five are days off in fact."""
CALLERS = ("Kalle Persson", "Eva Lind", "Olle Holm", "Maria Berg", "Per Ström")
NUMBERS = ("070-174 06 05", "08-465 004 12", "031-390 06 22")
MATTERS = ("bygglov", "avlopp", "faktura", "förskoleplats")
NOT_UNDERSTOOD = "Det där förstod jag inte"


class Month:
    """A house, those who work in it, and what they do."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - a test's own draw
        self.house = House(datetime(2026, 12, 1, 7, 0, tzinfo=ZONE))
        self.people = [self.house.someone(name) for name in STAFF]

    async def goes_by(self) -> None:
        """Day after day, from morning to evening."""
        for day in _days(FIRST, LAST):
            for hour in sorted(self.draw.sample(range(8, 17), 3)):
                minute = self.draw.randrange(60)
                await self.house.lets_time_pass(until=f"{day.isoformat()} {hour:02}:{minute:02}")
                self._is_read()
                if self.house.directory.municipality.calendar.is_working_day(day):
                    await self._someone_does_something()
        await self.house.lets_time_pass(until=f"{LAST.isoformat()} 18:00")
        self._is_read()

    async def _someone_does_something(self) -> None:
        person = self.draw.choice(self.people)
        line = self.draw.choice(self._lines())
        await person.says(line)
        assert person.sight, line
        assert NOT_UNDERSTOOD not in person.sight, line
        person.unseen.clear()
        if "Spara" in person.sight and self.draw.random() < 0.7:
            title = next((title for title in person.choices if title.startswith("Spara")), None)
            if title is not None:
                await person.presses(title)
                person.unseen.clear()

    def _lines(self) -> tuple[str, ...]:
        caller, number = self.draw.choice(CALLERS), self.draw.choice(NUMBERS)
        matter, colleague = self.draw.choice(MATTERS), self.draw.choice(STAFF)
        return (
            f"ring upp {caller} {number} om {matter} senast imorgon",
            f"ring upp {caller} {number} om {matter} senast idag kl 16",
            f"ring upp {caller} {number} om {matter}",
            f"har ringt {caller}",
            f"nådde inte {caller}",
            f"hälsa {colleague} att {caller} sökt om {matter}, ring {number}",
            "lunch till 13",
            "möte till 15",
            "sjuk idag",
            "jag är tillbaka",
        )

    def _is_read(self) -> None:
        for person in self.people:
            person.told.clear()

    async def promises(self) -> list[Callback]:
        """Every promise that is kept in the store."""
        return [loaded.value for loaded in await stored_callbacks(self.house.store).among()]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _told_of(house: House, promise: Callback) -> set[str]:
    """The codes of what was sent about the promise: its notifications' ids begin with its own."""
    return {one.notification.code for one in house.mailbox.log if one.notification.id.startswith(f"{promise.id}:")}


@pytest.fixture(scope="module", params=[1, 2, 3])
def month(request: pytest.FixtureRequest) -> Month:
    """A month, gone by; each is lived through once, and looked at by every test."""
    lived = Month(request.param)
    asyncio.run(lived.goes_by())
    return lived


async def test_no_promise_is_forgotten(month: Month) -> None:
    """S6, M1: of a promise past its time its holder has heard, and in the end the manager, however the days fell."""
    promises = await month.promises()
    assert len(promises) > 5
    long_ago = month.house.now() - timedelta(days=14)
    forgotten = [promise for promise in promises if promise.is_open and promise.next_due_at < long_ago]
    assert forgotten, "the draw forgot nothing, so this says nothing"
    for promise in forgotten:
        told = _told_of(month.house, promise)
        assert told & {"callback.due", "callback.overdue"}, promise
        assert "callback.raised" in told, promise


async def test_nothing_that_can_wait_comes_when_its_reader_is_off(month: Month) -> None:
    """Quiet hours: no evening, no Christmas Eve, no New Year's Day."""
    municipality = month.house.directory.municipality
    late = [
        logged
        for logged in month.house.mailbox.log
        if logged.notification.waits
        and not municipality.calendar.is_working_time(logged.at, municipality.people[logged.notification.to].hours)
    ]
    assert late == []


async def test_everything_decided_was_sent_once(month: Month) -> None:
    """Idea 4: nothing that is due is left unsent, nothing came twice, nothing was given up."""
    unsent = [one for promise in await month.promises() for one in promise.outgoing.unsent]
    assert [one for one in unsent if one.due_at <= month.house.now()] == []
    posted = Counter((one.notification.to, one.notification.id) for one in month.house.mailbox.log if not one.changed)
    assert [key for key, count in posted.items() if count > 1] == []
    assert await month.house.inside.services.dead_letters.count() == 0


async def test_what_is_done_with_is_kept_no_longer_than_it_must(month: Month) -> None:
    """Callers' names and numbers are personal data: closed promises are gone after the time that they are kept."""
    kept = month.house.directory.municipality.promises.kept
    now = month.house.now()
    closed = [promise for promise in await month.promises() if promise.state is not State.OPEN]
    for promise in closed:
        assert promise.closed_at is not None
        # What is emptied of its caller is there a little longer, until the cards that showed it are changed.
        assert promise.closed_at > now - (kept + CARDS_ARE_CLEARED_WITHIN if promise.erased else kept)
