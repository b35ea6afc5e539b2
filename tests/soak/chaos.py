"""What befalls the replicas of a run: one dies, stands still for longer than it may, or is told to stop; seeded."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress

from tests.soak.ledger import Ledger
from tests.soak.replicas import Replica

STANDS_STILL = (19.0, 26.0)
"""Seconds: longer than anything that a process holds goes on without it (services/replicas.py)."""
DOWN = (0.1, 4.0)
BETWEEN = (4.0, 14.0)
TROUBLES = ("killed", "killed", "paused", "stopped")


class Chaos:
    """Troubles one replica after another, so that some other is well. `troubles` are drawn from with even odds."""

    def __init__(
        self,
        replicas: Sequence[Replica],
        ledger: Ledger,
        odds: random.Random,
        *,
        troubles: Sequence[str] = TROUBLES,
        between: tuple[float, float] = BETWEEN,
    ) -> None:
        self._replicas = replicas
        self._ledger = ledger
        self._odds = odds
        self._troubles = troubles
        self._between = between

    async def goes_on(self, over: asyncio.Event) -> None:
        """Trouble them until it is over; a trouble that is under way then comes to its end."""
        while not over.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(self._odds.uniform(*self._between)):
                    await over.wait()
                    return
            await self.strikes(self._odds.choice(self._troubles))

    async def strikes(self, what: str) -> None:
        """One trouble, from its beginning until the replica is well again."""
        replica = self._odds.choice(self._replicas)
        self._ledger.counted(what)
        if what == "paused":
            await replica.pause(self._odds.uniform(*STANDS_STILL))
            return
        await (replica.kill() if what == "killed" else replica.stop())
        await asyncio.sleep(self._odds.uniform(*DOWN))
        await replica.start()
