"""What a diversion also sets, as its person has chosen (A3): set with it, changed with it, put back after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from policy.effects import EffectState
from policy.errors import PolicyError
from policy.reasons import Reason
from tests.policy.small_town import ANNA, BO, STRANGER, at
from tests.services.diversion_stage import wanted
from tests.services.effect_stage import REPLIES, STATUS, EffectStage
from tests.services.set_elsewhere import FarEnd


async def test_nothing_is_set_for_who_has_chosen_nothing() -> None:
    """And it is said once that there is something to choose."""
    stage = EffectStage()
    first = await stage.sets(Reason.LUNCH, "09:00", "10:00")
    stage.now += timedelta(seconds=1)
    second = await stage.sets(Reason.LUNCH, "09:00", "11:00")
    assert (first.follow.offered, second.follow.offered) == ((STATUS,), ())
    assert stage.far_end.calls == []
    assert stage.books[ANNA].effects.next_at is None


async def test_it_is_set_with_the_diversion_and_put_back_when_that_ends() -> None:
    """In the turn itself; what the person had there stands again."""
    stage = EffectStage()
    stage.far_end.is_changed_by(ANNA, "Bokslut")
    await stage.chooses()
    outcome = await stage.sets(Reason.LUNCH, "09:00", "10:00")
    assert [row.state for row in outcome.follow.rows] == [EffectState.DONE]
    ours = stage.far_end[ANNA].ours
    assert ours is not None
    assert (ours.diversion, ours.back_at) == (outcome.diversion.id, at("2026-11-24 10:00"))
    assert stage.books[ANNA].effects.rows[0].memo == "Bokslut"
    ended = await stage.diversions.end(ANNA, ANNA, change_id=stage.turn(), now=stage.now)
    assert [(row.shown, row.state) for row in ended.follow.rows] == [(None, EffectState.DONE)]
    assert stage.far_end[ANNA].own == "Bokslut"
    assert stage.books[ANNA].effects.rows[0].memo == ""


async def test_one_write_more_is_what_it_costs() -> None:
    """The decision is saved with the diversion, how it ended after; keeping what stood before is one more."""
    stage = EffectStage()
    await stage.chooses()
    before = stage.books.saves
    await stage.sets(Reason.LUNCH, "09:00", "10:00")
    assert stage.books.saves - before == 2
    stage.far_end.is_changed_by(ANNA, "Bokslut")
    await stage.sets(Reason.LUNCH, "09:00", "11:00")
    assert stage.books.saves - before == 5


async def test_an_undo_undoes_it_too() -> None:
    """And so does the undo of an end."""
    stage = EffectStage()
    await stage.chooses()
    outcome = await stage.sets(Reason.MEETING, "09:00", "10:00")
    await stage.diversions.undo(ANNA, ANNA, change_id=outcome.change_id, turn=stage.turn(), now=stage.now)
    assert stage.far_end[ANNA].ours is None
    await stage.sets(Reason.MEETING, "09:00", "10:00")
    ended = await stage.diversions.end(ANNA, ANNA, change_id=stage.turn(), now=stage.now)
    assert stage.far_end[ANNA].ours is None
    await stage.diversions.undo(ANNA, ANNA, change_id=ended.change_id, turn=stage.turn(), now=stage.now)
    assert stage.far_end[ANNA].ours is not None


async def test_a_reason_that_few_may_know_is_told_nowhere() -> None:
    """Not even its note: everyone in the tenant reads it (POLICY, whom the answers may tell what)."""
    stage = EffectStage()
    await stage.chooses()
    await stage.sets(Reason.SICK, "09:00", None)
    ours = stage.far_end[ANNA].ours
    assert ours is not None
    assert (ours.reason, ours.short, ours.back_at) == (None, "Anna Alm: away", None)


async def test_what_is_to_come_is_set_when_it_begins_and_goes_by_itself() -> None:
    """By the sweep, within its interval."""
    stage = EffectStage()
    await stage.chooses()
    outcome = await stage.sets(Reason.MEETING, "13:00", "14:00")
    assert (outcome.follow.ahead, outcome.follow.rows) == ((STATUS,), ())
    await stage.time_passes(until=at("2026-11-24 12:59"))
    assert stage.far_end[ANNA].ours is None
    await stage.time_passes(until=at("2026-11-24 13:00"))
    assert stage.far_end[ANNA].ours is not None
    await stage.time_passes(until=at("2026-11-24 14:00"))
    assert stage.far_end[ANNA].ours is None
    assert stage.delivered_soon == []


async def test_it_stands_until_the_person_can_be_reached_again() -> None:
    """The diversion ends on Friday afternoon, the return is on Monday: who looks on Saturday is told so."""
    stage = EffectStage()
    await stage.chooses()
    await stage.sets(Reason.TRAINING, "09:00", "2026-11-27 17:00")
    await stage.time_passes(until=at("2026-11-28 12:00"))
    ours = stage.far_end[ANNA].ours
    assert ours is not None
    assert ours.back_at == at("2026-11-30 08:00")
    await stage.time_passes(until=at("2026-11-30 08:00"))
    assert stage.far_end[ANNA].ours is None


async def test_what_stands_after_a_diversion_goes_when_it_is_turned_off() -> None:
    """Nobody has to wait for Monday."""
    stage = EffectStage()
    await stage.chooses()
    await stage.sets(Reason.TRAINING, "09:00", "2026-11-27 17:00")
    await stage.time_passes(until=at("2026-11-28 12:00"))
    await stage.effects.choose(ANNA, on=frozenset(), off=frozenset({STATUS}), now=stage.now)
    assert stage.far_end[ANNA].ours is None


async def test_what_a_person_left_alone_stays_so_for_that_diversion() -> None:
    """However its return moves; the next diversion is another matter."""
    stage = EffectStage()
    await stage.chooses()
    await stage.sets(Reason.MEETING, "09:00", "10:00")
    stage.far_end.leaves_alone = True
    await stage.sets(Reason.LUNCH, "10:00", "11:00")
    row, calls = stage.row(), len(stage.far_end.calls)
    assert row is not None
    assert row.state is EffectState.LEFT_ALONE
    await stage.sets(Reason.TRAINING, "11:00", "12:00")
    assert len(stage.far_end.calls) == calls
    stage.far_end.leaves_alone = False
    await stage.time_passes(until=at("2026-11-24 10:00"))
    assert stage.far_end[ANNA].ours is not None


async def test_what_was_chosen_for_one_diversion_stands_until_the_return_too() -> None:
    """It has told everyone Monday, and so it stays over the weekend, also when something else is set meanwhile."""
    stage = EffectStage()
    await stage.sets(Reason.TRAINING, "09:00", "2026-11-27 17:00", also=(STATUS,))
    await stage.time_passes(until=at("2026-11-27 18:00"))
    assert stage.far_end[ANNA].ours is not None
    await stage.sets(Reason.LUNCH, "2026-12-01 12:00", "2026-12-01 13:00")
    await stage.time_passes(until=at("2026-11-30 07:59"))
    assert stage.far_end[ANNA].ours is not None
    await stage.time_passes(until=at("2026-11-30 08:00"))
    assert stage.far_end[ANNA].ours is None


async def test_nobody_chooses_for_somebody_else_what_one_diversion_sets() -> None:
    """Whatever a card sends along: what its person has chosen for it stays when the manager changes the rest."""
    stage = EffectStage(FarEnd(), FarEnd(kind=REPLIES))
    await stage.sets(Reason.VACATION, "09:00", "2026-11-26 17:00", actor=BO, also=(STATUS, REPLIES))
    assert [one.calls for one in stage.far_ends.values()] == [[], []]
    mine = await stage.sets(Reason.VACATION, "09:00", "2026-11-26 17:00", also=(STATUS,))
    end, before = "2026-11-27 17:00", mine.diversion.id
    changed = wanted(Reason.VACATION, "2026-11-24 09:00", end, replaces=before, also=(REPLIES,))
    theirs = await stage.diversions.set(BO, changed, change_id=stage.turn(), now=stage.now)
    await stage.does_what_follows()
    assert theirs.diversion.also == (STATUS,)
    assert stage.far_ends[REPLIES].calls == []


async def test_automatic_replies_are_for_whole_days() -> None:
    """Nobody needs one over lunch; but who wants it this time may have it."""
    stage = EffectStage(FarEnd(kind=REPLIES))
    await stage.chooses(REPLIES)
    await stage.sets(Reason.LUNCH, "09:00", "10:00")
    assert stage.far_end.calls == []
    await stage.sets(Reason.LUNCH, "09:00", "10:30", also=(REPLIES,))
    assert stage.far_end[ANNA].ours is not None
    stage.now = at("2026-11-24 11:00")
    await stage.sweeps()
    assert stage.far_end[ANNA].ours is None
    await stage.sets(Reason.VACATION, "11:00", "2026-11-26 17:00")
    assert stage.far_end[ANNA].ours is not None


async def test_one_diversion_may_set_less_than_usual() -> None:
    """Nothing, where that is chosen for it alone."""
    stage = EffectStage()
    await stage.chooses()
    await stage.sets(Reason.LUNCH, "09:00", "10:00", also=())
    assert stage.far_end.calls == []


async def test_turning_one_off_puts_back_what_stands_and_on_sets_what_runs() -> None:
    """At once: the choice is of what follows now, too."""
    stage = EffectStage()
    await stage.sets(Reason.LUNCH, "09:00", "10:00")
    on = await stage.effects.choose(ANNA, on=frozenset({STATUS}), off=frozenset(), now=stage.now)
    assert stage.far_end[ANNA].ours is not None
    assert (on.chosen, on.card) == ((STATUS,), "")
    await stage.effects.choose(ANNA, on=frozenset(), off=frozenset({STATUS}), now=stage.now)
    assert stage.far_end[ANNA].ours is None


async def test_what_the_person_has_set_there_since_stays() -> None:
    """It is theirs, whatever stood before."""
    stage = EffectStage()
    await stage.chooses()
    await stage.sets(Reason.LUNCH, "09:00", "10:00")
    stage.far_end.is_changed_by(ANNA, "Ring Bo")
    ended = await stage.diversions.end(ANNA, ANNA, change_id=stage.turn(), now=stage.now)
    assert [row.state for row in ended.follow.rows] == [EffectState.LEFT_ALONE]
    assert stage.far_end[ANNA].own == "Ring Bo"


async def test_who_acts_for_someone_is_told_no_more_than_that_it_follows() -> None:
    """The owner's choices hold; whether it went well is the owner's to know."""
    stage = EffectStage()
    await stage.chooses()
    outcome = await stage.sets(Reason.LUNCH, "09:00", "10:00", actor=BO)
    assert [row.state for row in outcome.follow.rows] == [EffectState.WAITING]
    assert (outcome.follow.card, outcome.follow.offered) == ("", ())
    await stage.does_what_follows()
    assert stage.far_end[ANNA].ours is not None


async def test_nobody_is_asked_who_is_not_in_the_directory() -> None:
    """And nobody can choose what there is not."""
    stage = EffectStage()
    with pytest.raises(PolicyError, match=r"person\.not_in_directory"):
        await stage.effects.chosen(STRANGER)
    with pytest.raises(PolicyError, match=r"person\.not_in_directory"):
        await stage.effects.try_again(STRANGER, now=stage.now)
    with pytest.raises(PolicyError, match=r"effects\.not_here"):
        await stage.effects.choose(ANNA, on=frozenset({REPLIES}), off=frozenset(), now=stage.now)
    empty = EffectStage()
    empty.far_ends.clear()
    with pytest.raises(PolicyError, match=r"effects\.none_here"):
        await empty.effects.chosen(ANNA)


async def test_the_book_is_kept_as_long_as_something_is_chosen() -> None:
    """The choice would be lost with it."""
    stage = EffectStage()
    await stage.chooses()
    assert stage.books[ANNA].kept_until is None
    await stage.effects.choose(ANNA, on=frozenset(), off=frozenset({STATUS}), now=stage.now)
    await stage.sets(Reason.LUNCH, "09:00", "10:00")
    assert stage.books[ANNA].kept_until is not None
