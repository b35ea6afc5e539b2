"""Owns the card for what went wrong: what happened, what to do next, and what was entered, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.elements import TextBlock
from bot.cards.part import Json
from bot.cards.pieces import facts, finished, heading, title
from bot.texts.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureView:
    """`what` happened and `next` thing to do, in whole sentences; `entered` is what was filled in, by its label.

    `again` is the action that tries once more with `values`, where that makes sense.
    """

    what: str
    next: str
    entered: tuple[tuple[str, str], ...] = ()
    again: ActionName | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def failure_card(view: FailureView, words: Words) -> dict[str, Json]:
    """What went wrong, in plain words, and the way on."""
    entered = [heading(words("failure.entered")), *facts(view.entered)] if view.entered else []
    actions: list[Action] = []
    if view.again is not None:
        actions.append(button(view.again, words("failure.again"), values=view.values, style="positive"))
    actions.append(button(ActionName.HELP_SHOW, words("failure.help")))
    return finished([title(view.what), TextBlock(text=view.next, spacing="small"), *entered], words, actions)
