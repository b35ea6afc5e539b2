"""The use cases of the order: whole ways through, refusals, repeated turns, and two who press at once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.organisation import PersonId
from policy.phone_orders import OrderEventKind, OrderState, PhoneOrder
from policy.reasons import Reason
from services.phone_orders import place_of
from services.ports import Place
from tests.policy.small_town import ANNA, BO, DAG, DISA, EVA, KARIN, STRANGER, VERA, diversion
from tests.services.order_stage import OrderStage

HOLIDAY = diversion(Reason.VACATION, "2026-11-23 08:00", "2026-12-04 17:00")
LUNCH = diversion(Reason.LUNCH, "2026-11-24 08:30", "2026-11-24 12:00")
OPEN = diversion(Reason.SICK, "2026-11-24 08:00", None)


async def test_an_order_goes_all_the_way() -> None:
    """Asked, approved, ordered, delivered, attested: each noted in the document, by whom (R5, V2, V3)."""
    stage = OrderStage()
    order = await stage.brings(await stage.asks(), OrderState.ATTESTED)
    kept = await stage.stored(order)
    assert [(event.kind.value, event.by) for event in kept.events] == [
        ("requested", ANNA),
        ("approved", BO),
        ("ordered", VERA),
        ("delivered", VERA),
        ("attested", ANNA),
    ]
    assert stage.soon.count(place_of(order)) == 4, "attested by who asked for it: nobody has a card, and nothing waits"


async def test_every_fault_of_a_wish_comes_at_once_and_nothing_is_stored() -> None:
    """Each at its field."""
    stage = OrderStage()
    with pytest.raises(PolicyErrors) as faults:
        await stage.asks(item="", cost_centre="", attested=frozenset())
    assert [fault.field for fault in faults.value.errors][:3] == ["item", "cost_centre", "property"]
    assert await stage.lists.mine(ANNA) == ()


@pytest.mark.parametrize(("by", "receiver"), [(EVA, ANNA), (ANNA, EVA)])
async def test_nobody_orders_for_people_of_other_units(by: PersonId, receiver: PersonId) -> None:
    """Refused before anything is looked at."""
    with pytest.raises(NotAllowed) as refused:
        await OrderStage().asks(by, for_person=receiver)
    assert refused.value.code == "order.not_for_them"


async def test_an_order_for_someone_who_is_gone_is_refused() -> None:
    """A card outlives its person."""
    with pytest.raises(PolicyError) as fault:
        await OrderStage().asks(for_person=STRANGER)
    assert (fault.value.code, fault.value.field) == ("person.unknown", "for_person")


@pytest.mark.parametrize(
    ("away", "unreachable", "asked"),
    [
        ({}, set(), BO),
        ({BO: LUNCH}, set(), BO),
        ({BO: HOLIDAY}, set(), DAG),
        ({BO: OPEN}, set(), DAG),
        ({}, {BO}, DAG),
        ({BO: HOLIDAY}, {DAG}, KARIN),
        ({BO: HOLIDAY, DAG: HOLIDAY, KARIN: HOLIDAY}, set(), BO),
    ],
)
async def test_a_deputy_is_asked_when_the_manager_is_not_there(
    away: dict[PersonId, Any], unreachable: set[PersonId], asked: PersonId
) -> None:
    """Away past the time to answer in, or without a chat; a lunch is no hindrance; when nobody is there it waits."""
    stage = OrderStage(away)
    stage.unreachable = unreachable
    assert (await stage.asks()).asked == asked


async def test_a_turn_that_comes_again_does_nothing_again() -> None:
    """Every step, by the turn's id: nothing is saved, no second event, nobody told twice."""
    stage = OrderStage()
    order = await stage.asks()
    assert await stage.asks() == order
    place = place_of(order)
    for _ in range(2):
        approved = await stage.service.approve(BO, place, turn="t1", now=stage.now)
    assert len(approved.events) == 2
    for _ in range(2):
        ordered = await stage.service.mark_ordered(VERA, place, reference="B-1", turn="t2", now=stage.now)
    assert len(ordered.events) == 3
    assert ordered == await stage.stored(order)


async def test_two_requests_of_one_turn_at_once_make_one_order() -> None:
    """The second meets the first in the store."""
    stage = OrderStage()
    one, other = await asyncio.gather(stage.asks(), stage.asks())
    assert one == other
    assert len(await stage.lists.mine(ANNA)) == 1


async def test_two_at_the_switchboard_at_once_one_orders_and_the_other_hears_who() -> None:
    """Both loaded it unordered; the store lets one through, and the other decides again and is too late."""
    stage = OrderStage()
    order = await stage.brings(await stage.asks(), OrderState.APPROVED)
    place = place_of(order)
    outcomes = await asyncio.gather(
        stage.service.mark_ordered(VERA, place, reference="B-1", turn="a", now=stage.now),
        stage.service.mark_ordered(VERA, place, reference="B-2", turn="b", now=stage.now),
        return_exceptions=True,
    )
    assert sum(isinstance(one, PhoneOrder) for one in outcomes) == 1
    assert [one.code for one in outcomes if isinstance(one, PolicyError)] == ["order.done_already"]
    kept = await stage.stored(order)
    assert sum(event.kind is OrderEventKind.ORDERED for event in kept.events) == 1


async def test_a_manager_and_a_deputy_at_once_decide_once() -> None:
    """One approves while the other rejects: the first stands."""
    stage = OrderStage({BO: OPEN})
    order = await stage.asks()
    place = place_of(order)
    outcomes = await asyncio.gather(
        stage.service.approve(DAG, place, turn="a", now=stage.now),
        stage.service.reject(BO, place, reason="Nej, vänta.", turn="b", now=stage.now),
        return_exceptions=True,
    )
    late = [one for one in outcomes if isinstance(one, PolicyError)]
    assert [one.code for one in late] == ["order.too_late"]
    assert (await stage.stored(order)).state in (OrderState.APPROVED, OrderState.REJECTED)
    assert len((await stage.stored(order)).events) == 2


@pytest.mark.parametrize("who", [DISA, EVA, VERA, STRANGER])
async def test_whose_business_it_is_not_finds_no_order(who: PersonId) -> None:
    """Not even that there is one; the switchboard not before it is approved."""
    stage = OrderStage()
    place = place_of(await stage.asks())
    for asked in (
        stage.service.show(who, place),
        stage.service.approve(who, place, turn="t", now=stage.now),
        stage.service.mark_ordered(who, place, reference="B", turn="t", now=stage.now),
        stage.service.cancel(who, place, turn="t", now=stage.now),
    ):
        with pytest.raises(PolicyError) as gone:
            await asked
        assert gone.value.code == "order.gone"


@pytest.mark.parametrize(
    "place", [Place("", ""), Place("anna", "x" * 300), Place("anna", "\x00"), Place("x" * 300, "o1"), Place("a", "b")]
)
async def test_a_place_that_is_made_up_leads_nowhere(place: Place) -> None:
    """A button can say anything."""
    stage = OrderStage()
    await stage.asks()
    with pytest.raises(PolicyError) as gone:
        await stage.service.show(ANNA, place)
    assert gone.value.code == "order.gone"


async def test_a_dear_order_is_asked_of_the_next_manager_when_the_first_has_said_yes() -> None:
    """Then it is approved (M1)."""
    stage = OrderStage()
    order = await stage.asks(item="dyr")
    half = await stage.service.approve(BO, place_of(order), turn="t1", now=stage.now)
    assert (half.state, half.asked) == (OrderState.REQUESTED, KARIN)
    whole = await stage.service.approve(KARIN, place_of(order), turn="t2", now=stage.now)
    assert whole.state is OrderState.APPROVED


async def test_a_rejected_order_carries_its_reason() -> None:
    """And can't be brought to life again (S8)."""
    stage = OrderStage()
    order = await stage.asks()
    no = await stage.service.reject(BO, place_of(order), reason="Vi byter alla i vår.", turn="t1", now=stage.now)
    assert (no.state, no.latest.text) == (OrderState.REJECTED, "Vi byter alla i vår.")
    with pytest.raises(PolicyError) as late:
        await stage.service.approve(BO, place_of(order), turn="t2", now=stage.now)
    assert late.value.code == "order.done_already"


async def test_a_cancelled_order_leaves_the_queue() -> None:
    """Until it is with the supplier."""
    stage = OrderStage()
    order = await stage.brings(await stage.asks(), OrderState.APPROVED)
    await stage.service.cancel(ANNA, place_of(order), turn="t", now=stage.now)
    assert await stage.lists.queue(VERA) == ()
    assert {n.to for n in (await stage.stored(order)).outgoing.unsent if n.card} == set()
