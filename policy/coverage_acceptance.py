"""Owns which gaps a manager has let be (*Acceptera luckan*): those that were there, no bigger ones, until a day (M2).

An acceptance that reaches past its own day silences, on the days until then, what is no more than it by the clock: a
post that nobody has yet is a gap each day, and is accepted once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from policy.coverage import Gap
from policy.coverage_books import Acceptance, CoverageBook
from policy.coverage_sight import Sight
from policy.working_calendar import WorkingCalendar


def acceptance_of(book: CoverageBook, day: date, gaps: tuple[Gap, ...], sight: Sight) -> Acceptance | None:
    """What lets that day's gaps be: the day's own acceptance, or an earlier day's that reaches so far; or None."""
    alert = book.alert_of(day)
    own = None if alert is None else alert.acceptance
    if own is not None and own.until_at > sight.now and all(_lets_be(own, gap) for gap in gaps):
        return own
    for other in book.alerts:
        acceptance = other.acceptance
        if acceptance is None or other.on >= day or not _reaches(acceptance, gaps, sight.now):
            continue
        is_of_the_same = own is not None and (own.by, own.at) == (acceptance.by, acceptance.at)
        was_raised_since = alert is not None and alert.raised_at > acceptance.at and not is_of_the_same
        if not was_raised_since and all(_lets_be_by_the_clock(sight.calendar, acceptance, gap) for gap in gaps):
            return replace(acceptance, gaps=gaps)
    return None


def _reaches(acceptance: Acceptance, gaps: tuple[Gap, ...], now: datetime) -> bool:
    return now < acceptance.until_at and gaps[-1].end_at <= acceptance.until_at


def _lets_be(acceptance: Acceptance, gap: Gap) -> bool:
    return any(one.holds(gap) for one in acceptance.gaps)


def _lets_be_by_the_clock(calendar: WorkingCalendar, acceptance: Acceptance, gap: Gap) -> bool:
    starts, ends = _clocks(calendar, gap)
    for one in acceptance.gaps:
        begins, stops = _clocks(calendar, one)
        if begins <= starts and ends <= stops and gap.lacking <= one.lacking:
            return True
    return False


def _clocks(calendar: WorkingCalendar, gap: Gap) -> tuple[time, time]:
    """What the clock shows as it begins and ends; a gap lies within one day."""
    return calendar.local(gap.period.start_at).time(), calendar.local(gap.end_at).time()
