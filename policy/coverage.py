"""Owns coverage (A2, M2): whether enough people can answer for a group in the hours of which the public has been told.

Someone covers a group at an instant when they are a member of it (or on its duty roster, where it keeps one), inside
their working hours, and not diverted; whoever is diverted with an open line can be reached and so covers. Someone who
has said themselves that they take a stretch covers it also outside their hours.

It must not know who is told of a gap, nor when: that is `policy.coverage_alerts`. It carries no reason of anyone's.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from policy.answer_groups import AnswerGroup, Promised
from policy.diversions import DiversionBook
from policy.ids import PersonId
from policy.organisation import Person
from policy.periods import Period, joined_up
from policy.working_calendar import WorkingCalendar, WorkingHours


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShift:
    """That someone has a group's phone duty for a while. `agreed`: they said so themselves, whatever their hours."""

    id: str
    person: PersonId
    period: Period
    agreed: bool = False
    set_by: PersonId
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """All that decides a group's coverage. `people` are those of the directory; who isn't there can't answer.

    Someone without a book has no diversions.
    """

    group: AnswerGroup
    people: Mapping[PersonId, Person]
    books: Mapping[PersonId, DiversionBook] = field(default_factory=dict)
    shifts: Sequence[DutyShift] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A maximal stretch of phone hours in which fewer than the minimum can answer.

    `able` and `minimum` are those of its worst moment: when fewest can answer and, of such moments, most are lacking.
    """

    period: Period
    able: int
    minimum: int

    @property
    def is_unstaffed(self) -> bool:
        """Whether there is a moment in it with nobody at all."""
        return self.able == 0

    @property
    def lacking(self) -> int:
        """How many are lacking at its worst."""
        return self.minimum - self.able

    @property
    def end_at(self) -> datetime:
        """When it ends, which a gap always does."""
        return _end_of(self.period)

    def holds(self, other: Gap) -> bool:
        """Whether the other is no more than a part of this: no longer, and lacking no more."""
        return self.period.covers(other.period) and other.lacking <= self.lacking


@dataclass(frozen=True, slots=True)
class Cover:
    """When one person covers the group, in order; periods that touch are one."""

    person: PersonId
    periods: tuple[Period, ...]


def gaps(calendar: WorkingCalendar, facts: GroupFacts, within: Period) -> tuple[Gap, ...]:
    """The gaps inside a period that has an end, in order (A2)."""
    return gaps_between(calendar, facts.group, covers_of(calendar, facts, within), within)


def gaps_between(
    calendar: WorkingCalendar, group: AnswerGroup, covers: Sequence[Cover], within: Period
) -> tuple[Gap, ...]:
    """The gaps that the covers of that period leave in it, in order (A2)."""
    steps = _steps(covers)
    lacking: list[Gap] = []
    able = 0
    for promised in promised_within(calendar, group, within):
        able, found = _lacking(promised, able, steps)
        for gap in found:
            touches = bool(lacking) and lacking[-1].period.end_at == gap.period.start_at
            lacking.append(_joined(lacking.pop(), gap) if touches else gap)
    return tuple(lacking)


def covers_of(calendar: WorkingCalendar, facts: GroupFacts, within: Period) -> tuple[Cover, ...]:
    """Who covers the group, and when, inside a period that has an end; phone hours aside."""
    working = _WorkingPeriods(calendar, within)
    people = dict.fromkeys((*facts.group.everyone, *(shift.person for shift in facts.shifts)))
    return tuple(
        Cover(person, periods)
        for person in sorted(people)
        if person in facts.people and (periods := _able(facts, facts.people[person], working))
    )


def promised_within(calendar: WorkingCalendar, group: AnswerGroup, within: Period) -> Iterator[Promised]:
    """The group's phone hours inside a period that has an end, in order."""
    for day in days_of(calendar, within):
        for promised in group.promised(day, calendar):
            part = promised.period.intersection(within)
            if part is not None:
                yield Promised(part, promised.minimum)


def days_of(calendar: WorkingCalendar, within: Period) -> Iterator[date]:
    """The municipality's days that a period touches; raises ValueError for one without an end."""
    if within.end_at is None:
        raise ValueError("days are those of a period with an end")
    day, last = calendar.local(within.start_at).date(), calendar.local(within.end_at).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


class _WorkingPeriods:
    """Working time inside a period, by the hours: most people's are the same object, and worked out once."""

    def __init__(self, calendar: WorkingCalendar, within: Period) -> None:
        self.calendar = calendar
        self.within = within
        self._found: dict[int, tuple[Period, ...]] = {}

    def of(self, hours: WorkingHours) -> tuple[Period, ...]:
        """Those of these hours, in order, each within one day."""
        found = self._found.get(id(hours))
        if found is None:
            found = tuple(self.calendar.working_periods(self.within, hours))
            self._found[id(hours)] = found
        return found


def _able(facts: GroupFacts, person: Person, working: _WorkingPeriods) -> tuple[Period, ...]:
    """When the person can answer: for all with the same hours the same tuple, where nothing else decides it."""
    group = facts.group
    shifts = [shift for shift in facts.shifts if shift.person == person.id]
    if not shifts and not group.changes and not group.keeps_roster:
        able = working.calendar.working_spells(working.within, person.hours) if person.id in group.members else ()
    else:
        able = tuple(joined_up(_in_turn(facts.group, person, shifts, working)))
    book = facts.books.get(person.id)
    for diversion in () if book is None else book.diversions:
        if not diversion.open_line and diversion.period.overlaps(working.within):
            able = tuple(rest for period in able for rest in period.without(diversion.period))
    return able


def _in_turn(group: AnswerGroup, person: Person, shifts: Sequence[DutyShift], working: _WorkingPeriods) -> list[Period]:
    """When the person answers by being in or by their shifts, in no order."""
    hours = working.of(person.hours)
    able = [period for period in hours if _answers_as_member(group, person.id, period, working.calendar)]
    for shift in shifts:
        part = shift.period.intersection(working.within)
        if part is not None:
            able += [part] if shift.agreed else _on_duty(group, person.id, part, hours, working.calendar)
    return able


def _answers_as_member(group: AnswerGroup, person: PersonId, period: Period, calendar: WorkingCalendar) -> bool:
    """Whether to be in is enough; working time lies within one day."""
    day = calendar.local(period.start_at).date()
    return person in group.members_on(day) and not group.keeps_roster_on(day)


def _on_duty(
    group: AnswerGroup, person: PersonId, shift: Period, hours: Sequence[Period], calendar: WorkingCalendar
) -> list[Period]:
    """The part of a planned shift that lies in working time, on days on which the person is a member."""
    parts = (part for period in hours if (part := period.intersection(shift)) is not None)
    return [part for part in parts if person in group.members_on(calendar.local(part.start_at).date())]


def _steps(covers: Sequence[Cover]) -> deque[tuple[datetime, int]]:
    """Each instant at which more or fewer can answer, and by how many, in order."""
    alike = Counter(id(cover.periods) for cover in covers)
    steps: dict[datetime, int] = {}
    for periods in {id(cover.periods): cover.periods for cover in covers}.values():
        for period in periods:
            end_at = _end_of(period)
            steps[period.start_at] = steps.get(period.start_at, 0) + alike[id(periods)]
            steps[end_at] = steps.get(end_at, 0) - alike[id(periods)]
    return deque(sorted(steps.items()))


def _lacking(promised: Promised, able: int, steps: deque[tuple[datetime, int]]) -> tuple[int, list[Gap]]:
    """How many can answer as one stretch ends, and the parts of it in which fewer than its minimum can, in order.

    Takes the steps until then; `able` is how many can answer by those that are gone. Parts that touch are one.
    """
    start_at, end_at = promised.period.start_at, _end_of(promised.period)
    while steps and steps[0][0] <= start_at:
        able += steps.popleft()[1]
    found: list[Gap] = []
    begun, fewest = (start_at, able) if able < promised.minimum else (None, 0)
    while steps and steps[0][0] < end_at:
        instant, change = steps.popleft()
        able += change
        if able >= promised.minimum:
            if begun is not None:
                found.append(Gap(Period(begun, instant), fewest, promised.minimum))
            begun = None
        else:
            begun, fewest = (instant, able) if begun is None else (begun, min(fewest, able))
    if begun is not None:
        found.append(Gap(Period(begun, end_at), fewest, promised.minimum))
    return able, found


def _joined(first: Gap, second: Gap) -> Gap:
    """Two gaps that touch, as one."""
    period = Period(first.period.start_at, second.period.end_at)
    worst = min(first, second, key=lambda gap: (gap.able, -gap.minimum))
    return Gap(period, worst.able, worst.minimum)


def _end_of(period: Period) -> datetime:
    if period.end_at is None:
        raise ValueError("coverage is of periods with an end")
    return period.end_at
