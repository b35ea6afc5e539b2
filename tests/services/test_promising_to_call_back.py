"""Promises made, marked and listed (S5-S7): each refusal, each repetition, each better time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from policy.callback_times import Misfit
from policy.callbacks import Happening, State
from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.organisation import PersonId
from policy.periods import Period
from policy.reasons import Reason
from services.callback_cases import place_of
from services.ports import Place
from tests.policy.promises import local
from tests.policy.small_town import ANNA, BO, DISA, STRANGER, VERA, at, diversion
from tests.services.callback_stage import NOW, CallbackStage, told, wanted

FRIDAY = at("2026-11-27 15:00")
MEETING = diversion(Reason.MEETING, "2026-11-25 13:00", "2026-11-25 15:00")


async def test_a_promise_is_saved_in_its_makers_partition() -> None:
    """S5: the caller, the number, the matter, and when."""
    stage = CallbackStage()
    made = await stage.promised()
    stored = await stage.stored(made)
    assert (stored.holder, stored.caller, stored.matter, stored.state) == (ANNA, "Kalle", "bygglov", State.OPEN)
    assert local(stored.contact_due_at) == "2026-11-24 15:00"
    assert local(stored.next_step_at) == "2026-11-24 14:00"
    assert stored.left_by is None


async def test_the_same_turn_again_makes_one_promise() -> None:
    """Every step is known by its turn."""
    stage = CallbackStage()
    first = await stage.callbacks.promise(ANNA, wanted(), turn="t1", now=NOW)
    again = await stage.callbacks.promise(ANNA, wanted(), turn="t1", now=NOW + timedelta(minutes=1))
    assert again.callback == first.callback
    assert len(await stage.callbacks.mine(ANNA)) == 1


async def test_without_a_time_it_is_due_the_next_working_day_and_no_later_than_its_answer() -> None:
    """A5 is the usual measure."""
    stage = CallbackStage()
    assert local((await stage.promised(None)).contact_due_at) == "2026-11-25 17:00"
    soon = await stage.promised(None, answer="2026-11-24 16:00")
    assert (local(soon.contact_due_at), local(soon.answer_due_at)) == ("2026-11-24 16:00",) * 2


@pytest.mark.parametrize(
    ("due", "misfit", "better", "may_keep"),
    [
        ("2026-11-25 14:00", Misfit.DIVERTED, "2026-11-25 13:00", True),
        ("2026-11-28 12:00", Misfit.OUTSIDE_HOURS, "2026-11-27 17:00", True),
        ("2026-12-24 12:00", Misfit.DAY_OFF, "2026-12-23 17:00", True),
        ("2026-11-23 12:00", Misfit.PAST, "2026-11-24 10:00", False),
    ],
)
async def test_a_time_that_cant_be_kept_is_answered_with_a_better_one_before_it_is_saved(
    due: str, misfit: Misfit, better: str, may_keep: bool
) -> None:
    """S7: nothing is saved; the person may keep their own time, but not one that has been."""
    stage = CallbackStage(MEETING)
    outcome = await stage.callbacks.promise(ANNA, wanted(due), turn="t1", now=NOW)
    assert not outcome.saved
    assert outcome.contact is not None
    assert (outcome.contact.misfit, local(outcome.contact.better)) == (misfit, better)
    assert await stage.callbacks.mine(ANNA) == ()
    kept = await stage.callbacks.promise(ANNA, wanted(due), turn="t2", now=NOW, keep=True)
    assert kept.saved is may_keep
    if may_keep:
        assert local(kept.callback.contact_due_at) == due


async def test_when_the_answer_is_due_is_looked_at_too() -> None:
    """S7: both times are promised."""
    stage = CallbackStage(MEETING)
    outcome = await stage.callbacks.promise(ANNA, wanted(answer="2026-11-25 14:00"), turn="t1", now=NOW)
    assert not outcome.saved
    assert outcome.contact is None
    assert outcome.answer is not None


async def test_a_day_alone_is_its_own_end_without_a_question() -> None:
    """ "Senast imorgon", by someone who leaves at noon on Wednesdays."""
    stage = CallbackStage()
    made = await stage.promised("2026-11-25 17:00", actor=DISA)
    assert local(made.contact_due_at) == "2026-11-25 12:00"


async def test_what_is_wrong_is_said_all_at_once() -> None:
    """Each at its field."""
    stage = CallbackStage()
    with pytest.raises(PolicyErrors) as caught:
        await stage.callbacks.promise(ANNA, wanted("2029-01-01 12:00", caller="", phone=""), turn="t1", now=NOW)
    assert [error.field for error in caught.value.errors] == ["caller", "contact"]
    with pytest.raises(PolicyError, match=r"person\.unknown"):
        await stage.callbacks.promise(STRANGER, wanted(), turn="t1", now=NOW)


async def test_reached_but_not_ready_keeps_the_promise() -> None:
    """S6: the next contact is checked as the first was."""
    stage = CallbackStage(MEETING)
    made = await stage.promised(answer="2026-11-26 12:00")
    unfit = await stage.callbacks.not_ready(ANNA, place_of(made), at("2026-11-25 14:00"), turn="t1", now=NOW)
    assert not unfit.saved
    assert unfit.contact is not None
    agreed = await stage.callbacks.not_ready(ANNA, place_of(made), FRIDAY, turn="t2", now=NOW)
    assert agreed.saved
    stored = await stage.stored(made)
    assert (local(stored.contact_due_at), local(stored.answer_due_at)) == ("2026-11-27 15:00", "2026-11-26 12:00")
    with pytest.raises(PolicyErrors):
        await stage.callbacks.not_ready(ANNA, place_of(made), at("2029-01-01 12:00"), turn="t3", now=NOW)


async def test_a_mark_repeated_is_made_once() -> None:
    """The same turn again gives the same outcome."""
    stage = CallbackStage()
    made = await stage.promised()
    for _ in range(2):
        await stage.callbacks.tried(ANNA, place_of(made), turn="t1", now=NOW)
    for _ in range(2):
        marked = await stage.callbacks.done(ANNA, place_of(made), turn="t2", now=NOW)
        assert marked.callback.state is State.DONE
    stored = await stage.stored(made)
    assert [event.what for event in stored.events] == [Happening.TRIED, Happening.DONE]
    with pytest.raises(PolicyError, match=r"callback\.closed"):
        await stage.callbacks.done(ANNA, place_of(made), turn="t3", now=NOW)


async def test_done_is_undone_once() -> None:
    """And reminded of again."""
    stage = CallbackStage()
    made = await stage.promised()
    await stage.callbacks.done(ANNA, place_of(made), turn="t1", now=NOW)
    assert local((await stage.stored(made)).next_step_at) == "2026-11-24 09:10"
    await stage.callbacks.undo(ANNA, place_of(made), "t1", turn="t2", now=NOW)
    stored = await stage.stored(made)
    assert (stored.is_open, local(stored.next_step_at)) == (True, "2026-11-24 14:00")
    with pytest.raises(PolicyError, match=r"callback\.undo_superseded"):
        await stage.callbacks.undo(ANNA, place_of(made), "t1", turn="t3", now=NOW)


async def _everything(stage: CallbackStage, actor: PersonId, place: Place) -> list[tuple[str, str]]:
    """Each thing that only the holder may do, and how it was refused."""
    service = stage.callbacks
    attempts = {
        "change": service.change(actor, place, wanted(), turn="x", now=NOW),
        "tried": service.tried(actor, place, turn="x", now=NOW),
        "not_ready": service.not_ready(actor, place, FRIDAY, turn="x", now=NOW),
        "done": service.done(actor, place, turn="x", now=NOW),
        "undo": service.undo(actor, place, "t", turn="x", now=NOW),
        "show": service.show(actor, place, turn="x", now=NOW),
        "withdraw": service.withdraw(actor, place, turn="x", now=NOW),
        "see": stage.messages.see(actor, place, turn="x", now=NOW),
        "offer": stage.handover.offer(actor, [place], VERA, turn="x", now=NOW),
    }
    refused = []
    for name, attempt in attempts.items():
        try:
            await attempt
        except NotAllowed as error:
            refused.append((name, error.code))
    return refused


@pytest.mark.parametrize("actor", [BO, DISA, STRANGER])
async def test_nobody_but_the_holder_marks_it_or_sees_it(actor: PersonId) -> None:
    """Not the manager either: callers are personal data."""
    stage = CallbackStage()
    made = await stage.promised()
    refused = await _everything(stage, actor, place_of(made))
    assert {code for _, code in refused} == {"callback.not_yours"}
    assert len(refused) == 9
    assert (await stage.stored(made)) == made


async def test_a_promise_that_is_not_there_is_said_to_be_gone() -> None:
    """Also for a made-up place."""
    stage = CallbackStage()
    with pytest.raises(PolicyError, match=r"callback\.gone"):
        await stage.callbacks.done(ANNA, Place(str(ANNA), "nothing"), turn="t1", now=NOW)


async def test_correcting_a_promise_checks_only_the_time_that_was_changed() -> None:
    """A slip in the name is mended without a word of the time, which may have gone by."""
    stage = CallbackStage(MEETING)
    made = await stage.promised()
    renamed = await stage.callbacks.change(
        ANNA, place_of(made), wanted(caller="Karl Ek"), turn="t1", now=at("2026-11-24 18:00")
    )
    assert renamed.saved
    unfit = await stage.callbacks.change(ANNA, place_of(made), wanted("2026-11-25 14:00"), turn="t2", now=NOW)
    assert (unfit.saved, (await stage.stored(made)).caller) == (False, "Karl Ek")
    moved = await stage.callbacks.change(ANNA, place_of(made), wanted("2026-11-25 12:00"), turn="t3", now=NOW)
    assert moved.saved
    assert local((await stage.stored(made)).next_step_at) == "2026-11-25 11:00"


async def test_a_left_message_is_not_moved_past_its_limit_until_its_caller_is_reached() -> None:
    """A5: never later; once reached, what was agreed holds (S6)."""
    stage = CallbackStage()
    left = await stage.left(VERA)
    place = place_of(left)
    late = await stage.callbacks.change(ANNA, place, wanted("2026-11-27 12:00"), turn="t1", now=NOW)
    assert late.contact is not None
    assert (late.contact.misfit, late.contact.may_keep) == (Misfit.TOO_LATE, False)
    with pytest.raises(PolicyError, match=r"callback\.limit_passed"):
        await stage.callbacks.change(ANNA, place, wanted("2026-11-27 12:00"), turn="t2", now=at("2026-11-26 09:00"))
    await stage.callbacks.not_ready(ANNA, place, at("2026-11-27 12:00"), turn="t3", now=at("2026-11-26 09:00"))
    later = await stage.callbacks.change(ANNA, place, wanted("2026-11-30 12:00"), turn="t4", now=at("2026-11-26 09:00"))
    assert later.saved


async def test_ones_own_open_promises_are_listed_in_due_order() -> None:
    """S6: nobody else's, and none that are closed."""
    stage = CallbackStage()
    later, sooner = await stage.promised("2026-11-26 12:00"), await stage.promised()
    closed = await stage.promised()
    await stage.callbacks.done(ANNA, place_of(closed), turn="t", now=NOW)
    await stage.promised(actor=BO)
    assert [one.id for one in await stage.callbacks.mine(ANNA)] == [sooner.id, later.id]
    afternoon = Period(at("2026-11-24 13:00"), at("2026-11-24 17:00"))
    assert [one.id for one in await stage.callbacks.due_within(ANNA, afternoon)] == [sooner.id]


async def test_the_card_in_the_chat_is_changed_unless_the_reply_does() -> None:
    """By a line: the card changes. By its own button: the reply takes its place, and nothing is sent."""
    stage = CallbackStage()
    made = await stage.promised()
    await stage.stands(made, ANNA, "promise", "a1")
    await stage.callbacks.tried(ANNA, place_of(made), turn="t1", now=NOW, shown_on="a1")
    assert told(await stage.ticks()) == []
    await stage.callbacks.tried(ANNA, place_of(made), turn="t2", now=NOW)
    assert told(await stage.ticks()) == [("anna", "callback.card")]


async def test_a_promise_goes_a_while_after_it_is_done() -> None:
    """Callers' names and numbers are kept no longer than needed."""
    stage = CallbackStage()
    made = await stage.promised()
    await stage.callbacks.done(ANNA, place_of(made), turn="t1", now=NOW)
    stage.clock.passes(days=13, hours=23)
    assert await stage.cases.load(place_of(made)) is not None
    stage.clock.passes(hours=2)
    assert await stage.cases.load(place_of(made)) is None


async def test_what_is_held_can_be_seen_and_what_is_closed_erased() -> None:
    """An open promise stays: somebody waits for it."""
    stage = CallbackStage()
    waiting, closed, left = await stage.promised(), await stage.promised(), await stage.left(ANNA, to=BO)
    await stage.callbacks.done(ANNA, place_of(closed), turn="t1", now=NOW)
    held = await stage.privacy.held_of(ANNA)
    assert {one.id for one in held.own} == {waiting.id, closed.id}
    assert [one.id for one in held.left] == [left.id]
    assert [one.id for one in await stage.privacy.open_of(ANNA)] == [waiting.id]
    assert {one.id for one in await stage.privacy.erase_of(ANNA)} == {waiting.id, left.id}
    assert await stage.cases.load(place_of(closed)) is None
    assert await stage.cases.load(place_of(waiting)) is not None
