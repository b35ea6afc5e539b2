"""Owns the one way to sweep over what is due: page by page, each by itself, so that it costs what is due and no more.

One that fails stands in nobody's way: it is logged without a word of whom it is about, and met again at the next sweep.
What another replica holds is left to it; whether this one holds a case is asked right before it is visited, so that a
sweep that was paused in the midst of a page goes on with nothing that has become another's.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TypeVar

from services.ports import Place
from services.replica_ports import SHARDS, Hold

log = logging.getLogger(__name__)

MOST_SECONDS = 20.0
"""A sweep that has gone on for so long leaves the rest to the next: the longest due comes first there too."""
DueT = TypeVar("DueT")
Pages = AsyncIterator[Sequence[Place]]
"""Where something is due, the longest due first, a page at a time."""


def seconds_passed() -> float:
    """The event loop's clock, which only grows, also while the process is paused."""
    return asyncio.get_running_loop().time()


class Alone:
    """The Hold of a process that is alone with its store."""

    count = SHARDS
    gains = 0

    def has(self, place: Place) -> bool:
        """Always."""
        return True

    def has_job(self, name: str) -> bool:
        """Always."""
        return True


class HoldOfJob:
    """The Hold of one run of a job that can't be divided: all that it meets is its holder's.

    Once it was lost it stays so for this run, or what comes in order would be gone on with after a gap.
    """

    def __init__(self, hold: Hold, name: str) -> None:
        self._hold = hold
        self._name = name
        self._lasts = True

    @property
    def count(self) -> int:
        """All shards, or none."""
        return SHARDS if self.has_job(self._name) else 0

    @property
    def gains(self) -> int:
        """How many times the process has come to hold more."""
        return self._hold.gains

    def has(self, place: Place) -> bool:
        """Whether the job has been this process's all the while."""
        return self.has_job(self._name)

    def has_job(self, name: str) -> bool:
        """Whether the job has been this process's all the while; no other is."""
        self._lasts = self._lasts and name == self._name and self._hold.has_job(name)
        return self._lasts


ALONE: Hold = Alone()


async def sweep(
    pages: Pages,
    visit: Callable[[Place], Awaitable[object]],
    *,
    what: str,
    hold: Hold,
    at_once: int = 1,
    lasts: float = MOST_SECONDS,
) -> int:
    """Visit all that is due and held, so many at once; gives how many. `what` names the sweep in the log where a visit
    fails. It ends with the hold.
    """

    async def visit_each(some: Sequence[Place]) -> None:
        await asyncio.gather(*(guarded(visit, due, what) for due in some))

    return await _sweep(pages, visit_each, hold=hold, at_once=at_once, lasts=lasts)


async def sweep_together(
    pages: Pages,
    visit: Callable[[Sequence[Place]], Awaitable[object]],
    *,
    what: str,
    hold: Hold,
    size: int,
    lasts: float = MOST_SECONDS,
) -> int:
    """The same with what is due and held in groups of that size, each visited as one."""

    async def visit_all(some: Sequence[Place]) -> None:
        await guarded(visit, some, what)

    return await _sweep(pages, visit_all, hold=hold, at_once=size, lasts=lasts)


async def _sweep(
    pages: Pages, visit: Callable[[Sequence[Place]], Awaitable[None]], *, hold: Hold, at_once: int, lasts: float
) -> int:
    visited, clock = 0, seconds_passed
    ends = clock() + lasts
    async for page in pages:
        ours = [due for due in page if hold.has(due)]
        for first in range(0, len(ours), at_once):
            some = [due for due in ours[first : first + at_once] if hold.has(due)]
            if some:
                await visit(some)
            visited += len(some)
            if clock() >= ends:
                return visited
        if not hold.count or clock() >= ends:
            return visited
    return visited


async def guarded(visit: Callable[[DueT], Awaitable[object]], due: DueT, what: str) -> None:
    """Visit one by itself: if it fails that is logged, and the others are visited all the same."""
    try:
        await visit(due)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others are visited
        log.error("one of a sweep failed", extra={"sweep": what, "error": type(error).__name__})
