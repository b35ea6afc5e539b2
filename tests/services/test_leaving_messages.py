"""Messages left for a colleague (V1): the colleague's promise with A5's clock, and a receipt for its sender."""

from __future__ import annotations

import pytest

from policy.callback_times import Misfit
from policy.callbacks import State
from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.organisation import PersonId
from policy.reasons import Reason
from services.callback_cases import place_of
from services.callback_messages import bounced
from services.ports import Delivery, Place
from tests.policy.promises import local
from tests.policy.small_town import ANNA, BO, DISA, VERA, at, diversion
from tests.services.callback_stage import NOW, CallbackStage, told, wanted

SICK = diversion(Reason.SICK, "2026-11-24 08:00", "2026-11-27 17:00", answers_instead=BO)


async def test_a_message_is_its_receivers_promise_and_due_the_next_working_day() -> None:
    """V1, A5: with its clock running from when it was left."""
    stage = CallbackStage()
    left = await stage.left(VERA, message="Vill ha besked om taket")
    assert (left.holder, left.left_by, left.made_by) == (ANNA, VERA, VERA)
    assert local(left.contact_due_at) == "2026-11-25 17:00"
    assert [one.id for one in await stage.callbacks.mine(ANNA)] == [left.id]
    assert told(await stage.ticks()) == [("anna", "callback.left")]


async def test_the_same_turn_again_leaves_one_message() -> None:
    """And its card comes once."""
    stage = CallbackStage()
    for _ in range(2):
        await stage.messages.leave(VERA, ANNA, wanted(None), turn="t1", now=NOW)
        await stage.ticks()
    assert len(await stage.messages.left_by(VERA)) == 1
    assert told(stage.messenger.sent) == [("anna", "callback.left")]


async def test_the_sender_sees_it_delivered_seen_and_done() -> None:
    """V1: in one card, changed in place; the second mark of being seen changes nothing."""
    stage = CallbackStage()
    left = await stage.left(VERA)
    await stage.stands(left, VERA, "message", "m1")
    assert told(await stage.ticks()) == [("anna", "callback.left")]
    assert told(await stage.ticks()) == [("vera", "callback.card")]
    assert (await stage.stored(left)).delivered_at == stage.now
    await stage.messages.see(ANNA, place_of(left), turn="t1", now=NOW)
    await stage.messages.see(ANNA, place_of(left), turn="t2", now=NOW)
    assert ("vera", "callback.card") in told(await stage.ticks())
    assert (await stage.stored(left)).seen_at == NOW
    await stage.callbacks.done(ANNA, place_of(left), turn="t3", now=NOW)
    assert ("vera", "callback.card") in told(await stage.ticks())
    assert told(await stage.ticks()) == []


async def test_what_arrives_before_the_receipt_is_known_is_told_once_it_is() -> None:
    """The card of an answer is noted a moment after; by then the message may have come, or be done."""
    stage = CallbackStage()
    left = await stage.left(VERA)
    assert told(await stage.ticks()) == [("anna", "callback.left")]
    await stage.stands(left, VERA, "message", "m1")
    assert ("vera", "callback.card") in told(stage.messenger.sent)
    await stage.stands(left, VERA, "message", "m1")
    assert told(stage.messenger.sent).count(("vera", "callback.card")) == 1


async def test_it_waits_until_the_receiver_works_unless_it_is_urgent() -> None:
    """Quiet outside working hours; what is urgent comes at once."""
    stage = CallbackStage(now=at("2026-11-24 19:00"))
    await stage.left(VERA)
    assert told(await stage.ticks()) == []
    assert ("anna", "callback.left") in told(await stage.passes_until("2026-11-25 08:00"))
    stage = CallbackStage(now=at("2026-11-24 19:00"))
    await stage.left(VERA, urgent=True)
    assert told(await stage.ticks()) == [("anna", "callback.left")]


async def test_who_cannot_be_reached_is_said_at_once_and_only_once() -> None:
    """V1: the outcome says so; the outbox tries on, and the sender hears no more until it arrives."""
    stage = CallbackStage()
    stage.unreachable.add(ANNA)
    outcome = await stage.messages.leave(VERA, ANNA, wanted(None), turn="t1", now=NOW)
    assert (outcome.saved, outcome.reachable) == (True, False)
    stage.fails_to_send(*[Delivery.UNREACHABLE] * 3)
    sent = told(await stage.passes_until("2026-11-24 10:00"))
    assert sent == [("anna", "callback.left")]
    assert (await stage.stored(outcome.callback)).delivered_at is not None


async def test_who_turns_out_not_to_be_reached_is_told_to_the_sender_once() -> None:
    """It bounces again and again; the sender hears it once, whatever the hour, and the card says so."""
    stage = CallbackStage(now=at("2026-11-24 17:30"))
    left = await stage.left(VERA, urgent=True)
    await stage.stands(left, VERA, "message", "m1")
    stage.fails_to_send(Delivery.UNREACHABLE)
    await stage.ticks()
    sent = told(await stage.ticks())
    assert sorted(sent) == [("vera", "callback.bounced"), ("vera", "callback.card")]
    stored = await stage.stored(left)
    assert stored.bounced_at is not None
    again = bounced(stored, stored.outgoing.unsent[0], stage.now)
    assert again == stored


async def test_a_receiver_who_is_away_is_told_of_without_why() -> None:
    """POLICY, last section: the return, who answers instead; never that she is ill. The time stays within A5."""
    stage = CallbackStage(SICK)
    outcome = await stage.messages.leave(VERA, ANNA, wanted(None), turn="t1", now=NOW)
    assert outcome.told.absence is not None
    assert not outcome.told.absence.shows_reason
    assert local(outcome.told.back_at) == "2026-11-30 08:00"
    assert outcome.stand_in is not None
    assert outcome.stand_in.id == BO
    assert local(outcome.callback.contact_due_at) == "2026-11-25 17:00"


async def test_a_wanted_time_past_the_limit_is_answered_with_the_limit() -> None:
    """A5: never later, whatever the sender says."""
    stage = CallbackStage()
    for keep in (False, True):
        outcome = await stage.messages.leave(VERA, ANNA, wanted("2026-11-27 12:00"), turn="t1", now=NOW, keep=keep)
        assert not outcome.saved
        assert outcome.contact is not None
        assert outcome.contact.misfit is Misfit.TOO_LATE
        assert local(outcome.contact.better) == local(outcome.by) == "2026-11-25 17:00"
    assert await stage.messages.left_by(VERA) == ()


async def test_an_empty_message_and_one_to_oneself_are_refused() -> None:
    """Each with what to do."""
    stage = CallbackStage()
    with pytest.raises(PolicyErrors, match=r"callback\.nothing_to_tell"):
        await stage.messages.leave(VERA, ANNA, wanted(None, caller="", phone=""), turn="t1", now=NOW)
    with pytest.raises(PolicyError, match=r"callback\.to_oneself"):
        await stage.messages.leave(VERA, VERA, wanted(None), turn="t1", now=NOW)
    with pytest.raises(PolicyError, match=r"person\.unknown"):
        await stage.messages.leave(VERA, PersonId("gone"), wanted(None), turn="t1", now=NOW)


async def test_the_sender_takes_a_message_back_while_it_is_not_done() -> None:
    """V1: one that has not come yet never comes; its receiver can't take it away, nor anyone else."""
    stage = CallbackStage(now=at("2026-11-24 19:00"))
    left = await stage.left(VERA)
    for other in (ANNA, BO):
        with pytest.raises(NotAllowed):
            await stage.callbacks.withdraw(other, place_of(left), turn="t1", now=stage.now)
    marked = await stage.callbacks.withdraw(VERA, place_of(left), turn="t2", now=stage.now)
    assert marked.callback.state is State.WITHDRAWN
    assert told(await stage.passes_until("2026-11-25 09:00")) == []
    with pytest.raises(PolicyError, match=r"callback\.closed"):
        await stage.callbacks.withdraw(VERA, place_of(left), turn="t3", now=stage.now)


async def test_a_message_taken_back_after_it_came_is_taken_back_in_its_card() -> None:
    """The receiver's card changes in place."""
    stage = CallbackStage()
    left = await stage.left(VERA)
    await stage.ticks()
    await stage.callbacks.withdraw(VERA, place_of(left), turn="t2", now=NOW)
    assert told(await stage.ticks()) == [("anna", "callback.card")]


async def test_ones_messages_are_listed_and_another_persons_are_not_shown() -> None:
    """The newest first, by receiver where one is named."""
    stage = CallbackStage()
    first = await stage.left(VERA)
    stage.clock.passes(minutes=1)
    second = await stage.left(VERA, to=DISA)
    await stage.left(BO)
    assert [one.id for one in await stage.messages.left_by(VERA)] == [second.id, first.id]
    assert [one.id for one in await stage.messages.left_by(VERA, ANNA)] == [first.id]
    assert (await stage.messages.sent_message(VERA, place_of(first))).id == first.id
    with pytest.raises(PolicyError, match=r"callback\.gone"):
        await stage.messages.sent_message(BO, place_of(first))
    with pytest.raises(PolicyError, match=r"callback\.gone"):
        await stage.messages.sent_message(VERA, Place("anna", "nothing"))


async def test_opening_it_shows_that_it_is_seen() -> None:
    """V1: whatever the receiver presses; the second time nothing changes."""
    stage = CallbackStage()
    left = await stage.left(VERA)
    for minutes in (0, 10):
        stage.clock.passes(minutes=minutes)
        await stage.callbacks.show(ANNA, place_of(left), turn=stage.turn(), now=stage.now)
        assert (await stage.stored(left)).seen_at == NOW
    await stage.callbacks.withdraw(VERA, place_of(left), turn="t", now=stage.now)
    closed = await stage.stored(left)
    assert await stage.callbacks.show(ANNA, place_of(left), turn=stage.turn(), now=stage.now) == closed
