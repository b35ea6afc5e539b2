"""Owns how lengths of time are said: "20 min", "1 tim 20 min", "3 dygn 2 tim". It must not know what lasts so long."""

from __future__ import annotations

from datetime import timedelta

from bot.texts.catalogue import Words

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
IN_DAYS_FROM = timedelta(hours=48)
"""From here on a delay is told in days; worked time is always told in hours."""


def length(span: timedelta, words: Words) -> str:
    """A length in hours and minutes, to the whole minute; what is less than one is said as that."""
    if timedelta() < span < MINUTE:
        return words("figures.length.under_a_minute")
    hours, minutes = divmod(round(span / MINUTE), 60)
    if not hours:
        return words("figures.length.minutes", minutes=minutes)
    if not minutes:
        return words("figures.length.hours", hours=hours)
    return words("figures.length.hours_and_minutes", hours=hours, minutes=minutes)


def delay(span: timedelta, words: Words) -> str:
    """How late something was: in days and hours once it is more than two days."""
    if span < IN_DAYS_FROM:
        return length(span, words)
    days, rest = divmod(span, DAY)
    hours = rest // HOUR
    if not hours:
        return words("figures.length.days", days=days)
    return words("figures.length.days_and_hours", days=days, hours=hours)


def in_hours(span: timedelta) -> float:
    """A length as hours with two decimals, for a chart."""
    return round(span / HOUR, 2)
