"""Owns how old the oldest is that is due and not sent: whether the outbox keeps up, as this process sees it.

Pure. It costs no question to the store: the outbox tells it what a sweep meets anyway, the longest due first. Since the
outbox asks for much of it once a minute only, what a sweep met counts for a little longer than that.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from policy.outgoing import Outgoing
from policy.periods import as_utc
from services.replica_ports import Hold

COUNTS_SECONDS = 75.0


class OutboxAge:
    """It, as the sweeps of one process's outbox have met it."""

    def __init__(self) -> None:
        self._met = 0.0
        self._sweeps: deque[tuple[float, float]] = deque()

    def seconds(self, at: float) -> float | None:
        """How long the oldest has been due, `at` by the sweeps' clock; None where no sweep came to its end lately.

        May be asked by any thread. Who has lost its shards, or whose sweeps hang, would else tell its last for ever.
        """
        return max((met for swept, met in tuple(self._sweeps) if swept >= at - COUNTS_SECONDS), default=None)

    @contextmanager
    def of_a_sweep(self, hold: Hold, seconds: Callable[[], float]) -> Iterator[None]:
        """What is met within is met by one sweep, of what is held; `seconds` is a clock that only grows."""
        self._met = 0.0
        try:
            yield
        except BaseException:
            self._sweeps.clear()
            raise
        if hold.count:
            self._remember(seconds())
        else:
            self._sweeps.clear()

    def meets(self, outgoing: Outgoing, *, now: datetime) -> None:
        """It meets what a case has unsent."""
        due_at = outgoing.next_delivery_at
        if due_at is not None:
            self._met = max(self._met, (as_utc(now) - due_at).total_seconds())

    def _remember(self, at: float) -> None:
        self._sweeps.append((at, self._met))
        while self._sweeps[0][0] < at - COUNTS_SECONDS:
            self._sweeps.popleft()
