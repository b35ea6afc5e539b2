"""What people do in a run, over and over: those who divert their phones, and look whether it was done.

Each story has people of its own, so that what they expect hangs on nobody else. What can be seen at once is judged at
once; the rest is noted in the ledger for the verdict.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.soak.ledger import Ledger, Meeting, Turn
from tests.soak.people import NotThere, Someone
from tests.soak.shared_clock import SharedClock

Step = Callable[[], Coroutine[Any, Any, None]]
"""One thing that somebody does."""
FIRST_DAY = date(2027, 2, 1)
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


@dataclass
class Going:
    """A run as the stories know it: until when, at what pace, by which clock, and where to note things."""

    clock: SharedClock
    ledger: Ledger
    odds: random.Random
    pause: float
    """Seconds between two turns of one person, on average."""
    within: float
    """How many seconds something that is to come unasked is waited for."""
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def breathes(self) -> None:
        """Let some time pass, or less if the run is over."""
        try:
            async with asyncio.timeout(self.odds.uniform(0.2, 1.8) * self.pause):
                await self.over.wait()
        except TimeoutError:
            pass


async def again_and_again(going: Going, step: Step) -> None:
    """Take the step until the run is over. Waiting in vain is a fault of the run, and stops nobody."""
    while not going.over.is_set():
        try:
            await step()
        except NotThere as missing:
            going.ledger.fault(str(missing))
        await going.breathes()


class Diverter:
    """Diverts the phone: now, ahead, several times at once; undoes it; and looks how it stands after each."""

    def __init__(self, someone: Someone, going: Going) -> None:
        self._me = someone
        self._going = going
        self._ledger = going.ledger
        self._minutes = 0
        self._days = 0
        self._until: set[str] = {""}
        """What the running diversion may last until: one, unless something was never answered. "" is none."""

    async def step(self) -> None:
        """One thing, of those that they do."""
        chosen = self._going.odds.random()
        if chosen < 0.4:
            await self._diverts()
        elif chosen < 0.75:
            await self._plans()
        else:
            await self._does_much_at_once()

    async def _diverts(self) -> None:
        until = self._next_minute()
        turn = await self._me.says(f"möte till {until}")
        self._settles({until}, turn)
        await self._looks(turn)

    async def _does_much_at_once(self) -> None:
        """Two or three lines on their way at the same time, at whichever replicas."""
        minutes = [self._next_minute() for _ in range(self._going.odds.choice((2, 3)))]
        turns = await asyncio.gather(*(self._me.says(f"möte till {until}") for until in minutes))
        self._ledger.counted("bursts")
        if any(turn.is_in_doubt for turn in turns):
            self._until |= set(minutes)
            return
        for until, turn in zip(minutes, turns, strict=True):
            if until not in turn.words:
                self._ledger.fault(f"{self._me.name}: möte till {until} was answered: {turn.words[:80]!r}")
        self._until = {self._last_answered(minutes, turns)}
        await self._looks(turns[-1])

    def _last_answered(self, minutes: list[str], turns: tuple[Turn, ...] | list[Turn]) -> str:
        """Turns come one after another: the one that was answered last was carried out last."""
        heard = self._me.answered_at
        return max(zip(minutes, turns, strict=True), key=lambda one: heard(one[1]))[0]

    def _settles(self, wanted: set[str], turn: Turn) -> None:
        (until,) = wanted
        if turn.is_in_doubt:
            self._until |= wanted
        elif f"hänvisad till {until}" in turn.words:
            self._until = wanted
        else:
            self._ledger.fault(f"{self._me.name}: möte till {until} was answered: {turn.words[:80]!r}")

    async def _looks(self, after: Turn) -> None:
        """What was acknowledged is seen by the next turn, wherever that comes (A3)."""
        turn = await self._me.says("min status")
        if turn.is_in_doubt or after.is_in_doubt:
            return
        seen = {until for until in self._until if until and f"hänvisad till {until}" in turn.words}
        if not seen and not ("" in self._until and "hänvisad till" not in turn.words):
            self._ledger.fault(
                f"{self._me.name} expected {sorted(self._until)} after {after.activity}, and {turn.activity}"
                f" was answered: {turn.words[:60]!r}"
            )
        self._ledger.counted("looked after an acknowledged turn")

    async def _plans(self) -> None:
        """A meeting ahead, on a day of its own; every third is undone where it is confirmed."""
        self._days += 1
        day = FIRST_DAY + timedelta(days=self._days)
        turn = await self._me.says(f"möte {day.day} {MONTHS[day.month - 1]} 14-15")
        if turn.is_in_doubt:
            return
        if "Du är hänvisad" not in turn.words:
            self._ledger.fault(f"{self._me.name}: a meeting was answered: {turn.words[:80]!r}")
            return
        meeting = Meeting(self._me.id, turn)
        self._ledger.meetings.append(meeting)
        if self._going.odds.random() < 0.3:
            undo = await self._me.presses("Ångra", self._me.answer_to(turn))
            if undo.is_in_doubt:
                self._ledger.meetings.remove(meeting)
            elif "Ångrat" in undo.words:
                meeting.undone = undo
            else:
                self._ledger.fault(f"{self._me.name}: an undoing was answered: {undo.words[:80]!r}")

    def _next_minute(self) -> str:
        """A time of the afternoon that has not been said before, for as long as there is one."""
        self._minutes += 1
        minute = 12 * 60 + 1 + self._minutes % (9 * 60)
        return f"{minute // 60:02}:{minute % 60:02}"
