"""Owns what every reckoning of an absence's times needs: what was said, what is known so far, dates of moments.

It must not know words. A time of today that has passed, with no day said, is read as the next working day's and marked
ambiguous: whoever writes "möte 9-10" at a quarter past ten is planning, and will see on the receipt for which day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.understanding.calendar_days import date_of, dates_of_list, impossible, next_working_day, range_of
from bot.understanding.instants import Wall, minutes_in
from bot.understanding.moments import Moment, Said
from bot.understanding.nodes import Length
from policy.reasons import Reason

_A_YEAR = Length(months=12)


@dataclass(slots=True)
class Times:
    """When, as far as it is known, and what is to be said about it."""

    start: datetime | None = None
    end: datetime | None = None
    start_said: bool = False
    end_said: bool = False
    approx: bool = False
    ambiguous: str | None = None
    needs_end: bool = False
    open_ended: bool = False
    implied_today: bool = False
    recurring: list[str] = field(default_factory=list)

    def doubt(self, why: str | None) -> None:
        """Mark a reading to be confirmed; the first doubt stands."""
        self.ambiguous = self.ambiguous or why


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """What is known of an absence apart from its times. An appointment is one that ends, but nobody said when."""

    reason: Reason
    appointment: bool = False


@dataclass(slots=True)
class Reckoning:
    """One line's times being worked out."""

    said: Said
    absence: Absence
    wall: Wall
    times: Times = field(default_factory=Times)

    def _both_dates(self, first: Moment, last: Moment) -> tuple[date, date]:
        if first.day is not None and last.day is not None:
            for day in (first.day, last.day):
                self.times.doubt("no_such_date" if impossible(day) else None)
            begin, end, unsure = range_of(first.day, last.day, self.wall.today)
            self.times.doubt(unsure)
            return begin, end
        begin = self._dates(first)[0]
        end = self._dates(last)[1]
        while end < begin:
            end = self.wall.days_on(end, _A_YEAR)
        return begin, end

    def _opening(self, day: date, first: Moment) -> datetime:
        wall = self.wall
        if first.clock:
            return wall.at(day, minutes_in(first.clock, first.part))
        if first.part and first.part.name != "whole":
            opening = wall.at(day, wall.part(first.part)[0])
            return max(opening, wall.now) if day == wall.today else opening
        return wall.opening(day)

    def _ending(self, day: date, last: Moment) -> datetime:
        wall = self.wall
        if last.clock:
            return wall.at(day, minutes_in(last.clock, last.part))
        if last.part:
            return wall.at(day, wall.part(last.part)[1])
        return wall.closing(day)

    def _dates(self, moment: Moment, *, floor: date | None = None) -> tuple[date, date]:
        today = self.wall.today
        if self.said.days and moment.day is not None and moment.day is self.said.days[0]:
            first, last, unsure = dates_of_list(self.said.days, today)
            self.times.doubt(unsure)
            return first, last
        if moment.span is not None:
            self.times.doubt(moment.span.ambiguous)
            return moment.span.first, moment.span.last
        if moment.day is None:
            return today, today
        self.times.doubt("no_such_date" if impossible(moment.day) else None)
        found, unsure = date_of(moment.day, today, after=floor if floor != today else None)
        self.times.doubt(unsure)
        return found, found

    def _passed(self) -> date:
        self.times.doubt("time_has_passed")
        return next_working_day(self.wall.today)
