"""The exchange's log over a store in memory, and an exchange that answers as it is told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from policy.effects import EffectEnd, EffectKind, EffectRow, EffectState, Shown
from policy.organisation import Municipality, PersonId
from policy.pbx_events import PbxEvent, PbxLine, number_at
from policy.reasons import Reason
from services.effect_ports import InForce, Wanted
from services.pbx_events import PbxEvents
from services.pbx_ports import PBX_LINE_ID, PbxAnswer, PbxOutcome
from services.pbx_replay import PbxReplay
from services.ports import Place
from storage.diversion_repository import StoredDiversions
from storage.pbx_repository import StoredPbxEvents, StoredPbxLines
from tests.policy.small_town import ANNA, BO, at, small_town
from tests.services.fakes import FakeDirectory
from tests.storage.memory_store import MemoryStore

NOON, ONE = at("2026-11-24 12:00"), at("2026-11-24 13:00")
TAKEN, LATER, REFUSED, GONE = (PbxAnswer(outcome=one) for one in PbxOutcome)


@dataclass
class FakeExchange:
    """A PbxClient. It takes what comes, in the order in which it comes, unless `answers` say otherwise."""

    answers: deque[PbxAnswer] = field(default_factory=deque)
    met: list[PbxEvent] = field(default_factory=list)
    """Whatever was sent, taken or not."""
    before: Callable[[], Awaitable[None]] | None = None

    async def send(self, event: PbxEvent, *, within: float) -> PbxAnswer:
        """Answer the next way."""
        assert within > 0
        await asyncio.sleep(0)
        self.met.append(event)
        if self.before is not None:
            await self.before()
        return self.answers.popleft() if self.answers else TAKEN

    async def send_test(self, at: datetime, *, within: float) -> PbxAnswer:
        """Answer the next way; it is kept nowhere."""
        del at, within
        return self.answers.popleft() if self.answers else TAKEN


@dataclass
class Stage:
    """All of it, at one time."""

    now: datetime = NOON
    town: Municipality = field(default_factory=small_town)
    exchange: FakeExchange = field(default_factory=FakeExchange)

    def __post_init__(self) -> None:
        self.store = MemoryStore(now=lambda: self.now)
        self.lines, self.log = StoredPbxLines(self.store), StoredPbxEvents(self.store)
        self.books = StoredDiversions(self.store)
        self.start_anew()

    def start_anew(self) -> None:
        """As another process over the same store."""
        directory = FakeDirectory(self.town)
        self.events = PbxEvents(client=self.exchange, lines=self.lines, events=self.log, directory=directory)

    async def tell(self, wanted: Wanted, *, within: float = 1.0) -> EffectEnd:
        """Have it carried out."""
        return await self.events.carry_out(wanted, "", keep=_keeps_nothing, within=within)

    async def line(self, person: PersonId = ANNA) -> PbxLine | None:
        """What the exchange is to have."""
        loaded = await self.lines.load(Place(person, PBX_LINE_ID))
        return None if loaded is None else loaded.value

    def away(self, minutes: int = 0, *, person: PersonId = ANNA, reason: Reason | None = Reason.LUNCH) -> Wanted:
        """That somebody is away, decided so many minutes after noon."""
        decided = NOON + timedelta(minutes=minutes)
        absence = InForce(
            diversion="d1",
            start_at=NOON,
            ends_at=ONE,
            back_at=ONE,
            reason=reason,
            open_line=False,
            answers_instead=self.town.people[BO],
            short="Lunch, åter 13.00",
            long="Jag är på lunch. Jag är tillbaka klockan 13.00.",
        )
        return Wanted(person=self.town.people[person], version=number_at(decided), decided_at=decided, absence=absence)

    def back(self, minutes: int, *, person: PersonId = ANNA) -> Wanted:
        """That somebody is back."""
        return replace(self.away(minutes, person=person), absence=None)

    def replay(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> PbxReplay:
        """What tells the exchange again."""
        return PbxReplay(client=self.exchange, lines=self.lines, events=self.log, books=self.books, sleep=sleep)

    async def stands(self, wanted: Wanted) -> None:
        """Have it stand in the person's book that this is wanted of the exchange."""
        loaded = await self.books.load(wanted.person.id)
        shown = None if wanted.absence is None else shown_of(wanted.absence)
        row = EffectRow(
            kind=EffectKind.PBX,
            version=wanted.version,
            decided_at=wanted.decided_at,
            shown=shown,
            state=EffectState.DONE,
            due_at=None,
        )
        await self.books.save(loaded, replace(loaded.value, effects=loaded.value.effects.with_row(row)))

    async def logged(self) -> list[PbxEvent]:
        """All that is kept, in order."""
        return [event async for page in self.log.since(NOON - timedelta(days=9)) for event in page]


def shown_of(absence: InForce) -> Shown:
    """The absence as a book has it."""
    return Shown(
        diversion=absence.diversion,
        start_at=absence.start_at,
        ends_at=absence.ends_at,
        back_at=absence.back_at,
        reason=absence.reason,
        open_line=absence.open_line,
        answers_instead=None if absence.answers_instead is None else absence.answers_instead.id,
    )


async def _keeps_nothing(_memo: str) -> None:
    raise AssertionError("nothing of a person's own is overwritten in an exchange")
