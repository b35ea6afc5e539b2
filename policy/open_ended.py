"""Owns when someone whose diversion has no end is asked whether it still holds: once each working morning (A3)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from policy.diversions import Diversion, DiversionBook
from policy.working_calendar import WorkingCalendar, WorkingHours

NOON = time(12)


def must_ask_whether_it_lasts(
    diversion: Diversion,
    *,
    now: datetime,
    last_asked_at: datetime | None,
    calendar: WorkingCalendar,
    hours: WorkingHours,
) -> bool:
    """Whether to ask someone whose diversion is open-ended if it still holds: once each working morning (A3).

    The morning is the day's first working hours up to noon, or the first stretch of a day that begins after noon;
    never on the day on which the diversion was set.
    """
    local = calendar.local(now)
    today = local.date()
    if diversion.period.end_at is not None or not diversion.period.contains(now):
        return False
    if not calendar.is_working_time(now, hours):
        return False
    first = calendar.stretches(today, hours)[0]
    if local.time() >= (NOON if first.start < NOON else first.end):
        return False
    asked_on = {calendar.local(t).date() for t in (diversion.set_at, last_asked_at) if t is not None}
    return max(asked_on) < today


def next_question_at(
    book: DiversionBook, *, now: datetime, calendar: WorkingCalendar, hours: WorkingHours
) -> datetime | None:
    """When to look next whether to ask; None while nothing in the book is open-ended, or no working time is in sight.

    That is when the first working time begins that is neither on the day on which the diversion was set, or its person
    last asked, nor before it begins; and never a time that has passed on a day of which the morning is over.
    """
    lasting = next((d for d in book.diversions if d.period.end_at is None), None)
    if lasting is None:
        return None
    asked_on = max(calendar.local(t).date() for t in (lasting.set_at, book.asked_at) if t is not None)
    day_after = calendar.at(asked_on + timedelta(days=1), time())
    return calendar.next_working_time(max(day_after, lasting.period.start_at, now), hours)
