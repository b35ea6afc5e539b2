"""Lists of orders, what a form has to know, what time does to approvals, and being forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogs.order_values import devices_of
from bot.texts.catalogue import words_for
from policy.catalogue import Device
from policy.errors import NotAllowed, PolicyError
from policy.outgoing import NOTHING_OUTGOING, Notification
from policy.phone_orders import Errand, Number, OrderEventKind, OrderState
from services.phone_orders import place_of
from tests.policy.small_town import ANNA, BO, DAG, DISA, KARIN, NILS, STRANGER, VERA, at
from tests.services.order_stage import OrderStage


async def test_each_sees_their_own_lists() -> None:
    """What one has asked for or gets, what one is to approve, and the queue for the switchboard."""
    stage = OrderStage()
    first = await stage.asks(turn="o1")
    stage.now += timedelta(minutes=1)
    second = await stage.asks(DISA, turn="o2")
    assert [one.id for one in await stage.lists.mine(ANNA)] == ["o2", "o1"]
    assert [one.id for one in await stage.lists.mine(DISA)] == ["o2"]
    assert [one.id for one in await stage.lists.to_approve(BO)] == ["o1", "o2"]
    assert await stage.lists.to_approve(DAG) == ()
    await stage.brings(second, OrderState.ORDERED)
    await stage.brings(first, OrderState.APPROVED)
    assert [one.id for one in await stage.lists.queue(VERA)] == ["o1", "o2"]
    assert await stage.lists.to_approve(BO) == ()


async def test_the_queue_is_the_switchboards_alone() -> None:
    """Not even a manager's."""
    for other in (ANNA, KARIN, STRANGER):
        with pytest.raises(NotAllowed):
            await OrderStage().lists.queue(other)


async def test_a_form_knows_the_phones_that_someone_has() -> None:
    """Those of the file, and those that orders have brought; what was handed back is told apart (R1)."""
    stage = OrderStage()
    facts = await stage.lists.facts(ANNA)
    assert (facts.devices, facts.gone) == ((Device(model="Mobil 3", number="+46701740605"),), ())
    assert (facts.cost_centre, facts.unit) == ("2110", "Bygg")
    broken = await stage.asks(errand=Errand.BROKEN, device="Mobil 3 (070-174 06 05)", number=Number.KEEP)
    await stage.brings(broken, OrderState.ATTESTED)
    facts = await stage.lists.facts(ANNA)
    assert facts.devices[-1] == Device(model="Mobil")
    assert facts.gone == ("Mobil 3 (070-174 06 05)",)
    with pytest.raises(PolicyError):
        await stage.lists.facts(STRANGER)


async def test_a_phone_that_takes_the_place_of_one_like_it_is_still_there() -> None:
    """The first "Mobil" is handed back, the second lost and replaced: the third is what Anna has (R1)."""
    stage = OrderStage()
    replaced = ((Errand.BROKEN, "Mobil 3 (070-174 06 05)"), (Errand.BROKEN, "Mobil"), (Errand.LOST, "Mobil"))
    for turn, (errand, device) in enumerate(replaced):
        stage.now += timedelta(days=1)
        order = await stage.asks(turn=f"o{turn}", errand=errand, device=device, number=Number.KEEP)
        await stage.brings(order, OrderState.ATTESTED)
        assert devices_of(await stage.lists.facts(ANNA), words_for("sv")) == ("Mobil",)


async def test_what_is_not_answered_in_time_is_asked_for_and_moves_on() -> None:
    """The sweep takes each step once, when it is due and not before."""
    stage = OrderStage()
    order = await stage.asks()

    async def at_time(text: str) -> tuple[OrderEventKind, object]:
        stage.now = at(text)
        await stage.overdue.sweep(now=stage.now)
        await stage.overdue.sweep(now=stage.now)
        kept = await stage.stored(order)
        return kept.events[-1].kind, kept.asked

    assert await at_time("2026-11-26 16:59") == (OrderEventKind.REQUESTED, BO)
    assert await at_time("2026-11-26 17:00") == (OrderEventKind.REMINDED, BO)
    assert await at_time("2026-11-27 17:00") == (OrderEventKind.PASSED_ON, DAG)
    assert place_of(order) in stage.soon


async def test_one_order_that_fails_stands_in_nobodys_way() -> None:
    """It is left for the next sweep."""
    stage = OrderStage()
    await stage.asks(turn="o1")
    healthy = await stage.asks(NILS, turn="o2", for_person=NILS)
    real = stage.orders.load

    async def load(place: object) -> object:
        if getattr(place, "id", "") == "o1":
            raise RuntimeError
        return await real(place)  # type: ignore[arg-type]

    stage.orders.load = load  # type: ignore[assignment, method-assign]
    stage.now = at("2026-11-26 17:00")
    assert await stage.overdue.sweep(now=stage.now) == 2
    stage.orders.load = real  # type: ignore[method-assign]
    assert (await stage.stored(healthy)).events[-1].kind is OrderEventKind.REMINDED


async def test_a_manager_who_cannot_be_told_is_passed_over() -> None:
    """Once, however often the outbox says so; the deputy is asked at once, and the two cards follow."""
    stage = OrderStage()
    order = await stage.asks()
    lost = order.outgoing.unsent[0]
    assert lost.to == BO
    moved = stage.overdue.not_reached(order, lost, stage.now)
    assert (moved.asked, moved.asked_before) == (DAG, (BO,))
    assert DAG in {n.to for n in moved.outgoing.unsent}
    assert stage.overdue.not_reached(moved, lost, stage.now) == moved
    elsewhere = Notification(id="x", to=ANNA, code="order.card", made_at=stage.now, due_at=stage.now)
    assert stage.overdue.not_reached(order, elsewhere, stage.now) == order


async def test_what_is_stored_of_someone_can_be_had_by_them() -> None:
    """Plain JSON, with others unnamed and the words of others' wishes left out."""
    stage = OrderStage()
    await stage.asks(DISA, turn="o1")
    await stage.brings(await stage.asks(turn="o2"), OrderState.DELIVERED)
    (newest, oldest) = sorted(await stage.lists.export_of(ANNA), key=lambda one: str(one["id"]), reverse=True)
    assert (newest["reason"], newest["state"], newest["requested_by_you"]) == (
        "Börjar ute på fältet.",
        "delivered",
        True,
    )
    assert [event["what"] for event in newest["events"]] == ["requested", "approved", "ordered", "delivered"]
    assert (oldest["reason"], oldest["requested_by_you"], oldest["for_you"]) == ("", False, True)
    text = repr([newest, oldest])
    assert not [person for person in (BO, VERA, DISA) if f"'{person}'" in text]


async def test_being_forgotten_leaves_the_accounts_and_what_is_under_way() -> None:
    """What came to nothing goes; of what was bought the person's own words go, and the rest on its day."""
    stage = OrderStage()
    rejected = await stage.asks(turn="o1")
    await stage.service.reject(BO, place_of(rejected), reason="Nej tack", turn="t", now=stage.now)
    bought = await stage.brings(await stage.asks(turn="o2"), OrderState.ATTESTED)
    running = await stage.asks(turn="o3")
    erased = await stage.lists.erase_of(ANNA)
    assert erased.erased == 1
    assert erased.under_way == (place_of(running),)
    assert erased.kept == {place_of(bought): at("2028-11-24 09:00")}
    assert (await stage.stored(bought)).wish.reason == ""
    assert {one.id for one in await stage.lists.orders_of(ANNA)} == {"o2", "o3"}
    again = await stage.lists.erase_of(ANNA)
    assert (again.erased, again.kept) == (0, erased.kept)


async def test_what_was_bought_is_gone_after_its_day() -> None:
    """Twenty-four months, or what the municipality has decided."""
    stage = OrderStage(months_kept=6)
    order = await stage.brings(await stage.asks(), OrderState.ATTESTED)
    loaded = await stage.orders.load(place_of(order))
    assert loaded is not None
    await stage.orders.save(loaded, replace(loaded.value, outgoing=NOTHING_OUTGOING))
    stage.now = at("2027-05-24 09:00")
    assert await stage.lists.orders_of(ANNA) == ()
