"""Whichever process a turn reaches: turns of a person run in order, each activity is carried out and answered once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.chat import Outcome
from bot.wire.claim import ClaimTimes
from tests.bot.replicas.jumping_clock import jumping_seconds
from tests.bot.replicas.replica import BO, TIMES, Start

DONE = Outcome(200)


async def test_a_turn_at_another_replica_waits_and_sees_what_the_first_did(start: Start) -> None:
    """The second is answered after the first, and knows of its act."""
    one, two = start(), start()
    gate = one.stop_at("before")
    first = one.does("lunch")
    await gate.reached.wait()
    second = two.does("klar")
    await asyncio.sleep(TIMES.claim * 3)
    assert two.turns == []
    gate.open.set()
    assert [await first, await second] == [DONE, DONE]
    assert one.world.said == [(one.life, "lunch"), (two.life, "lunch+klar")]
    assert two.counted("waited") == 1


async def test_turns_that_alternate_between_replicas_are_done_in_order(start: Start) -> None:
    """Thirty lines of one person, each sent when the one before was answered."""
    replicas = [start(times=ClaimTimes(claim=0.01)) for _ in range(3)]
    lines = [str(number) for number in range(30)]
    for number, line in enumerate(lines):
        assert await replicas[number % 3].does(line) == DONE
    assert await replicas[0].done() == lines
    assert len(replicas[0].world.said) == len(lines)


async def test_several_that_wait_keep_to_the_order_in_which_they_came(start: Start) -> None:
    """Three replicas, three lines within a moment: done as they came, though the first one takes its time."""
    one, two, three = start(), start(), start()
    gate = one.stop_at("before")
    tasks = [one.does("1")]
    await gate.reached.wait()
    for replica, line in ((two, "2"), (three, "3"), (two, "4")):
        tasks.append(replica.does(line))
        await asyncio.sleep(0.06)
    gate.open.set()
    await asyncio.gather(*tasks)
    assert await one.done() == ["1", "2", "3", "4"]


async def test_one_activity_at_two_replicas_at_once_is_carried_out_and_answered_once(start: Start) -> None:
    """Whoever claims it does it; the other gives the same outcome when it has ended."""
    replicas = [start(), start(), start()]
    tasks = [replica.does("lunch", "17") for replica in replicas]
    assert await asyncio.gather(*tasks) == [DONE] * 3
    assert sum(len(replica.turns) for replica in replicas) == 1
    assert replicas[0].world.texts == ["lunch"]


async def test_an_activity_that_comes_again_elsewhere_while_it_goes_on_waits_for_its_outcome(start: Start) -> None:
    """Teams sends a slow turn again, to whichever replica; a button's second coming gets the first's card."""
    one, two = start(), start()
    gate = one.stop_at("after")
    first = one.presses("spara", "17")
    await gate.reached.wait()
    second = two.presses("spara", "17")
    await asyncio.sleep(TIMES.claim * 2)
    assert not second.done()
    gate.open.set()
    assert await first == await second
    assert (await second).body["value"] == {"type": "AdaptiveCard", "told": "spara"}
    assert two.turns == []


async def test_an_activity_that_comes_again_elsewhere_afterwards_is_only_answered(start: Start) -> None:
    """No final write is needed for a line: its process has lived on since it was claimed."""
    one, two = start(), start()
    await one.does("lunch", "17")
    await asyncio.sleep(TIMES.claim + 0.01)
    assert await two.does("lunch", "17") == DONE
    assert await one.does("lunch", "17") == DONE
    assert one.world.texts == ["lunch"]
    card = await one.presses("spara", "18")
    assert await two.presses("spara", "18") == card


async def test_in_a_group_each_keeps_to_their_own_order(start: Start) -> None:
    """Claims are by person: in the same group nobody waits for another one's turn."""
    one, two = start(), start()
    gate = one.stop_at("before")
    first = one.does("lunch", conversation="19:group")
    await gate.reached.wait()
    own = two.does("klar", conversation="19:group")
    await asyncio.sleep(0.02)
    assert await asyncio.wait_for(two.does("möte", person=BO, conversation="19:group"), 0.1) == DONE
    assert await asyncio.wait_for(one.does("rast", person=BO, conversation="19:group"), 1) == DONE
    gate.open.set()
    await asyncio.gather(first, own)
    assert await one.done() == ["lunch", "klar"]
    assert await one.done(BO) == ["möte", "rast"]


async def test_the_first_turn_of_all_is_made_by_one(start: Start) -> None:
    """Two replicas meet someone new at once: one Chat, two turns, in order."""
    one, two = start(), start()
    await asyncio.gather(one.does("hej"), two.does("lunch"))
    assert sorted(await one.done()) == ["hej", "lunch"]
    assert one.world.texts[1] == "+".join(await one.done())
    assert len((await one.chat_of())["outcomes"]) == 2


async def test_activities_without_an_id_keep_their_order_too(start: Start) -> None:
    """They can't be recognised, so nothing is expected of them."""
    one, two = start(), start()
    gate = one.stop_at("before")
    first = one.does("1", may_come_again=False)
    await gate.reached.wait()
    second = two.does("2", may_come_again=False)
    gate.open.set()
    await asyncio.gather(first, second)
    assert await one.done() == ["1", "2"]
    assert (await one.chat_of())["outcomes"] == {}


async def test_a_turn_that_goes_on_keeps_its_claim_and_ends_it(start: Start) -> None:
    """Renewed as long as it lasts, and over at once when it is over: who waits needn't see it lapse."""
    one, two = start(times=ClaimTimes(claim=0.1, renewed=30.0, longest_wait=5.0)), start()
    gate = one.stop_at("before")
    first = one.does("lång")
    await gate.reached.wait()
    second = two.does("kort")
    await asyncio.sleep(0.3)
    assert two.turns == []
    gate.open.set()
    await asyncio.wait_for(second, 2)
    await first
    assert await one.done() == ["lång", "kort"]
    assert "begun" not in await one.chat_of() or (await one.chat_of())["begun"]["life"] == two.life


async def test_waiting_has_an_end(start: Start) -> None:
    """Then the person is told to try again; the turn that goes on is not disturbed."""
    one, two = start(), start(times=ClaimTimes(claim=0.15, renewed=0.3, longest_wait=0.4))
    gate = one.stop_at("before")
    first = one.does("lunch", "17")
    await gate.reached.wait()
    same, other = two.does("lunch", "17"), asyncio.create_task(_after(0.02, lambda: two.does("klar")))
    assert await same == Outcome(503)
    await other
    gate.open.set()
    await first
    assert one.world.texts == ["försök igen", "lunch"]
    assert await one.done() == ["lunch"]
    assert two.counted("gave_up") == 2


@pytest.mark.parametrize("skew", [-0.35, 0.35])
async def test_clocks_that_differ_let_nobody_in_early(start: Start, skew: float) -> None:
    """Who waits measures by its own clock how long the claim has stood."""
    one, two = start(times=ClaimTimes()), start(skew=skew, times=ClaimTimes())
    gate = one.stop_at("before")
    first = one.does("lunch")
    await gate.reached.wait()
    second = two.does("klar")
    await asyncio.sleep(0.9)
    assert two.turns == []
    gate.open.set()
    await asyncio.gather(first, second)
    assert one.world.said == [(one.life, "lunch"), (two.life, "lunch+klar")]


async def test_the_pause_at_another_replica_is_short(start: Start) -> None:
    """At once after a line it is what the claim lasts; a second after it nothing, and nothing ever at the same one."""
    one, two = start(times=ClaimTimes()), start(times=ClaimTimes())
    await one.does("1")
    assert await _seconds(one.does("2")) < 0.1
    assert 0.2 < await _seconds(two.presses("3")) < 0.7
    await one.does("4")
    await asyncio.sleep(1.0)
    assert await _seconds(two.does("5")) < 0.1
    assert await one.done() == ["1", "2", "3", "4", "5"]


async def _after(seconds: float, what: Callable[[], asyncio.Task[Any]]) -> Any:
    await asyncio.sleep(seconds)
    return await what()


async def _seconds(task: asyncio.Task[Outcome]) -> float:
    started = jumping_seconds()
    await task
    return jumping_seconds() - started
