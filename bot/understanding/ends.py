"""Owns when an absence ends: the end that was said, its length, or what is usual.

"Till fredag" counts Friday in, "åter fredag" is back when Friday begins, "före fredag" is by Thursday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.understanding.calendar_days import last_working_day_before, next_working_day
from bot.understanding.instants import HALF_DAY, minutes_in, minutes_of
from bot.understanding.moments import Moment
from bot.understanding.named_days import is_free
from bot.understanding.nodes import Later, Length, Mark, Span
from bot.understanding.reckoning import Reckoning
from policy.reasons import RULES, Reason

# Until one of these, a weekday or tomorrow may or may not be counted in.
_UNSURE_ENDS = frozenset({Mark.TO})
SATURDAY = 5
# Until the afternoon is until it begins.
_BEGIN_LATE = frozenset({"afternoon", "evening"})


@dataclass(slots=True)
class Ends(Reckoning):
    """The ends of an absence."""

    def _close(self, when: Moment, last_day: date | None) -> None:
        """Give the absence its end: said, reckoned from its length, or usual."""
        said, times = self.said, self.times
        if said.open:
            times.open_ended = True
        elif said.end is not None:
            self._said_end(said.end, last_day)
        elif said.back_later is not None:
            self._back_in(said.back_later)
        elif said.length is not None:
            self._last(said.length, last_day)
        elif said.back and not (when.clock or when.part or when.has_day):
            times.needs_end = True
        elif not times.needs_end:
            self._usual_end(when, last_day)

    def _back_in(self, later: Later) -> None:
        wall, times = self.wall, self.times
        if later.length.vague:
            times.needs_end = True
            return
        times.end_said = True
        if later.length.minutes:
            times.end = wall.elapsed(wall.now, later.length.minutes)
        else:
            times.end = wall.returning(wall.days_on(wall.today, later.length))

    def _last(self, length: Length, last_day: date | None) -> None:
        times = self.times
        if length.vague or times.start is None:
            times.needs_end = True
            return
        times.end_said = True
        if last_day is not None and length.minutes and times.start.date() != last_day:
            times.doubt("length_over_days")
        times.end = self.wall.after(times.start, length)

    def _usual_end(self, when: Moment, last_day: date | None) -> None:
        times, wall, reason = self.times, self.wall, self.absence.reason
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
            elif mark is Mark.TO and end.part and not end.clock and end.part.name in _BEGIN_LATE:
                times.end, times.approx = wall.at(day, wall.part(end.part)[0]), True
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
        while before.weekday() >= SATURDAY and before > self.wall.today:
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
