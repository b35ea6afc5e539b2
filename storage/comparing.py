"""Owns two stores met side by side: walked in step, in the protocol's own order, and counted and digested kind by kind.

Nothing is written here. A document is the same on both sides if its key, its body as canonical JSON and its expiry are;
etags are each store's own.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import orjson

from storage.declared_kinds import LARGEST_INDEX_NUMBER
from storage.document_store import Document, DocumentStore, StoreError
from storage.instants import instant_text
from storage.patience import patiently

PAGE = 200
"""Documents of a page: few enough that two pages of the largest there can be fit in memory."""

Pair = tuple[Document | None, Document | None]
_WHOLE_FLOAT = re.compile(rb"\d\.0[,\]}]")
"""Where a number that other engines write as a whole one may be: `1.0` and `1` are one number in JSON."""


class StoreOutOfOrder(StoreError):
    """A store gave documents in another order than the protocol's, so nothing can be said of what is missing."""


class Walk:
    """One side's documents of a kind, from its beginning or from a continuation on."""

    def __init__(self, store: DocumentStore, kind: str, *, page: int = PAGE, continuation: str | None = None) -> None:
        self._store = store
        self._page = page
        self._kind = kind
        self._documents: Iterator[Document] = iter(())
        self._next = continuation
        self._ended = False
        self._last: tuple[str, str] | None = None
        self.resumes_at = continuation
        """What another walk is to begin with in order to meet the page under way again; None is the beginning."""

    async def take(self) -> Document | None:
        """The next document, or None when there are no more; raises StoreUnavailable and StoreOutOfOrder."""
        while True:
            for document in self._documents:
                place = (document.key.partition, document.key.id)
                if self._last is not None and place <= self._last:
                    raise StoreOutOfOrder(f"the documents of kind {self._kind} came out of order")
                self._last = place
                return document
            if self._ended:
                return None
            page = await patiently(
                lambda: self._store.query(self._kind, limit=self._page, continuation=self._next),
            )
            self.resumes_at, self._next = self._next, page.continuation
            self._ended = page.continuation is None
            self._documents = iter(page.documents)


async def in_step(left: Walk, right: Walk) -> AsyncIterator[Pair]:
    """Every document of either side once, with its counterpart on the other where there is one.

    The next is only sought when what was given has been dealt with.
    """
    mine, theirs = await left.take(), await right.take()
    while mine is not None or theirs is not None:
        if theirs is None or (mine is not None and _place(mine) < _place(theirs)):
            yield mine, None
            mine = await left.take()
        elif mine is None or _place(theirs) < _place(mine):
            yield None, theirs
            theirs = await right.take()
        else:
            yield mine, theirs
            mine, theirs = await left.take(), await right.take()


def canonical(document: Document) -> bytes:
    """All of the document that is to be the same in another store, always written alike."""
    body = orjson.dumps(document.body, option=orjson.OPT_SORT_KEYS)
    if _WHOLE_FLOAT.search(body):
        body = orjson.dumps(_with_whole_numbers(document.body), option=orjson.OPT_SORT_KEYS)
    expires = "" if document.expires_at is None else instant_text(document.expires_at)
    key = document.key
    return orjson.dumps([key.kind, key.partition, key.id, expires]) + body


def _with_whole_numbers(value: Any) -> Any:
    if isinstance(value, float) and abs(value) <= LARGEST_INDEX_NUMBER and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _with_whole_numbers(one) for name, one in value.items()}
    return [_with_whole_numbers(one) for one in value] if isinstance(value, list) else value


@dataclass(slots=True)
class Side:
    """How many documents of a kind one side holds, and a digest over all of them in order."""

    documents: int = 0
    _digest: Any = field(default_factory=lambda: blake2b(digest_size=16))

    def add(self, written: bytes) -> None:
        """Take in one more document, as `canonical` writes it."""
        self.documents += 1
        self._digest.update(len(written).to_bytes(8, "big") + written)

    @property
    def digest(self) -> str:
        """The digest of what has been taken in; the same on both sides only if all that is."""
        digest: str = self._digest.hexdigest()
        return digest


@dataclass(slots=True, kw_only=True)
class Comparison:
    """What two stores hold of one kind. It names no document: ids are people's."""

    kind: str
    source: Side = field(default_factory=Side)
    target: Side = field(default_factory=Side)
    missing: int = 0
    """Documents that only the source holds."""
    differing: int = 0
    extra: int = 0
    """Documents that only the target holds."""

    def add(self, mine: Document | None, theirs: Document | None) -> bool:
        """Take in what a place holds on either side; gives whether it is the same."""
        left = None if mine is None else canonical(mine)
        right = None if theirs is None else canonical(theirs)
        if left is not None:
            self.source.add(left)
        if right is not None:
            self.target.add(right)
        if left == right:
            return True
        self.missing += right is None
        self.extra += left is None
        self.differing += left is not None and right is not None
        return False

    @property
    def is_equal(self) -> bool:
        """Whether both sides hold the same documents: counted, digested and met one by one."""
        met = self.missing + self.differing + self.extra == 0
        return met and (self.source.documents, self.source.digest) == (self.target.documents, self.target.digest)


def _place(document: Document) -> tuple[str, str]:
    return document.key.partition, document.key.id
