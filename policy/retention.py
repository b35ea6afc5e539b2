"""Owns how months are counted for how long something is kept."""

from __future__ import annotations

import calendar
from datetime import datetime

MONTHS = 12


def months_after(instant: datetime, months: int) -> datetime:
    """The same wall-clock time so many months later, on that month's last day when it is too short."""
    year, month = divmod(instant.year * MONTHS + instant.month - 1 + months, MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return instant.replace(year=year, month=month + 1, day=min(instant.day, last))
