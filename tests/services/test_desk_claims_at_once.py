"""Rows taken and shifts handed over by several at once, again, and where the store fails in between (V1-V3)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from policy.desk_book import HandOver
from policy.errors import NotAllowed, PolicyError
from policy.reasons import Reason
from services.desk_hand_over import hand_over_id_of
from storage.document_store import StoreUnavailable
from tests.policy.small_town import DAG, EVA, VERA, diversion
from tests.services.desk_stage import OPERATORS, DeskStage


async def outcome(step: Awaitable[object]) -> object:
    """What a step gives, or what it was refused with."""
    try:
        return await step
    except PolicyError as refused:
        return refused


async def test_of_all_who_take_a_row_at_once_one_has_it() -> None:
    """V2: the others are told who."""
    stage = DeskStage()
    row = await stage.tells()
    ends = await asyncio.gather(*(outcome(stage.desk.claim(one, row, now=stage.now)) for one in OPERATORS))
    refused = [one for one in ends if isinstance(one, PolicyError)]
    assert [one.code for one in refused] == ["desk.claimed_already"] * 2
    (first,) = (await stage.claims()).values()
    assert {one.params["who"] for one in refused} == {stage.directory.municipality.people[first].name}


async def test_of_all_who_take_a_shift_over_at_once_one_has_it() -> None:
    """V1: every row is theirs, in one write."""
    stage = DeskStage()
    rows = [await stage.tells(number) for number in range(5)]
    for row in rows:
        await stage.desk.claim(VERA, row, now=stage.now)
    given = await stage.hand_over.give(VERA, None, "", turn="t", now=stage.now)
    ends = await asyncio.gather(*(outcome(stage.hand_over.take(one, given.id, now=stage.now)) for one in (DAG, EVA)))
    (late,) = [one for one in ends if isinstance(one, PolicyError)]
    assert late.code == "desk.taken_over_already"
    claims = await stage.claims()
    assert claims.keys() == set(rows)
    assert len(set(claims.values())) == 1


async def test_a_row_that_is_done_cannot_be_taken_and_a_claim_of_it_goes() -> None:
    """Doing it releases it, whoever does it."""
    stage = DeskStage()
    row = await stage.tells()
    await stage.desk.claim(VERA, row, now=stage.now)
    await stage.is_received()
    with pytest.raises(PolicyError) as gone:
        await stage.desk.claim(DAG, row, now=stage.now)
    assert gone.value.code == "desk.row_gone"
    await stage.opens(EVA)
    assert await stage.claims() == {}


@pytest.mark.parametrize(
    "made_up", ["", "x", "notices", "notices\n\nn1\n", "other\na\nb\n", "notices\nnotices\n" + "n" * 500 + "\n"]
)
async def test_a_made_up_row_is_no_row(made_up: str) -> None:
    """A button can say anything."""
    stage = DeskStage()
    with pytest.raises(PolicyError) as gone:
        await stage.desk.claim(VERA, made_up, now=stage.now)
    assert gone.value.code == "desk.row_gone"


async def test_who_is_diverted_or_has_left_the_switchboard_holds_no_row() -> None:
    """A stale claim never blocks anyone."""
    stage = DeskStage()
    row = await stage.tells()
    await stage.desk.claim(VERA, row, now=stage.now)
    with pytest.raises(NotAllowed):
        await stage.desk.release(DAG, row, now=stage.now)
    loaded = await stage.diversions.load(VERA)
    lunch = diversion(Reason.LUNCH, "2026-11-24 08:30", "2026-11-24 10:00", person=VERA)
    await stage.diversions.save(loaded, type(loaded.value)(person=VERA, diversions=(lunch,)))
    assert await stage.desk.left_behind(VERA, now=stage.now) == 1
    await stage.desk.claim(DAG, row, now=stage.now)
    assert await stage.claims() == {row: DAG}


@pytest.mark.parametrize("writes", [0, 1])
async def test_a_hand_over_cut_off_anywhere_and_done_again_is_whole_and_told_once(writes: int) -> None:
    """Each step is one write with what is told of it: a crash before it leaves all as it was, after it all is done."""
    stage = DeskStage()
    row = await stage.tells()
    await stage.desk.claim(VERA, row, now=stage.now)
    steps: tuple[Callable[[], Awaitable[HandOver]], ...] = (
        lambda: stage.hand_over.give(VERA, DAG, "Hej", turn="t", now=stage.now),
        lambda: stage.hand_over.take(DAG, hand_over_id_of(VERA, "t"), now=stage.now),
    )
    for number, step in enumerate(steps):
        before = await stage.book()
        stage.store.left = writes
        if writes:
            await step()
        else:
            with pytest.raises(StoreUnavailable):
                await step()
            assert await stage.book() == before
        stage.store.left = 10_000
        done = await step()
        again = await step()
        assert (done.id, again) == (hand_over_id_of(VERA, "t"), done)
        book = await stage.book()
        assert len(book.hand_overs) == 1
        assert len(book.outgoing.unsent) == (1 if number == 0 else 0)
    assert await stage.claims() == {row: DAG}


async def test_claims_end_by_themselves_and_the_desks_are_looked_at() -> None:
    """The sweep finds what is over, and costs nothing before."""
    stage = DeskStage()
    row = await stage.tells()
    await stage.desk.claim(VERA, row, now=stage.now)
    assert await stage.desk.sweep_book(now=stage.passes(minutes=119)) == 0
    assert await stage.desk.sweep_book(now=stage.passes(minutes=1)) == 1
    assert await stage.claims() == {}
    assert await stage.desk.sweep_book(now=stage.now) == 0


async def test_a_row_has_one_key() -> None:
    """Nobody takes by a longer key what somebody else has taken, nor fills the book with keys of one row (V1)."""
    stage = DeskStage()
    row = await stage.tells()
    await stage.desk.claim(VERA, row, now=stage.now)
    with pytest.raises(PolicyError) as gone:
        await stage.desk.claim(DAG, f"{row}more", now=stage.now)
    assert gone.value.code == "desk.row_gone"
    assert await stage.claims() == {row: VERA}
