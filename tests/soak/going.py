"""A run as those in it know it: how long, at what pace, by which clock, and where things are noted."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from tests.soak.ledger import Ledger
from tests.soak.shared_clock import SharedClock

LOOKS_EVERY = 0.1


class NotThere(Exception):
    """Somebody waited for a card or a button in vain; the message says which."""


class RunIsOver(Exception):
    """Somebody waited for what may yet come, but not within the run."""


@dataclass
class Going:
    """A run as the stories know it: until when, at what pace, by which clock, and where to note things."""

    clock: SharedClock
    ledger: Ledger
    odds: random.Random
    pause: float
    """Seconds between two turns of one person, on average."""
    within: float
    """How many seconds something that is to come unasked is waited for."""
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def breathes(self) -> None:
        """Let some time pass, or less if the run is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self.odds.uniform(0.2, 1.8) * self.pause):
                await self.over.wait()

    async def waits_for(self, found: Callable[[], str | None], what: str) -> str:
        """What is found, once it is; raises NotThere after long, and RunIsOver."""
        deadline = time.monotonic() + self.within
        while (there := found()) is None:
            if self.over.is_set():
                raise RunIsOver
            if time.monotonic() > deadline:
                raise NotThere(what)
            await asyncio.sleep(LOOKS_EVERY)
        return there
