"""What a process knows of its own turns, and the Chat does not tell, or tells otherwise."""

from __future__ import annotations

import asyncio

import pytest

from bot.chat import Outcome
from storage.kinds import CHAT
from tests.bot.replicas.replica import TIMES, Start

DONE = Outcome(200)


async def test_a_turn_that_was_neither_begun_nor_told_of_is_carried_out_when_it_comes_again(start: Start) -> None:
    """The claim was stored though the store didn't say so, and Teams took no answer: nothing was carried out."""
    one = start()
    one.way.loses_answers_of, one.refusals = CHAT.name, 1
    assert await one.does("lunch", "17") == Outcome(502)
    one.way.loses_answers_of = None
    assert await one.does("lunch", "17") == DONE
    assert await one.done() == ["lunch"]
    assert one.world.texts == ["lunch"]


async def test_an_answer_that_never_arrived_is_given_when_it_comes_again_though_the_store_was_away(
    start: Start,
) -> None:
    """The claim could not be taken back: this process knows better than what it told."""
    one = start()
    gate = one.stop_at("saying")
    task = one.does("lunch", "17")
    await gate.reached.wait()
    one.way.fails_writes_of, one.refusals = CHAT.name, 1
    gate.open.set()
    assert await task == Outcome(502)
    one.way.fails_writes_of = None
    assert await one.does("lunch", "17") == DONE
    assert await one.does("lunch", "17") == DONE
    assert await one.done() == ["lunch"]
    assert one.world.texts == ["lunch"]


@pytest.mark.parametrize("is_claimed", [False, True])
async def test_what_was_told_in_vain_is_taken_back_before_the_next_sign_of_life(
    start: Start, *, is_claimed: bool
) -> None:
    """A replica's network was away in the midst of a turn: Teams sends that again, to another replica."""
    one, two = start(), start()
    one.world.lives.seen[one.life] = one.world.now()
    if is_claimed:
        gate = one.stop_at("saying")
        task = one.does("lunch", "17")
        await gate.reached.wait()
        one.way.fails_writes_of, one.refusals = CHAT.name, 1
        gate.open.set()
    else:
        one.way.loses_answers_of, one.refusals = CHAT.name, 1
        task = one.does("lunch", "17")
    assert await task == Outcome(502)
    one.way.fails_writes_of, one.way.loses_answers_of = CHAT.name, None
    assert await one.order.take_back() is False
    one.way.fails_writes_of = None
    again = two.does("lunch", "17")
    await asyncio.sleep(2 * TIMES.claim)
    assert two.turns == []
    assert await one.order.take_back() is True
    one.world.lives.seen[one.life] = one.world.now()
    assert await again == DONE
    assert await two.done() == ["lunch"]
    assert two.world.texts == ["lunch"]


async def test_what_is_carried_out_after_all_is_not_taken_back(start: Start) -> None:
    """It came again here, and is under way or answered by the next sign of life."""
    one = start()
    one.way.loses_answers_of, one.refusals = CHAT.name, 1
    assert await one.does("lunch", "17") == Outcome(502)
    one.way.loses_answers_of = None
    gate = one.stop_at("before")
    again = one.does("lunch", "17")
    await gate.reached.wait()
    assert await one.order.take_back() is True
    gate.open.set()
    assert await again == DONE
    writes = len(one.way.writes)
    assert await one.order.take_back() is True
    assert len(one.way.writes) == writes
    assert await one.does("lunch", "17") == DONE
    assert one.world.texts == ["lunch"]


async def test_being_unsure_of_a_process_has_an_end(start: Start) -> None:
    """Its clock ran ahead of all others, so that it seems to live long after it died: Teams is not left waiting."""
    one, two = start(), start()
    gate = one.stop_at("before")
    task = one.does("lunch", "17")
    await gate.reached.wait()
    await one.dies(task)
    lives = one.world.lives
    lives.dead.clear()
    lives.seen[one.life] = one.world.now()
    assert await asyncio.wait_for(two.does("lunch", "17"), 60) == Outcome(503)
    assert await two.does("klar") == DONE
    assert await two.done() == ["klar"]


async def test_a_turn_that_was_overtaken_ends_without_ending_the_one_that_follows_here(start: Start) -> None:
    """While the overtaken one is held up at its act, the next is under way: the third waits for that all the same."""
    one, two = start(), start()
    held_up = one.stop_at("before")
    first = one.does("1", "17")
    await held_up.reached.wait()
    one.way.fails_writes_of = CHAT.name
    await asyncio.sleep(2 * TIMES.claim)
    await two.does("2")
    one.way.fails_writes_of = None
    under_way = one.stop_at("before")
    third = one.does("3")
    await under_way.reached.wait()
    held_up.open.set()
    fourth = one.does("4")
    await asyncio.sleep(3 * TIMES.claim)
    assert one.turns.count("17") == 1
    assert len(one.turns) == 2
    under_way.open.set()
    await asyncio.gather(first, third, fourth)
    assert await one.done() == ["2", "3", "1", "4"]
    assert one.world.texts[1] == "2+3"


async def test_who_lets_somebody_ahead_begin_looks_now_and_then(start: Start) -> None:
    """Each look is paid for: it is no more of them once the claim before has lapsed."""
    one, two, three = start(), start(), start()
    await one.does("1")
    lined_up = two.stop_at("chat.written")
    second = two.does("2")
    await lined_up.reached.wait()
    await two.dies(second)
    before = len(three.way.reads)
    assert await three.does("3") == DONE
    assert three.way.reads[before:].count(CHAT.name) < 15
