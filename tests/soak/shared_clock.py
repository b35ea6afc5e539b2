"""The clock that all replicas of a run share, also those that start again: an instant, and how long ago it was that."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class SharedClock:
    """The Clock port. It was `start` when the machine's own time was `began`, in seconds since 1970."""

    start: datetime
    began: float

    def now(self) -> datetime:
        """The instant that it has become, in UTC."""
        return self.at(time.time())

    def at(self, seconds: float) -> datetime:
        """The instant at the machine's own time."""
        return self.start.astimezone(UTC) + timedelta(seconds=seconds - self.began)

    def seconds(self, instant: datetime) -> float:
        """The machine's own time at the instant."""
        return self.began + (instant - self.start).total_seconds()
