"""Each activity is carried out once, turns of a conversation in order, and a person's Chat is read and written once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.chat import Chat
from bot.turn import Message, Reply, Turn
from bot.wire.keyed_lock import KeyedLock
from tests.bot.wire.far_end import Script
from tests.bot.wire.stage import ANNA, BO, Stage

CARD: dict[str, Any] = {"type": "AdaptiveCard", "version": "1.5", "body": []}


def other_chat(name: str) -> dict[str, Any]:
    """Where and who, for another conversation than Anna's own."""
    return {"conversation": {"id": name, "conversationType": "personal"}}


async def test_an_activity_that_comes_again_is_answered_without_being_carried_out() -> None:
    """Teams sends a slow turn again: the second coming gets the first's outcome, and nobody reads twice."""
    async with Stage() as stage:
        activity = stage.activity()
        assert [(await stage.post(activity))[0] for _ in range(3)] == [200, 200, 200]
        assert len(stage.turns) == 1
        assert len(stage.far_end.sent) == 1
        assert stage.counted("bot_turns_repeated_total") == 2


async def test_an_invoke_that_comes_again_gets_the_first_card() -> None:
    """The body is kept with the outcome."""
    cards: Iterator[dict[str, Any]] = iter([CARD, {**CARD, "body": [{"type": "TextBlock", "text": "second"}]}])

    async def answer(_turn: Turn, _chat: Chat) -> Reply:
        return Reply(replace=next(cards))

    async with Stage(handler=answer) as stage:
        pressed = stage.activity(
            type="invoke", name="adaptiveCard/action", text=None, value={"action": {"verb": "diversion.save"}}
        )
        answers = [await stage.post(pressed) for _ in range(2)]
        assert answers[0] == answers[1]
        assert answers[0][1]["value"] == CARD


async def test_an_activity_that_comes_again_while_it_is_carried_out_waits_for_its_outcome() -> None:
    """Five at once, one turn, one answer."""
    entered = asyncio.Event()
    go_on = asyncio.Event()

    async def slow(_turn: Turn, _chat: Chat) -> Reply:
        entered.set()
        await go_on.wait()
        return Reply(messages=(Message(text="done"),))

    async with Stage(handler=slow) as stage:
        activity = stage.activity()
        posts = [asyncio.create_task(stage.post(activity)) for _ in range(5)]
        await entered.wait()
        await asyncio.sleep(0.05)
        go_on.set()
        assert {status for status, _ in await asyncio.gather(*posts)} == {200}
        assert len(stage.turns) == 1
        assert stage.far_end.texts == ["done"]


async def test_an_answer_that_never_arrived_is_tried_again_when_the_activity_comes_again() -> None:
    """502 when nothing of the reply could be sent; the next coming runs the turn once more."""
    async with Stage() as stage:
        stage.far_end.scripts.extend([Script(status=503)] * 4)
        activity = stage.activity(text="hej")
        assert (await stage.post(activity))[0] == 502
        assert (await stage.post(activity))[0] == 200
        assert stage.far_end.texts == ["echo hej"]
        assert len(stage.turns) == 2


async def test_an_answer_that_half_arrived_is_not_begun_again() -> None:
    """The first message has been read: saying it twice would be worse than missing the second."""

    async def two(_turn: Turn, _chat: Chat) -> Reply:
        return Reply(messages=(Message(text="one"), Message(text="two")))

    async with Stage(handler=two) as stage:
        stage.far_end.scripts.extend([Script(), Script(status=400)])
        activity = stage.activity()
        assert [(await stage.post(activity))[0] for _ in range(2)] == [200, 200]
        assert stage.far_end.texts == ["one"]


async def test_an_outcome_is_forgotten_after_a_quarter_of_an_hour() -> None:
    """Nothing comes again so late: an id that does is a new activity."""
    async with Stage() as stage:
        activity = stage.activity()
        await stage.post(activity)
        stage.now += timedelta(minutes=15)
        await stage.post(activity)
        assert len(stage.turns) == 2


async def test_activities_without_an_id_are_each_carried_out() -> None:
    """What can't be told apart isn't taken for the same."""
    async with Stage() as stage:
        await stage.post(stage.activity(id=None))
        await stage.post(stage.activity(id=None))
        assert len({turn.activity_id for turn in stage.turns}) == 2


async def test_turns_of_one_conversation_run_one_at_a_time_in_order() -> None:
    """No two at once, first come first served."""
    running: list[str] = []
    order: list[str] = []
    all_are_there = asyncio.Event()

    async def watched(turn: Turn, _chat: Chat) -> Reply:
        running.append(turn.text or "")
        assert len(running) == 1
        await all_are_there.wait()
        await asyncio.sleep(0.01)
        order.append(running.pop())
        return Reply()

    async with Stage(handler=watched) as stage:
        posts = []
        for number in range(8):
            posts.append(asyncio.create_task(stage.post(stage.activity(text=str(number)))))
            # Each comes on a connection of its own: one may pass another that is sent right before it.
            await asyncio.sleep(0.1)
        all_are_there.set()
        await asyncio.gather(*posts)
        assert order == [str(number) for number in range(8)]


async def test_other_conversations_do_not_wait() -> None:
    """A slow turn holds up its own conversation and no other."""
    go_on = asyncio.Event()

    async def slow_for_anna(turn: Turn, _chat: Chat) -> Reply:
        if turn.person == ANNA:
            await go_on.wait()
        return Reply()

    async with Stage(handler=slow_for_anna) as stage:
        slow = asyncio.create_task(stage.post(stage.activity()))
        bo = {"from": {"id": "29:bo", "aadObjectId": BO}}
        status, _ = await asyncio.wait_for(stage.post(stage.activity(**bo, **other_chat("a:bo"))), 2)
        assert status == 200
        assert not slow.done()
        go_on.set()
        await slow


async def test_locks_vanish_with_the_last_who_wants_them() -> None:
    """A key that nobody holds or waits for takes no room, also when someone gave up waiting."""
    locks = KeyedLock()
    async with locks("a"):
        waiting = asyncio.create_task(_hold(locks, "a"))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        async with locks("b"):
            assert len(locks) == 2
    assert len(locks) == 0


async def _hold(locks: KeyedLock, key: str) -> None:
    async with locks(key):
        pass


async def test_a_turn_reads_the_chat_once_and_writes_it_once() -> None:
    """One read and one write, with what the handler left in it."""

    async def choose(_turn: Turn, chat: Chat) -> Reply:
        chat.language = "en"
        chat.drafts["a:anna"] = {"dialog": "diversion"}
        return Reply()

    async with Stage(handler=choose) as stage:
        await stage.post(stage.activity(id="17"))
        assert (stage.chats.reads, stage.chats.writes) == (1, 1)
        stored = stage.chats.of(ANNA)
        assert stored["language"] == "en"
        assert stored["drafts"] == {"a:anna": {"dialog": "diversion"}}
        assert stored["personal"] == "a:anna"
        assert stored["references"]["a:anna"]["service_url"] == stage.far_end.url
        assert stored["outcomes"]["17"]["status"] == 200


async def test_two_turns_that_meet_at_the_store_are_merged() -> None:
    """What another conversation's turn saved meanwhile stays; the language that was chosen now wins."""

    async def choose(_turn: Turn, chat: Chat) -> Reply:
        chat.language = "en"
        return Reply()

    async with Stage(handler=choose) as stage:
        other = {"status": 200, "body": None, "at": stage.now.timestamp()}
        stage.chats.rival = {"language": "sv", "references": {"19:g": {"user": "x"}}, "outcomes": {"other": other}}
        stage.chats.conflicts = 2
        await stage.post(stage.activity(id="17"))
        stored = stage.chats.of(ANNA)
        assert stored["language"] == "en"
        assert set(stored["references"]) == {"19:g", "a:anna"}
        assert set(stored["outcomes"]) == {"other", "17"}
