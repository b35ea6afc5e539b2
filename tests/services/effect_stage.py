"""A stage for what a diversion also sets: the diversion's use cases over the small town, with far ends in memory."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

from policy.effects import EffectKind, EffectOutcome, EffectRow, Shown
from policy.organisation import Person, PersonId
from policy.reasons import Reason
from services.diversion_outcomes import DiversionSet
from services.diversions import DiversionService
from services.effect_carrying import Means
from services.effect_ports import Said
from services.effects import Chosen, EffectService
from tests.policy.small_town import ANNA, at, small_town
from tests.services.diversion_stage import wanted
from tests.services.fakes import BooksInMemory, FakeDirectory
from tests.services.set_elsewhere import FarEnd

TUESDAY = at("2026-11-24 09:00")
STATUS, REPLIES = EffectKind.STATUS_MESSAGE, EffectKind.AUTOMATIC_REPLIES


def say(person: Person, shown: Shown, answers_instead: Person | None, *, at: datetime) -> Said:
    """In a few words, which the far ends keep."""
    del at, answers_instead
    text = f"{person.name}: {shown.reason or 'away'}"
    return Said(text, text)


async def _nothing_opens(*_changed: object) -> tuple[()]:
    return ()


class EffectStage:
    """The use cases, the far ends, and a clock that is moved by hand."""

    def __init__(self, *far_ends: FarEnd, in_a_turn: float = 0.05) -> None:
        self.books = BooksInMemory()
        self.directory = FakeDirectory(small_town())
        self.far_ends = {one.kind: one for one in far_ends or (FarEnd(),)}
        self.after: list[Coroutine[Any, Any, None]] = []
        self.delivered_soon: list[PersonId] = []
        self.counted: list[tuple[EffectKind, EffectOutcome]] = []
        self.now = TUESDAY
        self.effects = self.process(in_a_turn=in_a_turn)
        self.diversions = DiversionService(
            books=self.books,
            directory=self.directory,
            delivered_soon=self.delivered_soon.append,
            foresees=_nothing_opens,
            effects=self.effects,
        )
        self._turns = 0

    def process(self, *, in_a_turn: float = 0.05) -> EffectService:
        """The use cases as one more process has them."""
        means = Means(
            books=self.books,
            directory=self.directory,
            carriers=self.far_ends,
            phrases=say,
            ended=lambda kind, outcome: self.counted.append((kind, outcome)),
        )
        soon = self.delivered_soon.append
        return EffectService(means=means, start=self.after.append, delivered_soon=soon, in_a_turn=in_a_turn)

    @property
    def far_end(self) -> FarEnd:
        """The first of them."""
        return next(iter(self.far_ends.values()))

    def row(self, kind: EffectKind = STATUS) -> EffectRow | None:
        """How it stands with that place, for Anna."""
        return self.books[ANNA].effects.row(kind)

    def turn(self) -> str:
        """The id of a turn, like no other's."""
        self._turns += 1
        return f"turn-{self._turns}"

    async def chooses(self, *kinds: EffectKind) -> Chosen:
        """Anna chooses what follows."""
        on, off = frozenset(kinds or (STATUS,)), frozenset(self.far_ends) - frozenset(kinds or (STATUS,))
        return await self.effects.choose(ANNA, on=on, off=off, now=self.now)

    async def sets(
        self, reason: Reason, start: str, end: str | None, *, actor: PersonId = ANNA, also: Any = None
    ) -> DiversionSet:
        """A diversion of Anna's, on Tuesday the 24th or where the times have dates of their own."""
        day = "2026-11-24 "
        start, end = (start if len(start) > 5 else day + start), (end if end is None or len(end) > 5 else day + end)
        asked = wanted(reason, start, end, also=also)
        outcome = await self.diversions.set(actor, asked, change_id=self.turn(), now=self.now)
        if outcome.saved:
            return outcome
        seen = wanted(reason, start, end, also=also, seen=outcome.to_be_seen)
        return await self.diversions.set(actor, seen, change_id=self.turn(), now=self.now)

    async def does_what_follows(self) -> None:
        """What goes on by itself after turns."""
        while self.after:
            await self.after.pop(0)

    async def sweeps(self) -> None:
        """The job's next run, and what follows."""
        await self.effects.sweep(now=self.now)
        await self.does_what_follows()

    async def time_passes(self, *, until: datetime | None = None, **span: float) -> None:
        """Go on, waking whenever something is due."""
        end = until or self.now + timedelta(**span)
        while self.now < end:
            due = [book.effects.next_at for book in (self.books[ANNA],) if book.effects.next_at is not None]
            later = [one for one in due if one > self.now]
            self.now = min([*later, end])
            await self.sweeps()
