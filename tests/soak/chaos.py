"""What befalls the replicas of a run: one dies, stands still for longer than it may, or is told to stop; seeded."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress

from tests.soak.connector import Connector
from tests.soak.ledger import Ledger
from tests.soak.processes import Replica

STANDS_STILL = (19.0, 26.0)
"""Seconds: longer than anything that a process holds goes on without it (services/replicas.py)."""
HESITATES = (1.0, 5.0)
"""Seconds: longer than a turn's claim, and too short to count as dead."""
DOWN = (0.1, 4.0)
BETWEEN = (4.0, 14.0)
BETWEEN_SOME = (1.0, 4.0)
"""Seconds before each, where they are given one by one."""
AT_A_SENDING = 0.5
"""How often a trouble waits for the moment at which somebody sends something."""
TROUBLES = ("killed", "killed", "paused", "paused briefly", "stopped", "paused and killed")


class Chaos:
    """Troubles whichever replica is well. `troubles` come in that order and no more; none: by chance, without end."""

    def __init__(
        self,
        replicas: Sequence[Replica],
        connector: Connector,
        ledger: Ledger,
        odds: random.Random,
        troubles: Sequence[str] = (),
    ) -> None:
        self._replicas = replicas
        self._connector = connector
        self._ledger = ledger
        self._odds = odds
        self._between = BETWEEN if not troubles else BETWEEN_SOME
        self._troubles = iter(troubles) if troubles else iter(lambda: odds.choice(TROUBLES), None)
        self._troubled: set[int] = set()

    async def goes_on(self, over: asyncio.Event) -> None:
        """Trouble them until it is over; a trouble that is under way then comes to its end."""
        for what in self._troubles:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._odds.uniform(*self._between)):
                    await over.wait()
            if over.is_set():
                return
            await self._strikes(what)

    async def _strikes(self, what: str) -> None:
        """One trouble, from its beginning until the replica is well again."""
        replica = self._odds.choice([one for one in self._replicas if one.number not in self._troubled])
        self._troubled.add(replica.number)
        self._ledger.counted(what)
        if self._odds.random() < AT_A_SENDING:
            with suppress(TimeoutError):
                async with asyncio.timeout(BETWEEN[0]):
                    await self._connector.is_reached()
        if "paused" in what:
            seconds = self._odds.uniform(*(HESITATES if "briefly" in what else STANDS_STILL))
            await replica.pause(seconds, then_killed="killed" in what)
        elif what == "killed":
            await replica.kill()
        else:
            await replica.stop()
        if what not in ("paused", "paused briefly"):
            await asyncio.sleep(self._odds.uniform(*DOWN))
            await replica.start()
        self._troubled.discard(replica.number)
