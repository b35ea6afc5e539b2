"""Who is told what of an order: one card each that is kept up, and a line for what must be noticed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from policy.order_notices import CARD, noted, told
from policy.order_steps import approve, cancel, mark_ordered, passed_on, reject, seen_to
from policy.outgoing import Outgoing, StandingCard
from policy.phone_orders import OrderState, PhoneOrder
from tests.policy.small_shop import NOW, TOWN, order_in
from tests.policy.small_town import ANNA, BO, DAG, VERA


def _standing(order: PhoneOrder, *people: str) -> PhoneOrder:
    cards = tuple(StandingCard(to=p, card=CARD, conversation="c", activity=f"a-{p}") for p in people)  # type: ignore[arg-type]
    return replace(order, outgoing=Outgoing(standing=cards))


def _told(order: PhoneOrder) -> set[tuple[str, str, bool]]:
    return {(n.to, n.code, n.waits) for n in order.outgoing.unsent}


def test_who_is_asked_gets_the_card_and_who_asked_has_it_in_the_answer() -> None:
    """It keeps to working hours."""
    order = told(None, order_in(OrderState.REQUESTED), TOWN, turn="o1", now=NOW, actor=ANNA)
    assert _told(order) == {(BO, "order.card", True)}


def test_an_approved_order_is_everyones_at_the_switchboard() -> None:
    """Whoever asked has the card changed in place, and hears of it."""
    before = _standing(order_in(OrderState.REQUESTED), ANNA, BO)
    after = told(before, approve(before, TOWN, by=BO, turn="t", now=NOW), TOWN, turn="t", now=NOW, actor=BO)
    assert _told(after) == {
        (ANNA, "order.card", False),
        (ANNA, "order.told_approved", True),
        (VERA, "order.card", True),
    }


def test_the_first_of_two_approvals_makes_no_sound() -> None:
    """It isn't approved yet; the cards show how far it is."""
    before = _standing(order_in(OrderState.REQUESTED, item="dyr"), ANNA, BO)
    after = told(before, approve(before, TOWN, by=BO, turn="t", now=NOW), TOWN, turn="t", now=NOW, actor=BO)
    assert _told(after) == {(ANNA, "order.card", False)}


def test_a_no_is_heard() -> None:
    """With its reason on the card (S8)."""
    before = _standing(order_in(OrderState.REQUESTED), ANNA, BO)
    no = reject(before, TOWN, by=BO, reason="Vänta.", turn="t", now=NOW)
    after = told(before, no, TOWN, turn="t", now=NOW, actor=BO)
    assert _told(after) == {(ANNA, "order.card", False), (ANNA, "order.told_rejected", True)}


def test_a_card_that_was_never_posted_is_not_posted_for_what_is_done() -> None:
    """Vera ordered it before her colleague came to work; the manager's unseen question falls away with the answer."""
    asked = told(None, order_in(OrderState.REQUESTED), TOWN, turn="o1", now=NOW, actor=ANNA)
    moved = passed_on(asked, TOWN, now=NOW)
    assert moved is not None
    after = told(asked, moved, TOWN, turn="s", now=NOW)
    assert _told(after) == {(ANNA, "order.card", True), (DAG, "order.card", True)}


def test_the_others_see_who_took_it() -> None:
    """Every card that stands is kept up, the actor's own by the answer."""
    before = _standing(order_in(OrderState.APPROVED), ANNA, BO, VERA)
    ordered = mark_ordered(before, TOWN, by=VERA, reference="B", turn="t", now=NOW)
    after = told(before, ordered, TOWN, turn="t", now=NOW, actor=VERA)
    assert _told(after) == {
        (ANNA, "order.card", False),
        (ANNA, "order.told_ordered", True),
        (BO, "order.card", False),
    }


def test_an_overdue_approval_is_heard_by_who_is_asked() -> None:
    """A card that changes makes no sound."""
    before = _standing(order_in(OrderState.REQUESTED), ANNA, BO)
    after = told(before, seen_to(before, TOWN, away=(), now=NOW), TOWN, turn="s", now=NOW)
    assert (BO, "order.told_reminder", True) in _told(after)


def test_who_has_not_attested_it_hears_of_that() -> None:
    """The receiver, not whoever asked (R5)."""
    before = _standing(order_in(OrderState.DELIVERED), ANNA, BO)
    after = told(before, seen_to(before, TOWN, away=(), now=NOW), TOWN, turn="s", now=NOW)
    assert (ANNA, "order.told_attest", True) in _told(after)


def test_the_same_turn_tells_nothing_twice() -> None:
    """Ids come of the turn, the reader and the code."""
    order = told(None, order_in(OrderState.REQUESTED), TOWN, turn="o1", now=NOW, actor=ANNA)
    assert told(None, order, TOWN, turn="o1", now=NOW, actor=ANNA) == order


def test_a_reminder_that_waits_for_the_morning_goes_with_the_answer() -> None:
    """It falls due as the day ends; whoever answers in the evening isn't reminded the next day of what is done."""
    before = _standing(order_in(OrderState.REQUESTED), ANNA, BO)
    reminded = told(before, seen_to(before, TOWN, away=(), now=NOW), TOWN, turn="s", now=NOW)
    after = told(reminded, approve(reminded, TOWN, by=BO, turn="t", now=NOW), TOWN, turn="t", now=NOW, actor=BO)
    assert not [n for n in after.outgoing.unsent if n.code == "order.told_reminder"]


def test_a_reminder_goes_when_somebody_else_is_asked() -> None:
    """It is theirs to answer then."""
    before = _standing(order_in(OrderState.REQUESTED), ANNA, BO)
    reminded = told(before, seen_to(before, TOWN, away=(), now=NOW), TOWN, turn="s", now=NOW)
    moved = seen_to(reminded, TOWN, away=(), now=NOW)
    assert moved.asked == DAG
    after = told(reminded, moved, TOWN, turn="s2", now=NOW)
    assert not [n for n in after.outgoing.unsent if n.code == "order.told_reminder"]


def test_that_nobody_answers_is_not_told_once_somebody_has() -> None:
    """Nor that something is approved which has been cancelled since; what has come of it in the end is told."""
    before = _standing(order_in(OrderState.REQUESTED), ANNA, BO, DAG)
    silent = before
    while silent.next_step_at is not None:
        silent = seen_to(silent, TOWN, away=(), now=NOW)
    unanswered = told(before, silent, TOWN, turn="s", now=NOW)
    assert "order.told_unanswered" in {n.code for n in unanswered.outgoing.unsent}
    approved = told(unanswered, approve(unanswered, TOWN, by=BO, turn="t", now=NOW), TOWN, turn="t", now=NOW, actor=BO)
    assert {n.code for n in approved.outgoing.unsent if not n.card} == {"order.told_approved"}
    cancelled = cancel(approved, TOWN, by=ANNA, turn="c", now=NOW)
    after = told(approved, cancelled, TOWN, turn="c", now=NOW, actor=ANNA)
    assert not [n for n in after.outgoing.unsent if not n.card]


def test_an_answers_card_that_came_late_to_stand_is_brought_up_to_date() -> None:
    """Bo approved while Anna's answer was on its way to her; without that there is nothing to change."""
    card = StandingCard(to=ANNA, card=CARD, conversation="c", activity="a")
    asked = order_in(OrderState.REQUESTED)
    assert noted(asked, card, NOW) == asked
    approved = approve(asked, TOWN, by=BO, turn="t", now=NOW + timedelta(seconds=1))
    assert _told(noted(approved, card, NOW)) == {(ANNA, "order.card", False)}
