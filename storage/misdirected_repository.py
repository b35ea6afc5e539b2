"""Owns how misdirected calls and mends of the directory are stored: one document a matter, all in one partition."""

from __future__ import annotations

from policy.directory_mends import Mend, MendKind
from policy.misdirected import MisdirectedCall, MisdirectedMatter, Stands, Suggestion, Whereabouts
from policy.outgoing import NOTHING_OUTGOING
from services.ports import MISDIRECTED as PARTITION
from services.ports import Place
from storage.case_repository import NEXT_DELIVERY, NEXT_STEP, StoredAs, StoredCases
from storage.document_store import DocumentStore
from storage.kinds import MISDIRECTED
from storage.outgoing_shapes import OUTGOING
from storage.shapes import INSTANT, NUMBER, TEXT, Stored, choice, optional, record, tuple_of

WHEREABOUTS = record(Whereabouts, Stored("id", TEXT), Stored("words", TEXT))
CALL = record(
    MisdirectedCall,
    Stored("id", TEXT),
    Stored("at", INSTANT),
    Stored("by", optional(TEXT)),
    Stored("landed", WHEREABOUTS),
    Stored("right", WHEREABOUTS),
)
MEND = record(
    Mend,
    Stored("id", TEXT),
    Stored("kind", choice(MendKind)),
    Stored("word", TEXT),
    Stored("target", TEXT),
    Stored("made_by", optional(TEXT)),
    Stored("made_at", INSTANT),
)
SUGGESTION = record(
    Suggestion,
    Stored("round", NUMBER),
    Stored("calls", NUMBER),
    Stored("state", choice(Stands)),
    Stored("decided_by", optional(TEXT)),
    Stored("decided_at", optional(INSTANT)),
    Stored("turn", TEXT),
    Stored("mend", optional(MEND)),
)
SHAPE = record(
    MisdirectedMatter,
    Stored("id", TEXT),
    Stored("matter", TEXT),
    Stored("calls", tuple_of(CALL)),
    Stored("counted_from", optional(INSTANT)),
    Stored("suggestion", optional(SUGGESTION)),
    Stored("mends", tuple_of(MEND)),
    Stored("next_step_at", optional(INSTANT)),
    Stored("kept_until", optional(INSTANT)),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
_STORED_AS = StoredAs(
    kind=MISDIRECTED,
    shape=SHAPE,
    place=lambda case: Place(PARTITION, case.id),
    kept_until=lambda case: None if case.outgoing.unsent else case.kept_until,
    index={
        NEXT_DELIVERY: lambda case: case.outgoing.next_delivery_at,
        NEXT_STEP: lambda case: case.next_step_at,
        "has_mend": lambda case: 1 if case.mends else None,
    },
)


def stored_misdirected(store: DocumentStore) -> StoredCases[MisdirectedMatter]:
    """The records of misdirected calls in the store."""
    return StoredCases(store, _STORED_AS)
