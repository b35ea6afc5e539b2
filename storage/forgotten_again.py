"""Owns that who was forgotten stays forgotten when an older state of the store has taken its place.

That somebody was forgotten stays on record for a while (`services.ports.ERASURE_KEPT`). What the store that was left
knows of it and the restored one doesn't is put there as an erasure that is to be carried out; the bot's own job does
that within a minute of its start, as after a crash.
"""

from __future__ import annotations

from datetime import datetime

from storage.document_store import Document, DocumentChanged, DocumentExists, DocumentStore, StoreUnavailable
from storage.instants import instant_text
from storage.kinds import ERASURE

MOST_TRIES = 5


async def forget_again(restored: DocumentStore, *, left: DocumentStore, now: datetime) -> int:
    """Have those be forgotten anew whom `left` has forgotten since; gives how many. Safe to repeat."""
    again = 0
    continuation: str | None = None
    while True:
        page = await left.query(ERASURE.name, continuation=continuation)
        for erasure in page.documents:
            again += await _put(restored, erasure, instant_text(now))
        continuation = page.continuation
        if continuation is None:
            return again


async def _put(restored: DocumentStore, erasure: Document, at: str) -> bool:
    """Whether it was new there. One of the same time is known there, done or still to be completed."""
    body = {**erasure.body, "next_step_at": at}
    for _ in range(MOST_TRIES):
        there = await restored.get(erasure.key)
        if there is not None and there.body["asked_at"] >= erasure.body["asked_at"]:
            return False
        try:
            if there is None:
                await restored.create(erasure.key, body)
            else:
                await restored.replace(there, body)
            return True
        except (DocumentExists, DocumentChanged):
            continue  # A bot that serves already was first.
    raise StoreUnavailable("others keep saving in between: run it again")
