"""What people do in a run, over and over: those who divert their phones, and look whether it was done.

Each story has people of its own, so that what they expect hangs on nobody else. What can be seen at once is judged at
once; the rest is noted in the ledger for the verdict.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date, timedelta
from typing import Any

from tests.soak.going import Going, NotThere, RunIsOver
from tests.soak.ledger import Meeting, Turn
from tests.soak.people import Someone

Step = Callable[[], Coroutine[Any, Any, None]]
"""One thing that somebody does."""
FIRST_DAY = date(2027, 2, 1)
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


async def again_and_again(going: Going, step: Step) -> None:
    """Take the step until the run is over. Waiting in vain is a fault of the run, and stops nobody."""
    while not going.over.is_set():
        try:
            await step()
        except RunIsOver:
            return
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
        self._expects({""})

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
        if self._is_saved(until, turn):
            self._expects({until})
        elif turn.is_in_doubt:
            self._expects({until}, or_as_before=True)
        await self._looks(turn)

    async def _does_much_at_once(self) -> None:
        """Two or three lines on their way at the same time, at whichever replicas."""
        minutes = [self._next_minute() for _ in range(self._going.odds.choice((2, 3)))]
        turns = await asyncio.gather(*(self._me.says(f"möte till {until}") for until in minutes))
        self._ledger.counted("bursts")
        saved = [(until, turn) for until, turn in zip(minutes, turns, strict=True) if self._is_saved(until, turn)]
        if any(turn.is_in_doubt for turn in turns):
            self._expects(set(minutes), or_as_before=True)
        elif saved:
            # Turns come one after another: the one that was answered last was carried out last.
            self._expects({max(saved, key=lambda one: self._me.answered_at(one[1], one[0]))[0]})
        await self._looks(*turns)

    def _expects(self, until: set[str], *, or_as_before: bool = False) -> None:
        before = self._ledger.running.get(self._me.id, set())
        self._ledger.running[self._me.id] = until | before if or_as_before else until

    def _is_saved(self, until: str, turn: Turn) -> bool:
        """Whether the answer says so. A shorter one than that which runs is asked about, and nothing is saved."""
        if f"hänvisad till {until}" in turn.words:
            return True
        if not turn.is_in_doubt and "Ska den nya hänvisningen ta över?" not in turn.words:
            self._ledger.fault(f"{self._me.name}: möte till {until} was answered: {turn.words[:80]!r}")
        return False

    async def _looks(self, *after: Turn) -> None:
        """What was acknowledged is seen by the next turn, wherever that comes (A3)."""
        turn = await self._me.says("min status")
        if turn.is_in_doubt or any(one.is_in_doubt for one in after):
            return
        expected = self._ledger.running[self._me.id]
        seen = {until for until in expected if until and f"hänvisad till {until}" in turn.words}
        if not seen and not ("" in expected and "hänvisad till" not in turn.words):
            done = ", ".join(one.activity for one in after)
            self._ledger.fault(
                f"{self._me.name} expected {sorted(expected)} after {done}, and {turn.activity}"
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
