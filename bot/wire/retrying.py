"""Owns when a request is sent again: which answers, after how long a pause, and when to stop."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

RETRIED_STATUSES = frozenset({412, 429, 502, 503, 504})
"""Teams, "Optimize your bot with rate limiting": these pass; everything else would end the same way again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Full-jitter exponential backoff, bounded in count and in time; all in seconds."""

    attempts: int = 6
    first_pause: float = 0.25
    longest_pause: float = 4.0
    attempt_limit: float = 5.0
    """How long one attempt may wait for its answer."""
    total_limit: float = 12.0
    """How long all attempts of one turn may take: Teams sends a turn again after 15."""
    draw: Callable[[float, float], float] = random.uniform

    def pause(self, attempt: int, *, asked_for: float | None) -> float:
        """How long to wait after the attempt (the first is 0), no shorter than what the far end asked for."""
        longest = min(self.longest_pause, self.first_pause * 2.0**attempt)
        if asked_for is None:
            return self.draw(0.0, longest)
        # Everyone who was turned away is told the same time: spread them after it.
        return asked_for + self.draw(0.0, self.first_pause)


def retry_after(header: str | None, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> float | None:
    """The seconds that a Retry-After header asks for, given as seconds or as a date; None when it doesn't."""
    if not header:
        return None
    if header.isascii() and header.strip().isdigit():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now()).total_seconds())
