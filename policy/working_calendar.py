"""Owns working days and working hours: public holidays, the municipality's own closed and shortened days.

It must not know about people's diversions, nor read the clock. Days are those of the municipality's zone, so a
working day has 23 or 25 hours when the clock changes; working hours themselves never cross a clock change,
because Sweden changes its clocks at night, and are wall-clock times throughout.

Which days are holidays: the table's PUBLIC and DE_FACTO ones (policy/public_holidays.py), because
Midsummer's Eve, Christmas Eve and New Year's Eve are days off in fact though not in law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from holidays import HolidayBase

from policy.periods import Period, as_utc, joined_up
from policy.public_holidays import swedish_holidays

MONDAY_TO_FRIDAY = range(5)
Key = TypeVar("Key")
Value = TypeVar("Value")
MOST_DAYS_KEPT, MOST_PERIODS_KEPT = 50_000, 2_000
# A person whose hours are all empty would otherwise be searched for for ever.
SEARCH_DAYS = 366


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of wall-clock time within one day, half-open: 08:00–12:00."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("a stretch ends after it starts")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """A week's working time: weekday (Monday 0) to its stretches, in order and apart from each other.

    `odd_weeks`, where given, holds in ISO weeks with an odd number and `weeks` in the even ones: part time by turns.
    After a week 53, which is odd, comes week 1, which is odd too: the turns follow the number that is printed.
    """

    weeks: Mapping[int, tuple[Stretch, ...]]
    odd_weeks: Mapping[int, tuple[Stretch, ...]] | None = None

    def stretches(self, day: date) -> tuple[Stretch, ...]:
        """The day's stretches by weekday alone, before holidays are counted out."""
        odd = day.isocalendar().week % 2 == 1
        week = self.odd_weeks if odd and self.odd_weeks is not None else self.weeks
        return week.get(day.weekday(), ())


OFFICE_HOURS = WorkingHours({weekday: (Stretch(time(8), time(17)),) for weekday in MONDAY_TO_FRIDAY})


@dataclass(frozen=True)
class WorkingCalendar:
    """The municipality's calendar: its zone, its closed days, and the days that end early (date to closing time)."""

    zone: ZoneInfo
    closed_on: frozenset[date] = frozenset()
    shortened_on: Mapping[date, time] = field(default_factory=dict)

    @cached_property
    def _worked_out(self) -> _WorkedOut:
        return _WorkedOut()

    @cached_property
    def _public_holidays(self) -> HolidayBase:
        return swedish_holidays()

    def local(self, instant: datetime) -> datetime:
        """The instant in the municipality's zone; raises ValueError for a naive datetime."""
        return as_utc(instant).astimezone(self.zone)

    def at(self, day: date, clock: time) -> datetime:
        """The instant of a wall-clock time; the first of the two when the clock shows it twice."""
        return datetime.combine(day, clock, tzinfo=self.zone)

    def holiday_name(self, day: date) -> str | None:
        """The Swedish name of a public holiday or of an eve that is a day off in fact, or None."""
        return self._public_holidays.get(day)

    def span(self, day: date, stretch: Stretch) -> Period | None:
        """The instants of a stretch of that day; None for one that lies in the hour which the clock skips in March.

        A time in that hour is the instant of the change; of a time that the clock shows twice in October the first is
        meant, and so a stretch over that hour is an hour longer than it looks.
        """
        known, asked = self._worked_out.spans, (day, stretch)
        try:
            return known[asked]
        except KeyError:
            start_at, end_at = self._shown_at(day, stretch.start), self._shown_at(day, stretch.end)
            known[asked] = Period(start_at, end_at) if start_at < end_at else None
            return known[asked]

    def _shown_at(self, day: date, clock: time) -> datetime:
        instant = as_utc(self.at(day, clock))
        shown = instant.astimezone(self.zone)
        if shown.time() == clock:
            return instant
        # The clock skips it. `fold` 1 reads it by the offset from after the change, and so lands before that.
        return _change_of_clocks(self.zone, as_utc(self.at(day, clock).replace(fold=1)), instant)

    def is_closed(self, day: date) -> bool:
        """Whether it is a public holiday, an eve that is a day off in fact, or a closed day of the municipality's."""
        known = self._worked_out.closed
        try:
            return known[day]
        except KeyError:
            known[day] = day in self.closed_on or day in self._public_holidays
            return known[day]

    def is_working_day(self, day: date) -> bool:
        """Whether the municipality works that day: Monday to Friday, no holiday, not closed (A5)."""
        return day.weekday() in MONDAY_TO_FRIDAY and not self.is_closed(day)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        known = self._worked_out.next_working_days
        try:
            return known[day]
        except KeyError:
            known[day] = next(later for later in _days_after(day) if self.is_working_day(later))
            return known[day]

    def stretches(self, day: date, hours: WorkingHours = OFFICE_HOURS) -> tuple[Stretch, ...]:
        """A person's working time that day: none on a holiday or closed day, cut short on a shortened one.

        Someone whose own hours include a weekend works that weekend, other than on a holiday or a closed day.
        """
        if self.is_closed(day):
            return ()
        closing = self.shortened_on.get(day)
        if closing is None:
            return hours.stretches(day)
        return tuple(
            Stretch(stretch.start, min(stretch.end, closing))
            for stretch in hours.stretches(day)
            if stretch.start < closing
        )

    def is_working_time(self, instant: datetime, hours: WorkingHours = OFFICE_HOURS) -> bool:
        """Whether someone with these hours works at the instant."""
        clock = self.local(instant)
        return any(s.start <= clock.time() < s.end for s in self.stretches(clock.date(), hours))

    def next_working_time(self, instant: datetime, hours: WorkingHours = OFFICE_HOURS) -> datetime | None:
        """The instant itself if it is working time, else when working time next begins; None if not within a year."""
        clock = self.local(instant)
        for day in _days_from(clock.date(), SEARCH_DAYS):
            for stretch in self.stretches(day, hours):
                if day > clock.date() or clock.time() < stretch.start:
                    return self._shown_at(day, stretch.start).astimezone(self.zone)
                if clock.time() < stretch.end:
                    return instant
        return None

    def working_periods(self, within: Period, hours: WorkingHours = OFFICE_HOURS) -> Iterator[Period]:
        """The working time inside a period, in order; the period must have an end."""
        if within.end_at is None:
            raise ValueError("working_periods needs a period with an end")
        day, last = self.local(within.start_at).date(), self.local(within.end_at).date()
        while day <= last:
            for whole in self._worked_on(day, hours):
                part = whole if within.covers(whole) else whole.intersection(within)
                if part is not None:
                    yield part
            day += timedelta(days=1)

    def working_spells(self, within: Period, hours: WorkingHours = OFFICE_HOURS) -> tuple[Period, ...]:
        """The same with stretches that touch as one; of the same period and hours the same tuple."""
        known, asked = self._worked_out.spells, (within, id(hours))
        try:
            return known[asked][1]
        except KeyError:
            spells = joined_up(tuple(self.working_periods(within, hours)))
            known[asked] = hours, tuple(spells)
            return known[asked][1]

    def _worked_on(self, day: date, hours: WorkingHours) -> tuple[Period, ...]:
        """The working time of that day, in order."""
        known = self._worked_out.days.get((day, id(hours)))
        if known is None:
            spans = (self.span(day, stretch) for stretch in self.stretches(day, hours))
            known = hours, tuple(whole for whole in spans if whole is not None)
            self._worked_out.days[day, id(hours)] = known
        return known[1]


class _Kept(dict[Key, Value]):
    """What has been worked out; emptied when it is full, so that years of asking fill no memory."""

    def __init__(self, most: int = MOST_DAYS_KEPT) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: Key, value: Value) -> None:
        if len(self) >= self._most:
            self.clear()
        super().__setitem__(key, value)


class _WorkedOut:
    """Days that a calendar has been asked about: the same few are asked about over and over.

    Hours are known by which object they are; it is kept beside, so that no other takes its place.
    """

    def __init__(self) -> None:
        self.closed: _Kept[date, bool] = _Kept()
        self.next_working_days: _Kept[date, date] = _Kept()
        self.spans: _Kept[tuple[date, Stretch], Period | None] = _Kept()
        self.days: _Kept[tuple[date, int], tuple[WorkingHours, tuple[Period, ...]]] = _Kept()
        self.spells: _Kept[tuple[Period, int], tuple[WorkingHours, tuple[Period, ...]]] = _Kept(MOST_PERIODS_KEPT)


def _days_after(day: date) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        yield day


def _days_from(day: date, count: int) -> Iterator[date]:
    return (day + timedelta(days=offset) for offset in range(count + 1))


def _change_of_clocks(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The whole minute between the two, in UTC, at which the zone's offset changes."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(minutes=1):
        between = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        if between.astimezone(zone).utcoffset() == offset:
            before = between
        else:
            after = between
    return after
