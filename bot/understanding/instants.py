"""Owns turning dates and clocks into instants: the zone, the half of the day, time that has passed, elapsed time.

Wall-clock times that the clock change skips or shows twice are the first instant that has them; "om två timmar" is
elapsed time and is counted in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.understanding.calendar_days import next_working_day
from bot.understanding.habits import Habits
from bot.understanding.nodes import Clock, Length, Part

AFTERNOON_BELOW = 7 * 60
"""An hour below seven means the afternoon, unless its half of the day was said."""
HALF_DAY = 12 * 60
FRIDAY = 4


def minutes_of(clock: time) -> int:
    """Minutes since midnight."""
    return clock.hour * 60 + clock.minute


@dataclass(frozen=True, slots=True)
class Wall:
    """The wall clock of a municipality: its zone's now, and its habits."""

    now: datetime
    habits: Habits

    @property
    def today(self) -> date:
        """The local date."""
        return self.now.date()

    @property
    def minute(self) -> int:
        """Minutes since local midnight."""
        return self.now.hour * 60 + self.now.minute

    def at(self, day: date, minutes: int) -> datetime:
        """The instant of a wall-clock time; one that the clock skips is moved on by the skipped hour."""
        day += timedelta(days=minutes // (2 * HALF_DAY))
        minutes %= 2 * HALF_DAY
        local = datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=self.now.tzinfo)
        return local.astimezone(UTC).astimezone(self.now.tzinfo)

    def opening(self, day: date) -> datetime:
        """When a day-long absence starts: now if it is today, else when the working day does."""
        return self.now if day == self.today else self.at(day, minutes_of(self.habits.workday_start))

    def returning(self, day: date) -> datetime:
        """When someone who is back that day is back."""
        return self.at(day, minutes_of(self.habits.workday_start))

    def closing(self, day: date) -> datetime:
        """When a day-long absence ends; one that is told of after hours ends when the next working day starts."""
        end = self.at(day, minutes_of(self.habits.workday_end))
        return end if end > self.now or day != self.today else self.returning(next_working_day(day))

    def elapsed(self, start: datetime, minutes: int) -> datetime:
        """The instant so many minutes later, clock changes or not."""
        return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(self.now.tzinfo)

    def part(self, part: Part) -> tuple[int, int]:
        """From when to when a part of the day is, in minutes since midnight."""
        habits = self.habits
        start, noon, end = minutes_of(habits.workday_start), minutes_of(habits.noon), minutes_of(habits.workday_end)
        lunch, after_lunch = minutes_of(habits.lunch_at), minutes_of(habits.after_lunch)
        return {
            "morning": (start, noon),
            "afternoon": (noon, end),
            "evening": (end, minutes_of(habits.evening_end)),
            "whole": (start, end),
            "after_lunch": (after_lunch, end),
            "from_lunch": (lunch, end),
            "before_lunch": (start, lunch),
            "until_lunch": (lunch, lunch),
            "lunch": (lunch, lunch),
            "night": (minutes_of(habits.evening_end), 2 * HALF_DAY + start),
            "at_lunch": (lunch, after_lunch),
        }[part.name]

    def after(self, start: datetime, length: Length) -> datetime:
        """When something of this length ends.

        Minutes are elapsed time. Up to five days are working days; weeks and longer runs are calendar days, of which a
        last weekend is left out: two weeks from a Monday end on the Friday of the second.
        """
        if length.minutes:
            return self.elapsed(start, length.minutes)
        day = start.date()
        if length.days and length.days <= 5:  # noqa: PLR2004
            for _ in range(length.days - 1):
                day = next_working_day(day)
            return self.closing(day)
        last = self.days_on(day, length) - timedelta(days=1)
        while last.weekday() > FRIDAY and last > day:
            last -= timedelta(days=1)
        return self.closing(last)

    def days_on(self, day: date, length: Length) -> date:
        """The date so many days, weeks and months later; the last of a month where it has no such day."""
        day += timedelta(days=length.days, weeks=length.weeks)
        if not length.months:
            return day
        month = day.month - 1 + length.months
        year, month = day.year + month // 12, month % 12 + 1
        for number in (day.day, 30, 29, 28):
            try:
                return date(year, month, number)
            except ValueError:
                continue
        return day


def minutes_in(clock: Clock, part: Part | None = None) -> int:
    """A time of day in minutes since midnight, its half of the day chosen."""
    if clock.fixed or clock.minutes >= 2 * HALF_DAY:
        return clock.minutes
    if part is not None:
        late = part.name in {"afternoon", "evening"}
        return clock.minutes + HALF_DAY if late and clock.minutes < HALF_DAY else clock.minutes
    return clock.minutes + HALF_DAY if clock.minutes < AFTERNOON_BELOW else clock.minutes


def minutes_between(first: Clock, last: Clock, part: Part | None = None) -> tuple[int, int]:
    """Both times of a range within a day: "8-4" is 08–16, "10-2pm" 10–14, "2-4pm" 14–16, "6.30-15" 06.30–15."""
    start, end = minutes_in(first, part), minutes_in(last, part)
    if end <= start and not last.fixed and end < HALF_DAY:
        end += HALF_DAY
    if start >= end and not first.fixed and first.minutes < end:
        start = first.minutes
    if (
        last.fixed
        and not first.fixed
        and start + HALF_DAY < end
        and last.minutes >= HALF_DAY
        and first.minutes >= AFTERNOON_BELOW
    ):
        late_said = end - start > HALF_DAY
        start = start + HALF_DAY if late_said else start
    return start, end
