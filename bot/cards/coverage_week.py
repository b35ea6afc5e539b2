"""Owns the picture of a group's week: who covers when, day by day, with the gaps plain to see (M2).

Each day is a strip of the hours that the week spans, drawn with columns whose widths are minutes, and under it the same
in words. What is a gap is written in the strip too, so that nobody has to tell green from red.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Column, ColumnSet, Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import button_rows, finished, heading, opening_row, subtle, title
from bot.texts.catalogue import Words

MOST_BYTES = 20_000
"""What the groups of one card take at most; Teams wants a card below 25 KB, and the buttons need some."""
MOST_ROWS = 6
"""Other groups that have a row each; more can be asked for by name."""
LEAST_MINUTES = 5
"""A stretch that is shorter is drawn as long as this, or it could not be seen."""
ROOM_FOR_A_WORD = 0.3
"""The share of the strip from which on a gap has room for its word; a smaller one has a sign."""
MOST_MARKS = 6
HOUR = 60


@dataclass(frozen=True, slots=True)
class StripView:
    """A piece of a day's strip, in minutes since midnight on the clock, and how many can answer in it."""

    start: int
    end: int
    able: int
    is_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDayView:
    """One day: its strip, and who covers when in words. `on` is where a tap leads, for those who may act on its gap."""

    label: str
    strip: tuple[StripView, ...] = ()
    line: str
    has_gap: bool = False
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupWeekView:
    """One group's week. `plans`: whether the reader may plan its phone duty."""

    group: str
    name: str
    days: tuple[WeekDayView, ...]
    told: str
    """The week in a sentence: how many gaps there are."""
    plans: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """A week of some groups. `others` are groups that are reached by a button: spot and name."""

    title: str
    groups: tuple[GroupWeekView, ...]
    others: tuple[tuple[str, str], ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    """What the buttons to the weeks beside carry."""
    week: str
    """The week's Monday, YYYY-MM-DD."""


def coverage_week_card(view: WeekView, words: Words) -> dict[str, Json]:
    """The week of as many groups as there is room for; the others have a button each."""
    shown, left = list[Element](), list[tuple[str, str]]()
    for number, group in enumerate(view.groups):
        part = Container(items=list(_group(group, view, words)), separator=True, spacing="large")
        if number and _size([*shown, part]) > MOST_BYTES:
            left.append((f"group:{group.group}", group.name))
        else:
            shown.append(part)
    weeks = [
        button(ActionName.UNITS_WEEK, words("week.before"), values=view.before),
        button(ActionName.UNITS_WEEK, words("week.after"), values=view.after),
    ]
    others = [*left, *view.others]
    rows: list[Element] = [_other(spot, name, view.week) for spot, name in others[:MOST_ROWS]]
    if len(others) > MOST_ROWS:
        rows.append(subtle(words("week.more", n=len(others) - MOST_ROWS)))
    if rows:
        rows.insert(0, heading(words("week.others")))
    legend = TextBlock(text=words("week.legend"), size="small", is_subtle=True, spacing="medium")
    return finished([title(view.title), *shown, legend, *button_rows(weeks), *rows], words)


def _other(spot: str, name: str, week: str) -> Container:
    """The row of a group that is not shown, since its name may be too long for a button."""
    tap = button(ActionName.UNITS_WEEK, name, values={"spot": spot, "week": week})
    return opening_row([TextBlock(text=name)], tap)


def _group(group: GroupWeekView, view: WeekView, words: Words) -> Iterator[Element]:
    yield TextBlock(text=group.name, weight="bolder", size="medium", style="heading")
    yield TextBlock(text=group.told, spacing="none")
    edges = _edges(group.days)
    if edges is not None:
        yield _scale(*edges)
    for day in group.days:
        yield _day(day, group.group, edges, words)
    if group.plans:
        values = {"group": group.group, "week": view.week}
        plan: list[Action] = [button(ActionName.DUTY_FORM, words("week.plan"), values=values)]
        yield from button_rows(plan)


def _edges(days: Sequence[WeekDayView]) -> tuple[int, int] | None:
    """The whole hours that the week's strips lie between, in minutes; None where there are no phone hours."""
    strips = [piece for day in days for piece in day.strip]
    if not strips:
        return None
    first, last = min(piece.start for piece in strips), max(piece.end for piece in strips)
    return first // HOUR * HOUR, -(-last // HOUR) * HOUR


def _scale(first: int, last: int) -> ColumnSet:
    """The hours above the strips: at most as many as there is room for."""
    hours = (last - first) // HOUR
    step = -(-hours // MOST_MARKS) * HOUR
    marks = range(first, last, step)
    return ColumnSet(
        spacing="medium",
        columns=[
            Column(
                width=min(step, last - at),
                spacing="none",
                items=[TextBlock(text=f"{at // HOUR:02}", size="small", is_subtle=True, wrap=False)],
            )
            for at in marks
        ],
    )


def _day(day: WeekDayView, group: str, edges: tuple[int, int] | None, words: Words) -> Container:
    name = words("week.day_with_gap", day=day.label) if day.has_gap else day.label
    label = TextBlock(text=name, weight="bolder", spacing="none")
    items: list[Element] = [label]
    if day.on:
        items = [
            ColumnSet(
                columns=[
                    Column(width="stretch", items=[label]),
                    Column(width="auto", items=[TextBlock(text=words("week.to_gap"), color="accent", size="small")]),
                ]
            )
        ]
    if edges is not None and day.strip:
        items.append(ColumnSet(spacing="small", columns=list(_strip(day.strip, *edges, words))))
    items.append(TextBlock(text=day.line, size="small", spacing="small"))
    tap = button(ActionName.COVERAGE_OPEN, words("week.to_gap"), values={"group": group, "on": day.on})
    return Container(items=items, spacing="medium", select_action=tap if day.on else None)


def _strip(strip: Sequence[StripView], first: int, last: int, words: Words) -> Iterator[Column]:
    at = first
    for piece in strip:
        if at < piece.start:
            yield _blank(piece.start - at)
        yield _piece(piece, last - first, words)
        at = max(at, piece.end)
    if at < last:
        yield _blank(last - at)


def _blank(minutes: int) -> Column:
    return Column(width=minutes, spacing="none", items=[])


def _piece(piece: StripView, whole: int, words: Words) -> Column:
    minutes = max(piece.end - piece.start, LEAST_MINUTES)
    if not piece.is_gap:
        text = words("week.able", n=piece.able)
    else:
        text = words("week.gap" if minutes / whole >= ROOM_FOR_A_WORD else "week.gap_sign")
    return Column(
        width=minutes,
        spacing="none",
        style="attention" if piece.is_gap else "good",
        vertical_content_alignment="center",
        items=[
            TextBlock(
                text=text,
                size="small",
                weight="bolder" if piece.is_gap else None,
                wrap=False,
                horizontal_alignment="center",
            )
        ],
    )


def _size(parts: Sequence[Element]) -> int:
    return len(json.dumps([part.to_dict() for part in parts], ensure_ascii=False).encode())
