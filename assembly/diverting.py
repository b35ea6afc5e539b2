"""Owns how diversions are put together: setting them, what they also set, and what time brings about for them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from assembly.covering import Covering
from assembly.ground import Ground
from assembly.suggesting import Suggesting
from bot.dialogs.effect_phrases import phrases_of
from policy.diversions import DiversionBook
from policy.organisation import PersonId
from scheduler import Job
from services.diversions import DiversionService
from services.effect_carrying import Means
from services.effect_word import card_noted, card_sent
from services.effects import EffectService
from services.open_ended import OpenEndedQuestions
from services.outbox_sources import DIVERSIONS, BookCases, OutboxSource, book_place
from services.ports import Clock

Start = Callable[[Coroutine[Any, Any, None]], None]
"""Does something right after the turn, outside it."""

QUESTIONS_EVERY = timedelta(minutes=1)
EFFECTS_EVERY = timedelta(seconds=20)
"""How late a diversion that begins by itself may be to be seen elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diverting:
    """The use cases, the books as the outbox sees them, and what time brings about."""

    diversions: DiversionService
    effects: EffectService
    sources: tuple[OutboxSource[Any], ...]
    jobs: tuple[Job, ...]


def diverting(ground: Ground, covers: Covering, suggests: Suggesting, start: Start, clock: Clock) -> Diverting:
    """Diversions, which say beforehand what gaps they would open, have their groups looked at afterwards, and set
    elsewhere what their people have chosen; where there is nothing to choose, nothing is swept for.
    """
    soon = _told_soon(ground)
    effects = _effects(ground, start)
    diversions = DiversionService(
        books=ground.books,
        directory=ground.directory,
        delivered_soon=soon,
        changed=_looks_soon(covers, suggests, start, clock),
        foresees=covers.foresees,
        effects=effects,
    )
    questions = OpenEndedQuestions(books=ground.books, directory=ground.directory, delivered_soon=soon)
    begins = (ground.divided("effects", effects.sweep, every=EFFECTS_EVERY),) if effects.kinds else ()
    return Diverting(
        diversions=diversions,
        effects=effects,
        sources=(OutboxSource(name=DIVERSIONS, cases=BookCases(ground.books), sent=card_sent, noted=card_noted),),
        jobs=(ground.divided("questions", questions.sweep, every=QUESTIONS_EVERY), *begins),
    )


def _effects(ground: Ground, start: Start) -> EffectService:
    means = Means(
        books=ground.books,
        directory=ground.directory,
        carriers={carrier.kind: carrier for carrier in ground.reaches.carriers},
        phrases=phrases_of(ground.directory),
        ended=ground.reaches.carried,
    )
    return EffectService(means=means, start=start, delivered_soon=_told_soon(ground))


def _told_soon(ground: Ground) -> Callable[[PersonId], None]:
    """What has somebody told of their own diversions, right after the turn."""
    return lambda person: ground.soon(DIVERSIONS)(book_place(person))


def _looks_soon(covers: Covering, suggests: Suggesting, start: Start, clock: Clock) -> Callable[[DiversionBook], None]:
    """What has the groups looked at that somebody's diversion touches, and their calendar's suggestions, soon."""
    watch, suggestions = covers.watch, suggests.suggestions

    def look(book: DiversionBook) -> None:
        start(watch.look_at_groups_of(book, now=clock.now()))
        if suggestions.is_reached:
            start(suggestions.diverted(book, now=clock.now()))

    return look
