"""Owns the days of a notice: how long the switchboard has had it when it takes effect, and when it is overdue (M3).

A working day counts as long as some of its office hours were left when the notice came. All is by the municipality's
calendar, so that holidays and closed days count for nothing.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from policy.notices import OF_PEOPLE, Notice
from policy.periods import Period, as_utc
from policy.retention import months_after
from policy.working_calendar import WorkingCalendar

KEPT_MONTHS = 3
HURRIED = timedelta(hours=2)
"""Office hours that the switchboard has to receive what comes so late that its reminder's time has passed."""
LONGEST_LEAD = 3650
LOOKED_FOR = timedelta(days=60)
CATCHES_UP_EVERY = timedelta(days=7)
FINISHED_WITHIN = timedelta(minutes=2)
"""How long whoever told it has to carry it out before a sweep takes over."""


def lead_days(calendar: WorkingCalendar, made_at: datetime, effective_on: date) -> int:
    """The working days from when it was told until the day on which it takes effect."""
    working = calendar.next_working_time(made_at)
    day, counted = (calendar.local(made_at) if working is None else calendar.local(working)).date(), 0
    for _ in range(LONGEST_LEAD):
        if day >= effective_on:
            break
        counted += calendar.is_working_day(day)
        day += timedelta(days=1)
    return counted


def first_in_time(calendar: WorkingCalendar, now: datetime, least: int) -> date:
    """The first working day that gives the switchboard so many working days."""
    day = calendar.local(now).date()
    for _ in range(LONGEST_LEAD):
        if calendar.is_working_day(day) and lead_days(calendar, now, day) >= least:
            break
        day += timedelta(days=1)
    return day


def takes_effect_at(calendar: WorkingCalendar, effective_on: date) -> datetime:
    """When it begins to hold: as that day begins."""
    return as_utc(calendar.at(effective_on, time(0)))


def overdue_at(calendar: WorkingCalendar, made_at: datetime, effective_on: date) -> datetime:
    """When somebody should have received it: as the last working day before begins, or two office hours after a late
    one came.
    """
    day = effective_on - timedelta(days=1)
    while not calendar.stretches(day):
        day -= timedelta(days=1)
    return max(calendar.at(day, calendar.stretches(day)[0].start), _after_office_hours(calendar, made_at, HURRIED))


def is_pressing(calendar: WorkingCalendar, notice: Notice) -> bool:
    """Whether it came so late that it waits for nobody's working hours."""
    return notice.lead_days <= 1 and notice.in_force_at is None


def next_step_of(calendar: WorkingCalendar, notice: Notice) -> datetime | None:
    """When time alone will next make something of it: carry it out, remind, put it in force, let it go."""
    if not notice.carried_out:
        return as_utc(notice.withdrawn_at or notice.made_at) + FINISHED_WITHIN
    if notice.withdrawn_at is not None:
        return None
    on, steps = notice.content.effective_on, list[datetime]()
    if notice.awaits_receipt and notice.reminded_at is None:
        steps.append(overdue_at(calendar, notice.made_at, on))
    if notice.in_force_at is None:
        steps.append(takes_effect_at(calendar, on))
    elif notice.content.kind in OF_PEOPLE and not notice.caught_up:
        steps.append(max(kept_after(calendar, notice), as_utc(notice.next_step_at or notice.in_force_at)))
    return min((as_utc(step) for step in steps), default=None)


def kept_after(calendar: WorkingCalendar, notice: Notice) -> datetime:
    """Until when it is kept, where nothing needs it any longer: three months after it took effect or was withdrawn."""
    ended = notice.withdrawn_at or takes_effect_at(calendar, notice.content.effective_on)
    return as_utc(months_after(calendar.local(ended), KEPT_MONTHS))


def _after_office_hours(calendar: WorkingCalendar, begin: datetime, span: timedelta) -> datetime:
    """When so much office time has passed since then."""
    left = span
    for period in calendar.working_periods(Period(as_utc(begin), as_utc(begin) + LOOKED_FOR)):
        end_at = period.end_at or period.start_at
        if end_at - period.start_at >= left:
            return period.start_at + left
        left -= end_at - period.start_at
    return as_utc(begin) + LOOKED_FOR
