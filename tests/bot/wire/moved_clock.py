"""A clock that is moved by hand, for what is kept and asked for again."""

from __future__ import annotations


class Clock:
    """Seconds since something."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now
