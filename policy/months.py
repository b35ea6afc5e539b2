"""Owns how many months after a day another one is. It must not know why anybody counts."""

from __future__ import annotations

from datetime import date

MONTHS_A_YEAR = 12
LAST_DAY_OF_EVERY_MONTH = 28


def months_after(day: date, months: int) -> date:
    """The day of the same number, so many months on; the 29th to the 31st become the 28th, which every month has."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    return date(day.year + years, month + 1, min(day.day, LAST_DAY_OF_EVERY_MONTH))
