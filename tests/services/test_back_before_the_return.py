"""Somebody is back after the diversion has ended, but before what it set elsewhere says (A3): it ends then, once."""

from __future__ import annotations

import pytest

from policy.effects import EffectState
from policy.errors import PolicyError
from policy.reasons import Reason
from services.diversion_outcomes import DiversionEnded, DiversionSet
from tests.policy.small_town import ANNA, VERA, at
from tests.services.effect_stage import REPLIES, STATUS, EffectStage
from tests.services.set_elsewhere import FarEnd, Fault

SATURDAY = at("2026-11-28 12:00")
MONDAY_MORNING = at("2026-11-30 08:00")


async def _trained_until_friday(stage: EffectStage) -> DiversionSet:
    """It has ended on Friday at 17, and tells everyone Monday at 8; it is Saturday."""
    await stage.chooses()
    outcome = await stage.sets(Reason.TRAINING, "09:00", "2026-11-27 17:00")
    await stage.time_passes(until=SATURDAY)
    assert stage.far_end[ANNA].ours is not None
    return outcome


async def _is_back(stage: EffectStage, turn: str = "", **named: str) -> DiversionEnded:
    return await stage.diversions.end(ANNA, ANNA, change_id=turn or stage.turn(), now=stage.now, **named)


async def test_what_stood_until_the_return_ends() -> None:
    """What the person had there before stands again, and stays."""
    stage = EffectStage()
    stage.far_end.is_changed_by(ANNA, "Bokslut")
    await _trained_until_friday(stage)
    ended = await _is_back(stage)
    assert ended.diversion is None
    assert [(row.kind, row.shown, row.state) for row in ended.follow.rows] == [(STATUS, None, EffectState.DONE)]
    assert (stage.far_end[ANNA].ours, stage.far_end[ANNA].own) == (None, "Bokslut")
    calls = len(stage.far_end.calls)
    await stage.time_passes(until=MONDAY_MORNING)
    assert len(stage.far_end.calls) == calls


async def test_the_button_of_the_diversion_that_has_ended_does_the_same() -> None:
    """Nobody has to find out that it has; another's button ends nothing of it."""
    stage = EffectStage()
    outcome = await _trained_until_friday(stage)
    with pytest.raises(PolicyError) as error:
        await _is_back(stage, diversion_id="another")
    assert error.value.code == "diversion.gone"
    assert stage.far_end[ANNA].ours is not None
    await _is_back(stage, diversion_id=outcome.diversion.id)
    assert stage.far_end[ANNA].ours is None


async def test_the_same_turn_again_has_the_same_outcome_and_another_finds_nothing() -> None:
    """As with every change."""
    stage = EffectStage()
    await _trained_until_friday(stage)
    first, saves = await _is_back(stage, "back"), stage.books.saves
    again = await _is_back(stage, "back")
    assert (again.diversion, again.told, again.change_id) == (None, first.told, "back")
    assert stage.books.saves == saves
    with pytest.raises(PolicyError) as error:
        await _is_back(stage)
    assert error.value.code == "diversion.none_running"


async def test_it_is_undone_once_and_stands_again_until_the_return() -> None:
    """A slip of the tongue on Saturday leaves nobody without an answer on Sunday."""
    stage = EffectStage()
    await _trained_until_friday(stage)
    ended = await _is_back(stage)
    await stage.diversions.undo(ANNA, ANNA, change_id=ended.change_id, turn=stage.turn(), now=stage.now)
    ours = stage.far_end[ANNA].ours
    assert ours is not None
    assert (ours.back_at, ours.reason) == (MONDAY_MORNING, Reason.TRAINING)
    with pytest.raises(PolicyError) as error:
        await stage.diversions.undo(ANNA, ANNA, change_id=ended.change_id, turn=stage.turn(), now=stage.now)
    assert error.value.code == "diversion.undo_used"
    await stage.time_passes(until=MONDAY_MORNING)
    assert stage.far_end[ANNA].ours is None
    assert stage.books[ANNA].effects.rows[0].state is EffectState.DONE


async def test_it_may_be_said_again_after_an_undo() -> None:
    """What stands again is ended again."""
    stage = EffectStage()
    await _trained_until_friday(stage)
    ended = await _is_back(stage)
    await stage.diversions.undo(ANNA, ANNA, change_id=ended.change_id, turn=stage.turn(), now=stage.now)
    await _is_back(stage)
    assert stage.far_end[ANNA].ours is None


async def test_after_the_return_there_is_nothing_to_undo() -> None:
    """Everything that it touched is over."""
    stage = EffectStage()
    await _trained_until_friday(stage)
    ended = await _is_back(stage)
    await stage.time_passes(until=MONDAY_MORNING)
    with pytest.raises(PolicyError) as error:
        await stage.diversions.undo(ANNA, ANNA, change_id=ended.change_id, turn=stage.turn(), now=stage.now)
    assert error.value.code == "diversion.undo_over"


@pytest.mark.parametrize("is_undone", [False, True])
async def test_what_comes_after_it_stands_until_its_own_return(*, is_undone: bool) -> None:
    """That somebody was back once says nothing of the next absence, which was there already."""
    stage = EffectStage()
    await stage.chooses()
    await stage.sets(Reason.TRAINING, "09:00", "2026-11-27 17:00")
    await stage.sets(Reason.MEETING, "2026-12-01 13:00", "2026-12-01 17:00")
    await stage.time_passes(until=SATURDAY)
    ended = await _is_back(stage)
    if is_undone:
        await stage.diversions.undo(ANNA, ANNA, change_id=ended.change_id, turn=stage.turn(), now=stage.now)
    await stage.time_passes(until=at("2026-12-01 20:00"))
    ours = stage.far_end[ANNA].ours
    assert ours is not None
    assert (ours.reason, ours.back_at) == (Reason.MEETING, at("2026-12-02 08:00"))
    await stage.time_passes(until=at("2026-12-02 08:00"))
    assert stage.far_end[ANNA].ours is None


async def test_what_was_chosen_for_that_diversion_alone_ends_too() -> None:
    """In every place at once, whatever is chosen as a rule."""
    stage = EffectStage(FarEnd(kind=STATUS), FarEnd(kind=REPLIES))
    await stage.sets(Reason.TRAINING, "09:00", "2026-11-27 17:00", also=(STATUS, REPLIES))
    await stage.time_passes(until=SATURDAY)
    assert [end[ANNA].ours is not None for end in stage.far_ends.values()] == [True, True]
    ended = await _is_back(stage)
    assert {row.kind for row in ended.follow.rows} == {STATUS, REPLIES}
    assert [end[ANNA].ours for end in stage.far_ends.values()] == [None, None]


async def test_where_nothing_stands_nothing_is_ended() -> None:
    """Nor where it was refused, so that there never was anything, nor where the diversion set nothing."""
    stage = EffectStage()
    stage.far_end.faults = [Fault.REFUSES]
    await stage.chooses()
    await stage.sets(Reason.TRAINING, "09:00", "2026-11-27 17:00")
    await stage.time_passes(until=SATURDAY)
    with pytest.raises(PolicyError) as error:
        await _is_back(stage)
    assert error.value.code == "diversion.none_running"


async def test_nobody_else_ends_it() -> None:
    """Who may end a colleague's diversion may not end what the colleague has chosen besides (A3)."""
    stage = EffectStage()
    await _trained_until_friday(stage)
    with pytest.raises(PolicyError) as error:
        await stage.diversions.end(VERA, ANNA, change_id=stage.turn(), now=stage.now)
    assert error.value.code == "diversion.none_running"
    assert stage.far_end[ANNA].ours is not None


async def test_where_it_doesnt_go_at_once_it_is_tried_again() -> None:
    """And its person is told how it ended, as after any end."""
    stage = EffectStage()
    await _trained_until_friday(stage)
    stage.far_end.faults = [Fault.AWAY]
    ended = await _is_back(stage)
    assert [row.state for row in ended.follow.rows] == [EffectState.WAITING]
    assert ended.follow.card
    await stage.time_passes(until=at("2026-11-28 12:05"))
    assert stage.far_end[ANNA].ours is None
