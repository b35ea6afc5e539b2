"""A process dies, is paused, or can't reach the store, in the midst of a turn: nothing is lost, nothing said twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.chat import Outcome
from bot.wire.claim import ClaimTimes
from storage.kinds import CHAT
from tests.bot.replicas.replica import TIMES, Start

DONE = Outcome(200)
STEPS = ["chat.read", "chat.write", "chat.written", "before", "diversion_book.written", "after", "saying", "said"]


@pytest.mark.parametrize("step", STEPS)
async def test_a_process_that_dies_at_any_step_loses_nothing(start: Start, step: str) -> None:
    """The activity comes again elsewhere: done once, and answered once unless the answer had just gone out."""
    one, two = start(), start()
    await two.does("hej")
    await asyncio.sleep(TIMES.claim)
    gate = one.stop_at(step)
    task = one.does("lunch", "17")
    await gate.reached.wait()
    await one.dies(task)
    assert await two.does("lunch", "17") == DONE
    assert await two.done() == ["hej", "lunch"]
    assert two.world.texts == ["hej"] + ["hej+lunch"] * (2 if step == "said" else 1)


async def test_a_process_that_dies_once_a_buttons_outcome_is_stored_is_not_needed_any_more(start: Start) -> None:
    """The outcome is certain then, whoever has died."""
    one, two = start(), start()
    card = await one.presses("spara", "17")
    one.world.lives.dead.add(one.life)
    assert await two.presses("spara", "17") == card
    assert two.turns == []


async def test_a_line_that_comes_before_the_lost_one_comes_again_does_not_lose_it(start: Start) -> None:
    """The claim of a process that died lapses, and what it was to do is done when it comes again."""
    one, two = start(), start()
    gate = one.stop_at("before")
    task = one.does("lunch", "17")
    await gate.reached.wait()
    await one.dies(task)
    assert await two.does("klar") == DONE
    assert await two.does("lunch", "17") == DONE
    assert await two.done() == ["klar", "lunch"]
    assert two.counted("taken_over") == 1


async def test_until_it_is_sure_that_a_process_died_others_go_on(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second coming waits for certainty, and holds up none of the person's lines meanwhile."""
    monkeypatch.setattr("bot.wire.claims.ASK_AGAIN_SECONDS", 0.05)
    one, two = start(), start()
    gate = one.stop_at("after")
    task = one.does("lunch", "17")
    await gate.reached.wait()
    await one.dies(task)
    lives = one.world.lives
    lives.dead.clear()
    lives.seen[one.life] = one.world.now() - timedelta(seconds=3)
    again = two.does("lunch", "17")
    await asyncio.sleep(TIMES.claim * 2)
    assert await asyncio.wait_for(two.does("klar"), 1) == DONE
    assert not again.done()
    lives.dead.add(one.life)
    assert await asyncio.wait_for(again, 1) == DONE
    assert await two.done() == ["lunch", "klar"]
    assert two.world.texts == ["lunch+klar", "lunch+klar"]


async def test_waiting_for_certainty_leaves_time_to_wait_for_ones_turn(start: Start) -> None:
    """However long it took to be sure, the second coming then stands in line as any other, and is carried out."""
    one, two, three = start(), start(), start()
    lives = one.world.lives
    gate = one.stop_at("before")
    task = one.does("lunch", "17")
    await gate.reached.wait()
    await one.dies(task)
    lives.dead.clear()
    lives.seen[one.life] = one.world.now() - timedelta(seconds=3)
    again = two.does("lunch", "17")
    await asyncio.sleep(TIMES.longest_wait + 2)
    gate = three.stop_at("before")
    between = three.does("klar")
    await gate.reached.wait()
    lives.dead.add(one.life)
    await asyncio.sleep(2)
    gate.open.set()
    await asyncio.gather(between, again)
    assert await two.done() == ["klar", "lunch"]
    assert two.world.texts == ["klar", "klar+lunch"]


async def test_who_died_in_line_holds_up_the_next_only_once(start: Start) -> None:
    """They are passed after a moment, and stand in the line no more."""
    one, two, three = start(), start(), start()
    gate = one.stop_at("before")
    first = one.does("1")
    await gate.reached.wait()
    waiting = two.does("2")
    await asyncio.sleep(0.1)
    third = three.does("3")
    await asyncio.sleep(0.5)
    await two.dies(waiting)
    gate.open.set()
    await asyncio.gather(first, third)
    assert "waiting" not in await one.chat_of()
    assert await one.done() == ["1", "3"]
    before = one.world.seconds()
    await three.does("4")
    assert one.world.seconds() - before < 0.01


async def test_an_answer_that_never_arrived_is_tried_again_at_another_replica(start: Start) -> None:
    """502: the claim is taken back, so that whoever gets the activity next carries it out."""
    one, two = start(), start()
    one.refusals = 1
    assert await one.does("lunch", "17") == Outcome(502)
    assert "begun" not in await one.chat_of()
    assert await asyncio.wait_for(two.does("lunch", "17"), TIMES.claim) == DONE
    assert one.world.said == [(two.life, "lunch")]
    assert await one.done() == ["lunch"]


@pytest.mark.parametrize("answer_waits", [False, True])
async def test_a_paused_process_does_not_save_over_what_came_after(
    start: Start, caplog: pytest.LogCaptureFixture, *, answer_waits: bool
) -> None:
    """Its claim has lapsed and another turn went ahead: it begins anew, behind that one, and sees what it did. That is
    nobody's error.
    """
    one, two = start(), start()
    gate = one.stop_at("after" if answer_waits else "before")
    paused = one.does("lunch")
    await gate.reached.wait()
    one.freeze()
    assert await two.does("klar") == DONE
    gate.open.set()
    await asyncio.sleep(0.02)
    one.thaw()
    assert await paused == DONE
    order = ["lunch", "klar"] if answer_waits else ["klar", "lunch"]
    assert await one.done() == order
    assert one.world.said == [(two.life, "+".join(order[: 1 + answer_waits])), (one.life, "+".join(order))]
    assert one.counted("overtaken") == 1
    assert not [line for line in caplog.records if line.levelname == "ERROR"]


async def test_a_paused_process_that_counted_as_dead_says_nothing_when_it_comes_back(start: Start) -> None:
    """The activity has been answered by another one."""
    one, two = start(), start()
    gate = one.stop_at("after")
    paused = one.does("lunch", "17")
    await gate.reached.wait()
    one.freeze()
    one.world.lives.dead.add(one.life)
    assert await two.does("lunch", "17") == DONE
    gate.open.set()
    one.thaw()
    assert await paused == DONE
    assert one.world.said == [(two.life, "lunch")]
    assert await one.done() == ["lunch"]


async def test_a_pause_that_nobody_used_changes_nothing(start: Start) -> None:
    """The claim has lapsed but is still the last: it is renewed, and the turn goes on."""
    one = start()
    gate = one.stop_at("before")
    paused = one.does("lunch")
    await gate.reached.wait()
    one.freeze()
    await asyncio.sleep(TIMES.claim * 2)
    gate.open.set()
    one.thaw()
    assert await paused == DONE
    assert one.world.texts == ["lunch"]
    assert one.counted("overtaken") == 0


@pytest.mark.parametrize("fault", ["is_down", "fails_writes_of", "loses_answers_of"])
async def test_a_store_that_can_not_take_the_claim_is_told_of(start: Start, fault: str) -> None:
    """Nothing is done, the person is asked to try again, and the next line is carried out, here and elsewhere."""
    one, two = start(), start()
    setattr(one.way, fault, True if fault == "is_down" else CHAT.name)
    assert await one.does("lunch") == DONE
    assert one.world.texts == ["försök igen"]
    assert await one.done() == []
    setattr(one.way, fault, False if fault == "is_down" else None)
    assert await one.does("möte") == DONE
    assert await two.does("klar") == DONE
    assert await one.done() == ["möte", "klar"]


async def test_a_store_that_fails_while_a_turn_goes_on_is_met_where_it_matters(start: Start) -> None:
    """A claim that can't be renewed lets nothing be saved; once that is done it keeps nobody from the answer."""
    one = start()
    for step, told in (("before", "försök igen"), ("after", "möte")):
        gate = one.stop_at(step)
        task = one.does("lunch" if step == "before" else "möte")
        await gate.reached.wait()
        one.way.fails_writes_of = CHAT.name
        await asyncio.sleep(TIMES.claim * 2)
        gate.open.set()
        assert await task == DONE
        assert one.world.texts[-1] == told
        one.way.fails_writes_of = None
    assert await one.done() == ["möte"]


async def test_an_outcome_that_could_not_be_stored_is_at_least_not_carried_out_again(start: Start) -> None:
    """The card went out in the response; a second coming gets an answer without it."""
    one, two = start(), start()
    gate = one.stop_at("after")
    task = one.presses("spara", "17")
    await gate.reached.wait()
    one.way.fails_writes_of = CHAT.name
    gate.open.set()
    assert (await task).body["value"] == {"type": "AdaptiveCard", "told": "spara"}
    again = await two.presses("spara", "17")
    assert (again.status, again.body["type"]) == (200, "application/vnd.microsoft.activity.message")
    assert two.turns == []


async def test_a_fault_of_ours_ends_the_turn_too(start: Start) -> None:
    """The person is told, the activity is not carried out again, and the next one is."""
    one, two = start(), start()
    await one.does("fail", "17")
    assert await two.does("fail", "17") == DONE
    assert await two.does("lunch") == DONE
    assert one.world.texts == ["försök igen", "lunch"]


async def test_what_another_process_told_of_a_turn_that_it_took_over_stays(start: Start) -> None:
    """Paused right before it stored its outcome, it counted as dead, and the button was carried out elsewhere."""
    one, two = start(), start()
    acted, storing = one.stop_at("after"), one.stop_at("chat.write")
    storing.open.set()
    paused = one.presses("spara", "17")
    await acted.reached.wait()
    storing = one.stop_at("chat.write")
    acted.open.set()
    await storing.reached.wait()
    one.freeze()
    one.world.lives.dead.add(one.life)
    await two.does("klar")
    told = await two.presses("spara", "17")
    assert told.body["value"]["told"] == "spara+klar"
    storing.open.set()
    one.thaw()
    assert (await paused).body["value"]["told"] == "spara"
    assert await two.presses("spara", "17") == told


async def test_a_sign_of_life_in_the_midst_of_a_long_turn_proves_nothing(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The turn said that it went on after that: it is carried out again."""
    monkeypatch.setattr("bot.wire.claims.SIGN_SECONDS", 0.0)
    one, two = start(times=ClaimTimes(claim=0.1, renewed=0.1)), start(times=ClaimTimes(claim=0.1, renewed=0.1))
    gate = one.stop_at("before")
    task = one.does("lunch", "17")
    await gate.reached.wait()
    await asyncio.sleep(0.4)
    one.world.lives.seen[one.life] = one.world.now()
    await one.dies(task)
    assert await two.does("lunch", "17") == DONE
    assert await two.done() == ["lunch"]
