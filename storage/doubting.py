"""Owns what a store that was restored to an earlier time says of what is unsent in it: it may have been sent since.

The outbox has a word for that already, `begun_at`: its next attempt tells the reader that they may have got this
before. It is set here in documents as they are stored, whatever the subject, since every subject keeps its outbox in
the same way (`storage.outgoing_shapes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from storage.case_repository import NEXT_DELIVERY
from storage.document_store import Condition, Document, DocumentChanged, DocumentStore
from storage.instants import instant_text
from storage.kinds import KINDS
from storage.patience import patiently

MAILED = tuple(kind.name for kind in KINDS if NEXT_DELIVERY in kind.index_fields)
"""The kinds of documents with an outbox."""


async def doubt_unsent(store: DocumentStore, *, now: datetime) -> int:
    """Mark each notification that is due by now as begun; gives how many. Nobody may serve from the store meanwhile.

    What is due later can't have been sent: it keeps its time.
    """
    doubted, at = 0, instant_text(now)
    for kind in MAILED:
        continuation: str | None = None
        while True:
            due = (Condition(NEXT_DELIVERY, "<=", at),)
            page = await patiently(
                partial(store.query, kind, where=due, order_by=NEXT_DELIVERY, continuation=continuation)
            )
            for document in page.documents:
                doubted += await patiently(partial(_doubt, store, document, at))
            continuation = page.continuation
            if continuation is None:
                break
    return doubted


async def _doubt(store: DocumentStore, document: Document, at: str) -> int:
    outgoing = document.body.get("outgoing", {})
    due = [one for one in outgoing.get("unsent", ()) if one["due_at"] <= at and one.get("begun_at") is None]
    if not due:
        return 0
    unsent = [{**one, "begun_at": at} if one in due else one for one in outgoing["unsent"]]
    body: Mapping[str, Any] = {**document.body, "outgoing": {**outgoing, "unsent": unsent}}
    try:
        await store.replace(document, body, expires_at=document.expires_at)
    except DocumentChanged:
        return 0  # An attempt whose answer was lost has done it.
    return len(due)
