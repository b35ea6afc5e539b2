"""Use case of telling the telephone exchange (PBX) of diversions: one event a decision, logged, then sent.

It is one of the carriers of what a diversion also sets (`services.effect_ports`): whoever decided has it tried over
and over for a while, and tells the person how it went. What the exchange has still not taken then is kept here and sent
again for days, so that an exchange that was out of order gets it. The order by person holds: what an event replaces is
never sent after it, one goes out at a time, and each has its number for the rest.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from weakref import WeakValueDictionary

from policy.effects import EffectEnd, EffectKind, EffectOutcome
from policy.errors import PolicyError
from policy.organisation import PersonId
from policy.pbx_events import (
    PbxEvent,
    PbxLine,
    Phone,
    absence_told,
    following,
    phone_of,
    put_off,
    refused,
    taken_up_to,
)
from services.effect_ports import Keep, Wanted
from services.pbx_ports import PBX_LINE_ID, PbxAnswer, PbxClient, PbxEventLog, PbxLines, PbxOutcome
from services.ports import Directory, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.sweeping import ALONE, seconds_passed, sweep

DONE = EffectEnd(outcome=EffectOutcome.DONE)
LATER = EffectEnd(outcome=EffectOutcome.LATER)
NO_NUMBER = EffectEnd(outcome=EffectOutcome.REFUSED, why="no_number")
LEAST_SECONDS = 0.05
"""With less of the time left nothing is sent."""
SWEEP_SECONDS = 10.0
"""How long a sweep lets one event take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxEvents:
    """An EffectCarrier over the exchange's client and the log of what it was told."""

    client: PbxClient
    lines: PbxLines
    events: PbxEventLog
    directory: Directory
    turns: WeakValueDictionary[PersonId, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    @property
    def kind(self) -> EffectKind:
        """The telephone exchange."""
        return EffectKind.PBX

    async def carry_out(self, wanted: Wanted, memo: str, *, keep: Keep, within: float) -> EffectEnd:
        """Have the exchange set what is wanted; what it has taken already, or has something newer of, is done."""
        del memo, keep
        ends = seconds_passed() + within
        try:
            async with self._turn_of(wanted.person.id, within):
                line = await until_saved(partial(self._following, wanted))
                if line is None:
                    return NO_NUMBER
                if line.latest.sequence != wanted.version or not line.is_due:
                    return DONE
                return _end(await self._send(line.latest, within=ends - seconds_passed()))
        except (TimeoutError, PolicyError):
            # Somebody else is at the same line just now.
            return LATER

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Send once more what has waited for long, the longest first; gives how many."""

        async def visit(place: Place) -> None:
            await self._once_more(PersonId(place.partition), now)

        return await sweep(self.lines.steps_due(now), visit, what="pbx", hold=hold)

    async def _once_more(self, person: PersonId, now: datetime) -> None:
        async with self._turn_of(person, SWEEP_SECONDS):
            loaded = await self.lines.load(_place(person))
            if loaded is None or loaded.value.next_step_at is None:
                return
            event = loaded.value.latest
            answer = await self._send(event, within=SWEEP_SECONDS)
            if answer.outcome is PbxOutcome.LATER:
                late = random.random()  # noqa: S311 - jitter, not a secret
                await keep_change(self.lines, event.person, partial(put_off, event=event, late=late, now=now))

    async def _send(self, event: PbxEvent, *, within: float) -> PbxAnswer:
        """Send the event once it is in the log, and keep how that ended."""
        await self.events.note(event, until=event.at + self._kept)
        if within < LEAST_SECONDS:
            return PbxAnswer(outcome=PbxOutcome.LATER)
        answer = await self.client.send(event, within=within)
        if answer.outcome is PbxOutcome.TAKEN:
            await keep_change(self.lines, event.person, partial(taken_up_to, event=event))
        elif answer.outcome is not PbxOutcome.LATER:
            await keep_change(self.lines, event.person, partial(refused, event=event))
        return answer

    async def _following(self, wanted: Wanted) -> PbxLine | None:
        """The person's line with what is wanted as its latest event, saved; as it is if it has that or a newer one.

        None for who has no number. A diversion that was told by one that is gone since is taken back by that number.
        """
        loaded = await self.lines.load(_place(wanted.person.id))
        line = None if loaded is None else loaded.value
        if line is not None and line.latest.sequence >= wanted.version:
            return line
        phone = phone_of(wanted.person)
        if not phone.name:
            if line is None or wanted.absence is not None:
                return None
            phone = line.latest.phone
        return (await self.lines.save(loaded, following(line, _event(wanted, phone)))).value

    @asynccontextmanager
    async def _turn_of(self, person: PersonId, within: float) -> AsyncIterator[None]:
        """One at a time for each person, so that no event of theirs can pass another on the way."""
        turn = self.turns.setdefault(person, asyncio.Lock())
        async with asyncio.timeout(within):
            await turn.acquire()
        try:
            yield
        finally:
            turn.release()

    @property
    def _kept(self) -> timedelta:
        return self.directory.municipality.pbx.kept


async def keep_change(lines: PbxLines, person: PersonId, change: Callable[[PbxLine], PbxLine]) -> None:
    """Save what the change makes of the person's line, if they have one and it is another by that.

    Raises PolicyError `store.busy`.
    """

    async def attempt() -> None:
        loaded = await lines.load(_place(person))
        if loaded is None:
            return  # They were forgotten meanwhile.
        after = change(loaded.value)
        if after != loaded.value:
            await lines.save(loaded, after)

    await until_saved(attempt)


def _event(wanted: Wanted, phone: Phone) -> PbxEvent:
    """What is wanted as an event: its version grows with each decision about the person, and so is its number."""
    told = wanted.absence
    absence = None
    if told is not None:
        absence = absence_told(
            start_at=told.start_at,
            back_at=told.back_at,
            reason=told.reason,
            open_line=told.open_line,
            answers_instead=told.answers_instead,
        )
    return PbxEvent(
        person=wanted.person.id,
        sequence=wanted.version,
        at=wanted.decided_at,
        phone=phone,
        absence=absence,
    )


def _end(answer: PbxAnswer) -> EffectEnd:
    if answer.outcome is PbxOutcome.TAKEN:
        return DONE
    if answer.outcome is PbxOutcome.LATER:
        return EffectEnd(outcome=EffectOutcome.LATER, wait=answer.wait)
    why = "pbx_gone" if answer.outcome is PbxOutcome.GONE else "pbx_refused"
    return EffectEnd(outcome=EffectOutcome.REFUSED, why=why)


def _place(person: PersonId) -> Place:
    return Place(str(person), PBX_LINE_ID)
