"""Owns making one store the copy of another, over nothing but the DocumentStore protocol.

Both stores are walked in step (`storage.comparing`), and what the target lacks, has otherwise or has beyond the source
is put right on the way. A walk that finds nothing to put right is the proof that both hold the same; so every copying
ends with such a walk. Done again it only reads what is there already, wherever it was killed; the mark in the target
(`storage.copy_marks`) spares it even that, up to the last mark.

Expired documents and the kinds of `storage.kinds.OF_ONE_STORE` stay behind, and a target's own of those are let be.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from storage.comparing import PAGE, Comparison, Walk, canonical, in_step
from storage.copy_marks import KeptMark
from storage.document_store import Document, DocumentChanged, DocumentExists, DocumentStore
from storage.kinds import KINDS, OF_ONE_STORE
from storage.patience import patiently

COPIED = tuple(kind.name for kind in KINDS if kind not in OF_ONE_STORE)
AT_ONCE = 32
"""Writes under way at a time."""
ROUNDS = 4
"""How often the stores are walked at most. More are needed only while somebody writes to either."""
MARK_SECONDS = 2.0
MOST_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a walk has come; `total` is how many documents there are in all, once that is known."""

    doing: str
    documents: int
    total: int | None = None


def nobody_is_told(_step: Step) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True, kw_only=True)
class Copying:
    """One source, one target and the clock that says what has expired meanwhile; `tell` hears of each document."""

    source: DocumentStore
    target: DocumentStore
    now: Callable[[], datetime]
    at_once: int = AT_ONCE
    tell: Callable[[Step], None] = nobody_is_told
    mark_seconds: float = MARK_SECONDS
    page: int = PAGE
    _total: int | None = field(default=None, init=False)

    async def target_is_empty(self) -> bool:
        """Whether the target holds nothing that a copying would bring."""
        for kind in COPIED:
            if (await patiently(partial(self.target.query, kind, limit=1))).documents:
                return False
        return True

    async def copy(self, kept: KeptMark) -> Sequence[Sequence[Comparison]]:
        """Go on from the mark until a whole walk finds nothing to put right; gives what each walk found.

        If the last of them found something all the same, somebody writes to one of the stores. The mark stays: whoever
        asked takes it away if all is well. Raises StoreUnavailable when a store is out of reach for minutes, and
        CopiedBySomebodyElse.
        """
        walks = [await self.copy_ahead(kept)]
        while len(walks) < ROUNDS and (len(walks) == 1 or not is_whole(walks[-1])):
            walks.append(await self._walk("checking", kept))
        return walks

    async def copy_ahead(self, kept: KeptMark) -> Sequence[Comparison]:
        """Go on from the mark to the end once, and leave it: what is written to the source meanwhile comes later."""
        counting = asyncio.create_task(self._count())
        try:
            return await self._walk("copying", kept)
        finally:
            counting.cancel()
            await asyncio.gather(counting, return_exceptions=True)

    async def compare(self) -> Sequence[Comparison]:
        """What both stores hold, kind by kind; nothing is written."""
        return await self._walk("comparing", None)

    async def _walk(self, doing: str, kept: KeptMark | None) -> Sequence[Comparison]:
        """Every kind, from where the mark stands if it stands in one; what differs is put right if there is a mark."""
        begins_with = kept.mark if kept is not None and kept.mark.kind in COPIED else None
        kinds = COPIED[COPIED.index(begins_with.kind) :] if begins_with is not None else COPIED
        found: list[Comparison] = []
        before = 0
        for kind in kinds:
            goes_on = begins_with is not None and kind == begins_with.kind
            continuation = await self._usable(kind, begins_with.continuation) if begins_with and goes_on else None
            before = kept.mark.documents if kept is not None and goes_on else before
            walk = _KindWalk(self, Comparison(kind=kind), kept=kept, continuation=continuation, before=before)
            await walk.run(partial(self._told, doing))
            before += walk.comparison.source.documents
            found.append(walk.comparison)
        if kept is not None:
            await kept.move(replace(kept.mark, kind="", continuation=None, documents=0))
        return found

    async def _usable(self, kind: str, continuation: str | None) -> str | None:
        """The continuation, or None for the kind's beginning where this version of the program can't read it."""
        try:
            await patiently(partial(self.source.query, kind, limit=1, continuation=continuation))
        except ValueError:
            return None
        return continuation

    def _told(self, doing: str, documents: int) -> None:
        self.tell(Step(doing=doing, documents=documents, total=self._total))

    async def _count(self) -> None:
        """Find out how many there are, beside the copying: for the time that is left, and nothing else."""
        total = 0
        for kind in COPIED:
            walk = Walk(self.source, kind)
            while await walk.take() is not None:
                total += 1
        self._total = total

    async def put(self, document: Document, there: Document | None) -> None:
        """Have the target hold the document, whatever it holds in its place; `there` is what it was seen to hold."""
        for _ in range(MOST_TRIES):
            if self._has_lapsed(document):
                return
            try:
                if there is None:
                    await self.target.create(document.key, document.body, expires_at=document.expires_at)
                elif canonical(there) != canonical(document):
                    await self.target.replace(there, document.body, expires_at=document.expires_at)
                return
            except (DocumentExists, DocumentChanged):
                # An earlier attempt whose answer was lost, or somebody who writes there too: the next walk tells.
                there = await self.target.get(document.key)

    async def remove(self, document: Document) -> None:
        """Have the target not hold the document, if it is still as it was seen."""
        try:
            await self.target.delete(document)
        except DocumentChanged:
            return  # It was done by an attempt whose answer was lost, or the next walk tells.

    def is_alone_by_time(self, mine: Document | None, theirs: Document | None) -> bool:
        """Whether one side lacks the document only because it expired between the two being read."""
        if mine is not None and theirs is not None:
            return False
        document = mine or theirs
        return document is not None and self._has_lapsed(document)

    def _has_lapsed(self, document: Document) -> bool:
        return document.expires_at is not None and document.expires_at <= self.now()


class _Writes:
    """Writes under way, so many at once at most; each waits patiently for a store that can't answer."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._under_way: set[asyncio.Task[None]] = set()

    async def begin(self, write: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begin the write as soon as there is room; raises what an earlier one raised."""
        while len(self._under_way) >= self._at_once:
            await self._settle(asyncio.FIRST_COMPLETED)
        self._under_way.add(asyncio.create_task(_patient(write)))

    async def finish(self) -> None:
        """Return when all that was begun is done; raises what one of them raised."""
        while self._under_way:
            await self._settle(asyncio.ALL_COMPLETED)

    async def give_up(self) -> None:
        """Cut off what is under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _settle(self, when: str) -> None:
        done, self._under_way = await asyncio.wait(self._under_way, return_when=when)
        errors = [error for task in done if (error := task.exception()) is not None]
        if errors:
            raise errors[0]


async def _patient(write: Callable[[], Coroutine[Any, Any, None]]) -> None:
    await patiently(write)


class _KindWalk:
    """One kind walked on both sides, put right on the way where there is a mark to move."""

    def __init__(
        self, copying: Copying, comparison: Comparison, *, kept: KeptMark | None, continuation: str | None, before: int
    ) -> None:
        self._copying = copying
        self._before = before
        self.comparison = comparison
        self._kept = kept
        self._source = Walk(copying.source, comparison.kind, page=copying.page, continuation=continuation)
        self._target = Walk(copying.target, comparison.kind, page=copying.page)
        self._goes_on = continuation is not None
        self._writes = _Writes(copying.at_once)

    async def run(self, tell: Callable[[int], None]) -> None:
        """Walk to the end of the kind; all is written when this returns."""
        clock = asyncio.get_running_loop().time
        marked_at, marked = clock(), self._source.resumes_at
        try:
            async for mine, theirs in in_step(self._source, self._target):
                await self._meet(mine, theirs)
                tell(self._documents)
                if self._source.resumes_at != marked and clock() - marked_at >= self._copying.mark_seconds:
                    await self._move_mark()
                    marked_at, marked = clock(), self._source.resumes_at
            await self._writes.finish()
        finally:
            await self._writes.give_up()

    async def _meet(self, mine: Document | None, theirs: Document | None) -> None:
        if self._goes_on and mine is None:
            return  # Copied before, up to the mark. What is there beyond the source the next walk finds.
        self._goes_on = self._goes_on and mine is None
        copying = self._copying
        if copying.is_alone_by_time(mine, theirs) or self.comparison.add(mine, theirs) or self._kept is None:
            return
        if mine is not None:
            await self._writes.begin(lambda: copying.put(mine, theirs))
        elif theirs is not None:
            await self._writes.begin(lambda: copying.remove(theirs))

    async def _move_mark(self) -> None:
        """Note how far it has come, when everything before that place has been written."""
        if self._kept is not None:
            await self._writes.finish()
            mark = replace(
                self._kept.mark,
                kind=self.comparison.kind,
                continuation=self._source.resumes_at,
                documents=self._documents,
            )
            await self._kept.move(mark)

    @property
    def _documents(self) -> int:
        return self._before + self.comparison.source.documents


def is_whole(walk: Sequence[Comparison]) -> bool:
    """Whether a walk found that both stores hold the same of every kind."""
    return all(one.is_equal for one in walk)
