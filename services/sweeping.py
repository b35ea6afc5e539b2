"""Owns the one way to sweep over what is due: page by page, each by itself, so that it costs what is due and no more.

One that fails stands in nobody's way: it is logged without a word of whom it is about, and met again at the next sweep.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TypeVar

log = logging.getLogger(__name__)

MOST_SECONDS = 20.0
"""A sweep that has gone on for so long leaves the rest to the next: the longest due comes first there too."""
DueT = TypeVar("DueT")
Pages = AsyncIterator[Sequence[DueT]]
"""What is due, the longest due first, a page at a time."""


async def sweep(
    pages: Pages[DueT],
    visit: Callable[[DueT], Awaitable[object]],
    *,
    what: str,
    at_once: int = 1,
    lasts: float = MOST_SECONDS,
) -> int:
    """Visit all that is due, so many at once; gives how many. `what` names the sweep in the log where a visit fails."""
    visited, clock = 0, asyncio.get_running_loop().time
    ends = clock() + lasts
    async for page in pages:
        for first in range(0, len(page), at_once):
            some = page[first : first + at_once]
            await asyncio.gather(*(_guarded(visit, due, what) for due in some))
            visited += len(some)
            if clock() >= ends:
                return visited
    return visited


async def _guarded(visit: Callable[[DueT], Awaitable[object]], due: DueT, what: str) -> None:
    try:
        await visit(due)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others are visited
        log.error("one of a sweep failed", extra={"sweep": what, "error": type(error).__name__})
