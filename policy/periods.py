"""Owns the half-open period of time. It must not know why a period matters, nor which zone decides days.

Python compares two aware datetimes that share a `ZoneInfo` by their wall clocks, so the hour that comes twice in
October would compare wrongly. Every instant is therefore normalised to UTC as it enters a period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def as_utc(instant: datetime) -> datetime:
    """The same instant in UTC; raises ValueError for a naive datetime."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant if instant.tzinfo is UTC else instant.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Period:
    """The instants from `start_at` up to but not including `end_at`; `end_at` None is until further notice."""

    start_at: datetime
    end_at: datetime | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "start_at", as_utc(self.start_at))
        if self.end_at is not None:
            object.__setattr__(self, "end_at", as_utc(self.end_at))
            if self.end_at <= self.start_at:
                raise ValueError("a period ends after it starts")

    @property
    def length(self) -> timedelta | None:
        """Elapsed time, or None for an open-ended period."""
        return None if self.end_at is None else self.end_at - self.start_at

    def contains(self, instant: datetime) -> bool:
        """Whether the instant lies inside: the start does, the end does not."""
        instant = as_utc(instant)
        return self.start_at <= instant and (self.end_at is None or instant < self.end_at)

    def overlaps(self, other: Period) -> bool:
        """Whether the two share any instant; periods that only touch do not."""
        return _before(self.start_at, other.end_at) and _before(other.start_at, self.end_at)

    def covers(self, other: Period) -> bool:
        """Whether every instant of `other` lies inside this one."""
        if self.end_at is None:
            return self.start_at <= other.start_at
        return self.start_at <= other.start_at and other.end_at is not None and other.end_at <= self.end_at

    def intersection(self, other: Period) -> Period | None:
        """The part that both share, or None."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end_at, other.end_at) if end is not None]
        return Period(max(self.start_at, other.start_at), min(ends) if ends else None)

    def without(self, other: Period) -> tuple[Period, ...]:
        """What is left of this period when `other` is taken out: none, one or two periods, in order."""
        if not self.overlaps(other):
            return (self,)
        left = []
        if self.start_at < other.start_at:
            left.append(Period(self.start_at, other.start_at))
        if other.end_at is not None and (self.end_at is None or other.end_at < self.end_at):
            left.append(Period(other.end_at, self.end_at))
        return tuple(left)


def joined_up(periods: Sequence[Period]) -> list[Period]:
    """The periods in order, those that touch or overlap as one."""
    joined: list[Period] = []
    for period in sorted(periods, key=lambda one: one.start_at):
        last = joined[-1] if joined else None
        if last is None or last.end_at is None or period.end_at is None or last.end_at < period.start_at:
            joined.append(period)
        else:
            joined[-1] = Period(last.start_at, max(last.end_at, period.end_at))
    return joined


def _before(start: datetime, end: datetime | None) -> bool:
    return end is None or start < end
