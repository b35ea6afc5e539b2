"""Owns how coverage was in a replay, by what really came to pass: each group's promised time, and its gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from policy.answer_groups import AnswerGroup
from policy.coverage import Gap
from policy.organisation import Municipality
from policy.periods import Period
from services.coverage_columns import columns_of
from services.coverage_in_bulk import gaps_of_all
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
    found = gaps_of_all(columns_of(municipality, history.coverage, history.diversion_books), within)
    return [
        GroupCoverage(group, timedelta(microseconds=int(promised)), found.of(group.id))
        for group, promised in zip(found.groups, found.promised, strict=True)
    ]


def length(period: Period) -> timedelta:
    """How long a period is that has an end."""
    return period.length or timedelta()
