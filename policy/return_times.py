"""Owns when somebody can be reached again (återkomst), and which days off stand in the way until then (A3, V1).

The days off are the calendar's and those of the person's own hours, which are for everyone to know; of diversions it
tells nothing but when they are over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from policy.diversions import Diversion, DiversionBook
from policy.working_calendar import MONDAY_TO_FRIDAY, WorkingCalendar, WorkingHours

MOST_LINKS = 60
"""How many diversions in a row a return time is followed through; more means a mistake in the book."""


class Off(StrEnum):
    """Why a day that is a weekday to others holds no working time, or no more of it."""

    HOLIDAY = "holiday"
    CLOSED = "closed"
    """The municipality's own closed day."""
    SHORTENED = "shortened"
    """The municipality closes early."""
    WEEKDAY = "weekday"
    """The person never works on that weekday."""
    THIS_DAY = "this_day"
    """The person works on that weekday in other weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A day that an earlier return fell on. `name` is a holiday's, `closes` when a shortened day ends."""

    off: Off
    on: date
    name: str = ""
    closes: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """When somebody can be reached again; `at` None: that is not in sight.

    `held_by` is then what goes on until further notice, if that is why. From `since` on no diversion stands in the way.
    """

    at: datetime | None
    since: datetime
    held_by: Diversion | None = None


def return_time(
    book: DiversionBook, diversion: Diversion, calendar: WorkingCalendar, hours: WorkingHours
) -> datetime | None:
    """When the person can be reached again: the end, moved on to working time free of other diversions.

    None until further notice, or when no working time is in sight. Diversions with an open line are no hindrance.
    """
    return return_from(book, diversion, calendar, hours).at


def return_from(book: DiversionBook, diversion: Diversion, calendar: WorkingCalendar, hours: WorkingHours) -> Return:
    """The same with what stands in its way."""
    if diversion.period.end_at is None:
        return Return(at=None, since=diversion.period.start_at, held_by=diversion)
    return first_reachable(book, diversion.period.end_at, calendar, hours)


def first_reachable(book: DiversionBook, instant: datetime, calendar: WorkingCalendar, hours: WorkingHours) -> Return:
    """The first working time from the instant on that no diversion takes."""
    since = instant
    for _ in range(MOST_LINKS):
        back = calendar.next_working_time(since, hours)
        if back is None:
            break
        hindrance = book.running(back)
        if hindrance is None or hindrance.open_line:
            return Return(at=back, since=since)
        if hindrance.period.end_at is None:
            return Return(at=None, since=since, held_by=hindrance)
        since = hindrance.period.end_at
    return Return(at=None, since=since)


def days_off_before(calendar: WorkingCalendar, hours: WorkingHours, back: Return) -> tuple[DayOff, ...]:
    """The weekdays between the last diversion and the return that hold no working time, and why, in order.

    An evening or a weekend explains itself and is none of them; nor is what a diversion takes.
    """
    if back.at is None:
        return ()
    first, last = calendar.local(back.since), calendar.local(back.at).date()
    days = (first.date() + timedelta(days=number) for number in range((last - first.date()).days))
    found = (_off(calendar, hours, day, first.time() if day == first.date() else time(0)) for day in days)
    return tuple(one for one in found if one is not None)


def _off(calendar: WorkingCalendar, hours: WorkingHours, day: date, after: time) -> DayOff | None:
    planned = [stretch for stretch in hours.stretches(day) if stretch.end > after]
    if hours.stretches(day) and not planned:
        return None
    if not planned and day.weekday() not in MONDAY_TO_FRIDAY:
        return None
    if calendar.is_closed(day):
        name = calendar.holiday_name(day)
        return DayOff(off=Off.HOLIDAY if name else Off.CLOSED, on=day, name=name or "")
    if not planned:
        return DayOff(off=Off.THIS_DAY if _works_in_other_weeks(hours, day) else Off.WEEKDAY, on=day)
    closing = calendar.shortened_on.get(day)
    return None if closing is None else DayOff(off=Off.SHORTENED, on=day, closes=closing)


def _works_in_other_weeks(hours: WorkingHours, day: date) -> bool:
    return any(week.get(day.weekday()) for week in (hours.weeks, hours.odd_weeks or {}))
