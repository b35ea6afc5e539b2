"""Owns giving a day that was said its date: weekdays, days without month or year, days in lists.

A bare weekday is the next one after today; a date without a year is the next to come; "nästa tisdag" is the Tuesday
of next ISO week, which is to be confirmed unless both readings are the same day.
"""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from bot.understanding.named_days import is_free
from bot.understanding.nodes import Day

ONE_DAY = timedelta(days=1)
STILL_RUNNING = timedelta(days=31)
"""A range that ends later this month or the next may have begun before today."""
MONTHS_A_YEAR = 12


def date_of(day: Day, today: date, *, after: date | None = None) -> tuple[date, str | None]:
    """The date of a day, not before today, or after `after` where it ends a range; and why it is ambiguous, if so."""
    floor = today if after is None else after
    if day.on is not None:
        return day.on, day.ambiguous
    if day.day is not None:
        found = _dated(day, floor)
        wrong = day.weekday is not None and found.weekday() != day.weekday
        return found, "weekday_differs" if wrong else day.ambiguous
    weekday = day.weekday or 0
    bare = _next_weekday(floor, weekday)
    if day.week is None:
        return bare, day.ambiguous
    monday = today - timedelta(days=today.weekday())
    found = monday + timedelta(weeks=day.week, days=weekday)
    return found, "this_or_next_week" if day.next_said and bare != found else day.ambiguous


def _next_weekday(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def _dated(day: Day, floor: date) -> date:
    if day.month is None:
        return _next_with(day.day or 1, floor)
    years = [day.year] if day.year is not None else [floor.year + more for more in range(9)]
    for year in years:
        try:
            found = date(year, day.month, day.day or 1)
        except ValueError:
            continue
        if day.year is not None or found >= floor:
            return found
    # "31 november": the nearest day there is; the person sees it on the receipt
    return date(years[0], day.month, 28)


def _next_with(number: int, floor: date) -> date:
    year, month = floor.year, floor.month
    for _ in range(MONTHS_A_YEAR):
        try:
            found = date(year, month, number)
        except ValueError:
            found = None
        if found is not None and found >= floor:
            return found
        year, month = (year + 1, 1) if month == MONTHS_A_YEAR else (year, month + 1)
    return floor


def impossible(day: Day) -> bool:
    """Whether no year has such a date ("31 november")."""
    if day.day is None or day.month is None:
        return False
    try:
        date(day.year or 2024, day.month, day.day)  # a leap year
    except ValueError:
        return True
    return False


def range_of(first: Day, last: Day, today: date) -> tuple[date, date, str | None]:
    """Both dates of a range, the second after the first; one that has begun lately is running ("20/11-30/11")."""
    if (
        first.weekday is not None
        and first.on is None
        and first.day is None
        and first.week is None
        and last.week is not None
    ):
        first = Day(weekday=first.weekday, week=last.week, next_said=False)
    start, unsure = date_of(first, today)
    if first.day is not None and first.year is None and start > today:
        start = _running(first, last, start, today)
    end, also = date_of(last, today, after=start)
    return start, end, unsure or also


def _running(first: Day, last: Day, start: date, today: date) -> date:
    """The start a year or a month back, if the range then began lately and still runs."""
    if first.month is None:
        return start
    try:
        earlier = date(start.year - 1, first.month, first.day or 1)
    except ValueError:
        return start
    end, _ = date_of(last, today, after=earlier)
    return earlier if earlier < today <= end and today - earlier <= STILL_RUNNING else start


def dates_of_list(days: list[Day], today: date) -> tuple[date, date, str | None]:
    """The first and last of listed days; apart from each other they can't be one absence, and are to be asked about."""
    week = days[-1].week
    found: list[date] = []
    unsure: str | None = None
    for day in days:
        on_week = (
            Day(weekday=day.weekday, week=week)
            if week is not None and day.weekday is not None and day.week is None
            else day
        )
        each, why = date_of(on_week, today, after=found[-1] if found else None)
        found.append(each)
        unsure = unsure or why
    found.sort()
    apart = any(_workdays_between(a, b) for a, b in itertools.pairwise(found))
    return found[0], found[-1], "separate_days" if apart else unsure


def _workdays_between(first: date, last: date) -> bool:
    day = first + ONE_DAY
    while day < last:
        if not is_free(day):
            return True
        day += ONE_DAY
    return False


def next_working_day(day: date) -> date:
    """The first day after `day` that is neither a weekend nor a holiday."""
    day += ONE_DAY
    while is_free(day):
        day += ONE_DAY
    return day


def last_working_day_before(day: date) -> date:
    """The last day before `day` that is neither a weekend nor a holiday: "före fredag" is by Thursday."""
    day -= ONE_DAY
    while is_free(day):
        day -= ONE_DAY
    return day
