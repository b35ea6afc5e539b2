"""Owns when a group is to be looked at next though nothing changes: the nearest of all that time brings about (M2).

So a sweep walks only the groups whose time has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from policy.coverage_alerts import invitations_due_at
from policy.coverage_books import CoverageAlert, CoverageBook
from policy.coverage_ladder import next_rung_at
from policy.coverage_line import due_at, nobody_left
from policy.coverage_sight import Sight
from policy.periods import Period


def next_step_at(book: CoverageBook, sight: Sight) -> datetime:
    """When to look at the group next: later than now. While nothing is known to come, the time that is set stands."""
    stands = book.next_step_at if sight.is_clear_beyond else None
    steps = [sight.comes_into_sight_at, *([stands] if stands is not None else [])]
    for alert in book.alerts:
        if alert.ending is None:
            steps += _steps_of(alert, sight)
        elif alert.acceptance is not None:
            steps.append(alert.acceptance.until_at)
    return min(at for at in steps if at > sight.now)


def _steps_of(alert: CoverageAlert, sight: Sight) -> Iterator[datetime]:
    for gap in alert.gaps:
        yield gap.end_at
    nearer_at = next_rung_at(sight.calendar, alert.open[0].gap.period.start_at, sight.now)
    for at in (nearer_at, alert.remind_at, due_at(alert, sight), invitations_due_at(alert, sight)):
        if at is not None:
            yield at
    if nobody_left(alert) and alert.handled_at is None:
        yield from _someone_is_back_at(alert, sight)


def _someone_is_back_at(alert: CoverageAlert, sight: Sight) -> Iterator[datetime]:
    """When each of the line begins to work, or is diverted no more, before the last of the gaps is over."""
    until = Period(sight.now, alert.open[-1].gap.end_at)
    for person in sight.line:
        for period in sight.calendar.working_periods(until, sight.municipality.people[person].hours):
            if period.start_at > sight.now:
                yield period.start_at
                break
        book = sight.books.get(person)
        for diversion in () if book is None else book.diversions:
            if diversion.period.end_at is not None and until.contains(diversion.period.end_at):
                yield diversion.period.end_at
