"""Use case of telling the telephone exchange (PBX) again: what it was told since some time, or how all stands now.

For when an exchange was restored, or had lost what it was told. An event that is sent again is the same, to the byte
and the number, so an exchange that has it, or something newer, is none the worse. It is sent in the order of the
numbers, one after the other, and stops at the first that is not taken.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.organisation import PersonId
from policy.pbx_events import PbxEvent
from services.pbx_ports import PBX_LINE_ID, PbxAnswer, PbxClient, PbxEventLog, PbxLines, PbxOutcome
from services.ports import Place

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
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def since(self, at: datetime, person: PersonId | None = None) -> Pages:
        """Pages of what the exchange was told then or later, of everyone or of one person, in its order."""
        return self.events.since(at, person)

    async def states(self, person: PersonId | None = None) -> Pages:
        """Pages of the latest of everyone whom the exchange was ever told of, or of one person."""
        if person is None:
            async for lines in self.lines.everyone():
                yield [line.latest for line in lines]
            return
        loaded = await self.lines.load(Place(str(person), PBX_LINE_ID))
        yield [] if loaded is None else [loaded.value.latest]

    async def send(self, pages: Pages) -> Replayed:
        """Send them all again, in that order."""
        taken = 0
        async for page in pages:
            for event in page:
                answer = await self._until_taken(event)
                if answer.outcome is not PbxOutcome.TAKEN:
                    return Replayed(taken=taken, stopped=event, answer=answer)
                taken += 1
        return Replayed(taken=taken)

    async def _until_taken(self, event: PbxEvent) -> PbxAnswer:
        for attempt in range(ATTEMPTS):
            answer = await self.client.send(event, within=WITHIN_SECONDS)
            pause = max(answer.wait or timedelta(), FIRST_PAUSE * 2**attempt)
            is_last = attempt == ATTEMPTS - 1 or pause > LONGEST_PAUSE
            if answer.outcome is not PbxOutcome.LATER or is_last:
                break
            await self.sleep(pause.total_seconds() * random.uniform(1.0, 1.2))  # noqa: S311 - jitter, not a secret
        return answer
