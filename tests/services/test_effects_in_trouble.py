"""What becomes of what a diversion also sets when the far end, the process or somebody else is in the way (A3)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from policy.diversions import DiversionBook
from policy.effects import HELD_FOR, MOST_ATTEMPTS, EffectOutcome, EffectState
from policy.outgoing import StandingCard
from policy.reasons import Reason
from services.effect_word import card_noted, card_of, card_sent
from tests.policy.small_town import ANNA, BO, at
from tests.services.effect_stage import REPLIES, STATUS, EffectStage
from tests.services.set_elsewhere import FarEnd, Fault


async def _slow_lunch(stage: EffectStage) -> str:
    """A lunch whose far end doesn't answer yet; gives the card that tells of it."""
    await stage.chooses()
    stage.far_end.slow = asyncio.Event()
    outcome = await stage.sets(Reason.LUNCH, "09:00", "10:00")
    assert [row.state for row in outcome.follow.rows] == [EffectState.WAITING]
    assert outcome.follow.card
    return outcome.follow.card


def _stands(stage: EffectStage, card: str) -> None:
    """The answer's card is known to stand in Anna's chat."""
    standing = StandingCard(to=ANNA, card=card, conversation="a:anna", activity="1")
    book = stage.books[ANNA]
    noted = replace(book, outgoing=book.outgoing.standing_as(standing))
    stage.books.put(card_noted(noted, standing, stage.now))


async def test_a_turn_waits_a_short_while_and_never_longer() -> None:
    """What takes longer goes on by itself, and the card that told of it is changed in place."""
    stage = EffectStage()
    card = await _slow_lunch(stage)
    _stands(stage, card)
    assert stage.far_end.slow is not None
    stage.far_end.slow.set()
    await stage.does_what_follows()
    assert stage.far_end[ANNA].ours is not None
    assert [(one.code, one.card) for one in stage.books[ANNA].outgoing.unsent] == [("effects.ended", card)]
    assert stage.delivered_soon == [ANNA]
    (word,) = stage.books[ANNA].outgoing.unsent
    assert card_sent(stage.books[ANNA], word, stage.now).outgoing.standing == ()


async def test_what_ended_before_its_card_was_known_to_stand_is_told_when_it_is() -> None:
    """Whichever comes first."""
    stage = EffectStage()
    card = await _slow_lunch(stage)
    assert stage.far_end.slow is not None
    stage.far_end.slow.set()
    await stage.does_what_follows()
    assert stage.books[ANNA].outgoing.unsent == ()
    _stands(stage, card)
    assert [one.card for one in stage.books[ANNA].outgoing.unsent] == [card]


async def test_all_places_are_asked_at_once() -> None:
    """One that is slow holds up no other, and both are saved in one write."""
    stage = EffectStage(FarEnd(), FarEnd(kind=REPLIES))
    await stage.chooses(STATUS, REPLIES)
    before = stage.books.saves
    outcome = await stage.sets(Reason.VACATION, "09:00", "2026-11-26 17:00")
    assert {row.state for row in outcome.follow.rows} == {EffectState.DONE}
    assert stage.books.saves - before == 2


async def test_one_that_is_slow_is_asked_once_however_the_others_fare() -> None:
    """What has ended is saved at once; what has not is gone on with, and not begun anew."""
    stage = EffectStage(FarEnd(), FarEnd(kind=REPLIES, slow=asyncio.Event()))
    await stage.chooses(STATUS, REPLIES)
    outcome = await stage.sets(Reason.VACATION, "09:00", "2026-11-26 17:00")
    assert [row.state for row in outcome.follow.rows] == [EffectState.DONE, EffectState.WAITING]
    replies = stage.far_ends[REPLIES]
    assert replies.slow is not None
    replies.slow.set()
    await stage.does_what_follows()
    assert (len(replies.calls), replies.broken) == (1, [])
    assert stage.books[ANNA].effects.waiting == ()


async def test_what_may_go_better_later_is_tried_again_until_it_does() -> None:
    """By the sweep, with nobody told meanwhile."""
    stage = EffectStage()
    await stage.chooses()
    stage.far_end.faults = [Fault.AWAY, Fault.BUSY, Fault.LOST_ANSWER, Fault.RAISES]
    await stage.sets(Reason.LUNCH, "09:00", "10:00")
    await stage.time_passes(minutes=30)
    assert stage.far_end[ANNA].ours is not None
    row = stage.row()
    assert row is not None
    assert (row.state, stage.books[ANNA].outgoing.unsent) == (EffectState.DONE, ())


async def test_it_comes_to_an_end_and_is_told_where_no_card_stands() -> None:
    """Once, by a card of its own; *försök igen* begins anew."""
    stage = EffectStage()
    await stage.chooses()
    stage.far_end.faults = [Fault.AWAY] * MOST_ATTEMPTS
    await stage.sets(Reason.LUNCH, "13:00", "16:00")
    await stage.time_passes(hours=6)
    row = stage.row()
    assert row is not None
    assert (row.state, len(stage.far_end.calls)) == (EffectState.GIVEN_UP, MOST_ATTEMPTS)
    assert [one.code for one in stage.books[ANNA].outgoing.unsent] == ["effects.ended"]
    again = await stage.effects.try_again(ANNA, now=stage.now)
    assert [one.state for one in again.rows] == [EffectState.DONE]


async def test_a_refusal_is_final_and_says_why() -> None:
    """And nothing is put back that never stood."""
    stage = EffectStage()
    await stage.chooses()
    stage.far_end.faults = [Fault.REFUSES]
    outcome = await stage.sets(Reason.LUNCH, "09:00", "10:00")
    assert [(row.state, row.why, row.due_at) for row in outcome.follow.rows] == [
        (EffectState.REFUSED, "no_permission", None)
    ]
    await stage.diversions.end(ANNA, ANNA, change_id=stage.turn(), now=stage.now)
    assert len(stage.far_end.calls) == 1
    assert stage.row() is None


async def test_who_is_at_it_goes_on_with_what_is_wanted_by_then() -> None:
    """An undo while it is under way is nobody's race: the far end ends as it was."""
    stage = EffectStage()
    stage.far_end.is_changed_by(ANNA, "Bokslut")
    await stage.chooses()
    stage.far_end.slow = asyncio.Event()
    outcome = await stage.sets(Reason.LUNCH, "09:00", "10:00")
    stage.now += timedelta(seconds=5)
    undone = await stage.diversions.undo(ANNA, ANNA, change_id=outcome.change_id, turn=stage.turn(), now=stage.now)
    assert [row.state for row in undone.follow.rows] == [EffectState.WAITING]
    assert len(stage.far_end.calls) == 1
    stage.far_end.slow.set()
    await stage.does_what_follows()
    assert stage.far_end[ANNA].own == "Bokslut"
    assert stage.books[ANNA].effects.waiting == ()


async def test_what_a_process_left_when_it_died_is_another_s_after_a_while() -> None:
    """And not before: nobody can know that it died."""
    stage = EffectStage()
    await stage.chooses()
    stage.far_end.slow = asyncio.Event()
    await stage.sets(Reason.LUNCH, "09:00", "10:00")
    for task in [one for one in asyncio.all_tasks() if one.get_name() == "carrying out"]:
        task.cancel()
    stage.after.pop().close()
    stage.far_end.slow = None
    stage.now += HELD_FOR - timedelta(seconds=1)
    await stage.sweeps()
    assert stage.far_end[ANNA].ours is None
    stage.now += timedelta(seconds=1)
    await stage.sweeps()
    assert stage.far_end[ANNA].ours is not None


async def test_who_comes_too_late_overwrites_nothing() -> None:
    """What stood before can't be kept by somebody whose turn is over: then it isn't touched."""
    stage = EffectStage()
    stage.far_end.is_changed_by(ANNA, "Bokslut")
    await stage.chooses()
    stage.far_end.slow = asyncio.Event()
    await stage.sets(Reason.LUNCH, "09:00", "10:00")
    row = stage.row()
    assert row is not None
    stage.books.put(replace(stage.books[ANNA], effects=stage.books[ANNA].effects.with_row(replace(row, begun_by="x"))))
    stage.far_end.slow.set()
    await stage.does_what_follows()
    assert stage.far_end[ANNA].own == "Bokslut"
    assert stage.row() == replace(row, begun_by="x")


async def test_what_stood_before_is_safe_before_it_is_overwritten() -> None:
    """A process that dies between the two has lost nothing."""
    stage = EffectStage()
    stage.far_end.is_changed_by(ANNA, "Bokslut")
    await stage.chooses()
    seen: list[str] = []

    def looks() -> None:
        row = stage.row()
        seen.append(row.memo if row is not None else "")

    stage.far_end.meanwhile = looks
    await stage.sets(Reason.LUNCH, "09:00", "10:00")
    assert seen == ["Bokslut"]


async def test_an_erased_book_does_not_come_back() -> None:
    """Nor is anything written about who has been forgotten."""
    stage = EffectStage()
    await _slow_lunch(stage)
    stage.books.forget(ANNA)
    assert stage.far_end.slow is not None
    stage.far_end.slow.set()
    await stage.does_what_follows()
    assert stage.books[ANNA] == DiversionBook(person=ANNA)


async def test_what_could_not_be_put_back_is_let_go_of_after_a_day() -> None:
    """With what stood there: it is kept no longer than it is of use."""
    stage = EffectStage()
    stage.far_end.is_changed_by(ANNA, "Bokslut")
    await stage.chooses()
    await stage.sets(Reason.LUNCH, "09:00", "10:00")
    stage.far_end.faults = [Fault.REFUSES]
    await stage.time_passes(until=at("2026-11-24 11:00"))
    row = stage.row()
    assert row is not None
    assert (row.state, row.memo) == (EffectState.REFUSED, "Bokslut")
    await stage.time_passes(days=2)
    assert stage.row() is None


async def test_somebody_else_s_change_tells_the_owner_alone_what_failed() -> None:
    """By a card of the owner's."""
    stage = EffectStage()
    await stage.chooses()
    stage.far_end.faults = [Fault.REFUSES]
    await stage.sets(Reason.LUNCH, "09:00", "10:00", actor=BO)
    await stage.does_what_follows()
    told = [(one.to, one.code) for one in stage.books[ANNA].outgoing.unsent]
    assert told == [(ANNA, "diversion.set_by_other"), (ANNA, "effects.ended")]


def test_cards_of_other_things_are_let_be() -> None:
    """The outbox tells of every card of the book."""
    book = DiversionBook(person=ANNA)
    assert (
        card_noted(book, StandingCard(to=ANNA, card="receipt", conversation="a", activity="1"), at("2026-11-24 09:00"))
        == book
    )
    assert card_of("x") == "effects.x"


async def test_figures_tell_kinds_and_outcomes_alone() -> None:
    """For /metrics."""
    stage = EffectStage()
    await stage.chooses()
    stage.far_end.faults = [Fault.RAISES]
    await stage.sets(Reason.LUNCH, "09:00", "10:00")
    await stage.time_passes(minutes=1)
    assert [(kind.value, outcome.value) for kind, outcome in stage.counted] == [
        ("status_message", "later"),
        ("status_message", "done"),
    ]


async def test_one_place_that_ends_before_another_never_has_that_other_asked_twice_at_once() -> None:
    """What stood there before has been kept, which is no reason to begin anew while it is being set."""
    stage = EffectStage(FarEnd(), FarEnd(kind=REPLIES))
    await stage.chooses(STATUS, REPLIES)
    replies = stage.far_ends[REPLIES]
    replies.is_changed_by(ANNA, "Ring Bo")
    replies.slow_to_set = asyncio.Event()
    outcome = await stage.sets(Reason.VACATION, "09:00", "2026-11-26 17:00")
    assert [row.state for row in outcome.follow.rows] == [EffectState.DONE, EffectState.WAITING]
    replies.slow_to_set.set()
    await stage.does_what_follows()
    assert set(stage.counted) == {(STATUS, EffectOutcome.DONE), (REPLIES, EffectOutcome.DONE)}
    assert len(replies.calls) == 1
    await stage.diversions.end(ANNA, ANNA, change_id=stage.turn(), now=stage.now)
    assert replies[ANNA].own == "Ring Bo"
