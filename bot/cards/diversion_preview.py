"""Owns the card that shows what a diversion would do to others, before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.diversion_receipt import DisplacedView, displaced_lines
from bot.cards.elements import TextBlock
from bot.cards.part import Json
from bot.cards.pieces import finished, reason_name, title, warning, whose
from bot.texts.catalogue import Words
from bot.texts.dates import period
from policy.periods import Period
from policy.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewView:
    """A diversion that waits for a yes, and what it would displace.

    `carried` is what the form was filled in with; *Spara* and *Ändra* bring it along.
    """

    owner: str = ""
    reason: Reason | None
    period: Period
    displaced: tuple[DisplacedView, ...]
    reading: str = ""
    carried: Mapping[str, str]


def preview_card(view: PreviewView, words: Words, now: datetime) -> dict[str, Json]:
    """The question whether to save, with what would follow."""
    new = words("diversion.preview.new", reason=reason_name(view.reason, words), period=period(view.period, now, words))
    body = [
        title(whose("diversion.preview.{}_title", view.owner, words)),
        TextBlock(text=new, spacing="small"),
        *([warning(view.reading)] if view.reading else []),
        *displaced_lines(view.displaced, words("diversion.preview.consequences"), words, now),
    ]
    actions = [
        button(ActionName.DIVERSION_CONFIRM, words("forms.save"), values=view.carried, style="positive"),
        button(ActionName.DIVERSION_CHANGE, words("diversion.button.change"), values=view.carried),
        button(ActionName.FORM_CANCEL, words("forms.cancel")),
    ]
    return finished(body, words, actions)
