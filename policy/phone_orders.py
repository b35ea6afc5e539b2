"""Owns the phone order (beställning): what one is, from a wish to a phone with a PIN in it (R1, V2, V3).

What may be asked for is `policy.order_rules`, who approves is `policy.approvals`, and how an order moves on is
`policy.order_steps`. What it holds of the catalogue is as it was when it was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from policy.catalogue import ItemKind
from policy.organisation import PersonId
from policy.outgoing import NOTHING_OUTGOING, Outgoing

NOBODY = PersonId("")
"""By whom something is done that time does."""


class Errand(StrEnum):
    """Why someone orders."""

    NEW = "new"
    BROKEN = "broken"
    """In the place of one that doesn't work."""
    LOST = "lost"
    """In the place of one that is lost or stolen."""
    CHANGE = "change"
    """Another subscription than the one there is."""
    END = "end"
    """The subscription is to end."""
    RETURN = "return"
    """A phone is handed back; nothing is wanted."""


class Number(StrEnum):
    """Which number is wanted."""

    KEEP = "keep"
    NEW = "new"


class OrderState(StrEnum):
    """How far an order has come."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    ORDERED = "ordered"
    DELIVERED = "delivered"
    ATTESTED = "attested"
    CANCELLED = "cancelled"


class Attestation(StrEnum):
    """What someone says that they know and keep to: a clause of the policy each."""

    PROPERTY = "property"
    """The municipality's property, and a tool for work (R1)."""
    PRIVATE_CALLS = "private_calls"
    """Private calls are a small part of the cost (R2)."""
    SOCIAL_MEDIA = "social_media"
    """No social media without an assignment (R3)."""
    CARE = "care"
    """Care of the phone and of what is in it (R4)."""
    PIN = "pin"
    """A passcode or PIN is set (R5); said once the phone is there."""
    MUNICIPAL_ONLY = "municipal_only"
    """The subscription is never in private equipment (R7)."""


class OrderEventKind(StrEnum):
    """What can happen to an order."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    PASSED_ON = "passed_on"
    """The approval was asked of someone else."""
    REMINDED = "reminded"
    UNANSWERED = "unanswered"
    """There was nobody more to ask."""
    ORDERED = "ordered"
    DELIVERED = "delivered"
    RETURNED = "returned"
    """The old phone was handed back."""
    ATTESTED = "attested"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent:
    """Something that happened: by whom (empty: by time) and when, in which turn. `text`: a reason or a reference."""

    kind: OrderEventKind
    by: PersonId = NOBODY
    at: datetime
    turn: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWish:
    """What someone asks for, as it was filled in; nothing of it is checked yet.

    `for_new` is who it is for when they are not in the directory yet; `for_person` is then who receives it.
    `device` is the phone that it takes the place of, goes into, or that is handed back; `device_listed` whether that
    is one that the municipality has on record. `assignment` is an assignment to use social media, with its grantor.
    """

    for_person: PersonId
    for_new: str = ""
    errand: Errand
    kind: ItemKind
    item: str = ""
    device: str = ""
    device_listed: bool = False
    has_already: tuple[str, ...] = ()
    """The phones that the receiver has on record (R1), so that whoever approves sees them."""
    number: Number | None = None
    cost_centre: str = ""
    deliver_to: str = ""
    wanted_on: date | None = None
    reason: str = ""
    attested: frozenset[Attestation] = frozenset()
    assignment: str = ""
    assignment_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneOrder:
    """One order. Saved as one document, with all that is still to be told about it.

    `asked` is who is to approve now, `level` (1, 2) which of `levels` approvals that is. `next_step_at` is when an
    approval or attestation that hasn't come is seen to; `kept_until` when nothing of the order is of use any more.
    """

    id: str
    requester: PersonId
    wish: OrderWish
    item_name: str = ""
    supplier: str = ""
    price: int = 0
    state: OrderState = OrderState.REQUESTED
    asked: PersonId | None = None
    asked_before: tuple[PersonId, ...] = ()
    level: int = 1
    levels: int = 1
    next_step_at: datetime | None = None
    kept_until: datetime | None = None
    events: tuple[OrderEvent, ...] = ()
    outgoing: Outgoing = NOTHING_OUTGOING

    @property
    def receiver(self) -> PersonId:
        """Who gets it in their hands."""
        return self.wish.for_person

    @property
    def requested_at(self) -> datetime:
        """When it was asked for."""
        return self.events[0].at

    @property
    def latest(self) -> OrderEvent:
        """What happened last, reminders aside: how it came to stand as it does."""
        return next(e for e in reversed(self.events) if e.kind.value in set(OrderState))

    def find(self, kind: OrderEventKind) -> OrderEvent | None:
        """The latest event of that kind, or None."""
        return next((event for event in reversed(self.events) if event.kind is kind), None)

    def was_done_by(self, turn: str) -> bool:
        """Whether this very turn has changed the order already."""
        return any(event.turn == turn for event in self.events if event.turn)

    @property
    def replaces(self) -> bool:
        """Whether it takes the place of a phone that can be handed back."""
        return self.wish.errand is Errand.BROKEN and bool(self.wish.device)

    @property
    def awaits_receiver(self) -> bool:
        """Whether it is there, and its receiver has something to attest or to hand back."""
        return self.state is OrderState.DELIVERED and (bool(to_attest_at_delivery(self)) or self.replaces)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to happen to it."""
        if self.state is OrderState.DELIVERED:
            return not self.awaits_receiver
        return self.state in (OrderState.REJECTED, OrderState.CANCELLED, OrderState.ATTESTED)


AT_ORDER = {
    ItemKind.PHONE: (
        Attestation.PROPERTY,
        Attestation.PRIVATE_CALLS,
        Attestation.SOCIAL_MEDIA,
        Attestation.CARE,
        Attestation.MUNICIPAL_ONLY,
    ),
    ItemKind.SUBSCRIPTION: (Attestation.PRIVATE_CALLS, Attestation.SOCIAL_MEDIA, Attestation.MUNICIPAL_ONLY),
    ItemKind.HEADSET: (Attestation.PROPERTY,),
    ItemKind.ACCESSORY: (Attestation.PROPERTY,),
}
"""What is attested when something of the kind is ordered (R1, R2, R3, R4, R7)."""
TAKES_ITEM = frozenset({Errand.NEW, Errand.BROKEN, Errand.LOST, Errand.CHANGE})


def to_attest_at_order(kind: ItemKind, errand: Errand) -> tuple[Attestation, ...]:
    """What is attested with the order; nothing when nothing is wanted."""
    return AT_ORDER[kind] if errand in TAKES_ITEM else ()


def to_attest_at_delivery(order: PhoneOrder) -> tuple[Attestation, ...]:
    """What the receiver attests with it in their hands: a phone's PIN (R5), and what somebody else ordered it with."""
    wish = order.wish
    others = to_attest_at_order(wish.kind, wish.errand) if order.receiver != order.requester else ()
    pin = (Attestation.PIN,) if wish.kind is ItemKind.PHONE and wish.errand in TAKES_ITEM else ()
    return (*others, *pin)
