"""Owns how what a diversion also sets becomes lines: a place a line, said for its own person alone.

It must not decide what is set, nor carry anything out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.cards.effects import NOTHING_TO_SHOW, EffectsView, FollowView, effects_card
from bot.dialogs.exchange import Exchange
from bot.texts.catalogue import Words
from bot.texts.dates import listing, unmoving
from bot.turn import CardJson, Message, Reply, StandsFor
from policy.effects import WHYS, EffectKind, EffectRow, EffectState, Shown
from policy.organisation import Person
from services.effect_following import Follow
from services.effects import Chosen
from services.outbox_sources import DIVERSIONS, book_place


def follow_view(exchange: Exchange, person: Person, follow: Follow) -> FollowView:
    """What a receipt says of it: to its person how each went, to who acts for them that it follows, to others nothing.

    What has not ended is told on a card of its own below, which is changed in place.
    """
    words = exchange.words
    if not exchange.is_private:
        return NOTHING_TO_SHOW
    if person.id != exchange.person.id:
        return FollowView(quiet=words("effects.receipt.other", name=person.name)) if follow.rows else NOTHING_TO_SHOW
    ended = () if follow.card else follow.rows
    quiet = ""
    if follow.offered:
        quiet = words("effects.receipt.offer", places=_places(follow.offered, words))
    elif follow.ahead:
        quiet = words("effects.receipt.ahead", places=_places(follow.ahead, words))
    return FollowView(
        lines=tuple(effect_line(row, words, exchange.now) for row in ended),
        quiet=quiet,
        again=any(row.has_failed for row in ended),
        offers=bool(follow.offered),
    )


def with_under_way(reply: Reply, exchange: Exchange, follow: Follow) -> Reply:
    """The receipt with a card below it for what has not ended yet, which is changed in place when it has."""
    if not follow.card or not follow.rows or not exchange.is_private:
        return reply
    below = card_message(exchange.words, exchange.now, exchange.person, follow.rows, card=follow.card)
    return replace(reply, messages=(*reply.messages, below))


def card_message(words: Words, now: datetime, person: Person, rows: Sequence[EffectRow], *, card: str = "") -> Message:
    """How it stands with those places; `card` is its name, where it is to be changed in place."""
    view = EffectsView(
        title=words("effects.title"),
        lines=tuple(effect_line(row, words, now) for row in rows),
        again=any(row.has_failed for row in rows),
    )
    stands_for = StandsFor(source=DIVERSIONS, place=book_place(person.id), card=card) if card else None
    return Message(card=effects_card(view, words), summary=words("effects.ended"), stands_for=stands_for)


def chosen_card(exchange: Exchange, chosen: Chosen) -> CardJson:
    """What follows the reader's diversions: how it stands where one runs, else whether it will."""
    words, rows = exchange.words, {row.kind: row for row in chosen.rows}
    view = EffectsView(
        title=words("effects.title"),
        lines=tuple(_chosen_line(kind, rows.get(kind), chosen, words, exchange.now) for kind in chosen.kinds),
        again=any(row.has_failed for row in chosen.rows),
        has_chosen=bool(chosen.chosen or chosen.rows),
    )
    return effects_card(view, words)


def effect_line(row: EffectRow, words: Words, now: datetime) -> str:
    """How it stands with one place: "✓ Teams-status: visar att du är borta till 13:00"."""
    place = words(f"effects.{row.kind.value}.name")
    if row.state is EffectState.DONE:
        return words("effects.line.done", text=_done(row.kind, row.shown, words, now))
    if row.state is EffectState.REFUSED:
        why = row.why if row.why in WHYS else "other"
        return words("effects.line.refused", place=place, why=words(f"effects.why.{why}"))
    if row.state is EffectState.WAITING:
        was_tried = row.attempts > 0 and not row.begun_by
        return words("effects.line.again" if was_tried else "effects.line.waiting", place=place)
    return words(f"effects.line.{row.state.value}", place=place)


def _chosen_line(kind: EffectKind, row: EffectRow | None, chosen: Chosen, words: Words, now: datetime) -> str:
    is_chosen = kind in chosen.chosen
    if row is not None and not (is_chosen and _is_as_before(row)):
        return effect_line(row, words, now)
    place = words(f"effects.{kind.value}.name")
    if not is_chosen:
        return words("effects.line.off", place=place)
    # As a rule these are for whole days alone (policy.effect_decisions).
    is_for_days = kind is EffectKind.AUTOMATIC_REPLIES
    return words("effects.line.on_for_days" if is_for_days else "effects.line.on", place=place)


def _is_as_before(row: EffectRow) -> bool:
    """Whether it is over and done with: who has it chosen wants to know of the next, not how the last one ended."""
    return row.state is EffectState.DONE and row.shown is None


def _done(kind: EffectKind, shown: Shown | None, words: Words, now: datetime) -> str:
    if shown is None:
        return words(f"effects.{kind.value}.back")
    if shown.back_at is None:
        return words(f"effects.{kind.value}.set", until=words("effects.open_ended"))
    until = words("effects.until", back=unmoving(shown.back_at, now, words))
    return words(f"effects.{kind.value}.set", until=until)


def _places(kinds: Sequence[EffectKind], words: Words) -> str:
    return listing(tuple(words(f"effects.{kind.value}.place") for kind in kinds), words)
