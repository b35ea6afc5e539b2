"""Owns when an alert of a gap sounds: five working days ahead, one, an hour before, and when the gap is there (M2).

And how long it then waits for an answer, which near a gap is minutes, and ahead of it hours of the reader's own
working time. Whom it sounds for is `policy.coverage_line`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from policy.coverage_books import Rung
from policy.coverage_terms import CoverageTerms
from policy.periods import Period, as_utc
from policy.working_calendar import WorkingCalendar, WorkingHours

RANK = {rung: rank for rank, rung in enumerate(Rung)}
"""The rungs in their order, the farthest first."""
HOUR_AHEAD = timedelta(hours=1)
ANSWERED_WITHIN = timedelta(days=60)
"""How far on hours of working time are sought; whoever has none in so long is given hours of the clock."""


def horizon(calendar: WorkingCalendar, terms: CoverageTerms, now: datetime) -> Period:
    """The days that are watched, whole: today, and on through the last working day ahead."""
    today = calendar.local(now).date()
    return Period(midnight(calendar, today), midnight(calendar, last_day(calendar, terms, today) + timedelta(days=1)))


def last_day(calendar: WorkingCalendar, terms: CoverageTerms, today: date) -> date:
    """The day so many working days ahead."""
    day = today
    for _ in range(terms.ahead_days):
        day = calendar.next_working_day(day)
    return day


def first_watched_on(calendar: WorkingCalendar, terms: CoverageTerms, day: date) -> date:
    """The first day on which `day` is within the horizon: so many working days before it."""
    for _ in range(terms.ahead_days):
        day = _working_day_before(calendar, day)
    return day


def midnight(calendar: WorkingCalendar, day: date) -> datetime:
    """The instant at which the municipality's day begins."""
    return as_utc(calendar.at(day, time()))


def rung_at(calendar: WorkingCalendar, starts_at: datetime, rung: Rung) -> datetime | None:
    """When a gap that starts then comes to a rung; None for the first, which it is on from when it is in sight."""
    if rung is Rung.AHEAD:
        return None
    if rung is Rung.DAY:
        start = calendar.local(starts_at)
        return as_utc(calendar.at(_working_day_before(calendar, start.date()), start.time()))
    return as_utc(starts_at) - (HOUR_AHEAD if rung is Rung.HOUR else timedelta())


def rung_now(calendar: WorkingCalendar, starts_at: datetime, now: datetime) -> Rung:
    """The rung that a gap which starts then has come to."""
    come = [rung for rung in Rung if (at := rung_at(calendar, starts_at, rung)) is None or at <= as_utc(now)]
    return max(come, key=RANK.__getitem__)


def next_rung_at(calendar: WorkingCalendar, starts_at: datetime, now: datetime) -> datetime | None:
    """When it comes to its next; None once it is there."""
    ahead = (rung_at(calendar, starts_at, rung) for rung in Rung)
    return min((at for at in ahead if at is not None and at > as_utc(now)), default=None)


def answer_due_at(
    calendar: WorkingCalendar, terms: CoverageTerms, hours: WorkingHours, rung: Rung, since: datetime
) -> datetime:
    """Until when someone with these hours has to answer what sounded at `since`."""
    since = as_utc(since)
    if rung in (Rung.HOUR, Rung.NOW):
        return since + timedelta(minutes=terms.answer_minutes)
    left = timedelta(hours=terms.answer_hours)
    for period in calendar.working_periods(Period(since, since + ANSWERED_WITHIN), hours):
        length = period.length or timedelta()
        if length >= left:
            return period.start_at + left
        left -= length
    return since + timedelta(hours=terms.answer_hours)


def _working_day_before(calendar: WorkingCalendar, day: date) -> date:
    day -= timedelta(days=1)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day
