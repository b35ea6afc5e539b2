"""Owns the one way to meet a conflict: load again, decide once more, with jitter and an end."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from policy.errors import PolicyError
from services.ports import Conflict

Outcome = TypeVar("Outcome")

ATTEMPTS = 6
LONGEST_PAUSE_SECONDS = 0.05


async def until_saved(attempt: Callable[[], Awaitable[Outcome]]) -> Outcome:
    """The outcome of the first attempt that no one else's save came before.

    Raises PolicyError `store.busy` when someone else was first every time.
    """
    for number in range(ATTEMPTS):
        try:
            return await attempt()
        except Conflict:
            await asyncio.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS * number))  # noqa: S311 - jitter, not a secret
    raise PolicyError("store.busy")
