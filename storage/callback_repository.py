"""Owns how a promise to call back is stored: one document, in its holder's partition. What it means is the rules'."""

from __future__ import annotations

from policy.callbacks import Callback, CallbackEvent, Happening, Stage, State
from policy.outgoing import NOTHING_OUTGOING
from services.ports import Place
from storage.case_repository import AT_DESK, StoredAs, StoredCases
from storage.document_store import DocumentStore
from storage.kinds import CALLBACK
from storage.outgoing_shapes import OUTGOING
from storage.shapes import FLAG, INSTANT, TEXT, Stored, choice, optional, record, tuple_of

EVENT = record(
    CallbackEvent,
    Stored("id", TEXT),
    Stored("what", choice(Happening)),
    Stored("by", TEXT),
    Stored("at", INSTANT),
    Stored("until", optional(INSTANT), missing=None),
    Stored("due_before", optional(INSTANT), missing=None),
    Stored("to", optional(TEXT), missing=None),
)
SHAPE = record(
    Callback,
    Stored("id", TEXT),
    Stored("holder", TEXT),
    Stored("caller", TEXT),
    Stored("phone", TEXT),
    Stored("matter", TEXT),
    Stored("contact_due_at", INSTANT),
    Stored("answer_due_at", optional(INSTANT)),
    Stored("made_by", TEXT),
    Stored("made_at", INSTANT),
    Stored("left_by", optional(TEXT)),
    Stored("message", TEXT),
    Stored("urgent", FLAG),
    Stored("delivered_at", optional(INSTANT)),
    Stored("seen_at", optional(INSTANT)),
    Stored("bounced_at", optional(INSTANT)),
    Stored("events", tuple_of(EVENT)),
    Stored("offered_to", optional(TEXT)),
    Stored("moved_to", optional(TEXT)),
    Stored("state", choice(State)),
    Stored("closed_at", optional(INSTANT)),
    Stored("contact_reminded", choice(Stage)),
    Stored("answer_reminded", choice(Stage)),
    Stored("raised_to", optional(TEXT)),
    Stored("next_step_at", optional(INSTANT)),
    Stored("erased_after", optional(INSTANT)),
    Stored("erased", FLAG, missing=False),
    Stored("tallied_in", TEXT, missing=""),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
_CALLBACKS = StoredAs(
    kind=CALLBACK,
    shape=SHAPE,
    place=lambda callback: Place(str(callback.holder), callback.id),
    kept_until=lambda callback: callback.kept_until,
    index={
        "next_delivery_at": lambda callback: callback.outgoing.next_delivery_at,
        AT_DESK: lambda callback: callback.next_due_at if callback.is_unseen_message else None,
        "unseen_by": lambda callback: callback.left_by if callback.is_unseen_message else None,
    },
)


def stored_callbacks(store: DocumentStore) -> StoredCases[Callback]:
    """The promises in the store."""
    return StoredCases(store, _CALLBACKS)
