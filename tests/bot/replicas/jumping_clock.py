"""An event loop whose time jumps to the next thing to come as soon as there is nothing to do: waiting costs nothing,
and what else the machine does changes nothing. For tests in which nothing is waited for but time.
"""

from __future__ import annotations

import asyncio
import selectors
from datetime import UTC, datetime, timedelta
from typing import Any

BEGINNING = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)


class JumpingSelector(selectors.SelectSelector):
    """Never waits for time to pass."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout: float | None = None) -> Any:
        """What is ready now; if nothing is, the time that it was to be waited for has passed."""
        ready = super().select(0 if timeout is not None else None)
        if not ready and timeout is not None:
            self.passed += max(timeout, 0.0)
        return ready


class JumpingLoop(asyncio.SelectorEventLoop):
    """The loop, by the clock of its selector."""

    def __init__(self) -> None:
        self._jumping = JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Seconds that have passed."""
        return self._jumping.passed


def jumping_seconds() -> float:
    """The running loop's clock."""
    return asyncio.get_running_loop().time()


def jumping_now() -> datetime:
    """The time of day by it."""
    return BEGINNING + timedelta(seconds=jumping_seconds())
