"""Owns the sample cards of what a diversion also sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.cards.diversion_form import DiversionFormView, diversion_form_card
from bot.cards.diversion_receipt import EndedView, UndoneView, ended_card, receipt_card, undone_card
from bot.cards.effects import EffectsFormView, EffectsView, FollowView, effects_card, effects_form_card
from bot.dialogs.effect_views import effect_line
from bot.texts.catalogue import Words
from policy.effects import WHYS, EffectKind, EffectRow, EffectState, Shown
from policy.reasons import Reason
from tests.cards.sample_views import ANNA, FORM_VALUES, HOSTILE, NOW, TOLD, at, receipt

SHOWN = Shown(
    diversion="d1",
    start_at=at(24, 12),
    ends_at=at(24, 13),
    back_at=at(24, 13),
    reason=Reason.LUNCH,
    open_line=False,
    answers_instead=None,
)
STATUS, REPLIES, PBX = EffectKind


def row(kind: EffectKind, state: EffectState, **changed: Any) -> EffectRow:
    """How it stands with one place."""
    plain: dict[str, Any] = {"version": 1, "decided_at": NOW, "shown": SHOWN, "due_at": None}
    return EffectRow(kind=kind, state=state, **{**plain, **changed})


DONE = (row(STATUS, EffectState.DONE), row(REPLIES, EffectState.DONE), row(PBX, EffectState.DONE))
MIXED = (
    row(STATUS, EffectState.DONE),
    row(REPLIES, EffectState.REFUSED, why="no_mailbox"),
    row(PBX, EffectState.GIVEN_UP),
)
BACK = (
    row(STATUS, EffectState.DONE, shown=None),
    row(REPLIES, EffectState.LEFT_ALONE, shown=None),
    row(PBX, EffectState.DONE, shown=None),
)
UNDER_WAY = (
    row(STATUS, EffectState.DONE),
    row(REPLIES, EffectState.WAITING, begun_by="x", attempts=1, due_at=NOW + timedelta(seconds=30)),
    row(PBX, EffectState.WAITING, attempts=1, due_at=NOW + timedelta(minutes=1)),
)
REFUSED = tuple(row(STATUS, EffectState.REFUSED, why=why) for why in (*WHYS, "made up"))


def _lines(rows: tuple[EffectRow, ...], words: Words) -> tuple[str, ...]:
    return tuple(effect_line(one, words, NOW) for one in rows)


def _follow(rows: tuple[EffectRow, ...], words: Words) -> FollowView:
    return FollowView(lines=_lines(rows, words), again=any(one.has_failed for one in rows))


def _offer(words: Words) -> FollowView:
    return FollowView(quiet=words("effects.receipt.offer", places="Teams-status, autosvar"), offers=True)


def _card(rows: tuple[EffectRow, ...], words: Words) -> Mapping[str, Any]:
    view = EffectsView(
        title=words("effects.title"), lines=_lines(rows, words), again=any(one.has_failed for one in rows)
    )
    return effects_card(view, words)


EFFECT_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "effects-receipt": lambda words: receipt_card(receipt(follow=_follow(DONE, words)), words, NOW),
    "effects-receipt-failed": lambda words: receipt_card(receipt(follow=_follow(MIXED, words)), words, NOW),
    "effects-receipt-offer": lambda words: receipt_card(receipt(follow=_offer(words)), words, NOW),
    "effects-receipt-other": lambda words: receipt_card(
        receipt(owner="Bo Ek", follow=FollowView(quiet=words("effects.receipt.other", name=HOSTILE))), words, NOW
    ),
    "effects-ended": lambda words: ended_card(
        EndedView(person=ANNA, change="c1", had_begun=True, told=TOLD, follow=_follow(BACK, words)), words
    ),
    "effects-ended-after": lambda words: ended_card(
        EndedView(person=ANNA, change="c1", had_begun=True, had_ended=True, told=TOLD, follow=_follow(BACK, words)),
        words,
    ),
    "effects-undone": lambda words: undone_card(
        UndoneView(person=ANNA, told=TOLD, follow=_follow(BACK[:1], words)), words
    ),
    "effects-under-way": lambda words: _card(UNDER_WAY, words),
    "effects-refused": lambda words: _card(REFUSED, words),
    "effects-nothing": lambda words: effects_card(
        EffectsView(
            title=words("effects.title"),
            lines=tuple(words("effects.line.off", place=words(f"effects.{kind.value}.name")) for kind in EffectKind),
            has_chosen=False,
        ),
        words,
    ),
    "effects-form": lambda words: effects_form_card(
        EffectsFormView(kinds=tuple(EffectKind), values={"status_message": "true"}), words
    ),
    "effects-diversion-form": lambda words: diversion_form_card(
        DiversionFormView(values={**FORM_VALUES, "also": "status_message,pbx"}, kinds=tuple(EffectKind)), words
    ),
}
