"""Use cases of the phone order: ask, approve or reject, order, deliver, attest, cancel (R1-R7, V2, V3).

It carries facts to `policy` and decisions away, and must not know a word that a person reads. Each call is authorised
here or by the step it calls, and is safe to repeat: what a turn has done already it doesn't do again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from policy.approvals import may_see_order
from policy.errors import PolicyError, PolicyErrors
from policy.order_notices import told
from policy.order_rules import require_order_for, wish_faults
from policy.order_steps import approve, asking, attest, cancel, mark_delivered, mark_ordered, reject, requested
from policy.organisation import Municipality, Person, PersonId
from policy.phone_orders import Attestation, OrderState, OrderWish, PhoneOrder
from services.order_approvers import OrderApprovers
from services.ports import Cases, Directory, Loaded, Place
from services.retrying import until_saved

ORDERS = "phone_order"
"""The name of the orders among the outbox's sources."""
LONGEST_ID = 255
Step = Callable[[PhoneOrder, Municipality], PhoneOrder]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneOrderService:
    """`deliver_soon` is called with an order's place once something to be told of it is saved."""

    orders: Cases[PhoneOrder]
    approvers: OrderApprovers
    directory: Directory
    deliver_soon: Callable[[Place], None]

    async def request(self, actor: PersonId, wish: OrderWish, *, turn: str, now: datetime) -> PhoneOrder:
        """Send an order to whoever approves it. Raises PolicyErrors with every fault at its field, or NotAllowed."""
        municipality = self.directory.municipality
        receiver = _person(municipality, wish.for_person)
        require_order_for(municipality, actor, receiver)
        found = self.faults(wish, now=now)
        if found:
            raise PolicyErrors(found)
        made = requested(wish, municipality, order_id=turn, by=actor, now=now)

        async def attempt() -> PhoneOrder:
            before = await self.orders.load(place_of(made))
            if before is not None:
                return before.value
            asked = await self._asked(made, now)
            return await self._save(None, told(None, asked, municipality, turn=turn, now=now, actor=actor))

        return await until_saved(attempt)

    def faults(self, wish: OrderWish, *, now: datetime) -> tuple[PolicyError, ...]:
        """Everything that keeps the wish from being sent. Raises PolicyError `person.unknown`."""
        municipality = self.directory.municipality
        receiver, today = _person(municipality, wish.for_person), municipality.calendar.local(now).date()
        return wish_faults(wish, municipality, receiver, today=today)

    async def approve(self, actor: PersonId, place: Place, *, turn: str, now: datetime) -> PhoneOrder:
        """Approve the order. Raises NotAllowed, or PolicyError `order.gone`, `order.too_late` (here and below)."""
        return await self._step(
            actor, place, lambda order, town: approve(order, town, by=actor, turn=turn, now=now), turn=turn, now=now
        )

    async def reject(self, actor: PersonId, place: Place, *, reason: str, turn: str, now: datetime) -> PhoneOrder:
        """Reject it, with a reason that whoever asked reads (S8)."""
        return await self._step(
            actor,
            place,
            lambda order, town: reject(order, town, by=actor, reason=reason, turn=turn, now=now),
            turn=turn,
            now=now,
        )

    async def cancel(self, actor: PersonId, place: Place, *, turn: str, now: datetime) -> PhoneOrder:
        """Take one's own order back before it is with the supplier."""
        return await self._step(
            actor, place, lambda order, town: cancel(order, town, by=actor, turn=turn, now=now), turn=turn, now=now
        )

    async def mark_ordered(
        self, actor: PersonId, place: Place, *, reference: str, turn: str, now: datetime
    ) -> PhoneOrder:
        """Note that it is ordered from the supplier, under a reference (V2, V3)."""
        return await self._step(
            actor,
            place,
            lambda order, town: mark_ordered(order, town, by=actor, reference=reference, turn=turn, now=now),
            turn=turn,
            now=now,
        )

    async def mark_delivered(self, actor: PersonId, place: Place, *, turn: str, now: datetime) -> PhoneOrder:
        """Note that it has come, or that what was handed back has been taken in."""
        return await self._step(
            actor,
            place,
            lambda order, town: mark_delivered(order, town, by=actor, turn=turn, now=now),
            turn=turn,
            now=now,
        )

    async def attest(
        self,
        actor: PersonId,
        place: Place,
        *,
        attested: frozenset[Attestation],
        returned: bool,
        turn: str,
        now: datetime,
    ) -> PhoneOrder:
        """Attest as its receiver that a PIN is set (R5); raises PolicyErrors with what isn't attested."""
        return await self._step(
            actor,
            place,
            lambda order, town: attest(order, town, by=actor, attested=attested, returned=returned, turn=turn, now=now),
            turn=turn,
            now=now,
        )

    async def show(self, actor: PersonId, place: Place) -> PhoneOrder:
        """The order, to someone whom it concerns. Raises PolicyError `order.gone`, to everyone else too."""
        return (await self._load(actor, place)).value

    async def _step(self, actor: PersonId, place: Place, step: Step, *, turn: str, now: datetime) -> PhoneOrder:
        async def attempt() -> PhoneOrder:
            loaded = await self._load(actor, place)
            before, municipality = loaded.value, self.directory.municipality
            if before.was_done_by(turn):
                return before
            after = await self._asked(step(before, municipality), now)
            return await self._save(loaded, told(before, after, municipality, turn=turn, now=now, actor=actor))

        return await until_saved(attempt)

    async def _asked(self, order: PhoneOrder, now: datetime) -> PhoneOrder:
        """The order with whoever is there asked, if somebody is to be."""
        if order.state is not OrderState.REQUESTED or order.asked is not None:
            return order
        away = await self.approvers.away(order, now=now)
        return asking(order, self.directory.municipality, away=away, now=now)

    async def _load(self, actor: PersonId, place: Place) -> Loaded[PhoneOrder]:
        """The order at a place that came with a button, which anyone can make up."""
        if not all(0 < len(part) <= LONGEST_ID and part.isprintable() for part in (place.partition, place.id)):
            raise PolicyError("order.gone")
        loaded = await self.orders.load(place)
        if loaded is None or not may_see_order(self.directory.municipality, actor, loaded.value):
            raise PolicyError("order.gone")
        return loaded

    async def _save(self, loaded: Loaded[PhoneOrder] | None, order: PhoneOrder) -> PhoneOrder:
        saved = (await self.orders.save(loaded, order)).value
        if saved.outgoing.unsent:
            self.deliver_soon(place_of(saved))
        return saved


def place_of(order: PhoneOrder) -> Place:
    """Where an order is kept."""
    return Place(str(order.requester), order.id)


def without_reason(order: PhoneOrder) -> PhoneOrder:
    """The order without the requester's own words, for when they want to be forgotten and the accounts can't."""
    return replace(order, wish=replace(order.wish, reason=""))


def _person(municipality: Municipality, person: PersonId) -> Person:
    known = municipality.people.get(person)
    if known is None:
        raise PolicyError("person.unknown", field="for_person")
    return known
