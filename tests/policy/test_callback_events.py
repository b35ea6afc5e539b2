"""What happens to a promise (S5, S6), who may do it (V1), and how it moves to a colleague."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.callback_events import (
    HOLDERS_CARD,
    SENDERS_CARD,
    accepted,
    changed,
    declined,
    done,
    erased,
    left_behind,
    moved,
    not_ready,
    offered,
    offers_card,
    seen,
    tried,
    undone,
    unreached,
    withdrawn,
)
from policy.callback_finding import due_within, in_due_order, meant
from policy.callbacks import (
    Callback,
    Happening,
    Stage,
    State,
    Wanted,
    due_faults,
    faults,
    promise_id,
    require_holder,
    require_offered,
    require_open,
    require_withdrawal,
)
from policy.errors import NotAllowed, PolicyError
from policy.outgoing import Notification, Outgoing, StandingCard
from policy.periods import as_utc
from tests.policy.promises import PHONE, TERMS, TUESDAY, message, promise
from tests.policy.small_town import ANNA, BO, NILS, VERA, at

LATER = as_utc(at("2026-11-24 11:00"))
FRIDAY = as_utc(at("2026-11-27 15:00"))


def test_reached_but_not_ready_keeps_the_promise_and_sets_the_next_contact() -> None:
    """S6: the contact clock goes on to Friday and is reminded of anew; the answer clock stands."""
    due = as_utc(at("2026-11-26 12:00"))
    before = promise(answer_due_at=due, contact_reminded=Stage.OVERDUE)
    after = not_ready(before, turn="t2", by=ANNA, at=LATER, until=FRIDAY)
    assert (after.contact_due_at, after.answer_due_at, after.contact_reminded) == (FRIDAY, due, Stage.NONE)
    assert (after.state, after.next_due_at) == (State.OPEN, due)
    assert before.is_overdue(as_utc(at("2026-11-24 15:01")))
    assert not after.is_overdue(as_utc(at("2026-11-24 15:01")))


def test_no_answer_leaves_both_times_as_they_were() -> None:
    """S6: the caller has heard nothing."""
    after = tried(promise(), turn="t2", by=ANNA, at=LATER)
    assert after.contact_due_at == promise().contact_due_at
    assert [event.what for event in after.events] == [Happening.TRIED]


def test_a_closed_promise_is_kept_for_a_while_and_then_goes() -> None:
    """Callers' names and numbers are kept no longer than needed; what is unsent is sent first."""
    closed = done(promise(next_step_at=FRIDAY), turn="t2", by=ANNA, at=LATER, terms=TERMS)
    assert promise().kept_until is None
    assert (closed.state, closed.closed_at, closed.next_step_at) == (State.DONE, LATER, None)
    assert closed.kept_until == LATER + timedelta(days=14)
    unsent = Outgoing().adding(Notification(id="n", to=VERA, code="callback.card", made_at=LATER, due_at=LATER))
    assert replace(closed, outgoing=unsent).kept_until is None


def test_done_is_undone_as_long_as_nothing_came_after() -> None:
    """A slip of the finger: the promise is open again, with the times it had."""
    moved_on = not_ready(promise(), turn="t2", by=ANNA, at=LATER, until=FRIDAY)
    assert undone(moved_on, "t2", turn="t3", by=ANNA, at=LATER).contact_due_at == promise().contact_due_at
    closed = done(moved_on, turn="t3", by=ANNA, at=LATER, terms=TERMS)
    reopened = undone(closed, "t3", turn="t4", by=ANNA, at=LATER)
    assert (reopened.state, reopened.closed_at, reopened.kept_until) == (State.OPEN, None, None)
    assert reopened.contact_due_at == FRIDAY
    for superseded in ("t2", "t4", "other"):
        with pytest.raises(PolicyError, match=r"callback\.undo_superseded"):
            undone(reopened, superseded, turn="t5", by=ANNA, at=LATER)


def test_a_changed_time_is_reminded_of_anew_and_an_unchanged_one_is_not() -> None:
    """Correcting the name doesn't start the reminders over."""
    before = promise(contact_reminded=Stage.BEFORE)
    facts = Wanted(caller="Kalle Ek", phone=PHONE)
    renamed = changed(before, facts, turn="t2", by=ANNA, at=LATER)
    later = changed(before, replace(facts, contact_due_at=FRIDAY), turn="t2", by=ANNA, at=LATER)
    assert (renamed.caller, renamed.contact_reminded) == ("Kalle Ek", Stage.BEFORE)
    assert (later.contact_due_at, later.contact_reminded) == (FRIDAY, Stage.NONE)


def test_anything_the_receiver_does_shows_that_they_have_seen_it() -> None:
    """V1: the sender sees that; the first time counts, and a promise of one's own has no such thing."""
    tried_once = tried(message(), turn="t2", by=ANNA, at=LATER)
    assert tried_once.seen_at == LATER
    assert seen(tried_once, at=FRIDAY).seen_at == LATER
    assert withdrawn(message(), turn="t2", by=VERA, at=LATER, terms=TERMS).seen_at is None
    assert seen(promise(), at=LATER).seen_at is None


def test_it_stays_with_the_first_until_the_colleague_accepts() -> None:
    """Offered and declined, nothing has moved."""
    asked = offered(promise(), NILS, turn="t2", by=ANNA, at=LATER)
    assert (asked.holder, asked.is_open, asked.offered_to) == (ANNA, True, NILS)
    assert asked.offer is not None
    refused = declined(asked, turn="t3", by=NILS, at=LATER)
    assert (refused.holder, refused.is_open, refused.offered_to, refused.offer) == (ANNA, True, None, None)


def test_an_offer_that_never_arrived_is_taken_back_once() -> None:
    """The outbox may say so several times."""
    asked = offered(promise(), NILS, turn="t2", by=ANNA, at=LATER)
    once = unreached(asked, at=LATER)
    assert once.offered_to is None
    assert [event.what for event in once.events] == [Happening.OFFERED, Happening.UNREACHED]
    assert unreached(once, at=FRIDAY) == once


def _accepted(first: Callback) -> Callback:
    asked = offered(first, NILS, turn="t2", by=ANNA, at=LATER)
    return accepted(asked, turn="t3", by=NILS, at=LATER)


def test_an_accepted_promise_is_the_colleagues_with_its_history_and_its_times() -> None:
    """Its id is made from it, so that a restart makes no second one; the sender's card goes along."""
    standing = (
        StandingCard(to=ANNA, card=HOLDERS_CARD, conversation="c-anna", activity="1"),
        StandingCard(to=VERA, card=SENDERS_CARD, conversation="c-vera", activity="2"),
        StandingCard(to=NILS, card=offers_card("t2"), conversation="c-nils", activity="3"),
    )
    taken = _accepted(message(outgoing=Outgoing(standing=standing), delivered_at=LATER))
    assert not taken.is_open
    assert taken.next_step_at == LATER
    with_nils = moved(taken)
    assert (with_nils.holder, with_nils.is_open, with_nils.left_by) == (NILS, True, VERA)
    assert with_nils.contact_due_at == taken.contact_due_at
    assert [event.what for event in with_nils.events] == [Happening.OFFERED, Happening.ACCEPTED]
    assert {(card.to, card.card) for card in with_nils.outgoing.standing} == {
        (VERA, SENDERS_CARD),
        (NILS, HOLDERS_CARD),
    }
    assert moved(taken) == with_nils
    assert with_nils.id != taken.id
    left = left_behind(taken, at=LATER, terms=TERMS)
    assert (left.state, left.moved_to, left.next_step_at) == (State.HANDED_OVER, NILS, None)
    assert left.kept_until == LATER + timedelta(days=14 + 3)


def test_what_is_erased_holds_nothing_of_the_caller_and_is_not_opened_again() -> None:
    """Callers' data goes; that something was done, by whom and when, is no caller's."""
    closed = done(message(message="Taket läcker"), turn="t2", by=ANNA, at=LATER, terms=TERMS)
    gone = erased(closed)
    assert (gone.caller, gone.phone, gone.matter, gone.message) == ("",) * 4
    assert (gone.state, gone.erased, gone.events) == (State.DONE, True, closed.events)
    with pytest.raises(PolicyError, match=r"callback\.undo_superseded"):
        undone(gone, "t2", turn="t3", by=ANNA, at=LATER)


def test_a_promise_that_comes_back_has_an_id_of_its_own() -> None:
    """Handed over and back: the first document is still there, closed."""
    with_nils = moved(_accepted(promise()))
    back = moved(accepted(offered(with_nils, ANNA, turn="t4", by=NILS, at=LATER), turn="t5", by=ANNA, at=LATER))
    assert (back.holder, back.is_open) == (ANNA, True)
    assert len({promise().id, with_nils.id, back.id}) == 3


def test_ids_are_of_the_asking_its_person_and_what_is_promised() -> None:
    """The same asking again makes the same promise, whenever it is due; two people's never do, nor two callers."""
    kalle, eva = Wanted(caller="Kalle"), Wanted(caller="Eva")
    assert promise_id(ANNA, "t1", kalle) == promise_id(ANNA, "t1", replace(kalle, contact_due_at=LATER))
    asked = [(ANNA, "t1", kalle), (BO, "t1", kalle), (ANNA, "t2", kalle), (ANNA, "t1", eva)]
    assert len({promise_id(*one) for one in asked}) == 4


def test_only_the_holder_marks() -> None:
    """V1: neither the sender, nor the manager, nor the colleague who is asked."""
    require_holder(message(), ANNA, "Anna Alm")
    for other in (VERA, BO, NILS):
        with pytest.raises(NotAllowed, match=r"callback\.not_yours") as caught:
            require_holder(message(), other, "Anna Alm")
        assert caught.value.params == {"name": "Anna Alm"}


def test_a_message_is_withdrawn_by_its_sender_and_an_own_promise_by_its_holder() -> None:
    """V1: nobody takes away a message that they were left."""
    require_withdrawal(promise(), ANNA, "Anna Alm")
    require_withdrawal(message(), VERA, "Anna Alm")
    require_withdrawal(message(left_by=ANNA), ANNA, "Anna Alm")
    with pytest.raises(NotAllowed, match=r"callback\.senders_to_withdraw"):
        require_withdrawal(message(), ANNA, "Anna Alm")
    for stranger, one in ((BO, message()), (VERA, promise())):
        with pytest.raises(NotAllowed, match=r"callback\.not_yours"):
            require_withdrawal(one, stranger, "Anna Alm")


def test_only_whom_it_is_offered_to_answers_and_only_while_it_is() -> None:
    """An old offer's button does nothing once there is a new one."""
    asked = offered(promise(), NILS, turn="t2", by=ANNA, at=LATER)
    require_offered(asked, NILS, "t2")
    for actor, offer in ((BO, "t2"), (ANNA, "t2"), (NILS, "t1")):
        with pytest.raises(NotAllowed, match=r"callback\.not_offered"):
            require_offered(asked, actor, offer)
    again = offered(declined(asked, turn="t3", by=NILS, at=LATER), NILS, turn="t4", by=ANNA, at=LATER)
    closed = done(asked, turn="t3", by=ANNA, at=LATER, terms=TERMS)
    for over in (again, closed, declined(asked, turn="t3", by=NILS, at=LATER)):
        with pytest.raises(PolicyError, match=r"callback\.offer_over"):
            require_offered(over, NILS, "t2")


def test_what_is_closed_is_marked_no_more() -> None:
    """Done, withdrawn, or on its way to a colleague."""
    require_open(promise())
    for closed in (done(promise(), turn="t2", by=ANNA, at=LATER, terms=TERMS), _accepted(promise())):
        with pytest.raises(PolicyError, match=r"callback\.closed"):
            require_open(closed)


def test_every_fault_is_found_at_its_field() -> None:
    """S5: there must be someone to call; a message must say something."""
    codes = [(fault.code, fault.field) for fault in faults(Wanted(matter="x" * 201), now=TUESDAY, is_message=False)]
    assert codes == [("callback.nobody_to_call", "caller"), ("callback.too_long", "matter")]
    codes = [(fault.code, fault.field) for fault in faults(Wanted(), now=TUESDAY, is_message=True)]
    assert codes == [("callback.nothing_to_tell", "message")]
    assert faults(Wanted(phone=PHONE), now=TUESDAY, is_message=True) == ()
    assert faults(Wanted(caller="Kalle"), now=TUESDAY, is_message=False) == ()


def test_times_that_no_better_one_mends_are_faults() -> None:
    """A slip in the year; an answer before the first contact."""
    far = at("2028-01-01 12:00")
    assert [fault.field for fault in due_faults(far, far, now=TUESDAY)] == ["contact", "answer"]
    crossed = due_faults(at("2026-11-26 12:00"), at("2026-11-25 12:00"), now=TUESDAY)
    assert [fault.code for fault in crossed] == ["callback.answer_before_contact"]
    assert due_faults(FRIDAY, FRIDAY, now=TUESDAY) == ()


def test_open_promises_are_in_due_order_with_the_urgent_first() -> None:
    """S6: what is to be kept first is seen first; the earlier of the two times counts."""
    answer_first = promise(id="answer", contact_due_at=FRIDAY, answer_due_at=as_utc(at("2026-11-24 12:00")))
    urgent = promise(id="urgent", urgent=True)
    closed = done(promise(id="closed"), turn="t", by=ANNA, at=LATER, terms=TERMS)
    ordered = in_due_order(
        [promise(id="plain"), closed, urgent, promise(id="later", contact_due_at=FRIDAY), answer_first]
    )
    assert [one.id for one in ordered] == ["answer", "urgent", "plain", "later"]


def test_a_promise_is_meant_by_whole_name_before_part_of_it_or_by_number() -> None:
    """Nothing is guessed: several that fit are several."""
    kalle, svensson = promise(id="kalle"), promise(id="svensson", caller="Kalle Svensson", phone="4536")
    eva = promise(id="eva", caller="Eva Lind-Berg", phone="")
    mine = [svensson, kalle, eva]
    assert [one.id for one in meant(mine, caller="KALLE")] == ["kalle"]
    assert [one.id for one in meant(mine, caller="kalle s")] == ["svensson"]
    assert [one.id for one in meant(mine, caller="eva berg")] == ["eva"]
    assert [one.id for one in meant(mine, caller="k")] == ["svensson", "kalle"]
    assert [one.id for one in meant(mine, caller="", phone="4536")] == ["svensson"]
    assert meant(mine, caller="Olle") == ()
    assert meant(mine, caller="") == tuple(mine)


def test_what_falls_due_during_an_absence_is_found() -> None:
    """S7: up to and including its end; what is due as it begins is due before it."""
    span = (at("2026-11-24 13:00"), at("2026-11-24 15:00"))
    assert due_within([promise()], *span) == (promise(),)
    assert due_within([promise(contact_due_at=as_utc(span[0]))], *span) == ()
    assert due_within([promise(contact_due_at=FRIDAY)], *span) == ()
    assert due_within([promise(contact_due_at=FRIDAY)], span[0], None) != ()
