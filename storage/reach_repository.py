"""Owns how it is stored whether somebody can be reached: one document a person, for whom there was something to say."""

from __future__ import annotations

from policy.outgoing import NOTHING_OUTGOING
from policy.reachability import Reachability, ReachState, Refusal, Waiting
from services.install_ports import REACH_ID
from services.ports import Place
from storage.case_repository import NEXT_DELIVERY, StoredAs, StoredCases
from storage.document_store import DocumentStore
from storage.kinds import REACHABILITY
from storage.outgoing_shapes import OUTGOING
from storage.shapes import INSTANT, NUMBER, TEXT, Stored, choice, optional, record, tuple_of

WAITING = record(Waiting, Stored("source", TEXT), Stored("partition", TEXT), Stored("id", TEXT))
REACH = record(
    Reachability,
    Stored("person", TEXT),
    Stored("state", choice(ReachState)),
    Stored("since_at", INSTANT),
    Stored("installed_at", optional(INSTANT)),
    Stored("asked_by", optional(TEXT)),
    Stored("refusal", optional(choice(Refusal))),
    Stored("attempts", NUMBER),
    Stored("waiting", tuple_of(WAITING)),
    Stored("bounced_at", optional(INSTANT)),
    Stored("next_step_at", INSTANT),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
_REACH = StoredAs(
    kind=REACHABILITY,
    shape=REACH,
    place=lambda known: Place(str(known.person), REACH_ID),
    kept_until=lambda _known: None,
    index={
        NEXT_DELIVERY: lambda known: known.outgoing.next_delivery_at,
        "is_out": lambda known: int(known.is_out),
    },
)


def stored_reach(store: DocumentStore) -> StoredCases[Reachability]:
    """How people can be reached, in the store."""
    return StoredCases(store, _REACH)
