"""Who approves an order: the nearest manager and the deputies in turn, above a price the next too, never oneself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.approvals import approvals_needed, approvers, may_see_order, next_to_ask, require_approver
from policy.catalogue import OrderRules
from policy.errors import NotAllowed, PolicyError
from policy.order_steps import approve, asking, cancel, passed_on, reject, requested
from policy.organisation import PersonId
from policy.phone_orders import Errand, OrderState
from tests.policy.small_shop import NOW, TOWN, order_in, wish
from tests.policy.small_town import ANNA, BO, DAG, DISA, EVA, GUN, KARIN, NILS, STRANGER, TOP, VERA


@pytest.mark.parametrize(
    ("requester", "receiver", "who"),
    [
        (ANNA, ANNA, (BO, DAG)),
        (DISA, ANNA, (BO, DAG)),
        (DAG, DAG, (BO,)),
        (DAG, ANNA, (BO,)),
        (BO, BO, (KARIN,)),
        (BO, ANNA, (KARIN,)),
        (NILS, NILS, (GUN,)),
        (GUN, GUN, (BO, DAG)),
        (BO, NILS, (GUN,)),
        (VERA, VERA, (KARIN,)),
    ],
)
def test_the_nearest_manager_approves_but_never_their_own_wish(
    requester: PersonId, receiver: PersonId, who: tuple[PersonId, ...]
) -> None:
    """Neither what they ask for nor what they get; a manager's own goes to the manager above (M1)."""
    order = requested(wish(for_person=receiver), TOWN, order_id="o", by=requester, now=NOW)
    assert approvers(TOWN, order) == who


def test_who_has_nobody_above_is_approved_by_their_deputy_or_can_not_order() -> None:
    """Karin has no deputy, so nobody could approve; with one, it is the deputy."""
    with pytest.raises(PolicyError) as nobody:
        requested(wish(for_person=KARIN), TOWN, order_id="o", by=KARIN, now=NOW)
    assert nobody.value.code == "order.no_approver"
    with_deputy = replace(TOWN, units={**TOWN.units, TOP: replace(TOWN.units[TOP], deputies=(VERA,))})
    order = requested(wish(for_person=KARIN), with_deputy, order_id="o", by=KARIN, now=NOW)
    assert approvers(with_deputy, order) == (VERA,)


@pytest.mark.parametrize(
    ("errand", "price", "above", "needed"),
    [
        (Errand.NEW, 9000, 9000, 1),
        (Errand.NEW, 9001, 9000, 2),
        (Errand.NEW, 9001, None, 1),
        (Errand.END, 0, 9000, 1),
        (Errand.RETURN, 0, 9000, 0),
    ],
)
def test_what_is_dear_is_approved_twice(errand: Errand, price: int, above: int | None, needed: int) -> None:
    """Above the limit and not at it; to hand a phone back needs nobody's leave."""
    assert approvals_needed(errand, price, OrderRules(approval_above=above)) == needed


def test_the_second_approval_is_the_next_managers() -> None:
    """Bo approves, then Karin; had Dag approved for Bo, it would be Karin all the same and never Bo."""
    order = order_in(OrderState.REQUESTED, item="dyr")
    assert (order.asked, order.levels) == (BO, 2)
    for first in (BO, DAG):
        asked = order if first is BO else passed_on(order, TOWN, now=NOW)
        assert asked is not None
        second = asking(approve(asked, TOWN, by=first, turn="t", now=NOW), TOWN, away=(), now=NOW)
        assert (second.state, second.asked, second.level) == (OrderState.REQUESTED, KARIN, 2)
        for who in (BO, DAG):
            with pytest.raises(NotAllowed):
                require_approver(TOWN, second, who)


def test_where_nobody_is_above_one_approval_is_enough() -> None:
    """Vera's dear phone: Karin approves it, and there is nobody above Karin."""
    order = order_in(OrderState.REQUESTED, by=VERA, for_person=VERA, item="dyr")
    assert order.asked == KARIN
    done = asking(approve(order, TOWN, by=KARIN, turn="t", now=NOW), TOWN, away=(), now=NOW)
    assert (done.state, done.asked) == (OrderState.APPROVED, None)


def test_a_deputy_is_asked_when_the_manager_is_away() -> None:
    """Then the manager above when the deputy is, too; and if all are away it waits for the manager."""
    made = requested(wish(), TOWN, order_id="o", by=ANNA, now=NOW)
    assert next_to_ask(TOWN, made) == BO
    assert next_to_ask(TOWN, made, away={BO}) == DAG
    assert next_to_ask(TOWN, made, away={BO, DAG}) == KARIN
    assert next_to_ask(TOWN, made, away={BO, DAG, KARIN}) == BO


def test_nobody_is_asked_twice() -> None:
    """From the manager to the deputy, to the manager above, and then there is nobody left."""
    order = order_in(OrderState.REQUESTED)
    asked = [order.asked]
    while (moved := passed_on(order, TOWN, now=NOW)) is not None:
        order = moved
        asked.append(order.asked)
    assert asked == [BO, DAG, KARIN]


@pytest.mark.parametrize("actor", [ANNA, DISA, DAG, KARIN, VERA, GUN, EVA, STRANGER])
def test_nobody_else_than_who_is_asked_may_decide(actor: PersonId) -> None:
    """A deputy only once asked, and the manager above neither."""
    with pytest.raises(NotAllowed) as refused:
        require_approver(TOWN, order_in(OrderState.REQUESTED), actor)
    assert refused.value.code == ("order.own_order" if actor == ANNA else "order.not_approver")


def test_the_manager_may_still_decide_once_the_deputy_is_asked() -> None:
    """Back from a holiday; and so may the deputy."""
    order = passed_on(order_in(OrderState.REQUESTED), TOWN, now=NOW)
    assert order is not None
    assert order.asked == DAG
    for who in (BO, DAG):
        require_approver(TOWN, order, who)


@pytest.mark.parametrize(
    ("state", "seen_by"),
    [
        (OrderState.REQUESTED, {ANNA, BO}),
        (OrderState.APPROVED, {ANNA, BO, VERA}),
        (OrderState.ORDERED, {ANNA, BO, VERA}),
    ],
)
def test_an_order_is_seen_by_those_it_concerns(state: OrderState, seen_by: set[PersonId]) -> None:
    """The switchboard not before it is approved: until then it is between two people."""
    order = order_in(state)
    assert {one for one in (*TOWN.people, STRANGER) if may_see_order(TOWN, one, order)} == seen_by


def test_what_never_came_to_the_queue_is_not_the_switchboards_to_see() -> None:
    """A dear phone that the second manager said no to, or that was cancelled in between; the no has its reasons."""
    first = approve(order_in(OrderState.REQUESTED, item="dyr"), TOWN, by=BO, turn="t", now=NOW)
    between = asking(first, TOWN, away=(), now=NOW)
    for ended in (
        reject(between, TOWN, by=KARIN, reason="Anna är sjukskriven.", turn="u", now=NOW),
        cancel(between, TOWN, by=ANNA, turn="u", now=NOW),
    ):
        assert not may_see_order(TOWN, VERA, ended)
    wholly = order_in(OrderState.APPROVED, item="dyr")
    assert may_see_order(TOWN, VERA, cancel(wholly, TOWN, by=ANNA, turn="u", now=NOW))
