"""Owns what a municipality decides about promises to call back: the times of reminders, and how long one is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseTerms:
    """A time to keep is reminded of `remind_before` it (not at all, if that is nothing), at it, and `overdue_after` it.

    The nearest manager is told after `manager_after` of working time. A promise is erased `kept` after it is closed,
    because the caller's name and number are personal data.
    """

    remind_before: timedelta = timedelta(minutes=60)
    overdue_after: timedelta = timedelta(minutes=60)
    manager_after: timedelta = timedelta(hours=4)
    kept: timedelta = timedelta(days=14)


USUAL_TERMS = PromiseTerms()
"""What holds where the municipality says nothing."""
