"""Owns how what is known of a person's voicemail greeting is stored. What it means is `policy.greetings`'s business."""

from __future__ import annotations

from policy.greetings import Change, Fault, FaultKind, Greeting, GreetingKind, Recording, SaidOf
from policy.outgoing import NOTHING_OUTGOING
from services.ports import GREETING_ID, Place
from storage.case_repository import NEXT_DELIVERY, NEXT_STEP, StoredAs, StoredCases
from storage.document_store import DocumentStore
from storage.kinds import GREETING
from storage.outgoing_shapes import OUTGOING
from storage.shapes import DAY, INSTANT, TEXT, Stored, choice, optional, record

SAID_OF = record(
    SaidOf,
    Stored("name", TEXT),
    Stored("title", TEXT),
    Stored("unit", TEXT),
)
RECORDING = record(
    Recording,
    Stored("kind", choice(GreetingKind)),
    Stored("recorded_on", DAY),
    Stored("noted_at", INSTANT),
    Stored("said", SAID_OF),
    Stored("until_at", optional(INSTANT), missing=None),
)
FAULT = record(
    Fault,
    Stored("kind", choice(FaultKind)),
    Stored("by", TEXT),
    Stored("at", INSTANT),
    Stored("note", TEXT, missing=""),
    Stored("turn", TEXT, missing=""),
)
CHANGE = record(
    Change,
    Stored("id", TEXT),
    Stored("recorded", optional(RECORDING)),
    Stored("fault", optional(FAULT)),
    Stored("undone_by", TEXT, missing=""),
)
SHAPE = record(
    Greeting,
    Stored("person", TEXT),
    Stored("known_since_at", INSTANT),
    Stored("recorded", optional(RECORDING), missing=None),
    Stored("fault", optional(FAULT), missing=None),
    Stored("last_change", optional(CHANGE), missing=None),
    Stored("asked_at", optional(INSTANT), missing=None),
    Stored("asked_about", TEXT, missing=""),
    Stored("look_again_at", optional(INSTANT), missing=None),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
_STORED_AS = StoredAs(
    kind=GREETING,
    shape=SHAPE,
    place=lambda greeting: Place(str(greeting.person), GREETING_ID),
    kept_until=lambda _greeting: None,
    index={
        NEXT_DELIVERY: lambda greeting: greeting.outgoing.next_delivery_at,
        NEXT_STEP: lambda greeting: greeting.look_again_at,
    },
)


def stored_greetings(store: DocumentStore) -> StoredCases[Greeting]:
    """The greetings in the store."""
    return StoredCases(store, _STORED_AS)
