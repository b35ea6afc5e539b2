"""Coverage (A2, M2) worked out the slow way: each minute by itself, by looking at the clock on the wall.

It knows nothing of periods and shares no code with the rules: what it and they both say is what the policy says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from policy.answer_groups import AnswerGroup, PhoneStretch
from policy.coverage import GroupFacts
from policy.ids import PersonId
from policy.organisation import Person
from policy.periods import Period
from policy.working_calendar import Stretch, WorkingCalendar

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Minute:
    """A minute of phone hours: who can answer in it, and how many must be able to."""

    at: datetime
    able: frozenset[PersonId]
    minimum: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A minute and what the clocks of the municipality have shown so far that day.

    In the night that they go back, 02:00–02:59 come twice; the second time it has already been 02:59.
    """

    at: datetime
    day: date
    latest: time


def gaps_by_minutes(calendar: WorkingCalendar, facts: GroupFacts, within: Period) -> list[tuple[Period, int, int]]:
    """Each gap as its period, and the able and the minimum of its worst moment."""
    runs: list[list[Minute]] = []
    for minute in minutes_promised(calendar, facts, within):
        if len(minute.able) >= minute.minimum:
            continue
        if runs and runs[-1][-1].at + MINUTE == minute.at:
            runs[-1].append(minute)
        else:
            runs.append([minute])
    found = []
    for run in runs:
        worst = min(run, key=lambda minute: (len(minute.able), -minute.minimum))
        found.append((Period(run[0].at, run[-1].at + MINUTE), len(worst.able), worst.minimum))
    return found


def minutes_promised(calendar: WorkingCalendar, facts: GroupFacts, within: Period) -> Iterator[Minute]:
    """The minutes of phone hours in a period that begins and ends on whole minutes."""
    for shown in _minutes(calendar, within):
        minimum = _minimum(calendar, facts.group, shown)
        if minimum is not None:
            yield Minute(shown.at, _able(calendar, facts, shown), minimum)


def _minutes(calendar: WorkingCalendar, within: Period) -> Iterator[Shown]:
    assert within.end_at is not None
    minute = within.start_at
    while minute.astimezone(calendar.zone).time() != time(0):
        minute -= MINUTE
    day, latest = date.min, time(0)
    while minute < within.end_at:
        local = minute.astimezone(calendar.zone)
        latest = max(latest, local.time()) if local.date() == day else local.time()
        day = local.date()
        if minute >= within.start_at:
            yield Shown(minute, day, latest)
        minute += MINUTE


def _minimum(calendar: WorkingCalendar, group: AnswerGroup, shown: Shown) -> int | None:
    for one in _phone_hours(calendar, group, shown.day):
        if one.stretch.start <= shown.latest < one.stretch.end:
            return one.minimum
    return None


@cache
def _is_a_holiday(day: date) -> bool:
    return day in holidays.country_holidays("SE", years=day.year, categories=("public", "de_facto"))


def _phone_hours(calendar: WorkingCalendar, group: AnswerGroup, day: date) -> list[PhoneStretch]:
    dated = dict(group.phone_hours.exceptions)
    for change in group.changes:
        dated.update(change.exceptions)
    if day in dated:
        return list(dated[day])
    week = group.phone_hours.weekdays
    for change in sorted(group.changes, key=lambda change: change.from_on):
        if change.weekdays is not None and change.from_on <= day:
            week = change.weekdays
    hours = week.get(day.weekday(), ())
    return [PhoneStretch(left, one.minimum) for one in hours for left in _kept(calendar, day, one.stretch)]


def _kept(calendar: WorkingCalendar, day: date, stretch: Stretch) -> Iterator[Stretch]:
    """What a holiday, a closed day and a shortened one leave of a stretch."""
    if day in calendar.closed_on or _is_a_holiday(day):
        return
    closing = calendar.shortened_on.get(day, time(23, 59))
    if stretch.start < closing:
        yield Stretch(stretch.start, min(stretch.end, closing))


def _able(calendar: WorkingCalendar, facts: GroupFacts, shown: Shown) -> frozenset[PersonId]:
    group = facts.group
    members, keeps_roster = group.members, group.keeps_roster
    for change in sorted(group.changes, key=lambda change: change.from_on):
        if change.from_on <= shown.day:
            members = members if change.members is None else change.members
            keeps_roster = keeps_roster if change.keeps_roster is None else change.keeps_roster
    able = set()
    for person in facts.people.values():
        running = [shift for shift in facts.shifts if shift.person == person.id and _is_in(shown.at, shift.period)]
        answers = person.id in members and (bool(running) or not keeps_roster) and _works(calendar, person, shown)
        if (answers or any(shift.agreed for shift in running)) and not _is_diverted(facts, person, shown.at):
            able.add(person.id)
    return frozenset(able)


def _works(calendar: WorkingCalendar, person: Person, shown: Shown) -> bool:
    hours = person.hours
    is_odd = shown.day.isocalendar().week % 2 == 1
    week = hours.odd_weeks if is_odd and hours.odd_weeks is not None else hours.weeks
    stretches = (left for one in week.get(shown.day.weekday(), ()) for left in _kept(calendar, shown.day, one))
    return any(stretch.start <= shown.latest < stretch.end for stretch in stretches)


def _is_diverted(facts: GroupFacts, person: Person, minute: datetime) -> bool:
    book = facts.books.get(person.id)
    diversions = () if book is None else book.diversions
    return any(_is_in(minute, one.period) and not one.open_line for one in diversions)


def _is_in(minute: datetime, period: Period) -> bool:
    return period.start_at <= minute < (period.end_at or datetime.max.replace(tzinfo=UTC))
