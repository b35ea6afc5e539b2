"""Owns a municipality's own choices about coverage: when managers hear, and how long they have to answer (M2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTerms:
    """The alert ladder, how long an alert waits for an answer, and how early the switchboard is to know (M3)."""

    ahead_days: int = 5
    """Working days before a gap that it is first told of."""
    answer_hours: int = 4
    """Hours of the reader's working time that an alert of a gap ahead waits before it goes to the next."""
    answer_minutes: int = 15
    """Minutes that an alert of a gap which is near, or is there, waits."""
    notice_days: int = 5
    """Working days before a change that the switchboard is to know of it (M3)."""
    months_kept: int = 13
    """How many months a day's coverage is kept for the figures that managers see."""


USUAL_COVERAGE = CoverageTerms()
"""What holds for a municipality that says nothing of it."""
