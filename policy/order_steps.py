"""Owns how an order moves on: who may do what to it when, and what it becomes. Two who come at once: one does it, the
other is told who did.

It decides nothing about whom that is told to: `policy.order_notices` does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time
from enum import StrEnum

from policy.access import has_role, require_role
from policy.approvals import approvals_needed, approvers, left_to_ask, next_to_ask, require_approver
from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.order_rules import LONGEST_LINE, LONGEST_REASON, not_attested
from policy.organisation import Municipality, PersonId, Role
from policy.periods import as_utc
from policy.phone_orders import (
    NOBODY,
    Attestation,
    Errand,
    OrderEvent,
    OrderEventKind,
    OrderState,
    OrderWish,
    PhoneOrder,
    to_attest_at_delivery,
)
from policy.retention import months_after
from policy.working_calendar import WorkingCalendar

END_OF_DAY = time(17)


class OrderAct(StrEnum):
    """What someone can do to an order as it stands."""

    DECIDE = "decide"
    CANCEL = "cancel"
    ORDER = "order"
    DELIVER = "deliver"
    ATTEST = "attest"


def acts_of(municipality: Municipality, order: PhoneOrder, reader: PersonId) -> frozenset[OrderAct]:
    """All that the reader can do to the order now."""
    at_switchboard = has_role(municipality, reader, Role.SWITCHBOARD)
    waits_for_order = order.state is OrderState.APPROVED and order.wish.errand is not Errand.RETURN
    waits_for_delivery = order.state is OrderState.ORDERED or (
        order.state is OrderState.APPROVED and order.wish.errand is Errand.RETURN
    )
    possible = {
        OrderAct.DECIDE: order.state is OrderState.REQUESTED and _may_decide(municipality, order, reader),
        OrderAct.CANCEL: order.state in (OrderState.REQUESTED, OrderState.APPROVED) and reader == order.requester,
        OrderAct.ORDER: waits_for_order and at_switchboard,
        OrderAct.DELIVER: waits_for_delivery and at_switchboard,
        OrderAct.ATTEST: order.awaits_receiver and reader == order.receiver,
    }
    return frozenset(act for act, can in possible.items() if can)


def requested(wish: OrderWish, municipality: Municipality, *, order_id: str, by: PersonId, now: datetime) -> PhoneOrder:
    """The order as it is made, with nobody asked yet; what nobody has to approve goes straight to the queue.

    Raises PolicyError `order.no_approver` when there is nobody who could approve it.
    """
    item = municipality.catalogue.items.get(wish.item)
    price = item.price if item is not None else 0
    needed = approvals_needed(wish.errand, price, municipality.catalogue.rules)
    event = OrderEvent(kind=OrderEventKind.REQUESTED, by=by, at=as_utc(now), turn=order_id)
    order = PhoneOrder(
        id=order_id,
        requester=by,
        wish=wish,
        item_name=item.name if item is not None else "",
        supplier=item.supplier if item is not None else "",
        price=price,
        levels=max(needed, 1),
        events=(event,),
    )
    if not needed:
        return replace(_noted(order, OrderEventKind.APPROVED, NOBODY, now), state=OrderState.APPROVED)
    if not approvers(municipality, order):
        raise PolicyError("order.no_approver")
    return order


def asking(order: PhoneOrder, municipality: Municipality, *, away: Collection[PersonId], now: datetime) -> PhoneOrder:
    """The order with its next approver asked; approved if there is nobody above to give the second approval."""
    if order.state is not OrderState.REQUESTED or order.asked is not None:
        return order
    person = next_to_ask(municipality, order, away=away)
    if person is None:
        return replace(order, state=OrderState.APPROVED, next_step_at=None)
    passed_over = _passed_over(municipality, order, person, away)
    due_at = _answer_due_at(municipality, now)
    return replace(order, asked=person, asked_before=passed_over, next_step_at=due_at)


def approve(order: PhoneOrder, municipality: Municipality, *, by: PersonId, turn: str, now: datetime) -> PhoneOrder:
    """The order approved by one of its managers: done, or next to be asked of the one above (`asking`)."""
    _require_state(order, municipality, by, OrderState.REQUESTED)
    require_approver(municipality, order, by)
    is_last = order.level >= order.levels
    approved = _noted(order, OrderEventKind.APPROVED, by, now, turn=turn)
    return replace(
        approved,
        state=OrderState.APPROVED if is_last else OrderState.REQUESTED,
        level=order.level if is_last else order.level + 1,
        asked=None,
        asked_before=(),
        next_step_at=None,
    )


def reject(
    order: PhoneOrder, municipality: Municipality, *, by: PersonId, reason: str, turn: str, now: datetime
) -> PhoneOrder:
    """The order rejected, with a reason that whoever asked reads: a no is said so that it is understood (S8)."""
    _require_state(order, municipality, by, OrderState.REQUESTED)
    require_approver(municipality, order, by)
    said = " ".join(reason.split())
    if not any(character.isalpha() for character in said):
        raise PolicyError("order.reason_missing", field="reason")
    if len(said) > LONGEST_REASON:
        raise PolicyError("order.text_too_long", field="reason", params={"most": LONGEST_REASON})
    rejected = _noted(order, OrderEventKind.REJECTED, by, now, turn=turn, text=said)
    return _over(rejected, municipality, OrderState.REJECTED)


def cancel(order: PhoneOrder, municipality: Municipality, *, by: PersonId, turn: str, now: datetime) -> PhoneOrder:
    """The order cancelled by who made it, as long as it isn't ordered."""
    if by != order.requester:
        raise NotAllowed("order.not_requester")
    _require_state(order, municipality, by, OrderState.REQUESTED, OrderState.APPROVED)
    return _over(_noted(order, OrderEventKind.CANCELLED, by, now, turn=turn), municipality, OrderState.CANCELLED)


def mark_ordered(
    order: PhoneOrder, municipality: Municipality, *, by: PersonId, reference: str, turn: str, now: datetime
) -> PhoneOrder:
    """The order is with the supplier, under a reference (V2, V3)."""
    require_role(municipality, by, Role.SWITCHBOARD)
    _require_state(order, municipality, by, OrderState.APPROVED)
    if order.wish.errand is Errand.RETURN:
        raise PolicyError("order.nothing_to_order")
    said = " ".join(reference.split())
    if not said:
        raise PolicyError("order.reference_missing", field="reference")
    if len(said) > LONGEST_LINE:
        raise PolicyError("order.text_too_long", field="reference", params={"most": LONGEST_LINE})
    return replace(_noted(order, OrderEventKind.ORDERED, by, now, turn=turn, text=said), state=OrderState.ORDERED)


def mark_delivered(
    order: PhoneOrder, municipality: Municipality, *, by: PersonId, turn: str, now: datetime
) -> PhoneOrder:
    """It is there; or the phone that was to be handed back has been."""
    require_role(municipality, by, Role.SWITCHBOARD)
    hands_back = order.wish.errand is Errand.RETURN
    _require_state(order, municipality, by, OrderState.APPROVED if hands_back else OrderState.ORDERED)
    arrived = _noted(order, OrderEventKind.DELIVERED, by, now, turn=turn)
    if hands_back:
        arrived = _noted(arrived, OrderEventKind.RETURNED, by, now, turn=turn)
    there = _over(arrived, municipality, OrderState.DELIVERED)
    return replace(there, next_step_at=_answer_due_at(municipality, now) if there.awaits_receiver else None)


def attest(
    order: PhoneOrder,
    municipality: Municipality,
    *,
    by: PersonId,
    attested: frozenset[Attestation],
    returned: bool,
    turn: str,
    now: datetime,
) -> PhoneOrder:
    """The receiver says that a PIN is set, and that the old phone is handed back (R5, R1). Raises PolicyErrors."""
    if by != order.receiver:
        raise NotAllowed("order.not_receiver")
    _require_state(order, municipality, by, OrderState.DELIVERED)
    if not order.awaits_receiver:
        raise PolicyError("order.nothing_to_attest")
    needed = to_attest_at_delivery(order)
    found = [not_attested(one) for one in needed if one not in attested]
    if order.replaces and not returned:
        found.append(PolicyError("order.not_returned", field="returned"))
    if found:
        raise PolicyErrors(found)
    if order.replaces:
        order = _noted(order, OrderEventKind.RETURNED, by, now, turn=turn)
    said = " ".join(one.value for one in needed)
    said_so = _noted(order, OrderEventKind.ATTESTED, by, now, turn=turn, text=said)
    return _over(said_so, municipality, OrderState.ATTESTED)


def seen_to(order: PhoneOrder, municipality: Municipality, *, away: Collection[PersonId], now: datetime) -> PhoneOrder:
    """The order after something that didn't come in time. An approval is asked for again; then asked of the next; then
    nobody's. That a PIN is set is asked for once more (R5).
    """
    if order.awaits_receiver:
        return replace(_noted(order, OrderEventKind.REMINDED, NOBODY, now), next_step_at=None)
    if order.state is not OrderState.REQUESTED:
        return replace(order, next_step_at=None)
    # Whoever has left can't be reminded.
    if order.asked in municipality.people and order.events[-1].kind is not OrderEventKind.REMINDED:
        due_at = end_of_working_day(municipality.calendar, now, 1)
        return replace(_noted(order, OrderEventKind.REMINDED, NOBODY, now), next_step_at=due_at)
    moved = passed_on(order, municipality, away=away, now=now)
    return moved or replace(_noted(order, OrderEventKind.UNANSWERED, NOBODY, now), next_step_at=None)


def passed_on(
    order: PhoneOrder, municipality: Municipality, *, away: Collection[PersonId] = (), now: datetime
) -> PhoneOrder | None:
    """The order asked of the next who may approve, because who was asked can't be reached; None if there is nobody."""
    person = next_to_ask(municipality, order, away=away)
    if person is None:
        return None
    asked = () if order.asked is None else (order.asked,)
    before = (*order.asked_before, *asked, *_passed_over(municipality, order, person, away))
    moved = replace(order, asked=person, asked_before=before, next_step_at=_answer_due_at(municipality, now))
    return _noted(moved, OrderEventKind.PASSED_ON, NOBODY, now, text=str(person))


def end_of_working_day(calendar: WorkingCalendar, now: datetime, days: int) -> datetime:
    """When the working day that lies so many working days ahead ends."""
    day = calendar.local(now).date()
    for _ in range(days):
        day = calendar.next_working_day(day)
    stretches = calendar.stretches(day)
    return as_utc(calendar.at(day, stretches[-1].end if stretches else END_OF_DAY))


def _passed_over(
    municipality: Municipality, order: PhoneOrder, person: PersonId, away: Collection[PersonId]
) -> tuple[PersonId, ...]:
    """Those who would have been asked before the person, had they been there; they are not asked later either."""
    if person in away:
        return ()
    left = left_to_ask(municipality, order)
    return tuple(one for one in left[: left.index(person)] if one in away)


def _answer_due_at(municipality: Municipality, now: datetime) -> datetime:
    return end_of_working_day(municipality.calendar, now, municipality.catalogue.rules.approval_days)


def _may_decide(municipality: Municipality, order: PhoneOrder, reader: PersonId) -> bool:
    try:
        require_approver(municipality, order, reader)
    except NotAllowed:
        return False
    return True


def _noted(
    order: PhoneOrder, kind: OrderEventKind, by: PersonId, now: datetime, *, turn: str = "", text: str = ""
) -> PhoneOrder:
    event = OrderEvent(kind=kind, by=by, at=as_utc(now), turn=turn, text=text)
    return replace(order, events=(*order.events, event))


def _over(order: PhoneOrder, municipality: Municipality, state: OrderState) -> PhoneOrder:
    """The order with nothing more to decide, and the day on which it goes."""
    rules = municipality.catalogue.rules
    unmade = state in (OrderState.REJECTED, OrderState.CANCELLED)
    months = rules.months_kept_unmade if unmade else rules.months_kept
    kept_until = as_utc(months_after(municipality.calendar.local(order.events[-1].at), months))
    return replace(order, state=state, asked=None, next_step_at=None, kept_until=kept_until)


def _require_state(order: PhoneOrder, municipality: Municipality, actor: PersonId, *states: OrderState) -> None:
    """Return if the order stands so; else says who has been at it before, and when."""
    if order.state in states:
        return
    state, at = order.state.value, municipality.calendar.local(order.latest.at)
    came_first = [event.by for event in _steps_since(order, states)]
    if actor in came_first:
        raise PolicyError("order.done_already", params={"order_state": state, "at": at})
    known = municipality.people.get(came_first[-1])
    who = known.name if known is not None else municipality.name
    raise PolicyError("order.too_late", params={"order_state": state, "at": at, "who": who})


def _steps_since(order: PhoneOrder, states: Collection[OrderState]) -> list[OrderEvent]:
    """How the order left those states: the step that it took then, by one person or, with two approvals, by two.

    Where it hasn't come so far, as with the first of two approvals, it is the latest step.
    """
    before = {state.value for state in states}
    steps = [event for event in order.events if event.kind.value in set(OrderState)]
    last = max((n for n, event in enumerate(steps) if event.kind.value in before), default=len(steps) - 2)
    since = steps[last + 1 :] or steps[-1:]
    return [event for event in since if event.kind is since[0].kind]
