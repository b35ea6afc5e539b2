"""Owns the spells of people in answer groups that can't be counted by patterns of hours: rosters, shifts, new members.

A spell is a time in which someone answers for the group, for what of it they work, or for all of it if they agreed to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from policy.answer_groups import AnswerGroup
from policy.coverage import DutyShift
from policy.ids import PersonId
from policy.periods import as_utc
from policy.working_calendar import WorkingCalendar
from services.columns import NEVER, Ints, bounds, columns, micros


@dataclass(frozen=True, slots=True)
class Rows:
    """Spells, a row each."""

    group: Ints
    person: Ints
    start_at: Ints
    end_at: Ints


@dataclass(frozen=True, slots=True)
class Spells:
    """Those that count only in working time, and those that are agreed and count as they are."""

    at_work: Rows
    agreed: Rows


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A time during which a group's members, and whether it keeps a roster, stay the same."""

    start_at: int
    end_at: int
    members: Sequence[int]
    keeps_roster: bool


Row = tuple[int, int, int, int]


def spells_of(
    calendar: WorkingCalendar,
    groups: Sequence[tuple[int, AnswerGroup, Sequence[DutyShift]]],
    numbers: Mapping[PersonId, int],
) -> Spells:
    """The spells of those groups, given with their numbers and shifts; of people who have a number."""
    at_work: list[Row] = []
    agreed: list[Row] = []
    for number, group, shifts in groups:
        chapters = tuple(_chapters(calendar, group, numbers))
        at_work += _inside(number, chapters)
        for shift in shifts:
            person = numbers.get(shift.person)
            if person is None:
                continue
            row = (number, person, *bounds(shift.period))
            if shift.agreed:
                agreed.append(row)
            else:
                at_work += _while_a_member(row, chapters)
    return Spells(Rows(*columns(at_work, 4)), Rows(*columns(agreed, 4)))


def _chapters(calendar: WorkingCalendar, group: AnswerGroup, numbers: Mapping[PersonId, int]) -> Iterator[_Chapter]:
    days = [date.min, *sorted({change.from_on for change in group.changes})]
    starts = [-NEVER, *(micros(as_utc(calendar.at(day, time(0)))) for day in days[1:])]
    for day, start_at, end_at in zip(days, starts, [*starts[1:], NEVER], strict=True):
        members = [numbers[member] for member in dict.fromkeys(group.members_on(day)) if member in numbers]
        yield _Chapter(start_at, end_at, members, group.keeps_roster_on(day))


def _inside(group: int, chapters: Sequence[_Chapter]) -> Iterator[Row]:
    for chapter in chapters:
        if not chapter.keeps_roster:
            for person in chapter.members:
                yield group, person, chapter.start_at, chapter.end_at


def _while_a_member(row: Row, chapters: Sequence[_Chapter]) -> Iterator[Row]:
    group, person, start_at, end_at = row
    for chapter in chapters:
        begins, ends = max(start_at, chapter.start_at), min(end_at, chapter.end_at)
        if begins < ends and person in chapter.members:
            yield group, person, begins, ends
