"""Owns the mark in a store that is being made the copy of another: whose, and how far the copying has come.

It is a document of a kind of its own in the target, so that it is there wherever the target is, goes with it, and can
be read by a bot that is about to serve from half a copy. It is gone when the copy has been found to be whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.document_store import Body, Document, DocumentChanged, DocumentExists, DocumentStore, Key, StoreError
from storage.instants import instant_from_text, instant_text
from storage.kinds import COPY_MARK
from storage.patience import patiently

_KEY = Key(COPY_MARK.name, "copying", "mark")
_NOT_ALONE = "another copying to the same store is under way: let one of them be"


class HalfCopied(StoreError):
    """The store is to become a copy of another one, and is not yet."""


class CopiedBySomebodyElse(StoreError):
    """Another process has moved the mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMark:
    """How far copying has come: all kinds before `kind` are there, and of it all before `continuation`.

    `kind` is empty where a walk is to begin at its beginning; `source` is the address of the store that is copied.
    """

    source: str
    begun_at: datetime
    kind: str = ""
    continuation: str | None = None
    documents: int = 0
    """About how many of the source's lie before that place, for who watches."""


@dataclass(slots=True)
class KeptMark:
    """The mark in a target, and the document that it was read from or written to last."""

    target: DocumentStore
    mark: CopyMark
    document: Document | None = None

    async def move(self, mark: CopyMark) -> None:
        """Write the mark; raises CopiedBySomebodyElse where another process has meanwhile."""
        body = {
            "source": mark.source,
            "begun_at": instant_text(mark.begun_at),
            "kind": mark.kind,
            "continuation": mark.continuation,
            "documents": mark.documents,
        }
        self.document = await patiently(lambda: self._write(body))
        self.mark = mark

    async def remove(self) -> None:
        """Take the mark away: the copy is whole."""
        document = self.document
        if document is not None:
            await patiently(lambda: _delete(self.target, document))
        self.document = None

    async def _write(self, body: Body) -> Document:
        try:
            if self.document is None:
                return await self.target.create(_KEY, body)
            return await self.target.replace(self.document, body)
        except (DocumentExists, DocumentChanged) as refusal:
            # A write whose answer was lost is met here when it is tried again.
            there = await self.target.get(_KEY)
            if there is not None and there.body == body:
                return there
            raise CopiedBySomebodyElse(_NOT_ALONE) from refusal


async def _delete(target: DocumentStore, document: Document) -> None:
    try:
        await target.delete(document)
    except DocumentChanged:
        if await target.get(_KEY) is not None:
            raise CopiedBySomebodyElse(_NOT_ALONE) from None


async def kept_mark(target: DocumentStore) -> KeptMark | None:
    """The mark of a copying that has begun and not ended, or None."""
    document = await patiently(lambda: target.get(_KEY))
    if document is None:
        return None
    body = document.body
    mark = CopyMark(
        source=body["source"],
        begun_at=instant_from_text(body["begun_at"]),
        kind=body["kind"],
        continuation=body["continuation"],
        documents=body["documents"],
    )
    return KeptMark(target, mark, document)


async def require_whole(store: DocumentStore) -> None:
    """Raise HalfCopied where the store is still to become a copy of another; StoreUnavailable if it doesn't answer."""
    document = await store.get(_KEY)
    if document is not None:
        source = document.body["source"]
        raise HalfCopied(f"the store is an unfinished copy of {source}: run copy-store to its end before it serves")
