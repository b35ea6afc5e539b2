"""Owns the list of everything that is stored: each kind, its partition, and the fields that queries may use.

Engines index what stands here, and infrastructure makes what they need from it. What each kind holds, who reads it
and how long it is kept stands in docs/data-stores.md.
"""

from storage.document_store import Kind

DIVERSION_BOOK = Kind("diversion_book", index_fields=("next_delivery_at", "ask_at"))
"""One a person: the partition is the person's id, the id is `book`. `next_delivery_at` is when the outbox is to look
at it, `ask_at` when to ask whether an open-ended one still holds, or null; documents expire when nothing in the book is
of use any more."""

CHAT = Kind("chat")
"""One a person: the partition is the person's id, the id is `chat`."""

LEASE = Kind("lease")
"""One a job of the scheduler: who does it, and until when."""

DEAD_LETTER = Kind("dead_letter")
"""One a notification that was given up, for thirty days."""

KINDS = (DIVERSION_BOOK, CHAT, LEASE, DEAD_LETTER)
