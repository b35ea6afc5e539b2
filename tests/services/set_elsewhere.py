"""A place elsewhere in which something can be set for people, in memory: an EffectCarrier with the faults that real
ones have. It checks what the engine promises them: never two at once, and nothing older after something newer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from policy.organisation import PersonId
from services.effect_ports import EffectEnd, EffectKind, EffectOutcome, InForce, Keep, Wanted

DONE, LATER = EffectOutcome.DONE, EffectOutcome.LATER
REFUSED, LEFT_ALONE = EffectOutcome.REFUSED, EffectOutcome.LEFT_ALONE


class Fault(StrEnum):
    """What can go wrong with one call."""

    AWAY = "away"
    """It doesn't answer."""
    REFUSES = "refuses"
    LOST_ANSWER = "lost_answer"
    """It does what it was asked and its answer gets lost."""
    RAISES = "raises"
    """The carrier itself is broken."""
    BUSY = "busy"
    """It asks to be left alone for a minute."""


@dataclass
class Stands:
    """What stands for one person: ours, or a text of their own."""

    ours: InForce | None = None
    own: str = ""


@dataclass
class FarEnd:
    """The place, as a carrier reaches it. `faults` are those of the next calls, in order; `slow` holds calls up until
    it is set.
    """

    kind: EffectKind = EffectKind.STATUS_MESSAGE
    faults: list[Fault] = field(default_factory=list)
    slow: asyncio.Event | None = None
    slow_to_set: asyncio.Event | None = None
    """Likewise, once what stood before has been kept."""
    leaves_alone: bool = False
    """Whether people have something there that is not to be overwritten."""
    meanwhile: Callable[[], None] = lambda: None
    """Done once what stood before has been kept, before it is overwritten."""
    calls: list[Wanted] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Promises of the engine's that were not kept."""
    _stands: dict[PersonId, Stands] = field(default_factory=dict)
    _versions: dict[PersonId, int] = field(default_factory=dict)
    _timed_out: list[asyncio.Event] = field(default_factory=list)
    _under_way: set[PersonId] = field(default_factory=set)

    def __getitem__(self, person: PersonId) -> Stands:
        """What stands for the person now."""
        return self._stands.setdefault(person, Stands())

    def is_changed_by(self, person: PersonId, text: str) -> None:
        """The person sets something of their own there."""
        self._stands[person] = Stands(own=text)

    def times_out(self) -> None:
        """What is held up ends as a carrier's time does, with nothing done."""
        if self.slow is not None:
            self._timed_out.append(self.slow)
            self.slow.set()
            self.slow = None

    async def carry_out(self, wanted: Wanted, memo: str, *, keep: Keep, within: float) -> EffectEnd:
        """As the port says."""
        assert within > 0
        person = wanted.person.id
        if person in self._under_way:
            self.broken.append("two at once for one person")
        self._under_way.add(person)
        self.calls.append(wanted)
        try:
            slow = self.slow
            if slow is not None:
                await slow.wait()
                if slow in self._timed_out:
                    raise TimeoutError
            return await self._carry_out(wanted, memo, keep)
        finally:
            self._under_way.discard(person)

    async def _carry_out(self, wanted: Wanted, memo: str, keep: Keep) -> EffectEnd:
        fault = self.faults.pop(0) if self.faults else None
        if fault is Fault.RAISES:
            raise RuntimeError("a carrier that is broken")
        if fault is Fault.AWAY:
            return EffectEnd(outcome=LATER)
        if fault is Fault.BUSY:
            return EffectEnd(outcome=LATER, wait=timedelta(minutes=1))
        if fault is Fault.REFUSES:
            return EffectEnd(outcome=REFUSED, why="no_permission")
        end = await self._set(wanted, memo, keep)
        return EffectEnd(outcome=LATER) if fault is Fault.LOST_ANSWER else end

    async def _set(self, wanted: Wanted, memo: str, keep: Keep) -> EffectEnd:
        person = wanted.person.id
        if wanted.version < self._versions.get(person, 0):
            self.broken.append("something older after something newer")
        self._versions[person] = wanted.version
        stands = self[person]
        if self.leaves_alone:
            return EffectEnd(outcome=LEFT_ALONE)
        if wanted.absence is None:
            if stands.ours is None:
                return EffectEnd(outcome=LEFT_ALONE if stands.own else DONE)
            self._stands[person] = Stands(own=memo)
            return EffectEnd(outcome=DONE)
        if stands.own:
            memo = stands.own
            await keep(memo)
            self.meanwhile()
            if self.slow_to_set is not None:
                await self.slow_to_set.wait()
        self._stands[person] = Stands(ours=wanted.absence)
        return EffectEnd(outcome=DONE, memo=memo)
