"""Owns the overview of the units that someone leads: each answer group now and ahead, the units below in sums (M1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Container, ContainerStyle
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import button_rows, finished, heading, opening_row, subtle, title, warning
from bot.texts.catalogue import Words


class Light(StrEnum):
    """How a group stands now; said in words too, since not everyone tells the colours apart."""

    COVERED = "covered"
    GAP = "gap"
    CLOSED = "closed"


STYLES: dict[Light, ContainerStyle] = {Light.COVERED: "good", Light.GAP: "attention", Light.CLOSED: "emphasis"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStandingView:
    """One group: how it stands now in words, today's phone hours, the next gap. `on`: the gap's alert, if open."""

    group: str
    name: str
    light: Light
    now: str
    hours: str
    next_gap: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class BelowView:
    """A unit below, and its groups in figures."""

    unit: str
    name: str
    sums: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """One unit. `empty` says what it lacks where it has no groups, `unreached` who of its leaders gets no alert."""

    unit: str
    name: str
    groups: tuple[GroupStandingView, ...] = ()
    empty: str = ""
    unreached: str = ""
    below: tuple[BelowView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsView:
    """The units. `above`: the unit above and its name, where the reader leads that too; `as_of` is when it was so."""

    units: tuple[UnitView, ...]
    above: tuple[str, str] | None = None
    as_of: str


def units_card(view: UnitsView, words: Words) -> dict[str, Json]:
    """Unit by unit: its groups with what can be done about each, then the units below, each a tap away."""
    body: list[Element] = []
    for unit in view.units:
        body.append(title(unit.name) if not body else _next_title(unit.name))
        if unit.empty:
            body.append(subtle(unit.empty))
        if unit.unreached:
            body.append(warning(unit.unreached))
        for group in unit.groups:
            body += _group(group, words)
        if unit.below:
            body.append(heading(words("units.below")))
            body += [_below(one) for one in unit.below]
    if view.above is not None:
        body.append(_above(*view.above, words))
    body.append(TextBlock(text=view.as_of, size="small", is_subtle=True, spacing="medium"))
    shown = view.units[0].unit if len(view.units) == 1 else ""
    actions: list[Action] = [
        button(ActionName.REPORT_WEEK, words("units.report")),
        button(ActionName.UNITS_SHOW, words("units.refresh"), values={"unit": shown} if shown else {}),
    ]
    return finished(body, words, actions)


def _next_title(text: str) -> TextBlock:
    return TextBlock(text=text, size="large", weight="bolder", style="heading", separator=True, spacing="large")


def _group(group: GroupStandingView, words: Words) -> Sequence[Element]:
    yours = {"group": group.group}
    lines: list[Element] = [
        TextBlock(text=group.name, weight="bolder", size="medium"),
        Container(
            style=STYLES[group.light],
            spacing="small",
            items=[TextBlock(text=group.now, weight="bolder" if group.light is Light.GAP else None)],
        ),
        TextBlock(text=group.hours, spacing="small", size="small"),
        TextBlock(text=group.next_gap, spacing="none", size="small"),
    ]
    to_gap: list[Action] = []
    if group.on:
        values = {**yours, "on": group.on}
        to_gap = [button(ActionName.COVERAGE_OPEN, words("units.to_gap"), values=values, style="positive")]
    to_see: list[Action] = [
        button(ActionName.UNITS_WEEK, words("units.week"), values={"spot": f"group:{group.group}", "below": "yes"}),
        button(ActionName.DUTY_FORM, words("units.duty"), values=yours),
    ]
    to_change: list[Action] = [
        button(ActionName.HOURS_FORM, words("units.hours"), values=yours),
        button(ActionName.MEMBERS_FORM, words("units.members"), values=yours),
    ]
    return [Container(items=[*lines, *button_rows(to_gap, to_see, to_change)], separator=True, spacing="medium")]


def _above(unit: str, name: str, words: Words) -> Container:
    """The way to the unit above: a row, since a name may be too long for a button."""
    up = words("units.up", unit=name)
    tap = button(ActionName.UNITS_SHOW, up, values={"unit": unit})
    return Container(items=[TextBlock(text=up, color="accent")], separator=True, spacing="medium", select_action=tap)


def _below(one: BelowView) -> Container:
    lines: list[Element] = [
        TextBlock(text=one.name),
        TextBlock(text=one.sums, is_subtle=True, size="small", spacing="none"),
    ]
    tap = button(ActionName.UNITS_SHOW, one.name, values={"unit": one.unit})
    return opening_row(lines, tap)
