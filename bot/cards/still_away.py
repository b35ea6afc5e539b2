"""Owns the question of the working morning: is the diversion that has no end still right? And the answer to a yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.elements import TextBlock
from bot.cards.part import Json
from bot.cards.pieces import finished, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import period
from policy.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class StillAwayView:
    """The diversion that is asked about. Why it was set is not in it: a notification shows the card's first lines."""

    person: str
    diversion: str
    period: Period


def still_away_card(view: StillAwayView, words: Words, now: datetime) -> dict[str, Json]:
    """The question, with a tap for each answer (A3)."""
    values = {"person": view.person, "diversion": view.diversion}
    body = [
        title(words("diversion.still.title")),
        TextBlock(text=words("diversion.still.since", period=period(view.period, now, words)), spacing="small"),
        subtle(words("diversion.still.why")),
    ]
    actions = [
        button(ActionName.DIVERSION_STILL, words("diversion.still.yes"), values=values),
        button(ActionName.DIVERSION_CHANGE, words("diversion.still.until"), values=values),
        button(ActionName.DIVERSION_END, words("diversion.button.back_now"), values=values, style="positive"),
    ]
    return finished(body, words, actions)


def still_away_noted_card(words: Words) -> dict[str, Json]:
    """What stands in the question's place after a yes."""
    return finished([title(words("diversion.still.noted")), subtle(words("diversion.still.again"))], words)
