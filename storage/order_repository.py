"""Owns how phone orders and reports of lost phones are stored: one document each, with whoever made it.

How long an order is kept is written in it; a document with something unsent is never let go.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from policy.catalogue import ItemKind
from policy.lost_phones import LostPhone, LostState
from policy.outgoing import NOTHING_OUTGOING
from policy.phone_orders import (
    Attestation,
    Errand,
    Number,
    OrderEvent,
    OrderEventKind,
    OrderState,
    OrderWish,
    PhoneOrder,
)
from services.ports import Place
from storage.case_repository import AT_DESK, NEXT_DELIVERY, StoredAs, StoredCases
from storage.document_store import DocumentStore
from storage.kinds import LOST_PHONE, PHONE_ORDER
from storage.outgoing_shapes import OUTGOING
from storage.shapes import FLAG, INSTANT, NUMBER, TEXT, Misshapen, Shape, Stored, choice, optional, record, tuple_of


def _read_day(value: Any) -> date:
    try:
        return date.fromisoformat(TEXT.read(value))
    except ValueError as error:
        raise Misshapen("is not a date") from error


DAY: Shape[date] = Shape(lambda day: day.isoformat(), _read_day)
_ATTESTATIONS = tuple_of(choice(Attestation))
ATTESTED: Shape[frozenset[Attestation]] = Shape(
    lambda said: _ATTESTATIONS.write(tuple(sorted(said))), lambda value: frozenset(_ATTESTATIONS.read(value))
)
"""A set, written in order so that the same is always written alike."""

WISH = record(
    OrderWish,
    Stored("for_person", TEXT),
    Stored("for_new", TEXT),
    Stored("errand", choice(Errand)),
    Stored("kind", choice(ItemKind)),
    Stored("item", TEXT),
    Stored("device", TEXT),
    Stored("device_listed", FLAG),
    Stored("has_already", tuple_of(TEXT), missing=()),
    Stored("number", optional(choice(Number))),
    Stored("cost_centre", TEXT),
    Stored("deliver_to", TEXT),
    Stored("wanted_on", optional(DAY)),
    Stored("reason", TEXT),
    Stored("attested", ATTESTED),
    Stored("assignment", TEXT),
    Stored("assignment_by", TEXT),
)
EVENT = record(
    OrderEvent,
    Stored("kind", choice(OrderEventKind)),
    Stored("by", TEXT),
    Stored("at", INSTANT),
    Stored("turn", TEXT),
    Stored("text", TEXT),
)
ORDER = record(
    PhoneOrder,
    Stored("id", TEXT),
    Stored("requester", TEXT),
    Stored("wish", WISH),
    Stored("item_name", TEXT),
    Stored("supplier", TEXT),
    Stored("price", NUMBER),
    Stored("state", choice(OrderState)),
    Stored("asked", optional(TEXT)),
    Stored("asked_before", tuple_of(TEXT)),
    Stored("level", NUMBER),
    Stored("levels", NUMBER),
    Stored("next_step_at", optional(INSTANT)),
    Stored("kept_until", optional(INSTANT)),
    Stored("events", tuple_of(EVENT)),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
LOST = record(
    LostPhone,
    Stored("id", TEXT),
    Stored("person", TEXT),
    Stored("devices", tuple_of(TEXT)),
    Stored("number", TEXT),
    Stored("reported_by", TEXT),
    Stored("reported_at", INSTANT),
    Stored("state", choice(LostState)),
    Stored("settled_by", optional(TEXT)),
    Stored("settled_at", optional(INSTANT)),
    Stored("settled_in", TEXT),
    Stored("kept_until", INSTANT),
    Stored("missed", tuple_of(TEXT), missing=()),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)

_ORDERS = StoredAs(
    kind=PHONE_ORDER,
    shape=ORDER,
    place=lambda order: Place(str(order.requester), order.id),
    kept_until=lambda order: None if order.outgoing.unsent else order.kept_until,
    index={
        NEXT_DELIVERY: lambda order: order.outgoing.next_delivery_at,
        "receiver": lambda order: str(order.receiver),
        AT_DESK: lambda order: order.latest.at if order.state is OrderState.APPROVED else None,
    },
)
_LOST_PHONES = StoredAs(
    kind=LOST_PHONE,
    shape=LOST,
    place=lambda lost: Place(str(lost.person), lost.id),
    kept_until=lambda lost: None if lost.outgoing.unsent else lost.kept_until,
    index={NEXT_DELIVERY: lambda lost: lost.outgoing.next_delivery_at},
)


def stored_orders(store: DocumentStore) -> StoredCases[PhoneOrder]:
    """The phone orders in the store."""
    return StoredCases(store, _ORDERS)


def stored_lost_phones(store: DocumentStore) -> StoredCases[LostPhone]:
    """The lost phones in the store."""
    return StoredCases(store, _LOST_PHONES)
