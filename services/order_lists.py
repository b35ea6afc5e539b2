"""Use cases that look at orders: one's own, those to approve, the switchboard's queue, and what a form has to know.

It changes nothing, but for what somebody who wants to be forgotten leaves behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from policy.access import require_role
from policy.catalogue import CatalogueItem, Device, ItemKind
from policy.errors import PolicyError
from policy.order_rules import cost_centre_of, items_for
from policy.organisation import Person, PersonId, Role
from policy.phone_orders import TAKES_ITEM, Errand, OrderEventKind, OrderState, PhoneOrder
from services.phone_orders import place_of, without_reason
from services.ports import Cases, Directory, Loaded, Place

KEPT_STATES = (OrderState.DELIVERED, OrderState.ATTESTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """What a form has to know of whoever is to get something.

    `gone` are phones, as orders call them, that they have no more: handed back, or lost and replaced; one each.
    """

    receiver: Person
    items: tuple[CatalogueItem, ...]
    devices: tuple[Device, ...]
    gone: tuple[str, ...]
    cost_centre: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersErased:
    """How many orders are gone, and which stay: those under way, and records of the accounts until their day."""

    erased: int
    under_way: tuple[Place, ...]
    kept: Mapping[Place, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLists:
    """Looks at orders."""

    orders: Cases[PhoneOrder]
    directory: Directory

    async def facts(self, person: PersonId) -> OrderFacts:
        """What a form has to know; raises PolicyError `person.unknown`."""
        municipality = self.directory.municipality
        receiver = municipality.people.get(person)
        if receiver is None:
            raise PolicyError("person.unknown", field="for_person")
        received = [loaded.value for loaded in await self.orders.among(None, receiver=str(person))]
        return OrderFacts(
            receiver=receiver,
            items=items_for(municipality, receiver),
            devices=(*municipality.catalogue.devices.get(person, ()), *_delivered(received)),
            gone=tuple(order.wish.device for order in received if _took_away(order)),
            cost_centre=cost_centre_of(municipality, receiver),
            unit=municipality.units[receiver.unit].name,
        )

    async def mine(self, actor: PersonId) -> tuple[PhoneOrder, ...]:
        """The orders that the actor has made or gets, the newest first."""
        return _newest_first(await self.orders_of(actor))

    async def to_approve(self, actor: PersonId) -> tuple[PhoneOrder, ...]:
        """The orders that wait for the actor's answer, the longest waiting first."""
        found = await self.orders.among(None, asked=str(actor))
        return _oldest_first([loaded.value for loaded in found])

    async def queue(self, actor: PersonId) -> tuple[PhoneOrder, ...]:
        """What is to be ordered or taken in, and what hasn't come, the oldest first; raises NotAllowed."""
        require_role(self.directory.municipality, actor, Role.SWITCHBOARD)
        approved = await self.orders.among(None, state=OrderState.APPROVED.value)
        ordered = await self.orders.among(None, state=OrderState.ORDERED.value)
        return (*_oldest_first([one.value for one in approved]), *_oldest_first([one.value for one in ordered]))

    async def orders_of(self, person: PersonId) -> tuple[PhoneOrder, ...]:
        """Every order that the person has made or gets."""
        return tuple(loaded.value for loaded in await self._loaded_of(person))

    async def export_of(self, person: PersonId) -> tuple[Mapping[str, Any], ...]:
        """What is stored of the person's orders, as plain JSON; whoever calls sees to it that it reaches them alone."""
        return tuple(_exported(order, person) for order in await self.mine(person))

    async def erase_of(self, person: PersonId) -> OrdersErased:
        """Remove what can go: what came to nothing goes whole, the person's own words go from what is kept.

        Orders are records of the accounts once delivered, so those stay until their day; those under way stay as long
        as that takes. Raises Conflict when something changed meanwhile; then it can be done again.
        """
        erased, under_way, kept = 0, [], {}
        for loaded in await self._loaded_of(person):
            order = loaded.value
            if order.state in (OrderState.REJECTED, OrderState.CANCELLED):
                await self.orders.erase(loaded)
                erased += 1
            elif order.state in KEPT_STATES and order.kept_until is not None:
                kept[place_of(order)] = order.kept_until
                if order.requester == person and order.wish.reason:
                    await self.orders.save(loaded, without_reason(order))
            else:
                under_way.append(place_of(order))
        return OrdersErased(erased=erased, under_way=tuple(under_way), kept=kept)

    async def _loaded_of(self, person: PersonId) -> Sequence[Loaded[PhoneOrder]]:
        made = await self.orders.among(str(person))
        received = await self.orders.among(None, receiver=str(person))
        return [*made, *(loaded for loaded in received if loaded.value.requester != person)]


def _took_away(order: PhoneOrder) -> bool:
    """Whether the phone that the order names is the person's no more."""
    if order.wish.errand is Errand.LOST:
        return order.state in KEPT_STATES
    return order.find(OrderEventKind.RETURNED) is not None


def _delivered(received: Sequence[PhoneOrder]) -> tuple[Device, ...]:
    """The phones that orders have added to those of the municipality file (R1)."""
    return tuple(
        Device(model=order.item_name)
        for order in _oldest_first(received)
        if order.state in KEPT_STATES and order.wish.kind is ItemKind.PHONE and order.wish.errand in TAKES_ITEM
    )


def _exported(order: PhoneOrder, person: PersonId) -> Mapping[str, Any]:
    wish = order.wish
    return {
        "id": order.id,
        "requested_by_you": order.requester == person,
        "for_you": order.receiver == person,
        "for_new": wish.for_new,
        "errand": wish.errand.value,
        "kind": wish.kind.value,
        "item": order.item_name,
        "price": order.price,
        "device": wish.device,
        "number": None if wish.number is None else wish.number.value,
        "cost_centre": wish.cost_centre,
        "deliver_to": wish.deliver_to,
        "wanted_on": None if wish.wanted_on is None else wish.wanted_on.isoformat(),
        "reason": wish.reason if order.requester == person else "",
        "attested": sorted(one.value for one in wish.attested),
        "assignment": wish.assignment,
        "assignment_by": wish.assignment_by,
        "state": order.state.value,
        "events": [
            {"what": event.kind.value, "by_you": event.by == person, "at": event.at.isoformat(), "text": event.text}
            for event in order.events
            if event.kind is not OrderEventKind.PASSED_ON
        ],
        "kept_until": None if order.kept_until is None else order.kept_until.isoformat(),
    }


def _oldest_first(orders: Sequence[PhoneOrder]) -> tuple[PhoneOrder, ...]:
    return tuple(sorted(orders, key=lambda order: (order.requested_at, order.id)))


def _newest_first(orders: Sequence[PhoneOrder]) -> tuple[PhoneOrder, ...]:
    return _oldest_first(orders)[::-1]
