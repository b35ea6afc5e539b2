"""Owns waiting for a store that can't answer now, for work that nobody sits and waits for."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import TypeVar

from storage.document_store import StoreUnavailable

T = TypeVar("T")
Waiting = Callable[[StoreUnavailable], None]


def _nobody_is_told(_why: StoreUnavailable) -> None:
    """For who waits unwatched."""


told_of_waiting: ContextVar[Waiting] = ContextVar("told_of_waiting", default=_nobody_is_told)
"""Told of each failure that is waited out, by what runs in this context: whoever watches would think that it hangs."""
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 30.0, 60.0, 60.0)
"""Seconds to wait between attempts: more than three minutes in all, so that an engine may change machines meanwhile."""


async def patiently(operation: Callable[[], Awaitable[T]], *, pauses: tuple[float, ...] = PAUSES) -> T:
    """What the operation gives; it has to be one that may be done twice. Raises what its last attempt raised."""
    for pause in pauses:
        try:
            return await operation()
        except StoreUnavailable as why:
            told_of_waiting.get()(why)
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, not a secret
    return await operation()
