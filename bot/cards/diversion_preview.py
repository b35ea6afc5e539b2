"""Owns the card that shows what a diversion would do to others, before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.coverage_opened import OpenedView, opened_lines
from bot.cards.diversion_receipt import DisplacedView, displaced_lines
from bot.cards.elements import TextBlock
from bot.cards.form import YES
from bot.cards.part import Json
from bot.cards.pieces import button_rows, finished, reason_name, title, warning, whose
from bot.texts.catalogue import Words
from bot.texts.dates import period
from policy.periods import Period
from policy.reasons import Reason

ASK = "ask"
"""The value of a button that saves and asks the colleagues in one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewView:
    """A diversion that waits for a yes, what it would displace, and which gaps in phone hours it would open.

    `carried` is what the form was filled in with; *Spara* and *Ändra* bring it along.
    """

    owner: str = ""
    reason: Reason | None
    period: Period
    displaced: tuple[DisplacedView, ...]
    opened: OpenedView | None = None
    reading: str = ""
    carried: Mapping[str, str]


def preview_card(view: PreviewView, words: Words, now: datetime) -> dict[str, Json]:
    """The question whether to save, with what would follow."""
    new = words("diversion.preview.new", reason=reason_name(view.reason, words), period=period(view.period, now, words))
    opens = view.opened is not None
    body = [
        title(whose("coverage.opened.{}_title" if opens else "diversion.preview.{}_title", view.owner, words)),
        TextBlock(text=new, spacing="small"),
        *([warning(view.reading)] if view.reading else []),
        *opened_lines(view.opened, words),
        *displaced_lines(view.displaced, words("diversion.preview.consequences"), words, now),
    ]
    cancel = button(ActionName.FORM_CANCEL, words("forms.cancel"))
    if view.opened is not None:
        saves, change = _despite_gaps(view, view.opened, words)
        return finished([*body, *button_rows(saves, [change, cancel])], words)
    actions = [
        button(ActionName.DIVERSION_CONFIRM, words("forms.save"), values=view.carried, style="positive"),
        button(ActionName.DIVERSION_CHANGE, words("diversion.button.change"), values=view.carried),
        cancel,
    ]
    return finished(body, words, actions)


def _despite_gaps(view: PreviewView, opened: OpenedView, words: Words) -> tuple[list[Action], Action]:
    """Save all the same, with or without asking the colleagues in one; or choose another time."""
    save = button(ActionName.DIVERSION_CONFIRM, words("coverage.button.save_anyway"), values=view.carried)
    values = {**view.carried, ASK: YES}
    ask = button(ActionName.DIVERSION_CONFIRM, words("coverage.button.save_and_ask"), values=values, style="positive")
    change = button(ActionName.DIVERSION_CHANGE, words("coverage.button.change_time"), values=view.carried)
    return [*([ask] if opened.places else []), save], change
