"""Owns the cards of phone duty as it is planned: the planner's receipt, and everyone's own (M2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import button_rows, facts, finished, subtle, title, warning
from bot.texts.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySavedView:
    """What was saved: a line a day, the gaps that are left, and who is told.

    `again`, `later` and `week` are what the buttons carry: to change it, to plan what comes after, to see the week.
    """

    title: str
    says: str
    days: tuple[tuple[str, str], ...]
    gaps: str = ""
    told: str = ""
    again: Mapping[str, str]
    later: Mapping[str, str]
    week: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDutyView:
    """Somebody's own phone duty: a line a shift. `week` is what the button to the group's week carries, if any."""

    title: str
    says: str = ""
    shifts: tuple[tuple[str, str], ...] = ()
    week: Mapping[str, str] = field(default_factory=dict)


def duty_saved_card(view: DutySavedView, words: Words) -> dict[str, Json]:
    """The planner's receipt."""
    body: list[Element] = [title(view.title), subtle(view.says), *facts(view.days)]
    if view.gaps:
        body.append(warning(view.gaps))
    if view.told:
        body.append(TextBlock(text=view.told, spacing="medium"))
    on: list[Action] = [
        button(ActionName.DUTY_FORM, words("duty.saved.change"), values=view.again),
        button(ActionName.DUTY_FORM, words("duty.saved.later"), values=view.later),
    ]
    to_week: list[Action] = [button(ActionName.UNITS_WEEK, words("duty.saved.week"), values=view.week)]
    return finished([*body, *button_rows(on, to_week)], words)


def own_duty_card(view: OwnDutyView, words: Words) -> dict[str, Json]:
    """One's own shifts."""
    body: list[Element] = [title(view.title)]
    if view.says:
        body.append(TextBlock(text=view.says, spacing="small"))
    body += facts(view.shifts)
    to_week = [button(ActionName.UNITS_WEEK, words("duty.saved.week"), values=view.week)] if view.week else []
    return finished(body, words, to_week)
