"""What can be ordered in the small town, and orders to tell of, for tests of the rules and the use cases of orders.

A phone for everyone, a dear one, a rugged one for Bygg and below, headsets for the switchboard alone. Above 9,000
kronor two managers approve. Anna and Nils have phones; Bygg has a cost centre, and so has Kommunledningen.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from policy.catalogue import Catalogue, CatalogueItem, Device, ItemKind, OrderRules
from policy.order_steps import approve, asking, mark_delivered, mark_ordered, requested
from policy.organisation import Municipality, PersonId
from policy.phone_orders import Attestation, Errand, Number, OrderState, OrderWish, PhoneOrder
from tests.policy.small_town import ANNA, BO, BUILDING, NILS, TOP, VERA, at, small_town

NOW = at("2026-11-24 09:00")
"""A Tuesday."""
PHONE = CatalogueItem(id="mobil", kind=ItemKind.PHONE, name="Mobil", price=3490, supplier="Mobil 5, art.nr 1")
DEAR = CatalogueItem(id="dyr", kind=ItemKind.PHONE, name="Dyr mobil", price=11900)
RUGGED = CatalogueItem(id="talig", kind=ItemKind.PHONE, name="Tålig", price=5290, units=frozenset({"bygg"}))
HEADSET = CatalogueItem(
    id="headset", kind=ItemKind.HEADSET, name="Headset", price=1450, roles=frozenset({"switchboard"})
)
CHARGER = CatalogueItem(id="laddare", kind=ItemKind.ACCESSORY, name="Laddare", price=199)
PLAN = CatalogueItem(id="bas", kind=ItemKind.SUBSCRIPTION, name="Abonnemang Bas", price=89)
ITEMS = (PHONE, DEAR, RUGGED, HEADSET, CHARGER, PLAN)


def shop_town(**rules: Any) -> Municipality:
    """The small town with its catalogue; `rules` are of orders."""
    town = small_town()
    costs = {TOP: "1000", BUILDING: "2110"}
    units = {id_: replace(unit, cost_centre=costs.get(id_, "")) for id_, unit in town.units.items()}
    catalogue = Catalogue(
        items={item.id: item for item in ITEMS},
        devices={ANNA: (Device(model="Mobil 3", number="+46701740605"),), NILS: (Device(model="Lur"),)},
        rules=OrderRules(**{"approval_above": 9000, **rules}),
    )
    return replace(town, units=units, catalogue=catalogue)


TOWN = shop_town()


def wish(**changed: Any) -> OrderWish:
    """Anna's wish for a phone with a new number, everything in order, but for what is changed."""
    usual: dict[str, Any] = {
        "for_person": ANNA,
        "errand": Errand.NEW,
        "kind": ItemKind.PHONE,
        "item": "mobil",
        "number": Number.NEW,
        "cost_centre": "2110",
        "deliver_to": "Bygg, rum 12",
        "reason": "Börjar ute på fältet.",
        "attested": frozenset(Attestation) - {Attestation.PIN},
    }
    return OrderWish(**usual | changed)


def order_in(
    state: OrderState, *, by: PersonId = ANNA, town: Municipality = TOWN, now: datetime = NOW, **changed: Any
) -> PhoneOrder:
    """Anna's order, asked of Bo, as far as that state on the straight way."""
    made = requested(wish(**changed), town, order_id="o1", by=by, now=now)
    order = asking(made, town, away=(), now=now)
    while order.state is OrderState.REQUESTED and state is not OrderState.REQUESTED:
        approver = order.asked or BO
        order = asking(approve(order, town, by=approver, turn=f"a{order.level}", now=now), town, away=(), now=now)
    if state in (OrderState.ORDERED, OrderState.DELIVERED):
        order = mark_ordered(order, town, by=VERA, reference="B-1", turn="b", now=now)
    if state is OrderState.DELIVERED:
        order = mark_delivered(order, town, by=VERA, turn="l", now=now)
    return order
