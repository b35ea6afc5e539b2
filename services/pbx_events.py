"""Use case of telling the telephone exchange (PBX) of diversions: one event a change, numbered, logged, then sent.

It is one of the carriers of what a diversion also sets (`services.effect_ports`): whoever decided that keeps, over
restarts, that it is to be tried again. What is decided here is which event that is. The order by person holds: what
an event replaces is never sent after it, one goes out at a time, and each has its number for the rest.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from weakref import WeakValueDictionary

from policy.effects import EffectKind
from policy.errors import PolicyError
from policy.organisation import PersonId
from policy.pbx_events import PbxAbsence, PbxEvent, PbxLine, absence_told, following, phone_of, taken_up_to
from services.effect_ports import EffectEnd, EffectOutcome, InForce, Wanted
from services.pbx_ports import PBX_LINE_ID, PbxAnswer, PbxClient, PbxEventLog, PbxLines, PbxOutcome
from services.ports import Directory, Loaded, Place
from services.retrying import until_saved
from services.sweeping import seconds_passed

DONE = EffectEnd(outcome=EffectOutcome.DONE)
NO_NUMBER = EffectEnd(outcome=EffectOutcome.REFUSED, why="no_number")
LEAST_SECONDS = 0.05
"""What is left of the time has to be at least this for anything to be sent."""


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

    async def carry_out(self, wanted: Wanted, memo: str, *, within: float) -> EffectEnd:
        """Have the exchange set what is wanted; what it has taken already, or has something newer of, is done."""
        del memo
        if not phone_of(wanted.person).name:
            return NO_NUMBER
        ends = seconds_passed() + within
        try:
            async with self._turn_of(wanted.person.id, within):
                return await self._carry_out(wanted, ends)
        except TimeoutError:
            return EffectEnd(outcome=EffectOutcome.LATER)
        except PolicyError:
            # Another process saves the same line over and over: it is at the same just now.
            return EffectEnd(outcome=EffectOutcome.LATER)

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

    async def _carry_out(self, wanted: Wanted, ends: float) -> EffectEnd:
        line = await until_saved(partial(self._following, wanted))
        if line.version != wanted.version or not line.is_due:
            return DONE
        await self.events.note(line.latest, until=line.latest.at + self._kept)
        left = ends - seconds_passed()
        if left < LEAST_SECONDS:
            return EffectEnd(outcome=EffectOutcome.LATER)
        answer = await self.client.send(line.latest, within=left)
        if answer.outcome is PbxOutcome.TAKEN:
            await until_saved(partial(self._taken, line.latest))
        return _end(answer)

    async def _following(self, wanted: Wanted) -> PbxLine:
        """The person's line with what is wanted as its latest event, saved; as it is if it has that or a newer one."""
        loaded = await self.lines.load(_place(wanted.person.id))
        line = None if loaded is None else loaded.value
        if line is not None and line.version >= wanted.version:
            return line
        absence = None if wanted.absence is None else _absence(wanted.absence)
        after = following(line, wanted.person, absence, version=wanted.version, decided_at=wanted.decided_at)
        return (await self.lines.save(loaded, after)).value

    async def _taken(self, event: PbxEvent) -> Loaded[PbxLine] | None:
        loaded = await self.lines.load(_place(event.person))
        if loaded is None:
            return None  # They were forgotten meanwhile.
        after = taken_up_to(loaded.value, event)
        return loaded if after == loaded.value else await self.lines.save(loaded, after)

    @property
    def _kept(self) -> timedelta:
        return self.directory.municipality.pbx.kept


def _absence(told: InForce) -> PbxAbsence:
    return absence_told(
        start_at=told.start_at,
        back_at=told.back_at,
        reason=told.reason,
        open_line=told.open_line,
        answers_instead=told.answers_instead,
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
