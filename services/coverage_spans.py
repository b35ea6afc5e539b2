"""Owns who can answer for which group in a period, in columns: spans in which one more can, spans in which one less.

Whoever works a pattern of hours can answer while it lasts (`working`), by a count; whoever has spells of their own is a
span more for each (`more`); and what a diversion takes away of either is a span less (`fewer`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from policy.coverage import promised_within
from policy.periods import Period
from services.columns import Ints, Ragged, bounds, columns, ragged
from services.coverage_columns import Columns
from services.coverage_spells import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """All that decides coverage in a period; nothing of it reaches outside."""

    working: Ragged
    """Each pattern's working time: starts and ends."""
    promised: Ragged
    """Each pattern's phone hours: starts, ends and minima."""
    more: Rows
    fewer: Rows


def spans_of(facts: Columns, within: Period) -> Spans:
    """The spans of a period that has an end; raises ValueError for one without."""
    if within.end_at is None:
        raise ValueError("coverage is of periods with an end")
    start_at, end_at = bounds(within)
    working, promised = _working(facts, within), _promised(facts, within)
    at_work = _joined(facts.spells.at_work, working, facts.hours_of[facts.spells.at_work.person])
    more = _united(_together(_cut(facts.spells.agreed, start_at, end_at), at_work))
    fewer = _together(_joined(more, facts.away_of, more.person), _counted_away(facts, working, start_at, end_at))
    return Spans(working=working, promised=promised, more=more, fewer=fewer)


def _working(facts: Columns, within: Period) -> Ragged:
    rows = [
        (number, *bounds(period))
        for number, hours in enumerate(facts.hours)
        for period in facts.calendar.working_periods(within, hours)
    ]
    pattern, starts, ends = columns(rows, 3)
    return ragged(pattern, len(facts.hours), starts, ends)


def _promised(facts: Columns, within: Period) -> Ragged:
    rows = [
        (number, *bounds(promised.period), promised.minimum)
        for number, group in enumerate(facts.phone_hours)
        for promised in promised_within(facts.calendar, group, within)
    ]
    pattern, starts, ends, minima = columns(rows, 4)
    return ragged(pattern, len(facts.phone_hours), starts, ends, minima)


def _counted_away(facts: Columns, working: Ragged, start_at: int, end_at: int) -> Rows:
    """What diversions take of the working time of those who are counted."""
    starts, ends = facts.away_of.columns
    person = np.repeat(np.arange(len(facts.hours_of), dtype=np.int64), facts.away_of.lengths)
    touched = np.flatnonzero((starts < end_at) & (ends > start_at))
    person, starts, ends = person[touched], starts[touched], ends[touched]
    away, (group,) = facts.counted_groups_of.of(person)
    rows = Rows(group, person[away], starts[away], ends[away])
    return _joined(rows, working, facts.hours_of[rows.person])


def _joined(rows: Rows, by: Ragged, by_row: Ints) -> Rows:
    """What each row has in common with each element of its row in `by`, whose columns are starts and ends."""
    place, (starts, ends) = by.of(by_row)
    begins = np.maximum(rows.start_at[place], starts)
    finishes = np.minimum(rows.end_at[place], ends)
    kept = np.flatnonzero(begins < finishes)
    place = place[kept]
    return Rows(rows.group[place], rows.person[place], begins[kept], finishes[kept])


def _cut(rows: Rows, start_at: int, end_at: int) -> Rows:
    kept = np.flatnonzero((rows.start_at < end_at) & (rows.end_at > start_at))
    starts, ends = np.maximum(rows.start_at[kept], start_at), np.minimum(rows.end_at[kept], end_at)
    return Rows(rows.group[kept], rows.person[kept], starts, ends)


def _united(rows: Rows) -> Rows:
    """The rows with those of one person in one group that touch or overlap as one: nobody counts twice."""
    order = np.lexsort((rows.start_at, rows.person, rows.group))
    group, person, starts, ends = (column[order] for column in _columns(rows))
    if not len(order):
        return rows
    is_other = np.concatenate(([True], (group[1:] != group[:-1]) | (person[1:] != person[:-1])))
    # How far each pair has reached by then: numbers that are higher for a later pair than for any before it.
    values, rank = np.unique(ends, return_inverse=True)
    reach = np.maximum.accumulate(np.cumsum(is_other) * len(values) + rank)
    reached = values[reach % len(values)]
    first = np.flatnonzero(is_other | np.concatenate(([True], starts[1:] > reached[:-1])))
    last = np.concatenate((first[1:], [len(order)])) - 1
    return Rows(group[first], person[first], starts[first], reached[last])


def _together(first: Rows, second: Rows) -> Rows:
    return Rows(*(np.concatenate(pair) for pair in zip(_columns(first), _columns(second), strict=True)))


def _columns(rows: Rows) -> tuple[Ints, Ints, Ints, Ints]:
    return rows.group, rows.person, rows.start_at, rows.end_at
