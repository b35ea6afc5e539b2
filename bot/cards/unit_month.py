"""Owns the card of a month: how phone hours were covered, how even the duty was, how promises were kept (M1, M2, S6).

Each figure is said in words; the charts beside them show the same, where a client draws charts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.charts import bars
from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.figure_pieces import kept_promises, month_name, number_row
from bot.cards.part import Json
from bot.cards.pieces import button_rows, facts, finished, heading, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import day
from bot.texts.lengths import in_hours, length
from policy.person_months import PromisesKept
from policy.unit_figures import percent_covered

MOST_GROUPS = 8
MOST_BELOW = 12
MOST_PEOPLE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group's month; `duty` are the reader's own people, most first, `others` everyone else together."""

    name: str
    promised: timedelta
    uncovered: timedelta
    accepted: timedelta = timedelta()
    longest: timedelta = timedelta()
    longest_on: date | None = None
    gaps: int = 0
    uncertain_days: int = 0
    duty: tuple[tuple[str, timedelta], ...] = ()
    others: timedelta = timedelta()
    hides_others: bool = False
    """Whether others had duty too, but are so few that it would tell of each."""
    spread: timedelta = timedelta()
    weeks: tuple[tuple[int, int], ...] = ()
    """The number of each week, and how many per cent of its phone hours were covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BelowLine:
    """A unit of which the reader sees sums; `promises` None where too few made any."""

    unit: str
    promised: timedelta
    uncovered: timedelta
    longest: timedelta
    promises: PromisesKept | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMonthView:
    """`leads`: whether the reader has people of their own; `comes`: whether the card comes by itself, None: never."""

    month: str
    before: str
    groups: tuple[GroupLine, ...] = ()
    promises: PromisesKept | None = None
    below: tuple[BelowLine, ...] = ()
    leads: bool = True
    comes: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One person's month."""

    name: str
    duty: timedelta
    promises: PromisesKept


def unit_month_card(view: UnitMonthView, words: Words, now: datetime) -> dict[str, Json]:
    """The month in words, with charts beside."""
    body: list[Element] = [title(words("report.month.title", month=month_name(view.month, words)))]
    shown = view.groups[:MOST_GROUPS]
    if view.leads:
        body += _coverage(view, shown, words, now)
        body += [part for group in shown for part in _fairness(group, words)]
        body += _promises(view, words)
    body += _below(view, words)
    body += [subtle(words("report.month.comes"))] if view.comes else []
    return finished([*body, *_buttons(view, words)], words)


def people_card(month: str, people: Sequence[PersonLine], words: Words) -> dict[str, Json]:
    """Each of the reader's own people, for their nearest manager alone (M1)."""
    name = month_name(month, words)
    if not people:
        return finished([title(words("report.people.none", month=name))], words)
    rows = [
        Container(
            separator=True,
            spacing="medium",
            items=[
                TextBlock(text=person.name, weight="bolder"),
                TextBlock(text=_persons(person, words), is_subtle=True, spacing="none"),
            ],
        )
        for person in people[:MOST_PEOPLE]
    ]
    left = len(people) - len(rows)
    more = [subtle(words("report.more", n=left))] if left else []
    heading_ = title(words("report.people.title", month=name))
    return finished([heading_, *rows, *more, subtle(words("report.only_you"))], words)


def own_figures_card(month: str, before: str, person: PersonLine, words: Words) -> dict[str, Json]:
    """The reader's own month, and who else sees it."""
    body: list[Element] = [
        title(words("report.own.title", month=month_name(month, words))),
        *facts(
            [
                (words("report.own.duty"), length(person.duty, words)),
                (words("report.own.promises"), kept_promises(person.promises, words)),
            ]
        ),
        subtle(words("report.own.who")),
    ]
    earlier = words("report.button.before", month=month_name(before, words))
    return finished(body, words, [button(ActionName.REPORT_OWN, earlier, values={"month": before})])


def _coverage(view: UnitMonthView, groups: Sequence[GroupLine], words: Words, now: datetime) -> list[Element]:
    if not groups:
        return [subtle(words("report.month.no_groups"))]
    said = [part for group in groups for part in _group(group, words, now)]
    left = len(view.groups) - len(groups)
    more = [subtle(words("report.more", n=left))] if left else []
    return [
        heading(words("report.month.coverage")),
        *bars(words("report.chart.coverage"), _shares(groups, words)),
        *said,
        *more,
    ]


def _shares(groups: Sequence[GroupLine], words: Words) -> list[tuple[str, float]]:
    """What the chart compares: the groups, or the weeks of the only one."""
    counted = [group for group in groups if group.promised]
    if len(counted) == 1:
        return [(words("report.chart.week", week=week), float(percent)) for week, percent in counted[0].weeks]
    return [(one.name, float(percent_covered(one.promised, one.uncovered))) for one in counted]


def _group(group: GroupLine, words: Words, now: datetime) -> list[Element]:
    if not group.promised:
        return [number_row(group.name, "–", words("report.month.nothing_counted"))]
    percent = percent_covered(group.promised, group.uncovered)
    lines = [_hours(group, words)]
    if group.accepted:
        lines.append(words("report.month.accepted", length=length(group.accepted, words)))
    if group.longest and group.longest_on is not None:
        on = day(group.longest_on, now, words)
        lines.append(words("report.month.longest", length=length(group.longest, words), day=on))
    row = number_row(group.name, words("report.percent", percent=percent), lines[0])
    rest: list[Element] = [TextBlock(text=line, is_subtle=True, spacing="none") for line in lines[1:]]
    if group.uncertain_days:
        rest.append(subtle(words("report.month.uncertain", n=group.uncertain_days)))
    return [row, *rest]


def _hours(group: GroupLine, words: Words) -> str:
    promised = length(group.promised, words)
    if not group.uncovered:
        return words("report.month.covered", promised=promised)
    return words("report.month.uncovered", promised=promised, uncovered=length(group.uncovered, words), n=group.gaps)


def _fairness(group: GroupLine, words: Words) -> list[Element]:
    """How the duty was shared; nothing for a group in which nobody has any."""
    if not group.duty and not group.others and not group.hides_others:
        return []
    figures = [(name, length(time, words)) for name, time in group.duty]
    if group.others:
        figures.append((words("report.month.others"), length(group.others, words)))
    spread: list[Element] = []
    if len(group.duty) > 1:
        spread.append(subtle(words("report.month.spread", length=length(group.spread, words))))
    if group.hides_others:
        spread.append(subtle(words("report.month.others_hidden")))
    return [
        heading(words("report.month.duty", group=group.name)),
        *bars(words("report.chart.duty"), [(name, in_hours(time)) for name, time in group.duty]),
        *facts(figures),
        *spread,
    ]


def _promises(view: UnitMonthView, words: Words) -> list[Element]:
    kept = view.promises
    if kept is None:
        return []
    late = kept.done - kept.in_time
    counts = [(words("report.chart.in_time"), float(kept.in_time)), (words("report.chart.late"), float(late))]
    return [
        heading(words("report.month.promises")),
        *(bars(words("report.chart.promises"), counts) if kept.done else []),
        TextBlock(text=kept_promises(kept, words), spacing="small"),
    ]


def _below(view: UnitMonthView, words: Words) -> list[Element]:
    if not view.below:
        return []
    shown = view.below[:MOST_BELOW]
    left = len(view.below) - len(shown)
    more = [subtle(words("report.more", n=left))] if left else []
    name = words("report.below") if view.leads else words("report.sums")
    return [heading(name), *(_below_row(line, words) for line in shown), *more]


def _below_row(line: BelowLine, words: Words) -> Container:
    said = []
    if line.promised:
        percent = percent_covered(line.promised, line.uncovered)
        said.append(words("report.month.below_covered", percent=percent, longest=length(line.longest, words)))
    else:
        said.append(words("report.month.nothing_counted"))
    promises = (
        words("report.month.below_too_few")
        if line.promises is None
        else words("report.month.below_promises", kept=kept_promises(line.promises, words))
    )
    return Container(
        separator=True,
        spacing="medium",
        items=[
            TextBlock(text=line.unit, weight="bolder"),
            *(TextBlock(text=text, is_subtle=True, spacing="none") for text in (*said, promises)),
        ],
    )


def _persons(person: PersonLine, words: Words) -> str:
    duty = words("report.people.duty", length=length(person.duty, words))
    return f"{duty} · {words('report.people.promises', kept=kept_promises(person.promises, words))}"


def _buttons(view: UnitMonthView, words: Words) -> list[Element]:
    people, turns = [], []
    if view.leads:
        people = [button(ActionName.REPORT_PEOPLE, words("report.button.people"), values={"month": view.month})]
    earlier = words("report.button.before", month=month_name(view.before, words))
    before = button(ActionName.REPORT_MONTH, earlier, values={"month": view.before})
    if view.comes is not None:
        name = ActionName.REPORT_OFF if view.comes else ActionName.REPORT_ON
        key = "report.button.month_off" if view.comes else "report.button.month_on"
        turns = [button(name, words(key), values={"kind": "month"})]
    return button_rows(people, [before], turns)
