"""Owns when the Azure Cosmos DB engine tries again, and for how long; it knows neither items nor the SDK."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from storage.document_store import StoreUnavailable

AT_ONCE = 64
"""Requests under way: a process that is flooded queues here, in memory, rather than at the engine."""

AnswerT = TypeVar("AnswerT")


class Refused(Exception):
    """The item isn't there, is there already, or has another etag by now: which of them, an item that is read says."""


class Passing(Exception):
    """No answer, or one that says nothing of the item; the message says why.

    `after` is how many seconds the engine asks to be left alone for; `may_have_happened` whether a write may have.
    """

    def __init__(self, why: str, *, after: float = 0.0, may_have_happened: bool = True) -> None:
        super().__init__(why)
        self.after = after
        self.may_have_happened = may_have_happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How many seconds are waited for what. A turn may take 30, with everything that it reads and writes."""

    connect: float = 2.0
    answer: float = 3.0
    """The longest silence within an answer."""
    attempt: float = 5.0
    """All of a request, with what the SDK does again in another region."""
    deadline: float = 8.0
    """All that an operation may take, with every attempt."""
    pause: float = 0.05
    """The first pause between attempts, at most; each is twice as long."""
    longest_pause: float = 1.0


class Attempts:
    """Carries out operations of one client, each as often as its deadline lets it."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._room = asyncio.Semaphore(AT_ONCE)
        self._under_way = 0
        self._is_quiet = asyncio.Event()
        self._is_quiet.set()

    async def persist(self, attempt: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        """What the first attempt that doesn't raise Passing gives, by the deadline; raises StoreUnavailable."""
        self._under_way += 1
        self._is_quiet.clear()
        try:
            return await self._try_by_the_deadline(attempt)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._is_quiet.set()

    async def come_to_rest(self) -> None:
        """Return when nothing is under way any more, or after a deadline."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience.deadline):
                await self._is_quiet.wait()

    async def _try_by_the_deadline(self, attempt: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        pause, why = self._patience.pause, "no room in time"
        try:
            async with asyncio.timeout(self._patience.deadline):
                while True:
                    try:
                        async with self._room:
                            return await attempt()
                    except Passing as passing:
                        why, least = str(passing), passing.after
                    await asyncio.sleep(least + random.uniform(pause / 2, pause))  # noqa: S311 - jitter, not a secret
                    pause = min(2 * pause, self._patience.longest_pause)
        except TimeoutError:
            raise StoreUnavailable(f"the database does not answer: {why}") from None


async def each_of(calls: Iterable[Awaitable[AnswerT]]) -> Sequence[AnswerT]:
    """What each gives; raises what the first of them raised, when none is under way any more."""
    given: list[AnswerT] = []
    raised: list[BaseException] = []
    for answer in await asyncio.gather(*calls, return_exceptions=True):
        if isinstance(answer, BaseException):
            raised.append(answer)
        else:
            given.append(answer)
    if raised:
        raise raised[0]
    return given
