"""Owns the Monday card: a number for each matter in the reader's units, with names for the nearest manager (M1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.figure_pieces import named, number_row
from bot.cards.part import Json
from bot.cards.pieces import button_rows, finished, heading, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import period
from policy.periods import Period
from policy.unit_figures import PERSONAL, Matter

MOST_GAPS = 6
MOST_BELOW = 12
MOST_PEOPLE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """A gap that is to come, in which group; `place` finds its alert, where there is one: the group and the day."""

    group: str
    period: Period
    place: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterLine:
    """One matter among the reader's own people: how many, and whose they are, most first."""

    matter: Matter
    count: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BelowLine:
    """A unit of which the reader sees sums."""

    unit: str
    counts: Mapping[str, int]
    is_too_small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWeekView:
    """`leads`: whether the reader has people of their own; `comes`: whether the card comes by itself, None: never."""

    week: int
    size: int
    gaps: tuple[GapLine, ...] = ()
    matters: tuple[MatterLine, ...] = ()
    notices: int = 0
    below: tuple[BelowLine, ...] = ()
    leads: bool = True
    is_all_well: bool = False
    comes: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterView:
    """Whom one matter concerns, and how many times."""

    matter: Matter
    rows: tuple[tuple[str, int], ...]


def unit_week_card(view: UnitWeekView, words: Words, now: datetime) -> dict[str, Json]:
    """How things stand, and a tap on each number for what to do about it."""
    body: list[Element] = [title(words("report.week.title")), subtle(_subtitle(view, words))]
    if view.is_all_well:
        body.append(TextBlock(text=words("report.week.all_well"), spacing="medium"))
    elif view.leads:
        body += [_gaps(view.gaps, words, now), *(_matter(line, words) for line in view.matters), _notices(view, words)]
    body += _below(view, words)
    body += [subtle(words("report.week.comes"))] if view.comes else []
    month = button(ActionName.REPORT_MONTH, words("report.button.month"))
    turns = []
    if view.comes is not None:
        name = ActionName.REPORT_OFF if view.comes else ActionName.REPORT_ON
        key = "report.button.week_off" if view.comes else "report.button.week_on"
        turns = [button(name, words(key), values={"kind": "week"})]
    return finished([*body, *button_rows([month], turns)], words)


def gaps_card(gaps: Sequence[GapLine], words: Words, now: datetime) -> dict[str, Json]:
    """Each gap that is to come, one tap from what can be done about it."""
    if not gaps:
        return finished([title(words("report.gaps.none"))], words)
    rows = [_gap_row(gap, words, now) for gap in gaps[:MOST_PEOPLE]]
    left = len(gaps) - len(rows)
    more = [subtle(words("report.more", n=left))] if left else []
    return finished([title(words("report.matter.gaps")), subtle(words("report.todo.gaps")), *rows, *more], words)


def matter_card(view: MatterView, words: Words) -> dict[str, Json]:
    """Whom the matter concerns, and what to do about it."""
    if not view.rows:
        return finished([title(words("report.nobody_now"))], words)
    shown = view.rows[:MOST_PEOPLE]
    rows = [number_row(name, str(count) if view.matter is Matter.PROMISES else "") for name, count in shown]
    left = len(view.rows) - len(shown)
    more = [subtle(words("report.more", n=left))] if left else []
    key = view.matter.value
    body: list[Element] = [title(words(f"report.matter.{key}")), TextBlock(text=words(f"report.todo.{key}"))]
    return finished([*body, *rows, *more, subtle(words("report.only_you"))], words)


def _subtitle(view: UnitWeekView, words: Words) -> str:
    if not view.leads:
        return words("report.week.sums", week=view.week)
    return words("report.week.subtitle", week=view.week, n=view.size)


def _gaps(gaps: Sequence[GapLine], words: Words, now: datetime) -> Container:
    shown = [words("report.gap", group=gap.group, period=period(gap.period, now, words)) for gap in gaps[:MOST_GAPS]]
    tap = ActionName.REPORT_ROW if gaps else None
    return number_row(
        words("report.matter.gaps"),
        str(len(gaps)),
        named(shown, words),
        tap=tap,
        values={"matter": Matter.GAPS.value},
    )


def _gap_row(gap: GapLine, words: Words, now: datetime) -> Container:
    when = period(gap.period, now, words)
    if not gap.place:
        return number_row(gap.group, "", when)
    return number_row(gap.group, "", when, tap=ActionName.COVERAGE_OPEN, values=gap.place)


def _matter(line: MatterLine, words: Words) -> Container:
    tap = ActionName.REPORT_ROW if line.count else None
    return number_row(
        words(f"report.matter.{line.matter.value}"),
        str(line.count),
        named(line.names, words),
        tap=tap,
        values={"matter": line.matter.value},
    )


def _notices(view: UnitWeekView, words: Words) -> Container:
    tap = ActionName.NOTICE_MINE if view.notices else None
    return number_row(words("report.matter.notices"), str(view.notices), tap=tap)


def _below(view: UnitWeekView, words: Words) -> list[Element]:
    if not view.below:
        return []
    name = words("report.below") if view.leads else ""
    rows = [_below_row(line, words) for line in view.below[:MOST_BELOW]]
    left = len(view.below) - len(rows)
    more = [subtle(words("report.more", n=left))] if left else []
    return [*([heading(name)] if name else []), *rows, *more]


def _below_row(line: BelowLine, words: Words) -> Container:
    counts = [words("report.count.gaps", n=line.counts.get(Matter.GAPS.value, 0))]
    counts += [
        words(f"report.count.{one.value}", n=line.counts[one.value]) for one in PERSONAL if one.value in line.counts
    ]
    said: list[Element] = [
        TextBlock(text=line.unit, weight="bolder"),
        TextBlock(text=" · ".join(counts), is_subtle=True, spacing="none"),
    ]
    if line.is_too_small:
        said.append(TextBlock(text=words("report.too_small"), is_subtle=True, spacing="none", size="small"))
    return Container(items=said, separator=True, spacing="medium")
