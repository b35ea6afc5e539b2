"""Owns the ports to what is known of the processes that share a store: each is a life, from its start to its end.

A process that starts again is another life. Where one process is alone with its store none of this is asked.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Lives(Protocol):
    """Tells of a process, by the id that it gave its life when it started, whether it is still there."""

    async def is_alive(self, life: str, *, now: datetime) -> bool:
        """Whether it has shown a sign of life lately; raises what the store raises.

        A process that is paused or cut off from the store counts as dead after a while, and may yet come back: what it
        saves then must be guarded by an etag.
        """

    async def seen_at(self, life: str) -> datetime | None:
        """When it last showed a sign of life, by its own clock; also after it has ended, for a quarter of an hour.

        What it had under way before then, and had not said to be going on, it had carried out: so whoever asks can be
        sure of that long before the life would count as dead. None for a life that nothing is known of.
        """
