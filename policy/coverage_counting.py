"""Owns when a group's day is counted, closed and followed by the next: what `policy.coverage_tallies` counts, in its
book.

Whoever changes what the group's coverage hangs on (its shifts, its hours, its members) has the book counted first, and
then changes it. What people divert is in their own books, with what stood before their latest change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from policy.answer_groups import AnswerGroup
from policy.coverage import GroupFacts
from policy.coverage_books import CoverageBook
from policy.coverage_tallies import (
    DAYS_BACK,
    SETTLES,
    DaySoFar,
    DayTally,
    Duty,
    begun_day,
    closed_day,
    counted_on,
    day_ends_at,
    next_day,
)
from policy.periods import as_utc
from policy.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """What a day came to, and whose the duty was."""

    tally: DayTally
    duty: tuple[Duty, ...]


def counted(calendar: WorkingCalendar, facts: GroupFacts, book: CoverageBook, *, now: datetime) -> CoverageBook:
    """The book with its day counted up to now, and when that day is to be closed (M1); `facts` are as they are now."""
    so_far = _day(calendar, facts.group, book, now=now)
    if so_far is None:
        return replace(book, so_far=None, tally_at=None)
    so_far = counted_on(calendar, facts, so_far, now=now)
    return replace(book, so_far=so_far, tally_at=_closes_at(calendar, facts.group, so_far.on))


def awaits_counting(calendar: WorkingCalendar, facts: GroupFacts, book: CoverageBook, *, now: datetime) -> bool:
    """Whether nobody has begun to count a group that has phone hours: its book is from before, or they are new."""
    return book.tally_at is None and counted(calendar, facts, book, now=now).tally_at is not None


def closed(
    calendar: WorkingCalendar, facts: GroupFacts, book: CoverageBook, *, now: datetime
) -> tuple[CoverageBook, ClosedDay | None]:
    """The book with its day closed and the next one begun, and what the day came to; None while it isn't over.

    None too for a day whose phone hours were taken away. The same book gives the same figures however often it is done.
    """
    book = counted(calendar, facts, book, now=now)
    so_far, closes_at = book.so_far, book.tally_at
    if so_far is None or closes_at is None or closes_at > as_utc(now):
        return book, None
    alert = book.alert_of(so_far.on)
    accepted = alert.acceptance.gaps if alert is not None and alert.acceptance is not None else ()
    day = closed_day(so_far, accepted, now=now)
    following = replace(book, so_far=None, tallied_until=so_far.on + timedelta(days=1))
    return counted(calendar, facts, following, now=now), ClosedDay(day, so_far.duty) if day.promised else None


def _day(calendar: WorkingCalendar, group: AnswerGroup, book: CoverageBook, *, now: datetime) -> DaySoFar | None:
    """The day that is being counted, or the next one to be; None for a group without phone hours."""
    so_far = book.so_far
    if so_far is not None and so_far.counted_to > so_far.from_at:
        return so_far
    day = next_day(calendar, group, _first(calendar, book, now))
    if day is None or (so_far is not None and so_far.on == day):
        return None if day is None else so_far
    return begun_day(calendar, day, known_since=now if book.tallied_until is None else None)


def _first(calendar: WorkingCalendar, book: CoverageBook, now: datetime) -> date:
    today = calendar.local(now).date()
    if book.tallied_until is not None:
        return max(book.tallied_until, today - timedelta(days=DAYS_BACK))
    return today if book.so_far is None else book.so_far.on


def _closes_at(calendar: WorkingCalendar, group: AnswerGroup, day: date) -> datetime:
    ends_at = day_ends_at(calendar, group, day)
    return ends_at + SETTLES if ends_at is not None else as_utc(calendar.at(day + timedelta(days=1), time(0)))
