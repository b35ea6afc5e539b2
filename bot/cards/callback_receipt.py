"""Owns the short receipts of promises: what was done, with *Ångra* where that makes sense; and the better time to see.

They stand beside the promise's own card, which is changed in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.elements import TextBlock
from bot.cards.part import Json
from bot.cards.pieces import button_rows, facts, finished, subtle, title, warning
from bot.texts.catalogue import Words
from bot.texts.dates import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneView:
    """What was done, in whole sentences. `undo` is what *Ångra* carries; empty where nothing can be taken back."""

    what: str
    next: str = ""
    undo: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BetterView:
    """A time that can't be kept, why, and the better one. `name` is whose it is, empty for the reader's own.

    `better` and `keep` are what the buttons carry; `keep` None: one's own time can't be insisted on.
    """

    title: str
    why: tuple[str, ...]
    contact: datetime | None
    answer: datetime | None = None
    wanted: datetime | None = None
    better: Mapping[str, str]
    keep: Mapping[str, str] | None
    mend: Mapping[str, str]


def done_card(view: DoneView, words: Words) -> dict[str, Json]:
    """The receipt, with the way on to what is left."""
    undo: list[Action] = []
    if view.undo is not None:
        undo.append(button(ActionName.CALLBACK_UNDO, words("callback.button.undo"), values=view.undo))
    mine = button(ActionName.CALLBACK_LIST, words("callback.button.list"))
    next_ = [subtle(view.next)] if view.next else []
    return finished([title(view.what), *next_], words, [*undo, mine])


def better_card(view: BetterView, words: Words, now: datetime) -> dict[str, Json]:
    """The question before anything is saved: the better time, one's own, or another (S7)."""
    best = view.contact or view.answer
    save = words("callback.better.save", moment=moment(best, now, words)) if best is not None else words("forms.save")
    own = words("callback.better.keep")
    typed = [] if view.wanted is None else [words("callback.better.wanted", moment=moment(view.wanted, now, words))]
    wanted = [subtle(line) for line in typed]
    shown = [
        (words("callback.card.contact"), _moment(view.contact, now, words)),
        (words("callback.card.answer"), _moment(view.answer, now, words)),
    ]
    body = [
        title(view.title),
        *wanted,
        *[warning(reason) for reason in view.why],
        TextBlock(text=words("callback.better.suggestion"), spacing="medium"),
        *facts(shown),
    ]
    keep: list[Action] = []
    if view.keep is not None:
        keep.append(button(ActionName.CALLBACK_CONFIRM, own, values=view.keep))
    rows = button_rows(
        [button(ActionName.CALLBACK_CONFIRM, save, values=view.better, style="positive")],
        [*keep, button(ActionName.CALLBACK_MEND, words("callback.button.change"), values=view.mend)],
        [button(ActionName.FORM_CANCEL, words("forms.cancel"))],
    )
    return finished([*body, *rows], words)


def _moment(instant: datetime | None, now: datetime, words: Words) -> str:
    return "" if instant is None else moment(instant, now, words)
