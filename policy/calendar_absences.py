"""Owns what counts as an absence in what a calendar shows: free or busy alone, and when automatic replies are on (A3).

Whole working days out of office, or taken by something that lasts all day, or with automatic replies; and some hours
out of office today or on the next working day. Working days are the person's own, with the public holidays counted
out, so that an absence over a weekend or a holiday is one. What an entry is about is not known here, and not wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby

from policy.diversions import Diversion
from policy.periods import Period, as_utc, joined_up
from policy.working_calendar import OFFICE_HOURS, WorkingCalendar, WorkingHours

DAYS_SEEN = 60
"""How many days ahead a calendar is read: an absence has to be seen to its end."""
ALL_DAY = timedelta(hours=23)
"""What lasts as long takes a whole day: one has 23 hours when the clock goes forward."""
SHORTEST = timedelta(hours=3)
"""An absence of less working time than that is not worth a question."""


class Showing(StrEnum):
    """How a calendar shows a stretch of time. What is free, perhaps, or elsewhere at work is no absence."""

    BUSY = "busy"
    OUT_OF_OFFICE = "out_of_office"


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of time as a calendar shows it."""

    showing: Showing
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSeen:
    """All that is read of a person's calendar: free or busy, and when automatic replies are on, if a time was given."""

    shown: tuple[Shown, ...] = ()
    replies: Period | None = None


class Sign(StrEnum):
    """What told of an absence, the plainest first."""

    OUT_OF_OFFICE = "out_of_office"
    REPLIES = "replies"
    ALL_DAY = "all_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """An absence: the working time that it takes, in order, and what told of it.

    `goes_on`: it goes on for longer than the calendar was read.
    """

    parts: tuple[Period, ...]
    sign: Sign
    goes_on: bool = False

    @property
    def period(self) -> Period:
        """From its first working time to its last; without an end where that is not in sight."""
        return Period(self.parts[0].start_at, None if self.goes_on else self.parts[-1].end_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTime:
    """What days and hours mean for one person."""

    calendar: WorkingCalendar
    hours: WorkingHours


def seen_from(now: datetime, calendar: WorkingCalendar) -> Period:
    """What is read of a calendar: today, and so many days more."""
    today = calendar.local(now).date()
    return Period(calendar.at(today, time()), calendar.at(today + timedelta(days=DAYS_SEEN), time()))


def absences(seen: CalendarSeen, own: OwnTime, *, now: datetime) -> tuple[Absence, ...]:
    """Every absence from today on, however short, the soonest first."""
    within = seen_from(now, own.calendar)
    worked = tuple(own.calendar.working_periods(within, own.hours))
    found = _signs(seen, worked, own)
    away = joined_up([span for spans in found.values() for span in spans])
    return tuple(
        Absence(
            parts=parts,
            sign=next(sign for sign in Sign if any(span.overlaps(part) for span in found[sign] for part in parts)),
            goes_on=_goes_on(parts, worked, away, within),
        )
        for parts in _runs(worked, away)
    )


def not_diverted(absence: Absence, diversions: Sequence[Diversion], *, now: datetime) -> Absence | None:
    """What of it is to come and no diversion takes; None if nothing is. An open line is somebody's choice too."""
    left = absence.parts
    for diversion in diversions:
        left = tuple(part for one in left for part in one.without(diversion.period))
    left = tuple(part for part in left if part.end_at is not None and part.end_at > as_utc(now))
    if not left:
        return None
    ends_open = any(d.period.end_at is None for d in diversions)
    return Absence(parts=left, sign=absence.sign, goes_on=absence.goes_on and not ends_open)


def to_divert(absence: Absence, own: OwnTime) -> Period:
    """The period of the diversion: a day that is taken whole is diverted as whole days are, though its hours be short.

    Only where it takes a whole day at all: an afternoon has its own times.
    """
    start_at, end_at = absence.period.start_at, absence.period.end_at
    days = _by_day(absence.parts, own)
    whole = [day for day, parts in days.items() if _is_whole(day, parts, own)]
    if not whole:
        return absence.period
    (day_before, *_), (*_, day_after) = days, days
    usual = OFFICE_HOURS.weeks[0][0]
    if day_before in whole:
        start_at = min(start_at, own.calendar.at(day_before, usual.start))
    if end_at is not None and day_after in whole:
        end_at = max(end_at, own.calendar.at(day_after, usual.end))
    return Period(start_at, end_at)


def is_worth_asking(absence: Absence, own: OwnTime, *, now: datetime) -> bool:
    """Whether enough of it is to come: a whole working day, or some hours of today or of the next working day (A3)."""
    now = as_utc(now)
    to_come = [part for part in absence.parts if part.end_at is not None and part.end_at > now]
    if any(parts[0].start_at >= now and _is_whole(day, parts, own) for day, parts in _by_day(to_come, own).items()):
        return True
    if worked_length(_from(now, part) for part in to_come) < SHORTEST:
        return False
    return _is_soon(to_come[0].start_at, own, now)


def worked_length(parts: Iterable[Period]) -> timedelta:
    """How much working time they are together."""
    return sum((_length(part) for part in parts), timedelta())


def _signs(seen: CalendarSeen, worked: Sequence[Period], own: OwnTime) -> dict[Sign, list[Period]]:
    """The spans that each sign makes, before working time is looked at."""
    out = [one.period for one in seen.shown if one.showing is Showing.OUT_OF_OFFICE]
    busy = [one.period for one in seen.shown if one.showing is Showing.BUSY and _lasts_all_day(one.period)]
    return {
        Sign.OUT_OF_OFFICE: out,
        Sign.REPLIES: [] if seen.replies is None else [seen.replies],
        Sign.ALL_DAY: [day for span in busy for day in _days_taken(span, worked, own)],
    }


def _lasts_all_day(span: Period) -> bool:
    return span.length is None or span.length >= ALL_DAY


def _days_taken(span: Period, worked: Sequence[Period], own: OwnTime) -> Iterator[Period]:
    """The days whose working time it takes wholly, each from the first of that to the last.

    Which midnight an entry of a whole day begins at hangs on the zone of whoever made it.
    """
    for parts in _by_day(worked, own).values():
        day = Period(parts[0].start_at, parts[-1].end_at)
        if span.covers(day):
            yield day


def _by_day(parts: Iterable[Period], own: OwnTime) -> dict[date, tuple[Period, ...]]:
    days = groupby(parts, lambda part: own.calendar.local(part.start_at).date())
    return {day: tuple(of_day) for day, of_day in days}


def _runs(worked: Sequence[Period], away: Sequence[Period]) -> Iterator[tuple[Period, ...]]:
    """The working time that is taken, parted where some is not."""
    run: list[Period] = []
    for whole in worked:
        reached = whole.start_at
        for part in filter(None, (span.intersection(whole) for span in away)):
            if part.start_at > reached and run:
                yield tuple(run)
                run = []
            run.append(part)
            reached = part.end_at or reached
        if whole.end_at is not None and reached < whole.end_at and run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _goes_on(parts: Sequence[Period], worked: Sequence[Period], away: Sequence[Period], within: Period) -> bool:
    """Whether it takes the last of what was read, by something that goes further."""
    last = parts[-1]
    if last.end_at != worked[-1].end_at or within.end_at is None:
        return False
    return any(span.overlaps(last) and (span.end_at is None or span.end_at >= within.end_at) for span in away)


def _is_whole(day: date, parts: Sequence[Period], own: OwnTime) -> bool:
    spans = (own.calendar.span(day, stretch) for stretch in own.calendar.stretches(day, own.hours))
    return worked_length(parts) == worked_length(span for span in spans if span is not None)


def _is_soon(start_at: datetime, own: OwnTime, now: datetime) -> bool:
    """Whether that is today or on the person's next working day."""
    calendar = own.calendar
    today, on = calendar.local(now).date(), calendar.local(start_at).date()
    following = calendar.next_working_time(calendar.at(today + timedelta(days=1), time()), own.hours)
    return on <= today or (following is not None and on <= calendar.local(following).date())


def _from(now: datetime, part: Period) -> Period:
    return part if part.start_at >= now else Period(now, part.end_at)


def _length(part: Period) -> timedelta:
    return part.length or timedelta()
