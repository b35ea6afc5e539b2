"""The use cases of a lost phone: told once, settled by whoever comes first (R4)."""

from __future__ import annotations

import asyncio

import pytest

from policy.errors import NotAllowed, PolicyError
from policy.lost_phones import LostPhone, LostState
from policy.organisation import PersonId
from services.lost_phones import place_of_lost
from services.ports import Place
from tests.policy.small_town import ANNA, BO, EVA, STRANGER, VERA
from tests.services.order_stage import OrderStage


async def _report(stage: OrderStage, by: PersonId = ANNA, turn: str = "t1") -> LostPhone:
    return await stage.lost.report(by, ANNA, devices=("Mobil 3",), turn=turn, now=stage.now)


async def test_a_turn_that_comes_again_reports_it_once() -> None:
    """And blocks it once."""
    stage = OrderStage()
    lost = await _report(stage)
    assert await _report(stage) == lost
    assert stage.soon == [place_of_lost(lost)]
    done = await stage.lost.block(VERA, place_of_lost(lost), turn="t2", now=stage.now)
    assert await stage.lost.block(VERA, place_of_lost(lost), turn="t2", now=stage.now) == done


async def test_blocked_and_found_at_once_is_one_of_them() -> None:
    """Who comes second hears who was first."""
    stage = OrderStage()
    place = place_of_lost(await _report(stage))
    outcomes = await asyncio.gather(
        stage.lost.block(VERA, place, turn="a", now=stage.now),
        stage.lost.find(ANNA, place, turn="b", now=stage.now),
        return_exceptions=True,
    )
    assert [one.code for one in outcomes if isinstance(one, PolicyError)] == ["lost.too_late"]
    assert (await stage.lost.show(place)).state in (LostState.BLOCKED, LostState.FOUND)


async def test_who_may_not_is_refused() -> None:
    """Report for another unit's people, block, or call off what isn't theirs."""
    stage = OrderStage()
    place = place_of_lost(await _report(stage, by=BO))
    for refused in (
        stage.lost.report(EVA, ANNA, devices=(), turn="x", now=stage.now),
        stage.lost.block(BO, place, turn="x", now=stage.now),
        stage.lost.find(EVA, place, turn="x", now=stage.now),
    ):
        with pytest.raises(NotAllowed):
            await refused


@pytest.mark.parametrize("place", [Place("anna", "other"), Place("", ""), Place("anna", "x" * 300)])
async def test_a_place_that_is_made_up_leads_nowhere(place: Place) -> None:
    """A button can say anything; so can a person's id."""
    stage = OrderStage()
    await _report(stage)
    with pytest.raises(PolicyError) as gone:
        await stage.lost.block(VERA, place, turn="t", now=stage.now)
    assert gone.value.code == "lost.gone"
    with pytest.raises(PolicyError):
        await stage.lost.report(ANNA, STRANGER, devices=(), turn="t9", now=stage.now)


async def test_what_is_stored_can_be_had_and_forgotten_once_it_is_seen_to() -> None:
    """As long as the switchboard hasn't blocked it, it stays."""
    stage = OrderStage()
    lost = await _report(stage)
    assert await stage.lost.erase_of(ANNA) == 0
    await stage.lost.block(VERA, place_of_lost(lost), turn="t2", now=stage.now)
    (exported,) = await stage.lost.export_of(ANNA)
    assert (exported["devices"], exported["state"]) == (["Mobil 3"], "blocked")
    assert await stage.lost.erase_of(ANNA) == 1
    assert await stage.lost.export_of(ANNA) == ()
