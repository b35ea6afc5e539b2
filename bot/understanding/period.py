"""Owns working out when an absence starts and ends, from what was said and what is usual.

It must not know words, nor refuse anything: an end before its start is given back as said, for policy to refuse.
A time of today that has passed, with no day said, is read as the next working day's and marked ambiguous: whoever
writes "möte 9-10" at a quarter past ten is planning, and will see on the receipt for which day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.understanding.calendar_days import (
    date_of,
    dates_of_list,
    impossible,
    last_working_day_before,
    next_working_day,
    range_of,
)
from bot.understanding.instants import HALF_DAY, Wall, minutes_between, minutes_in, minutes_of
from bot.understanding.moments import Moment, Said
from bot.understanding.named_days import is_free
from bot.understanding.nodes import Day, Every, Length, Mark, Span
from policy.reasons import RULES, Reason

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Until one of these, a weekday or tomorrow may or may not be counted in.
_UNSURE_ENDS = frozenset({Mark.TO})
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


def times_of(said: Said, absence: Absence, wall: Wall) -> Times:
    """When the absence is."""
    return _Reckoning(said, absence, wall).reckon()


@dataclass(slots=True)
class _Reckoning:
    said: Said
    absence: Absence
    wall: Wall
    times: Times = field(default_factory=Times)

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

    # --- ranges

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

    # --- everything else

    def _loose(self) -> None:
        said, times, wall = self.said, self.times, self.wall
        when = self._when()
        if said.later is not None:
            self._start_later()
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

    def _start_later(self) -> None:
        later, wall, times = self.said.later, self.wall, self.times
        assert later is not None  # noqa: S101  (asked by _loose)
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

    def _close(self, when: Moment, last_day: date | None) -> None:
        """Give the absence its end: said, reckoned from its length, or usual."""
        said, times, wall = self.said, self.times, self.wall
        if said.open:
            times.open_ended = True
        elif said.end is not None:
            self._said_end(said.end, last_day)
        elif said.back_later is not None:
            self._back_in()
        elif said.length is not None:
            self._last(last_day)
        elif said.back and not (when.clock or when.part or when.has_day):
            times.needs_end = True
        elif not times.needs_end:
            self._usual_end(when, last_day, wall)

    def _back_in(self) -> None:
        later, wall, times = self.said.back_later, self.wall, self.times
        assert later is not None  # noqa: S101  (asked by _close)
        if later.length.vague:
            times.needs_end = True
            return
        times.end_said = True
        if later.length.minutes:
            times.end = wall.elapsed(wall.now, later.length.minutes)
        else:
            times.end = wall.returning(wall.days_on(wall.today, later.length))

    def _last(self, last_day: date | None) -> None:
        length, times = self.said.length, self.times
        assert length is not None  # noqa: S101  (asked by _close)
        if length.vague or times.start is None:
            times.needs_end = True
            return
        times.end_said = True
        if last_day is not None and length.minutes and times.start.date() != last_day:
            times.doubt("length_over_days")
        times.end = self.wall.after(times.start, length)

    def _usual_end(self, when: Moment, last_day: date | None, wall: Wall) -> None:
        times, reason = self.times, self.absence.reason
        usual = wall.habits.usual_lengths.get(reason)
        from_said = self.said.start is not None
        if times.start is None:
            times.needs_end = True
        elif when.part and not when.clock and when.part.name != "until_lunch":
            day = last_day or times.start.date()
            times.end, times.end_said = wall.at(day, wall.part(when.part)[1]), True
        elif last_day is not None and not when.clock:
            self._end_of_days(when, last_day, usual)
        elif usual is not None:
            times.end = wall.elapsed(times.start, int(usual.total_seconds() // 60))
        elif (
            self.absence.appointment
            and (when.clock or self.said.later)
            and not (from_said and reason is not Reason.MEETING)
        ):
            times.needs_end = True
        else:
            times.end = wall.closing(times.start.date())
            nothing_said = not (when.clock or when.part or self.said.later)
            times.implied_today = nothing_said and reason is not Reason.GONE_FOR_DAY

    def _end_of_days(self, when: Moment, last_day: date, usual: timedelta | None) -> None:
        """Whole days end with the working day; days that were only said to begin don't end by themselves."""
        times, wall = self.times, self.wall
        if self.said.start is not None and self.said.start.has_day and self.said.start.day is not None:
            times.open_ended = RULES[self.absence.reason].may_be_open_ended
            times.needs_end = not times.open_ended
            return
        if self.said.start is not None and self.said.start.span is not None and self.said.start.has_day:
            times.open_ended = RULES[self.absence.reason].may_be_open_ended
            times.needs_end = not times.open_ended
            return
        if usual is not None and last_day == (times.start.date() if times.start else None):
            self._usual_on(last_day, usual, when)
            return
        times.end, times.end_said = wall.closing(last_day), True

    def _usual_on(self, day: date, usual: timedelta, when: Moment) -> None:
        """ "Lunch imorgon": at its usual hour, to be confirmed; "lunch idag" is now."""
        wall, times = self.wall, self.times
        del when
        if day != wall.today:
            times.start = wall.at(day, minutes_of(wall.habits.lunch_at))
            times.doubt("which_hour")
        if times.start is not None:
            times.end = wall.elapsed(times.start, int(usual.total_seconds() // 60))

    # --- ends

    def _said_end(self, end: Moment, last_day: date | None) -> None:
        """The end that was said; "till fredag" counts Friday in, "åter fredag" is back when it begins."""
        times, wall, mark = self.times, self.wall, self.said.end_mark
        times.end_said = True
        if end.has_day:
            begin, day = self._dates(end, floor=times.start.date() if times.start and self.times.start_said else None)
            if mark is Mark.BACK:
                times.end = self._return_on(begin, end)
            elif mark is Mark.BEFORE and not end.clock and not end.part:
                times.end = wall.closing(max(last_working_day_before(begin), wall.today))
            elif end.span is not None and mark is Mark.TO:
                times.end = self._until_span(end.span)
            else:
                times.end = self._ending(day, end)
                self._doubt_inclusion(end)
            return
        day = last_day or (times.start or wall.now).date()
        if end.clock is None:
            self._until_part(end, day)
            return
        minutes = minutes_in(end.clock, end.part)
        start_minutes = self._start_minutes()
        if start_minutes is not None and minutes <= start_minutes and not end.clock.fixed and minutes < HALF_DAY:
            minutes += HALF_DAY
        times.end = wall.at(day, minutes)
        if last_day is None and not times.start_said and times.end <= wall.now:
            times.end = self._later_than_now(end, minutes)

    def _start_minutes(self) -> int | None:
        start = self.times.start
        return start.hour * 60 + start.minute if start is not None and self.times.start_said else None

    def _later_than_now(self, end: Moment, minutes: int) -> datetime:
        """An end that has passed: this evening if its half of the day is open, else the next working day."""
        wall = self.wall
        unfixed = end.clock is not None and not end.clock.fixed and self.said.end_mark is not Mark.BACK
        if unfixed and minutes < HALF_DAY and wall.at(wall.today, minutes + HALF_DAY) > wall.now:
            self.times.doubt("this_evening")
            return wall.at(wall.today, minutes + HALF_DAY)
        return wall.at(self._passed(), minutes)

    def _until_part(self, end: Moment, day: date) -> None:
        times, wall = self.times, self.wall
        if end.part is None:
            times.end, times.end_said, times.needs_end = None, False, True
            return
        opening, closing = wall.part(end.part)
        inclusive = self.said.end_mark in {Mark.THROUGH, Mark.DEADLINE, Mark.BEFORE} or (
            end.part.name == "morning" and self.said.end_mark is not Mark.BACK
        )
        minutes = closing if inclusive or end.part.name in {"whole", "before_lunch"} else opening
        times.end = wall.at(day, minutes)
        times.approx = times.approx or not inclusive
        if times.end <= wall.now and not times.start_said:
            times.end = wall.at(self._passed(), minutes)

    def _return_on(self, day: date, end: Moment) -> datetime | None:
        wall = self.wall
        if end.clock:
            return wall.at(day, minutes_in(end.clock, end.part))
        if end.part and end.part.name != "whole":
            self.times.approx = self.times.approx or end.part.name != "morning"
            return wall.at(day, wall.part(end.part)[0])
        if end.span is not None and (self.said.back_after or is_free(day)):
            day = next_working_day(end.span.last if self.said.back_after else day)
        if day == wall.today:
            self.times.needs_end, self.times.end_said = True, False
            return None
        return wall.returning(day)

    def _until_span(self, span: Span) -> datetime:
        """ "Till nästa vecka", "till helgen", "till jul": until it begins; "till maj" may count May in."""
        self.times.doubt("until_span")
        before = span.first - timedelta(days=1)
        while before.weekday() >= 5 and before > self.wall.today:  # noqa: PLR2004
            before -= timedelta(days=1)
        running = span.first <= self.wall.today
        return self.wall.closing(span.last if running else before)

    def _doubt_inclusion(self, end: Moment) -> None:
        day = end.day
        if self.said.end_mark not in _UNSURE_ENDS or day is None or end.clock or end.part:
            return
        by_name = day.weekday is not None and day.day is None
        tomorrow = day.on is not None and day.on == self.wall.today + timedelta(days=1)
        if by_name or tomorrow:
            self.times.doubt("until_day_inclusive")

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

    # --- days

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

    # --- recurrence

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
