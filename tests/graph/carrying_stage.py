"""A stage for what carries a diversion to Microsoft Graph: the stand-in, a clock moved by hand, and the book's memory.

It asks a carrier as the engine does: each time with what it gave last, and keeps what it has kept.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from directory.graph.client import GraphClient
from policy.organisation import PersonId
from policy.reasons import Reason
from services.effect_ports import EffectCarrier, EffectEnd, EffectOutcome, InForce, NotKept, Wanted
from tests.graph.asking import asking
from tests.graph.standin import GraphStandIn
from tests.policy.small_town import ANNA, at, small_town

WHO = PersonId("2b6f6b8e-9d3b-4c7e-8a54-1d1f3b1b0001")
ZONE = ZoneInfo("Europe/Stockholm")
SHORT = "Anna Alm är på lunch och nås igen 13:00."
LONG = "Hej!\nAnna Alm är på lunch och nås igen tisdag 24 november klockan 13:00.\nBrådskar det, ring växeln."


class CarryingStage:
    """One person, whose absence is carried out."""

    carrier: EffectCarrier

    def __init__(self, now: str = "2026-11-24 12:00") -> None:
        self.graph = GraphStandIn()
        self.clock = at(now).astimezone(UTC)
        self.memo = ""
        self.kept: list[str] = []
        self.can_keep = True
        self._version = 0

    def now(self) -> datetime:
        """The clock of the carrier and of the stand-in."""
        return self.clock

    def local(self, instant: datetime) -> datetime:
        """In the municipality's zone."""
        return instant.astimezone(ZONE)

    @asynccontextmanager
    async def carrying(self, made: Callable[[GraphClient], EffectCarrier]) -> AsyncIterator[None]:
        """With such a carrier, over a stand-in that serves."""
        async with asking(self.graph) as client:
            self.carrier = made(client)
            yield

    def goes_on(self, until: str) -> None:
        """Let time pass, to a local time."""
        self.clock = at(until).astimezone(UTC)

    async def sets(
        self,
        until: str | None = "2026-11-24 13:00",
        *,
        diversion: str = "d1",
        short: str = SHORT,
        long: str = LONG,
        within: float = 5.0,
        forgets: bool = False,
    ) -> EffectEnd:
        """Have an absence carried out that began just now; `forgets`: the process dies before it is noted."""
        absence = InForce(
            diversion=diversion,
            start_at=self.clock,
            ends_at=None if until is None else at(until),
            back_at=None if until is None else at(until).astimezone(UTC),
            reason=Reason.LUNCH,
            open_line=False,
            answers_instead=None,
            short=short,
            long=long,
        )
        return await self._carries_out(absence, within, forgets=forgets)

    async def ends(self, *, within: float = 5.0) -> EffectEnd:
        """Have it taken back: it is over, or was undone."""
        return await self._carries_out(None, within)

    async def _carries_out(self, absence: InForce | None, within: float, *, forgets: bool = False) -> EffectEnd:
        self._version += 1
        person = replace(small_town().people[ANNA], id=WHO)
        wanted = Wanted(person=person, version=self._version, decided_at=self.clock, absence=absence)
        end = await self.carrier.carry_out(wanted, self.memo, keep=self._keep, within=within)
        if not forgets:
            settled = end.outcome in (EffectOutcome.DONE, EffectOutcome.LEFT_ALONE)
            self.memo = end.memo if settled else end.memo or self.memo
        return end

    async def _keep(self, memo: str) -> None:
        if not self.can_keep:
            raise NotKept
        assert json.loads(memo)
        self.kept.append(memo)
        self.memo = memo
