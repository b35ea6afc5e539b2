"""Owns who approves an order (M1): the nearest manager, above a price the next one too, never who it is for or from.

It must not know who is away: that is given to it.
"""

from __future__ import annotations

from collections.abc import Collection

from policy.access import has_role
from policy.catalogue import OrderRules
from policy.errors import NotAllowed
from policy.order_rules import units_above
from policy.organisation import Municipality, PersonId, Role, Unit
from policy.phone_orders import Errand, OrderEventKind, OrderState, PhoneOrder

ONE, TWO = 1, 2
NEEDS_NOBODY = frozenset({Errand.RETURN})
"""To hand a phone back nobody's leave is asked."""


def approvals_needed(errand: Errand, price: int, rules: OrderRules) -> int:
    """How many managers approve: none, the nearest, or above the price the next one too."""
    if errand in NEEDS_NOBODY:
        return 0
    return TWO if rules.approval_above is not None and price > rules.approval_above else ONE


def approvers(municipality: Municipality, order: PhoneOrder) -> tuple[PersonId, ...]:
    """Who may be asked at the order's level, in turn: that manager, then the deputies; empty when there is nobody.

    Nobody approves what they have asked for or get, and the second approval is of another unit's than the first.
    Where a manager is left out by that, the manager above takes the place; where nobody is above, the deputies of the
    highest do, for the first approval.
    """
    led = _left_to_decide(municipality, order)
    if led:
        everyone = (led[0].manager, *led[0].deputies)
    elif order.level == ONE:
        everyone = tuple(deputy for unit in _led_units(municipality, order)[-1:] for deputy in unit.deputies)
    else:
        everyone = ()
    barred = {order.requester, order.receiver}
    return tuple(dict.fromkeys(one for one in everyone if one is not None and one not in barred))


def next_to_ask(municipality: Municipality, order: PhoneOrder, *, away: Collection[PersonId] = ()) -> PersonId | None:
    """Whom to ask now: the first who has not been asked and is not away; if all are away, the first of them.

    When everyone of the level has been asked in vain it is a manager above them. None when there is nobody left.
    """
    left = left_to_ask(municipality, order)
    return next((one for one in left if one not in away), left[0] if left else None)


def left_to_ask(municipality: Municipality, order: PhoneOrder) -> tuple[PersonId, ...]:
    """Everyone who may be asked now and hasn't been, in turn: of the level, and then the managers above it."""
    above = [unit.manager for unit in _left_to_decide(municipality, order)[1:]]
    asked = {order.asked, *order.asked_before}
    everyone = (*approvers(municipality, order), *above)
    return tuple(dict.fromkeys(one for one in everyone if one is not None and one not in asked))


def require_approver(municipality: Municipality, order: PhoneOrder, actor: PersonId) -> None:
    """Return if the actor may approve or reject: who is asked, who was, and the manager whose deputy is asked.

    Raises NotAllowed with code `order.own_order` or `order.not_approver`.
    """
    if actor in (order.requester, order.receiver):
        raise NotAllowed("order.own_order")
    if actor not in (order.asked, *order.asked_before, *approvers(municipality, order)[:1]):
        raise NotAllowed("order.not_approver")


def may_see_order(municipality: Municipality, actor: PersonId, order: PhoneOrder) -> bool:
    """Whether the order is any of the actor's business: theirs, theirs to decide, or in the switchboard's queue."""
    receiver = municipality.people.get(order.receiver)
    involved = {order.requester, order.receiver, order.asked, *order.asked_before, *(e.by for e in order.events)}
    if actor in involved or (receiver is not None and actor == municipality.nearest_manager(receiver)):
        return True
    return _came_to_queue(order, actor) and has_role(municipality, actor, Role.SWITCHBOARD)


def _came_to_queue(order: PhoneOrder, actor: PersonId) -> bool:
    """Whether the order is or was in the queue: wholly approved, also if it was cancelled after that."""
    if order.state is not OrderState.CANCELLED:
        return order.state not in (OrderState.REQUESTED, OrderState.REJECTED)
    approvals = sum(event.kind is OrderEventKind.APPROVED for event in order.events)
    return approvals >= order.levels or any(card.to == actor for card in order.outgoing.standing)


def _led_units(municipality: Municipality, order: PhoneOrder) -> list[Unit]:
    receiver = municipality.people.get(order.receiver)
    if receiver is None:
        return []
    return [unit for unit in units_above(municipality, receiver) if unit.manager is not None]


def _left_to_decide(municipality: Municipality, order: PhoneOrder) -> list[Unit]:
    """The units above the receiver whose managers may decide, nearest first."""
    approved = {event.by for event in order.events if event.kind is OrderEventKind.APPROVED}
    return [
        unit
        for unit in _led_units(municipality, order)
        if unit.manager not in (order.requester, order.receiver) and approved.isdisjoint((unit.manager, *unit.deputies))
    ]
