"""Owns how long somebody or something that this process's directory does not know is let be before it counts as gone.

Each replica reads the directory for itself, and a new file reaches them one after the other: whom one of them knows
another may not know yet. It decides nothing else about who is there.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from policy.periods import as_utc

LET_BE = timedelta(minutes=10)
"""Longer than a new version with a new directory takes to be everywhere."""
TRIES = 3
"""After so many attempts, six minutes and more, somebody who is to be told something counts as gone."""


def is_gone(due_at: datetime | None, *, now: datetime) -> bool:
    """Whether what was due at that instant has been so for so long that whom it is about is there no more."""
    return due_at is None or as_utc(now) >= due_at + LET_BE
