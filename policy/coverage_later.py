"""Owns when an alert can be put off to: the moments that its reader is offered, those of them that make sense (M2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from policy.coverage import Gap
from policy.periods import as_utc
from policy.working_calendar import OFFICE_HOURS, WorkingCalendar, WorkingHours

AN_HOUR = timedelta(hours=1)


class Later(StrEnum):
    """When an alert can sound again."""

    IN_AN_HOUR = "in_an_hour"
    NEXT_MORNING = "next_morning"
    DAY_BEFORE = "day_before"


def moments_ahead(
    calendar: WorkingCalendar, hours: WorkingHours, gaps: tuple[Gap, ...], *, now: datetime
) -> tuple[tuple[Later, datetime], ...]:
    """When someone with these hours can be reminded of the gaps, soonest first.

    A gap that has begun can be put off as long as it lasts, one that is ahead until it begins. No moment comes twice.
    """
    begins_at = gaps[0].period.start_at
    ends_at = max(gap.period.end_at or gap.period.start_at for gap in gaps)
    before = ends_at if begins_at <= as_utc(now) else begins_at
    today, last = calendar.local(now).date(), calendar.local(begins_at).date()
    offered = {
        Later.IN_AN_HOUR: as_utc(now) + AN_HOUR,
        Later.NEXT_MORNING: _morning(calendar, hours, calendar.next_working_day(today)),
        Later.DAY_BEFORE: _morning(calendar, hours, _working_day_before(calendar, last)),
    }
    found: dict[datetime, Later] = {}
    for kind, instant in offered.items():
        if as_utc(now) < instant < before:
            found.setdefault(instant, kind)
    return tuple((kind, instant) for instant, kind in sorted(found.items()))


def _morning(calendar: WorkingCalendar, hours: WorkingHours, day: date) -> datetime:
    """When someone begins that day; as the office does where they don't work then."""
    stretches = calendar.stretches(day, hours) or OFFICE_HOURS.weeks[0]
    return as_utc(calendar.at(day, stretches[0].start))


def _working_day_before(calendar: WorkingCalendar, day: date) -> date:
    day -= timedelta(days=1)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day
