"""Owns how coverage was in a replay, by what really came to pass: each group's promised time, and its gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from policy.answer_groups import AnswerGroup
from policy.coverage import Gap, GroupFacts, gaps, promised_within
from policy.organisation import Municipality
from policy.periods import Period
from simulation.history import History


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """One group's."""

    group: AnswerGroup
    promised: timedelta
    gaps: tuple[Gap, ...]

    @property
    def lacking(self) -> timedelta:
        """How long the gaps are together."""
        return sum((length(gap.period) for gap in self.gaps), timedelta())

    @property
    def longest(self) -> timedelta:
        """The longest gap."""
        return max((length(gap.period) for gap in self.gaps), default=timedelta())


def coverage_of(municipality: Municipality, history: History, within: Period) -> Sequence[GroupCoverage]:
    """Every group's coverage in a period that has an end, in the order of the municipality."""
    calendar = municipality.calendar
    books = {book.person: book for book in history.diversion_books}
    stored = {book.group: book for book in history.coverage}
    found = []
    for group in municipality.groups.values():
        book = stored.get(group.id)
        now = group if book is None else replace(group, changes=book.changes)
        shifts = () if book is None else book.shifts
        facts = GroupFacts(group=now, people=municipality.people, books=books, shifts=shifts)
        promised = (length(one.period) for one in promised_within(calendar, now, within))
        found.append(GroupCoverage(now, sum(promised, timedelta()), gaps(calendar, facts, within)))
    return found


def length(period: Period) -> timedelta:
    """How long a period is that has an end."""
    return period.length or timedelta()
