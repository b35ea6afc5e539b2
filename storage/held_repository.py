"""Owns how it is stored that a directory is held up: one document, with whom is told of it."""

from __future__ import annotations

from policy.directory_held import HeldDirectory, HeldEnding
from policy.organisation import Role
from policy.outgoing import NOTHING_OUTGOING
from services.directory_ports import HELD_PLACE
from storage.case_repository import NEXT_DELIVERY, StoredAs, StoredCases
from storage.document_store import DocumentStore
from storage.kinds import DIRECTORY_HELD
from storage.outgoing_shapes import OUTGOING
from storage.shapes import INSTANT, NUMBER, TEXT, Stored, choice, optional, record, tuple_of

SHAPE = record(
    HeldDirectory,
    Stored("id", TEXT),
    Stored("people_before", NUMBER),
    Stored("people_after", NUMBER),
    Stored("gone", NUMBER),
    Stored("unroled", NUMBER),
    Stored("roles_emptied", tuple_of(choice(Role))),
    Stored("groups_emptied", tuple_of(TEXT)),
    Stored("some", tuple_of(TEXT)),
    Stored("held_at", INSTANT),
    Stored("asked", tuple_of(TEXT)),
    Stored("ending", optional(choice(HeldEnding))),
    Stored("ended_by", optional(TEXT)),
    Stored("ended_at", optional(INSTANT)),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
_STORED_AS = StoredAs(
    kind=DIRECTORY_HELD,
    shape=SHAPE,
    place=lambda _case: HELD_PLACE,
    kept_until=lambda case: case.kept_until,
    index={NEXT_DELIVERY: lambda case: case.outgoing.next_delivery_at},
)


def stored_held(store: DocumentStore) -> StoredCases[HeldDirectory]:
    """The case of a directory that is held up, in the store."""
    return StoredCases(store, _STORED_AS)
