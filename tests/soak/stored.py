"""All that is stored, read through the engine as the product reads it, for whoever judges a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from policy.organisation import PersonId
from services.outbox import BEGUN_HOLDS
from storage.document_store import Document
from storage.kinds import KINDS
from storage.opening import StoreAddress, open_store

ZONE = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Stored:
    """Every document, by kind."""

    documents: Mapping[str, list[Document]]

    def book_of(self, person: PersonId) -> list[str]:
        """The ids of the person's diversions."""
        books = [one.body for one in self.documents["diversion_book"] if one.key.partition == person]
        return [diversion["id"] for book in books for diversion in book["diversions"]]

    def running_of(self, person: PersonId, now: datetime) -> str:
        """Until when the person's diversion lasts that runs now, as it is told; "" when none does."""
        books = [one.body for one in self.documents["diversion_book"] if one.key.partition == person]
        periods = [diversion["period"] for book in books for diversion in book["diversions"]]
        spans = [(datetime.fromisoformat(one["start_at"]), datetime.fromisoformat(one["end_at"])) for one in periods]
        return next((f"{end.astimezone(ZONE):%H:%M}" for start, end in spans if start <= now < end), "")

    def promises_to(self, caller: str) -> list[Mapping[str, Any]]:
        """The promises to call somebody, those that have moved on left out."""
        found = [one.body for one in self.documents["callback"] if one.body["caller"] == caller]
        return [one for one in found if one["state"] != "handed_over"]

    def unsent(self, now: datetime) -> list[tuple[str, Mapping[str, Any]]]:
        """What is due to be told by now and what somebody has just begun to send, with the kind of what it is about."""
        return [
            (kind, one)
            for kind, documents in self.documents.items()
            for document in documents
            for one in (document.body.get("outgoing") or {"unsent": ()})["unsent"]
            if _is_unsent(one, now)
        ]

    def steps_due(self, now: datetime) -> int:
        """How many have a step of their own that is due by now and not taken."""
        steps = [one.body.get("next_step_at") for documents in self.documents.values() for one in documents]
        return sum(step is not None and datetime.fromisoformat(step) <= now for step in steps)


def _is_unsent(notification: Mapping[str, Any], now: datetime) -> bool:
    """Whether it is due, or begun by somebody who may have died; one that waits to be tried again is neither."""
    begun = notification.get("begun_at") or ""
    was_just_begun = bool(begun) and now - datetime.fromisoformat(begun) < BEGUN_HOLDS
    return was_just_begun or datetime.fromisoformat(notification["due_at"]) <= now


async def all_stored(address: StoreAddress, now: datetime) -> Stored:
    """Read everything, as it is now."""
    store = await open_store(address, now=lambda: now)
    try:
        documents: dict[str, list[Document]] = {}
        for kind in KINDS:
            found = documents.setdefault(kind.name, [])
            continuation = None
            while True:
                page = await store.query(kind.name, limit=500, continuation=continuation)
                found += page.documents
                continuation = page.continuation
                if continuation is None:
                    break
        return Stored(documents)
    finally:
        await store.close()
