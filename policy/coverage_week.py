"""Owns how a group's coverage is seen as time passes: stretches in which the same people can answer, day by day (M2).

It tells who can, never why somebody can't. Whether a stretch is a gap is the same rule as `policy.coverage`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from policy.answer_groups import AnswerGroup, Promised
from policy.coverage import Cover, GroupFacts, covers_of, promised_within
from policy.ids import PersonId
from policy.periods import Period
from policy.working_calendar import WorkingCalendar

DAYS_OF_A_WEEK = 7
WORKING_WEEK = 5
"""Monday to Friday are shown whatever they hold; a Saturday or Sunday only if there are phone hours on it."""


@dataclass(frozen=True, slots=True)
class CoveredStretch:
    """A stretch of phone hours in which the same people can answer, those to try first first."""

    period: Period
    able: tuple[PersonId, ...]
    minimum: int

    @property
    def is_gap(self) -> bool:
        """Whether fewer can answer than must be able to (A2)."""
        return len(self.able) < self.minimum


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageDay:
    """One day of a group. `holiday` names the day off that it is, if it has a name."""

    on: date
    is_closed: bool
    holiday: str
    stretches: tuple[CoveredStretch, ...]

    @property
    def has_gap(self) -> bool:
        """Whether anything of its phone hours is a gap."""
        return any(stretch.is_gap for stretch in self.stretches)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageWeek:
    """A group's week, from its Monday."""

    group: AnswerGroup
    monday: date
    days: tuple[CoverageDay, ...]


def coverage_week(calendar: WorkingCalendar, facts: GroupFacts, monday: date) -> CoverageWeek:
    """The week that begins on that Monday (M2); raises ValueError for another weekday."""
    if monday.weekday() != 0:
        raise ValueError("a week begins on a Monday")
    dates = [monday + timedelta(days=number) for number in range(DAYS_OF_A_WEEK)]
    days = [coverage_day(calendar, facts, on) for on in dates]
    shown = [day for number, day in enumerate(days) if number < WORKING_WEEK or day.stretches]
    return CoverageWeek(group=facts.group, monday=monday, days=tuple(shown))


def coverage_day(calendar: WorkingCalendar, facts: GroupFacts, on: date) -> CoverageDay:
    """One day of the group."""
    return CoverageDay(
        on=on,
        is_closed=calendar.is_closed(on),
        holiday=calendar.holiday_name(on) or "",
        stretches=covered_stretches(calendar, facts, day_of(calendar, on)),
    )


def covered_stretches(calendar: WorkingCalendar, facts: GroupFacts, within: Period) -> tuple[CoveredStretch, ...]:
    """The phone hours inside a period that has an end, cut wherever who can answer changes, in order."""
    covers = covers_of(calendar, facts, within)
    order = Order(facts)
    found: list[CoveredStretch] = []
    for promised in promised_within(calendar, facts.group, within):
        for period in _cut(promised, covers):
            able = [cover.person for cover in covers if any(one.covers(period) for one in cover.periods)]
            day = calendar.local(period.start_at).date()
            found.append(CoveredStretch(period, order.to_try(able, day, period), promised.minimum))
    return tuple(found)


def day_of(calendar: WorkingCalendar, on: date) -> Period:
    """The municipality's day, 23, 24 or 25 hours long."""
    return Period(calendar.at(on, time(0)), calendar.at(on + timedelta(days=1), time(0)))


def monday_of(on: date) -> date:
    """The Monday of the day's week."""
    return on - timedelta(days=on.weekday())


@dataclass(frozen=True, slots=True)
class Order:
    """In which order a group's people are tried: whoever has phone duty then, and then as the group lists them."""

    facts: GroupFacts

    def to_try(self, people: Sequence[PersonId], day: date, period: Period) -> tuple[PersonId, ...]:
        """These people in that order."""
        on_duty = {shift.person for shift in self.facts.shifts if shift.period.overlaps(period)}
        listed = {person: place for place, person in enumerate(self.facts.group.members_on(day))}
        last = len(listed)
        return tuple(sorted(people, key=lambda one: (one not in on_duty, listed.get(one, last), one)))


def _cut(promised: Promised, covers: Sequence[Cover]) -> Iterator[Period]:
    edges = {
        edge
        for cover in covers
        for period in cover.periods
        for edge in (period.start_at, _end_of(period))
        if promised.period.contains(edge)
    }
    instants = sorted({promised.period.start_at, *edges, _end_of(promised.period)})
    yield from (Period(begins, ends) for begins, ends in pairwise(instants))


def _end_of(period: Period) -> datetime:
    if period.end_at is None:
        raise ValueError("coverage is of periods with an end")
    return period.end_at
