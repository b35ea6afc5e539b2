"""Whatever people try in whatever order: no order comes to a state by someone who may not bring it there, and what has
happened stays as it happened.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from policy.access import has_role
from policy.errors import PolicyError, PolicyErrors
from policy.order_notices import told
from policy.order_steps import (
    OrderAct,
    acts_of,
    approve,
    asking,
    attest,
    cancel,
    mark_delivered,
    mark_ordered,
    passed_on,
    reject,
    requested,
    seen_to,
)
from policy.organisation import PersonId, Role
from policy.phone_orders import Attestation, Errand, Number, OrderEventKind, OrderState, PhoneOrder
from tests.policy.small_shop import NOW, TOWN, wish
from tests.policy.small_town import ANNA, BO, DISA, STRANGER

PEOPLE = st.sampled_from([*TOWN.people, STRANGER])
WAYS = {
    OrderState.REQUESTED: {OrderState.APPROVED, OrderState.REJECTED, OrderState.CANCELLED},
    OrderState.APPROVED: {OrderState.ORDERED, OrderState.CANCELLED, OrderState.DELIVERED},
    OrderState.ORDERED: {OrderState.DELIVERED},
    OrderState.DELIVERED: {OrderState.ATTESTED},
}


class OrderMachine(RuleBasedStateMachine):
    """One order, and everyone who can think of pressing something."""

    order: PhoneOrder
    now: datetime

    @initialize(
        by=st.sampled_from([ANNA, BO, DISA]),
        item=st.sampled_from(["mobil", "dyr"]),
        errand=st.sampled_from([Errand.NEW, Errand.BROKEN, Errand.RETURN]),
    )
    def ask(self, by: PersonId, item: str, errand: Errand) -> None:
        """Somebody orders for Anna."""
        self.now, self.turn = NOW, 0
        made = requested(
            wish(item=item, errand=errand, device="Mobil 3", number=Number.KEEP), TOWN, order_id="o", by=by, now=NOW
        )
        self.order = told(None, asking(made, TOWN, away=(), now=NOW), TOWN, turn="o", now=NOW, actor=by)

    @rule(who=PEOPLE, act=st.sampled_from(["approve", "reject", "cancel", "order", "deliver", "attest"]))
    def somebody_tries(self, who: PersonId, act: str) -> None:
        """It is let through exactly when the card would have shown them a button for it."""
        self.turn += 1
        before, can = self.order, acts_of(TOWN, self.order, who)
        try:
            after = asking(self._done(act, who, f"t{self.turn}"), TOWN, away=(), now=self.now)
        except (PolicyError, PolicyErrors):
            assert _act(act) not in can
            return
        assert _act(act) in can
        assert after.events[: len(before.events)] == before.events
        assert all(event.by in (who, "") for event in after.events[len(before.events) :])
        assert after.state is before.state or after.state in WAYS[before.state]
        self.order = told(before, after, TOWN, turn=f"t{self.turn}", now=self.now, actor=who)
        again = told(before, after, TOWN, turn=f"t{self.turn}", now=self.now, actor=who)
        assert again == self.order

    @rule(away=st.sets(PEOPLE))
    def time_comes(self, away: set[PersonId]) -> None:
        """The step that is due is taken."""
        if self.order.next_step_at is None:
            return
        self.now = self.order.next_step_at
        self.order = seen_to(self.order, TOWN, away=away, now=self.now)

    @rule()
    def the_approver_is_not_reached(self) -> None:
        """It is asked of the next."""
        if self.order.asked is not None:
            self.order = passed_on(self.order, TOWN, now=self.now) or self.order

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        """And nobody does anything."""
        self.now += timedelta(hours=hours)

    def _done(self, act: str, who: PersonId, turn: str) -> PhoneOrder:
        order, now = self.order, self.now
        if act == "approve":
            return approve(order, TOWN, by=who, turn=turn, now=now)
        if act == "reject":
            return reject(order, TOWN, by=who, reason="Nej tack", turn=turn, now=now)
        if act == "cancel":
            return cancel(order, TOWN, by=who, turn=turn, now=now)
        if act == "order":
            return mark_ordered(order, TOWN, by=who, reference="B", turn=turn, now=now)
        if act == "deliver":
            return mark_delivered(order, TOWN, by=who, turn=turn, now=now)
        return attest(order, TOWN, by=who, attested=frozenset(Attestation), returned=True, turn=turn, now=now)

    @invariant()
    def nobody_approved_what_is_theirs(self) -> None:
        """Nor twice; and what is ordered was approved as often as its price asks (M1)."""
        order = self.order
        approved = [e.by for e in order.events if e.kind is OrderEventKind.APPROVED and e.by]
        assert len(set(approved)) == len(approved)
        assert not {order.requester, order.receiver} & set(approved)
        if order.find(OrderEventKind.ORDERED) is not None:
            assert approved

    @invariant()
    def the_switchboard_alone_orders_and_delivers(self) -> None:
        """And the receiver alone attests (V2, V3, R5)."""
        for event in self.order.events:
            if event.kind in (OrderEventKind.ORDERED, OrderEventKind.DELIVERED):
                assert has_role(TOWN, event.by, Role.SWITCHBOARD)
            if event.kind is OrderEventKind.ATTESTED:
                assert event.by == self.order.receiver

    @invariant()
    def it_is_as_its_events_say(self) -> None:
        """In order of time; a no has a reason (S8); who is asked is only asked while it is to be decided."""
        events = self.order.events
        assert [event.at for event in events] == sorted(event.at for event in events)
        assert all(event.text for event in events if event.kind is OrderEventKind.REJECTED)
        assert (self.order.asked is not None) == (self.order.state is OrderState.REQUESTED)
        if self.order.is_over:
            assert self.order.kept_until is not None
            assert self.order.next_step_at is None


def _act(name: str) -> OrderAct:
    return OrderAct.DECIDE if name in ("approve", "reject") else OrderAct(name)


TestOrderMachine = OrderMachine.TestCase
TestOrderMachine.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
