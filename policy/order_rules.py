"""Owns what may be asked for: who for whom, what of the catalogue, and what has to be said with it (R1-R4, R7).

It judges a wish, all of it at once, each fault at its field. Who approves and what follows is not its business.
"""

from __future__ import annotations

from datetime import date

from policy.access import has_role
from policy.catalogue import CatalogueItem, ItemKind
from policy.errors import NotAllowed, PolicyError
from policy.organisation import Municipality, Person, PersonId, Role, Unit, UnitId
from policy.phone_orders import TAKES_ITEM, Attestation, Errand, Number, OrderWish, to_attest_at_order

LONGEST_LINE = 120
LONGEST_REASON = 400
NEEDS_DEVICE = frozenset({Errand.BROKEN, Errand.LOST, Errand.CHANGE, Errand.END, Errand.RETURN})
"""Errands that are about a phone or a subscription that is there already."""
HAS_NUMBER = frozenset({ItemKind.PHONE, ItemKind.SUBSCRIPTION})
DELIVERED_TO = frozenset({Errand.NEW, Errand.BROKEN, Errand.LOST})


def units_above(municipality: Municipality, person: Person) -> tuple[Unit, ...]:
    """The person's unit and those above it, nearest first."""
    found: list[Unit] = []
    name: UnitId | None = person.unit
    while name is not None:
        found.append(municipality.units[name])
        name = found[-1].parent
    return tuple(found)


def items_for(municipality: Municipality, person: Person) -> tuple[CatalogueItem, ...]:
    """What of the catalogue the person may have, in its order."""
    units = {unit.id for unit in units_above(municipality, person)}
    return tuple(item for item in municipality.catalogue.items.values() if item.is_for(units, person.roles))


def cost_centre_of(municipality: Municipality, person: Person) -> str:
    """The cost centre that an order for the person is charged to unless another is given; empty if none is known."""
    return next((unit.cost_centre for unit in units_above(municipality, person) if unit.cost_centre), "")


def require_order_for(municipality: Municipality, requester: PersonId, receiver: Person) -> None:
    """Return if the requester may order for the receiver; raises NotAllowed with code `order.not_for_them`."""
    if not acts_for(municipality, requester, receiver):
        raise NotAllowed("order.not_for_them", field="for_person", params={"name": receiver.name})


def acts_for(municipality: Municipality, actor: PersonId, person: Person) -> bool:
    """Whether someone sees to the person's phone: themselves, someone of their unit, whoever leads a unit above them.

    The switchboard does for everyone.
    """
    known = municipality.people.get(actor)
    if known is None:
        return False
    if person.unit == known.unit or has_role(municipality, actor, Role.SWITCHBOARD):
        return True
    return any(actor in (unit.manager, *unit.deputies) for unit in units_above(municipality, person))


def wish_faults(
    wish: OrderWish, municipality: Municipality, receiver: Person, *, today: date
) -> tuple[PolicyError, ...]:
    """Everything that keeps the wish from being sent to a manager, in the order of the form's fields."""
    found = [
        *_item_faults(wish, municipality, receiver),
        *_number_faults(wish),
        *_device_faults(wish),
        *_delivery_faults(wish),
        *_length_faults(wish),
        *_attestation_faults(wish),
    ]
    if wish.wanted_on is not None and wish.wanted_on < today:
        found.append(PolicyError("order.day_passed", field="wanted_on"))
    if wish.assignment and not wish.assignment_by:
        found.append(PolicyError("order.assignment_by_missing", field="assignment_by"))
    return tuple(found)


def _item_faults(wish: OrderWish, municipality: Municipality, receiver: Person) -> list[PolicyError]:
    if wish.errand not in TAKES_ITEM:
        return []
    item = municipality.catalogue.items.get(wish.item)
    if item is None or item.kind is not wish.kind:
        return [PolicyError("order.item_missing", field="item")]
    if item not in items_for(municipality, receiver):
        params = {"item": item.name, "name": receiver.name}
        return [PolicyError("order.not_entitled", field="item", params=params)]
    return []


def _number_faults(wish: OrderWish) -> list[PolicyError]:
    if wish.errand not in DELIVERED_TO or wish.kind not in HAS_NUMBER:
        return []
    if wish.number is None:
        return [PolicyError("order.number_missing", field="number")]
    if wish.number is Number.KEEP and wish.errand is Errand.NEW and wish.kind is ItemKind.PHONE and not wish.device:
        return [PolicyError("order.number_of_what", field="device")]
    return []


def _device_faults(wish: OrderWish) -> list[PolicyError]:
    if wish.device:
        return []
    if wish.kind is ItemKind.SUBSCRIPTION and wish.errand in TAKES_ITEM:
        # A subscription on its own goes into one of the municipality's phones, and says which (R7).
        return [PolicyError("order.device_needed", field="device")]
    if wish.errand in NEEDS_DEVICE:
        return [PolicyError("order.device_missing", field="device")]
    return []


def _delivery_faults(wish: OrderWish) -> list[PolicyError]:
    found = []
    if wish.errand in TAKES_ITEM and not wish.cost_centre:
        found.append(PolicyError("order.cost_centre_missing", field="cost_centre"))
    if wish.errand in DELIVERED_TO and not wish.deliver_to:
        found.append(PolicyError("order.deliver_to_missing", field="deliver_to"))
    return found


def _length_faults(wish: OrderWish) -> list[PolicyError]:
    lines = {
        "for_person": wish.for_new,
        "device": wish.device,
        "cost_centre": wish.cost_centre,
        "deliver_to": wish.deliver_to,
        "assignment": wish.assignment,
        "assignment_by": wish.assignment_by,
    }
    long = [(field, LONGEST_LINE) for field, text in lines.items() if len(text) > LONGEST_LINE]
    if len(wish.reason) > LONGEST_REASON:
        long.append(("reason", LONGEST_REASON))
    return [PolicyError("order.text_too_long", field=field, params={"most": most}) for field, most in long]


def _attestation_faults(wish: OrderWish) -> list[PolicyError]:
    needed = to_attest_at_order(wish.kind, wish.errand)
    return [not_attested(one) for one in needed if one not in wish.attested]


def not_attested(attestation: Attestation) -> PolicyError:
    """That it isn't attested, at its own field."""
    return PolicyError("order.not_attested", field=attestation.value)
