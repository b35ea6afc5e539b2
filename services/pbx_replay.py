"""Use case of telling the telephone exchange (PBX) again: what it was told since some time, or how all stands now.

For when an exchange was restored, had lost what it was told, or had refused it. An event that is sent again is the
same, to the byte and the number, so an exchange that has it, or something newer, is none the worse. It is sent in the
order of the numbers, one after the other, and stops at the first that is not taken. What was told is not always what
holds: an absence that the exchange refused may be over, with nothing to put back. So it ends with how all stands now.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from policy.effects import EffectKind
from policy.organisation import PersonId
from policy.pbx_events import PbxEvent, PbxLine, cleared, following, taken_up_to
from policy.pbx_terms import USUAL_PBX
from services.pbx_events import keep_change
from services.pbx_ports import PBX_LINE_ID, PbxAnswer, PbxClient, PbxEventLog, PbxLines, PbxOutcome
from services.ports import DiversionRepository, Place
from services.retrying import until_saved

WITHIN_SECONDS = 10.0
ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=2)
"""An exchange that asks to be left alone for longer is told the rest another time."""

Pages = AsyncIterator[Sequence[PbxEvent]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """How many were taken; `stopped` is the first that was not, with the last answer to it."""

    taken: int
    stopped: PbxEvent | None = None
    answer: PbxAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxReplay:
    """Over the exchange's client and the log of what it was told. `sleep` lets so many seconds pass."""

    client: PbxClient
    lines: PbxLines
    events: PbxEventLog
    books: DiversionRepository
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def told_since(self, at: datetime, person: PersonId | None = None) -> Pages:
        """Pages of what the exchange was told then or later, of everyone or of one person, in its order."""
        return self.events.since(at, person)

    async def told_last(self, person: PersonId | None = None) -> Pages:
        """Pages of the latest of everyone whom the exchange was ever told of, or of one person."""
        if person is not None:
            line = await self._line(person)
            yield [] if line is None else [line.latest]
            return
        async for lines in self.lines.everyone():
            yield [line.latest for line in lines]

    async def send_since(self, at: datetime, person: PersonId | None = None, *, now: datetime) -> Replayed:
        """Send all that it was told then or later, and for each of those people how it stands now."""
        taken, last = 0, dict[PersonId, PbxEvent]()
        async for page in self.told_since(at, person):
            for event in page:
                answer = await self._until_taken(event)
                if answer.outcome is not PbxOutcome.TAKEN:
                    return Replayed(taken=taken, stopped=event, answer=answer)
                taken, last[event.person] = taken + 1, event
        return await self._send_states(last, last, taken, now)

    async def send_states(self, person: PersonId | None = None, *, now: datetime) -> Replayed:
        """Send how it stands now for everyone whom the exchange was ever told of, or for one person."""
        taken = 0
        async for page in self.told_last(person):
            replayed = await self._send_states([event.person for event in page], {}, taken, now)
            if replayed.stopped is not None:
                return replayed
            taken = replayed.taken
        return Replayed(taken=taken)

    async def _send_states(
        self, people: Collection[PersonId], last: Mapping[PersonId, PbxEvent], taken: int, now: datetime
    ) -> Replayed:
        """Send how it stands for those people, but for those who have been told of by that very event."""
        for person in people:
            event = await until_saved(partial(self._present, person, now))
            if event is None:
                continue
            if event != last.get(person):
                answer = await self._until_taken(event)
                if answer.outcome is not PbxOutcome.TAKEN:
                    return Replayed(taken=taken, stopped=event, answer=answer)
                taken += 1
            await keep_change(self.lines, person, partial(taken_up_to, event=event))
        return Replayed(taken=taken)

    async def _present(self, person: PersonId, now: datetime) -> PbxEvent | None:
        """How it stands for the person, as an event that is in the log; None for whom it is not known any more."""
        loaded = await self.lines.load(_place(person))
        if loaded is None:
            return None
        line, row = loaded.value, (await self.books.load(person)).value.effects.row(EffectKind.PBX)
        if line.latest.absence is None or (row is not None and row.shown is not None):
            return line.latest
        event = cleared(line, now=now)
        await self.lines.save(loaded, following(line, event))
        await self.events.note(event, until=event.at + USUAL_PBX.kept)
        return event

    async def _until_taken(self, event: PbxEvent) -> PbxAnswer:
        for attempt in range(ATTEMPTS):
            answer = await self.client.send(event, within=WITHIN_SECONDS)
            pause = max(answer.wait or timedelta(), FIRST_PAUSE * 2**attempt)
            is_last = attempt == ATTEMPTS - 1 or pause > LONGEST_PAUSE
            if answer.outcome is not PbxOutcome.LATER or is_last:
                break
            await self.sleep(pause.total_seconds() * random.uniform(1.0, 1.2))  # noqa: S311 - jitter, not a secret
        return answer

    async def _line(self, person: PersonId) -> PbxLine | None:
        loaded = await self.lines.load(_place(person))
        return None if loaded is None else loaded.value


def _place(person: PersonId) -> Place:
    return Place(str(person), PBX_LINE_ID)
