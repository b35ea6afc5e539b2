"""Owns when an absence is: ranges, single days and times, what recurs. How it ends is `ends`' business.

It must not know words, nor refuse anything: an end before its start is given back as said, for policy to refuse.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.calendar_days import date_of
from bot.understanding.ends import Ends
from bot.understanding.instants import HALF_DAY, Wall, minutes_between, minutes_in
from bot.understanding.moments import Moment, Said
from bot.understanding.nodes import Day, Every, Later
from bot.understanding.reckoning import Absence, Times
from policy.reasons import Reason

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def times_of(said: Said, absence: Absence, wall: Wall) -> Times:
    """When the absence is."""
    return _Period(said, absence, wall).reckon()


@dataclass(slots=True)
class _Period(Ends):
    """The whole reckoning."""

    def reckon(self) -> Times:
        said, times = self.said, self.times
        if said.several:
            times.doubt("several_periods")
        if said.every is not None:
            self._recurring(said.every)
        elif said.ranged:
            self._ranged()
        else:
            self._loose()
        self._approximate()
        return times

    def _ranged(self) -> None:
        said, times, wall = self.said, self.times, self.wall
        first, last = said.start or Moment(), said.end or Moment()
        if not first.has_day and not last.has_day and said.at is not None and (said.at.has_day or said.days):
            begin, end = self._dates(said.at)
            self._set_range(begin, end, first, last)
        elif first.has_day and last.has_day:
            self._set_range(*self._both_dates(first, last), first, last)
        elif last.has_day and not first.has_day and last.day_last and first.clock:
            begin, end = self._dates(last)
            self._set_range(begin, end, first, last)
        elif last.has_day:
            begin, end = wall.today, self._dates(last)[1]
            self._set_range(begin, end, first, last)
        elif first.has_day:
            begin, end = self._dates(first)
            self._set_range(begin, end, first, last)
        else:
            self._range_today(first, last)
        times.start_said = times.end_said = True

    def _set_range(self, begin: date, end: date, first: Moment, last: Moment) -> None:
        wall, times = self.wall, self.times
        part = last.part or first.part
        if first.clock and last.clock:
            if begin == end:
                opening, closing = minutes_between(first.clock, last.clock, part)
            else:
                opening, closing = minutes_in(first.clock, first.part), minutes_in(last.clock, last.part)
                if self.said.at is not None or (first.has_day and last.has_day):
                    opening, closing = self._hours_over_days(first, last, opening, closing)
            times.start, times.end = wall.at(begin, opening), wall.at(end, closing)
            return
        times.start = self._opening(begin, first)
        times.end = self._ending(end, last)

    def _hours_over_days(self, first: Moment, last: Moment, opening: int, closing: int) -> tuple[int, int]:
        if first.clock and last.clock and first.clock.minutes < HALF_DAY and not first.clock.fixed:
            return minutes_between(first.clock, last.clock)
        return opening, closing

    def _range_today(self, first: Moment, last: Moment) -> None:
        wall = self.wall
        if first.clock and last.clock:
            opening, closing = minutes_between(
                first.clock, last.clock, last.part or first.part or (self.said.at.part if self.said.at else None)
            )
        else:
            opening = (
                minutes_in(first.clock) if first.clock else wall.part(first.part)[0] if first.part else wall.minute
            )
            closing = minutes_in(last.clock) if last.clock else wall.part(last.part)[1] if last.part else wall.minute
        day = wall.today
        if closing <= opening:
            closing += 2 * HALF_DAY if last.clock and last.clock.fixed and closing < opening else 0
        if wall.at(day, closing) <= wall.now:
            day = self._passed()
        self.times.start, self.times.end = wall.at(day, opening), wall.at(day, closing)

    def _loose(self) -> None:
        said, times, wall = self.said, self.times, self.wall
        when = self._when()
        if said.later is not None:
            self._start_later(said.later)
        elif when.has_day or said.days:
            begin, end = self._dates(when)
            times.start = self._opening(begin, when)
            times.start_said = True
            self._close(when, end)
            return
        elif when.clock or when.part:
            self._start_today(when)
        else:
            times.start = wall.now
        self._close(when, None)

    def _when(self) -> Moment:
        said = self.said
        if said.start is None:
            return said.at or Moment()
        if said.at is None:
            return said.start
        return Moment(
            day=said.start.day or said.at.day,
            span=said.start.span or (said.at.span if said.start.day is None else None),
            clock=said.start.clock or said.at.clock,
            part=said.start.part or said.at.part,
        )

    def _start_later(self, later: Later) -> None:
        wall, times = self.wall, self.times
        length = later.length
        times.start_said = True
        if length.vague:
            times.start, times.start_said = None, False
            times.doubt("vague_start")
        elif length.minutes:
            times.start = wall.elapsed(wall.now, length.minutes)
        else:
            times.start = wall.returning(wall.days_on(wall.today, length))
            times.needs_end = self.said.end is None and self.said.length is None

    def _start_today(self, when: Moment) -> None:
        times, wall = self.times, self.wall
        day = wall.today
        if when.clock:
            minutes = minutes_in(when.clock, when.part)
            usual = self.wall.habits.usual_lengths.get(self.absence.reason, timedelta())
            over = wall.elapsed(wall.at(day, minutes), int(usual.total_seconds() // 60)) < wall.now
            bounded = self.said.end is not None or self.said.start is not None or self.said.length is not None
            if over and not bounded and self.absence.reason is not Reason.GONE_FOR_DAY:
                day = self._passed()
            times.start = wall.at(day, minutes)
        elif when.part:
            opening, closing = wall.part(when.part)
            if wall.at(day, closing) <= wall.now and when.part.name != "until_lunch":
                day = self._passed()
            times.start = max(wall.at(day, opening), wall.now)
        times.start_said = True

    def _recurring(self, every: Every) -> None:
        """The first of the days, and the last day of all if one was said; what recurs is always asked about."""
        said, times, wall = self.said, self.times, self.wall
        times.recurring = [WEEKDAY_CODES[weekday] for weekday in every.weekdays] or ["ASK"]
        times.doubt(every.ambiguous)
        until, said.every = said.end, None
        weekdays = every.weekdays or (wall.today.weekday(),)
        first = min((date_of(Day(weekday=weekday), wall.today)[0] for weekday in weekdays), default=wall.today)
        if said.start is not None and said.start.has_day:
            begin = self._dates(said.start)[0]
            first = min(
                date_of(Day(weekday=weekday), wall.today, after=begin - timedelta(days=1))[0] for weekday in weekdays
            )
        clocks = said.start if said.start is not None and said.start.clock else said.at
        times.start, times.start_said = self._opening(first, clocks or Moment()), True
        if until is not None and until.has_day:
            day = self._dates(until)[1]
            times.end, times.end_said = wall.closing(day), True
        elif until is not None and until.clock and said.start is not None and said.start.clock:
            opening, closing = minutes_between(said.start.clock, until.clock)
            times.start, times.end, times.end_said = wall.at(first, opening), wall.at(first, closing), True
        else:
            times.end = self._ending(first, clocks if clocks and clocks.part else Moment())

    def _approximate(self) -> None:
        said, times = self.said, self.times
        moments = (said.start, said.end, said.at)
        clocks = any(moment.clock is not None and moment.clock.approx for moment in moments if moment is not None)
        lengths = [
            length
            for length in (
                said.length,
                said.later.length if said.later else None,
                said.back_later.length if said.back_later else None,
            )
            if length
        ]
        if clocks or any(length.approx for length in lengths):
            times.approx = True
