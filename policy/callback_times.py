"""Owns which times a promise can be kept at, and what better one to offer: S7's realistic time, A5's latest.

A time fits when there is working time, free of diversions, right up to it. Days are those of the municipality's
calendar; instants are compared in UTC, so that the hour that comes twice in October does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from policy.callbacks import FURTHEST_AHEAD
from policy.diversions import Diversion, DiversionBook
from policy.periods import Period, as_utc
from policy.working_calendar import OFFICE_HOURS, SEARCH_DAYS, WorkingCalendar, WorkingHours

SHORTEST_NOTICE = timedelta(minutes=15)
"""A time nearer than this is never offered: nobody could keep it."""
ROOM_TO_CALL = timedelta(minutes=60)
"""How long after coming back a call is offered for at the earliest."""
OFFICE_CLOSES = OFFICE_HOURS.weeks[0][-1].end
_FIVE_MINUTES = timedelta(minutes=5)


class Misfit(StrEnum):
    """Why a time can't be kept."""

    PAST = "past"
    TOO_LATE = "too_late"
    """After the end of the next working day, for a message that was left (A5)."""
    DIVERTED = "diverted"
    DAY_OFF = "day_off"
    OUTSIDE_HOURS = "outside_hours"


_NEVER = frozenset({Misfit.PAST, Misfit.TOO_LATE})
"""What can't be insisted on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Why the wanted time isn't fit, and the better one; `may_keep`: whether it may be insisted on all the same.

    `diversion` is the one that is in the way; why the person is away is not for everyone. `day_meant`: the wanted time
    is when the office closes, which is how a day alone is read, and the better one is that same day.
    """

    wanted: datetime
    misfit: Misfit
    better: datetime
    may_keep: bool
    diversion: Diversion | None = None
    day_meant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """When the one who promises can call: working hours in the municipality's calendar, but for diversions."""

    calendar: WorkingCalendar
    hours: WorkingHours
    book: DiversionBook

    def free_on(self, day: date) -> list[Period]:
        """The day's working time outside diversions, in order; an open line is no hindrance."""
        stretches = self.calendar.stretches(day, self.hours)
        free = [Period(self.calendar.at(day, one.start), self.calendar.at(day, one.end)) for one in stretches]
        for diversion in self.book.diversions:
            if not diversion.open_line:
                free = [rest for part in free for rest in part.without(diversion.period)]
        return free

    def misfit(self, due_at: datetime, *, now: datetime, latest: datetime | None = None) -> Misfit | None:
        """What is wrong with a time, or None for one that can be kept (S7, A5)."""
        due = as_utc(due_at)
        if due <= as_utc(now):
            return Misfit.PAST
        if latest is not None and due > as_utc(latest):
            return Misfit.TOO_LATE
        day = self.calendar.local(due).date()
        if any(free.start_at < due <= (free.end_at or due) for free in self.free_on(day)):
            return None
        if self.hindrance(due) is not None:
            return Misfit.DIVERTED
        if not self.calendar.stretches(day, self.hours) and self._is_day_off(day):
            return Misfit.DAY_OFF
        return Misfit.OUTSIDE_HOURS

    def hindrance(self, due_at: datetime) -> Diversion | None:
        """The diversion that holds the time right up to it, or None."""
        due = as_utc(due_at)
        return next((d for d in self.book.diversions if not d.open_line and _holds(d.period, due)), None)

    def better(self, due_at: datetime, *, now: datetime, latest: datetime | None = None) -> datetime:
        """The latest time up to the wanted one that can be kept, else the first after it; never past `latest` (S7)."""
        wanted = as_utc(due_at) if latest is None else min(as_utc(due_at), as_utc(latest))
        before = self._last_before(wanted, now)
        if before is not None:
            return before
        after = self._first_after(wanted, now)
        if latest is None:
            return after or wanted
        return after if after is not None and after <= as_utc(latest) else as_utc(latest)

    def suggestion(self, due_at: datetime, *, now: datetime, latest: datetime | None = None) -> Suggestion | None:
        """What to offer in place of a time that can't be kept; None for one that can (S7, A5)."""
        misfit = self.misfit(due_at, now=now, latest=latest)
        better = self.better(due_at, now=now, latest=latest)
        if misfit is None or better == as_utc(due_at):
            return None
        if misfit not in _NEVER and self.misfit(better, now=now, latest=latest) is not None:
            return None  # Nothing fits: away until further notice, say. What is no better isn't offered.
        return Suggestion(
            wanted=as_utc(due_at),
            misfit=misfit,
            better=better,
            may_keep=misfit not in _NEVER,
            diversion=self.hindrance(due_at) if misfit is Misfit.DIVERTED else None,
            day_meant=misfit is Misfit.OUTSIDE_HOURS and self._is_day_alone(due_at, better),
        )

    def usual_due(self, *, now: datetime) -> datetime:
        """When a call is due if nobody said: at the end of the next working day, or as near as can be kept (A5)."""
        return self.better(latest_contact(self.calendar, now), now=now)

    def due_of_message(self, *, left_at: datetime) -> datetime:
        """When a message that was left is due if nobody said: as late as A5 allows, where the receiver can call."""
        latest = latest_contact(self.calendar, left_at)
        return self.better(latest, now=left_at, latest=latest)

    def _is_day_off(self, day: date) -> bool:
        return self.calendar.holiday_name(day) is not None or day in self.calendar.closed_on

    def _is_day_alone(self, due_at: datetime, better: datetime) -> bool:
        wanted, offered = self.calendar.local(due_at), self.calendar.local(better)
        return wanted.time() == OFFICE_CLOSES and wanted.date() == offered.date()

    def _last_before(self, wanted: datetime, now: datetime) -> datetime | None:
        """The latest instant up to the wanted one that fits and is still some way ahead."""
        earliest = as_utc(now) + SHORTEST_NOTICE
        day, first = self.calendar.local(wanted).date(), self.calendar.local(now).date()
        while day >= first:
            for free in reversed(self.free_on(day)):
                if free.start_at < wanted:
                    last = min(free.end_at or wanted, wanted)
                    return last if last >= earliest else None
            day -= timedelta(days=1)
        return None

    def _first_after(self, wanted: datetime, now: datetime) -> datetime | None:
        """An instant soon after the wanted one, with time to call in before it."""
        after = max(wanted, as_utc(now))
        first = self.calendar.local(after).date()
        for free in self._free_from(first):
            start, end = max(free.start_at, after), free.end_at or free.start_at
            if end - start >= SHORTEST_NOTICE:
                return min(end, _rounded_up(start + ROOM_TO_CALL))
        return None

    def _free_from(self, day: date) -> Iterator[Period]:
        for offset in range(SEARCH_DAYS + 1):
            yield from self.free_on(day + timedelta(days=offset))


def latest_contact(calendar: WorkingCalendar, left_at: datetime) -> datetime:
    """When whoever left a message at the instant is to have been called back at the latest (A5).

    The end of the next working day: the municipality's office hours, cut short where the day is.
    """
    day = calendar.local(left_at).date()
    while True:
        day = calendar.next_working_day(day)
        stretches = calendar.stretches(day, OFFICE_HOURS)
        if stretches:
            return as_utc(calendar.at(day, stretches[-1].end))


def after_working(calendar: WorkingCalendar, hours: WorkingHours, start_at: datetime, span: timedelta) -> datetime:
    """The instant at which that much working time has gone by since `start_at`."""
    left = span
    for part in calendar.working_periods(Period(start_at, as_utc(start_at) + FURTHEST_AHEAD), hours):
        length = part.length or timedelta()
        if length >= left:
            return part.start_at + left
        left -= length
    return as_utc(start_at) + span


def end_of_working_day(calendar: WorkingCalendar, hours: WorkingHours, day: date) -> datetime:
    """When the person's work ends that day; when the office closes, on a day when they don't work."""
    stretches = calendar.stretches(day, hours) or calendar.stretches(day, OFFICE_HOURS)
    return as_utc(calendar.at(day, stretches[-1].end if stretches else OFFICE_CLOSES))


def _holds(period: Period, due: datetime) -> bool:
    return period.start_at < due and (period.end_at is None or due <= period.end_at)


def _rounded_up(instant: datetime) -> datetime:
    """On to the next five minutes: nobody promises to call by 11:17:23."""
    midnight = datetime.combine(instant.date(), time(0), tzinfo=instant.tzinfo)
    over = (instant - midnight) % _FIVE_MINUTES
    return instant if not over else instant + _FIVE_MINUTES - over
