"""Owns how a group's phone hours stand at a moment: open until when, or closed, why, and until when (M2, S3).

It must not know whether anybody answers in them: that is `policy.coverage`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from policy.answer_groups import AnswerGroup
from policy.periods import Period, as_utc
from policy.working_calendar import WorkingCalendar

DAYS_SEARCHED = 62
"""How far ahead it is looked for when a group opens next: summers have closed for as long."""


class Closed(StrEnum):
    """Why nobody has been promised to answer at a moment."""

    LATER_TODAY = "later_today"
    """It opens later the same day, for the first time or after a break."""
    OVER_TODAY = "over_today"
    OTHERWISE_TODAY = "otherwise_today"
    """The group has said that it is closed on this very date."""
    HOLIDAY = "holiday"
    CLOSED_DAY = "closed_day"
    """The municipality is closed that day."""
    NOT_THAT_DAY = "not_that_day"
    """It has no phone hours on such a weekday."""
    NEVER = "never"
    """It has none in sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursNow:
    """Open `until` then, or `closed`, and why, until it `opens_at`. `holiday` names the day off that it is."""

    until: datetime | None = None
    closed: Closed | None = None
    opens_at: datetime | None = None
    holiday: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the public has been told that someone answers at the moment."""
        return self.closed is None


def hours_now(group: AnswerGroup, calendar: WorkingCalendar, at: datetime) -> HoursNow:
    """How the group's phone hours stand at the instant; stretches that touch are one."""
    at = as_utc(at)
    day = calendar.local(at).date()
    today = [promised.period for promised in group.promised(day, calendar)]
    now = next((number for number, period in enumerate(today) if period.contains(at)), None)
    if now is not None:
        return HoursNow(until=_end_of_run(today[now:]))
    opens_at = next((period.start_at for period in today if period.start_at > at), None)
    if opens_at is not None:
        return HoursNow(closed=Closed.LATER_TODAY, opens_at=opens_at)
    opens_at = _next_opening(group, calendar, day)
    holiday = calendar.holiday_name(day) or ""
    if today:
        return HoursNow(closed=Closed.OVER_TODAY, opens_at=opens_at)
    if opens_at is None:
        return HoursNow(closed=Closed.NEVER)
    return HoursNow(closed=_why(group, calendar, day), opens_at=opens_at, holiday=holiday)


def _why(group: AnswerGroup, calendar: WorkingCalendar, day: date) -> Closed:
    """Why a day has no phone hours: what everyone has off comes before what the group has said of the date."""
    if calendar.is_closed(day):
        return Closed.HOLIDAY if calendar.holiday_name(day) else Closed.CLOSED_DAY
    week, _ = group.week_on(day)
    return Closed.OTHERWISE_TODAY if week.get(day.weekday()) else Closed.NOT_THAT_DAY


def _end_of_run(periods: list[Period]) -> datetime | None:
    end_at = periods[0].end_at
    for period in periods[1:]:
        if period.start_at != end_at:
            break
        end_at = period.end_at
    return end_at


def _next_opening(group: AnswerGroup, calendar: WorkingCalendar, after: date) -> datetime | None:
    for number in range(1, DAYS_SEARCHED + 1):
        promised = group.promised(after + timedelta(days=number), calendar)
        if promised:
            return promised[0].period.start_at
    return None
