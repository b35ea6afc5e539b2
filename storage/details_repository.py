"""Owns how what a person has said of their details is stored. What it means is `policy.details`'s business."""

from __future__ import annotations

from policy.details import Correction, DetailField, Details, Fate
from policy.outgoing import NOTHING_OUTGOING
from services.ports import DETAILS_ID, Place
from storage.case_repository import AT_DESK, NEXT_DELIVERY, NEXT_STEP, StoredAs, StoredCases
from storage.document_store import DocumentStore
from storage.kinds import DETAILS
from storage.outgoing_shapes import OUTGOING
from storage.shapes import DAY, INSTANT, TEXT, Stored, choice, optional, record, tuple_of

CORRECTION = record(
    Correction,
    Stored("id", TEXT),
    Stored("field", choice(DetailField)),
    Stored("text", TEXT),
    Stored("made_at", INSTANT),
    Stored("fate", choice(Fate), missing=Fate.OPEN),
    Stored("ended_by", optional(TEXT), missing=None),
    Stored("ended_at", optional(INSTANT), missing=None),
)
SHAPE = record(
    Details,
    Stored("person", TEXT),
    Stored("known_since_at", INSTANT),
    Stored("confirmed_on", optional(DAY), missing=None),
    Stored("confirmed_as", TEXT, missing=""),
    Stored("corrections", tuple_of(CORRECTION), missing=()),
    Stored("asked_at", optional(INSTANT), missing=None),
    Stored("asked_about", TEXT, missing=""),
    Stored("look_again_at", optional(INSTANT), missing=None),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
_STORED_AS = StoredAs(
    kind=DETAILS,
    shape=SHAPE,
    place=lambda details: Place(str(details.person), DETAILS_ID),
    kept_until=lambda _details: None,
    index={
        NEXT_DELIVERY: lambda details: details.outgoing.next_delivery_at,
        NEXT_STEP: lambda details: details.look_again_at,
        AT_DESK: lambda details: min((one.made_at for one in details.open), default=None),
    },
)


def stored_details(store: DocumentStore) -> StoredCases[Details]:
    """The details in the store."""
    return StoredCases(store, _STORED_AS)
