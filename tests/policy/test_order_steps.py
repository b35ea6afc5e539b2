"""How an order moves on: each step by those who may, refused to everyone else, and by whom and when it is noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from policy.catalogue import ItemKind
from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.order_steps import (
    OrderAct,
    acts_of,
    approve,
    attest,
    cancel,
    mark_delivered,
    mark_ordered,
    reject,
    requested,
    seen_to,
)
from policy.organisation import PersonId
from policy.phone_orders import Attestation, Errand, Number, OrderEventKind, OrderState, PhoneOrder
from policy.retention import months_after
from tests.policy.small_shop import NOW, TOWN, order_in, shop_town, wish
from tests.policy.small_town import ANNA, BO, DAG, DISA, EVA, KARIN, STRANGER, VERA, at

Step = Callable[[PhoneOrder, PersonId], PhoneOrder]
PIN = frozenset({Attestation.PIN})

STEPS: dict[str, Step] = {
    "approve": lambda order, by: approve(order, TOWN, by=by, turn="t", now=NOW),
    "reject": lambda order, by: reject(order, TOWN, by=by, reason="Du har en ny.", turn="t", now=NOW),
    "cancel": lambda order, by: cancel(order, TOWN, by=by, turn="t", now=NOW),
    "ordered": lambda order, by: mark_ordered(order, TOWN, by=by, reference="B-17", turn="t", now=NOW),
    "delivered": lambda order, by: mark_delivered(order, TOWN, by=by, turn="t", now=NOW),
    "attest": lambda order, by: attest(order, TOWN, by=by, attested=PIN, returned=True, turn="t", now=NOW),
}
R, A, O, D = OrderState.REQUESTED, OrderState.APPROVED, OrderState.ORDERED, OrderState.DELIVERED  # noqa: E741
MAY: dict[str, tuple[PersonId, dict[OrderState, OrderState]]] = {
    "approve": (BO, {R: A}),
    "reject": (BO, {R: OrderState.REJECTED}),
    "cancel": (ANNA, {R: OrderState.CANCELLED, A: OrderState.CANCELLED}),
    "ordered": (VERA, {A: O}),
    "delivered": (VERA, {O: D}),
    "attest": (ANNA, {D: OrderState.ATTESTED}),
}


@pytest.mark.parametrize("state", [R, A, O, D])
@pytest.mark.parametrize("name", STEPS)
def test_each_step_is_for_one_and_in_its_time(name: str, state: OrderState) -> None:
    """Whoever else tries is refused in every state, and in the wrong state they hear how it stands."""
    who, moves = MAY[name]
    order = order_in(state)
    for other in {*TOWN.people, STRANGER} - {who}:
        with pytest.raises(PolicyError):
            STEPS[name](order, other)
    if state not in moves:
        with pytest.raises(PolicyError) as late:
            STEPS[name](order, who)
        assert late.value.code in ("order.too_late", "order.done_already")
        return
    after = STEPS[name](order, who)
    assert after.state is moves[state]
    assert (after.latest.by, after.latest.at, after.latest.turn) == (who, NOW, "t")
    assert after.events[: len(order.events)] == order.events
    assert after.was_done_by("t")


@pytest.mark.parametrize(
    ("name", "by", "code"),
    [
        ("approve", ANNA, "order.own_order"),
        ("approve", DISA, "order.not_approver"),
        ("reject", VERA, "order.not_approver"),
        ("cancel", BO, "order.not_requester"),
        ("ordered", BO, "person.lacks_role"),
        ("delivered", ANNA, "person.lacks_role"),
        ("attest", VERA, "order.not_receiver"),
    ],
)
def test_who_may_not_is_told_why(name: str, by: PersonId, code: str) -> None:
    """Each refusal has its own words."""
    state = next(iter(MAY[name][1]))
    with pytest.raises(NotAllowed) as refused:
        STEPS[name](order_in(state), by)
    assert refused.value.code == code


def test_who_comes_second_hears_who_came_first() -> None:
    """By name, and when."""
    with pytest.raises(PolicyError) as late:
        mark_ordered(order_in(O), TOWN, by=VERA, reference="B-2", turn="t", now=NOW)
    assert late.value.code == "order.done_already"
    with pytest.raises(PolicyError) as late:
        approve(order_in(A), TOWN, by=DAG, turn="t", now=NOW)
    assert late.value.code == "order.too_late"
    assert late.value.params == {"order_state": "approved", "at": NOW, "who": "Bo Berg"}


def test_what_is_approved_once_of_twice_can_not_be_ordered_yet() -> None:
    """The switchboard hears how it stands, and who has approved it so far."""
    once = approve(order_in(R, item="dyr"), TOWN, by=BO, turn="t", now=NOW)
    with pytest.raises(PolicyError) as early:
        mark_ordered(once, TOWN, by=VERA, reference="B-2", turn="u", now=NOW)
    assert early.value.code == "order.too_late"
    assert early.value.params == {"order_state": "requested", "at": NOW, "who": "Bo Berg"}


@pytest.mark.parametrize("reason", ["", "  ", "-", "...", "123"])
def test_a_no_says_why_in_words(reason: str) -> None:
    """Or it isn't said at all (S8)."""
    with pytest.raises(PolicyError) as fault:
        reject(order_in(R), TOWN, by=BO, reason=reason, turn="t", now=NOW)
    assert (fault.value.code, fault.value.field) == ("order.reason_missing", "reason")


def test_the_reason_of_a_no_is_kept_as_it_was_said() -> None:
    """It is what whoever asked gets to read (S8); an endless one is cut by nobody but its writer."""
    no = reject(order_in(R), TOWN, by=BO, reason=" Vi byter  alla i vår. ", turn="t", now=NOW)
    assert no.latest.text == "Vi byter alla i vår."
    with pytest.raises(PolicyError) as fault:
        reject(order_in(R), TOWN, by=BO, reason="ord " * 101, turn="t", now=NOW)
    assert fault.value.code == "order.text_too_long"


@pytest.mark.parametrize(("reference", "code"), [(" ", "order.reference_missing"), ("x" * 121, "order.text_too_long")])
def test_an_order_with_the_supplier_has_a_reference(reference: str, code: str) -> None:
    """So that it can be asked for there (V2)."""
    with pytest.raises(PolicyError) as fault:
        mark_ordered(order_in(A), TOWN, by=VERA, reference=reference, turn="t", now=NOW)
    assert (fault.value.code, fault.value.field) == (code, "reference")


def test_a_phone_is_attested_with_its_pin() -> None:
    """At delivery and not at order (R5)."""
    with pytest.raises(PolicyErrors) as faults:
        attest(order_in(D), TOWN, by=ANNA, attested=frozenset(), returned=False, turn="t", now=NOW)
    assert [(fault.code, fault.field) for fault in faults.value.errors] == [("order.not_attested", "pin")]
    assert STEPS["attest"](order_in(D), ANNA).latest.text == "pin"


def test_what_somebody_else_ordered_is_attested_by_its_receiver() -> None:
    """Disa ordered it, Anna answers for it: every clause is hers to say (R1, R2, R3, R4, R5, R7)."""
    order = order_in(D, by=DISA)
    with pytest.raises(PolicyErrors) as faults:
        attest(order, TOWN, by=ANNA, attested=PIN, returned=False, turn="t", now=NOW)
    fields = [fault.field for fault in faults.value.errors]
    assert fields == ["property", "private_calls", "social_media", "care", "municipal_only"]
    assert attest(order, TOWN, by=ANNA, attested=frozenset(Attestation), returned=False, turn="t", now=NOW).is_over


def test_a_phone_that_is_replaced_is_handed_back() -> None:
    """The old one is the municipality's too (R1); that it came back is noted."""
    order = order_in(D, errand=Errand.BROKEN, device="Mobil 3", number=Number.KEEP)
    with pytest.raises(PolicyErrors) as faults:
        attest(order, TOWN, by=ANNA, attested=PIN, returned=False, turn="t", now=NOW)
    assert [fault.field for fault in faults.value.errors] == ["returned"]
    after = STEPS["attest"](order, ANNA)
    assert after.find(OrderEventKind.RETURNED) is not None


def test_a_phone_that_is_handed_back_needs_no_leave() -> None:
    """It goes to the queue at once, where it is taken in: nothing is ordered."""
    back = wish(errand=Errand.RETURN, item="", device="Mobil 3", number=None)
    order = requested(back, TOWN, order_id="o", by=ANNA, now=NOW)
    assert (order.state, order.asked) == (OrderState.APPROVED, None)
    assert acts_of(TOWN, order, VERA) == {OrderAct.DELIVER}
    with pytest.raises(PolicyError) as nothing:
        mark_ordered(order, TOWN, by=VERA, reference="B-1", turn="t", now=NOW)
    assert nothing.value.code == "order.nothing_to_order"
    taken = mark_delivered(order, TOWN, by=VERA, turn="t", now=NOW)
    assert taken.find(OrderEventKind.RETURNED) is not None
    assert taken.is_over


def test_a_charger_is_done_with_once_it_is_there() -> None:
    """It has no PIN."""
    assert order_in(D, kind=ItemKind.ACCESSORY, item="laddare", number=None).is_over
    assert not order_in(D).is_over


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        (R, {ANNA: {OrderAct.CANCEL}, BO: {OrderAct.DECIDE}}),
        (A, {ANNA: {OrderAct.CANCEL}, VERA: {OrderAct.ORDER}}),
        (O, {VERA: {OrderAct.DELIVER}}),
        (D, {ANNA: {OrderAct.ATTEST}}),
    ],
)
def test_what_each_can_do_is_what_the_steps_let_them(state: OrderState, acts: dict[PersonId, set[OrderAct]]) -> None:
    """Buttons are made of this, so none of them leads to a no."""
    order = order_in(state)
    assert {one: acts_of(TOWN, order, one) for one in TOWN.people if acts_of(TOWN, order, one)} == acts


def test_an_approval_that_does_not_come_is_asked_for_and_then_moves_on() -> None:
    """Two working days, then a reminder; a working day later the deputy; then the manager above; then nobody."""
    order = order_in(R)
    assert order_in(R).next_step_at == at("2026-11-26 17:00")
    seen: list[tuple[OrderEventKind, PersonId | None, datetime | None]] = []
    while (due_at := order.next_step_at) is not None:
        order = seen_to(order, TOWN, away=(), now=due_at)
        seen.append((order.events[-1].kind, order.asked, order.next_step_at))
    reminded, passed = OrderEventKind.REMINDED, OrderEventKind.PASSED_ON
    assert seen == [
        (reminded, BO, at("2026-11-27 17:00")),
        (passed, DAG, at("2026-12-01 17:00")),
        (reminded, DAG, at("2026-12-02 17:00")),
        (passed, KARIN, at("2026-12-04 17:00")),
        (reminded, KARIN, at("2026-12-07 17:00")),
        (OrderEventKind.UNANSWERED, KARIN, None),
    ]
    assert approve(order, TOWN, by=KARIN, turn="t", now=NOW).state is A


def test_who_has_got_a_phone_and_not_attested_it_is_reminded_once() -> None:
    """That a PIN is set is not left at that (R5); a charger has none."""
    order = order_in(D)
    assert order.next_step_at == at("2026-11-26 17:00")
    reminded = seen_to(order, TOWN, away=(), now=at("2026-11-26 17:00"))
    assert (reminded.events[-1].kind, reminded.next_step_at) == (OrderEventKind.REMINDED, None)
    assert STEPS["attest"](order, ANNA).next_step_at is None
    assert order_in(D, kind=ItemKind.ACCESSORY, item="laddare", number=None).next_step_at is None


def test_the_time_to_answer_counts_working_days_alone() -> None:
    """Asked on the eve of Christmas Eve, with three days to answer in."""
    order = order_in(R, town=shop_town(approval_days=3), now=at("2026-12-23 10:00"))
    assert order.next_step_at == at("2026-12-30 17:00")


def test_who_has_left_the_directory_is_not_reminded_but_followed_by_the_next() -> None:
    """Nobody waits another day for an answer that can't come."""
    order = order_in(OrderState.REQUESTED)
    without_bo = replace(TOWN, people={id_: one for id_, one in TOWN.people.items() if id_ != BO})
    assert order.asked == BO
    moved = seen_to(order, without_bo, away=(), now=NOW)
    assert (moved.asked, moved.events[-1].kind) == (DAG, OrderEventKind.PASSED_ON)


def test_what_has_been_decided_is_not_seen_to() -> None:
    """The step that was due falls away."""
    assert seen_to(order_in(A), TOWN, away=(), now=NOW) == order_in(A)


@pytest.mark.parametrize(
    ("order", "until"),
    [
        (STEPS["reject"](order_in(R), BO), "2027-02-24 09:00"),
        (STEPS["cancel"](order_in(A), ANNA), "2027-02-24 09:00"),
        (order_in(D), "2028-11-24 09:00"),
        (STEPS["attest"](order_in(D), ANNA), "2028-11-24 09:00"),
        (order_in(R), None),
        (order_in(O), None),
    ],
)
def test_how_long_an_order_is_kept(order: PhoneOrder, until: str | None) -> None:
    """What was bought two years, what wasn't three months, and what isn't settled as long as that takes."""
    assert order.kept_until == (None if until is None else at(until))


def test_a_month_ends_where_the_month_does() -> None:
    """A month after the last of January is the last of February."""
    assert months_after(at("2027-01-31 09:00"), 1) == at("2027-02-28 09:00")
    assert months_after(at("2026-11-30 09:00"), 15) == at("2028-02-29 09:00")


def test_who_has_nobody_above_can_not_order_for_themselves() -> None:
    """Eva leads the school and has nobody above her and no deputy: she can't order for herself."""
    with pytest.raises(PolicyError) as nobody:
        requested(wish(for_person=EVA), TOWN, order_id="o", by=EVA, now=NOW)
    assert nobody.value.code == "order.no_approver"
