"""Each activity is carried out once, turns of a conversation in order, and a person's Chat is read and written once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.chat import Chat
from bot.turn import Message, Reply, Turn
from bot.wire import turns
from bot.wire.keyed_lock import KeyedLock
from bot.wire.retrying import RetryPolicy
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

    async def watched(turn: Turn, _chat: Chat) -> Reply:
        running.append(turn.text or "")
        assert len(running) == 1
        await asyncio.sleep(0.01)
        order.append(running.pop())
        return Reply()

    async with Stage(handler=watched) as stage:
        posts = []
        for number in range(8):
            posts.append(asyncio.create_task(stage.post(stage.activity(text=str(number)))))
            await asyncio.sleep(0.005)
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


async def test_a_chat_that_can_not_be_saved_does_not_take_the_answer_back() -> None:
    """The person has their answer, and Teams is told that all went well."""
    async with Stage() as stage:
        stage.chats.conflicts = 100
        assert (await stage.post(stage.activity(text="hej")))[0] == 200
        assert stage.far_end.texts == ["echo hej"]


async def test_a_store_that_is_away_is_said_to_the_person() -> None:
    """Silence would be worse."""
    async with Stage() as stage:
        stage.chats.is_down = True
        assert (await stage.post(stage.activity()))[0] == 200
        assert stage.far_end.texts == ["sorry"]


async def test_a_turn_that_fails_is_said_to_the_person_and_not_sent_again() -> None:
    """The reply of the error hook, and 200."""

    async def failing(_turn: Turn, _chat: Chat) -> Reply:
        raise ValueError("Anna")

    async with Stage(handler=failing) as stage:
        activity = stage.activity()
        assert [(await stage.post(activity))[0] for _ in range(2)] == [200, 200]
        assert stage.far_end.texts == ["sorry"]
        assert stage.counted('bot_turns_total{kind="message",status="error"}') == 1


async def test_a_slow_turn_shows_that_an_answer_is_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """The typing indicator goes out before the answer, and only when it takes long."""
    monkeypatch.setattr(turns, "SLOW_SECONDS", 0.05)

    async def slow(turn: Turn, _chat: Chat) -> Reply:
        await asyncio.sleep(0.2 if turn.text == "slow" else 0)
        return Reply(messages=(Message(text="done"),))

    async with Stage(handler=slow) as stage:
        await stage.post(stage.activity(text="quick"))
        await stage.post(stage.activity(text="slow"))
        assert [sent.body["type"] for sent in stage.far_end.sent] == ["message", "typing", "message"]


async def test_a_turn_that_is_stuck_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its conversation goes on, and the person is told."""
    monkeypatch.setattr(turns, "SLOW_SECONDS", 0.02)
    monkeypatch.setattr(turns, "TURN_LIMIT_SECONDS", 0.1)

    async def stuck(_turn: Turn, _chat: Chat) -> Reply:
        await asyncio.Event().wait()
        return Reply()

    async with Stage(handler=stuck) as stage:
        assert (await asyncio.wait_for(stage.post(stage.activity()), 3))[0] == 200
        assert stage.far_end.texts == ["sorry"]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [("installationUpdate", {"action": "add"}), ("message", {})],
    ids=str,
)
async def test_a_conversation_is_remembered_and_dropped_with_the_app(kind: str, changes: dict[str, Any]) -> None:
    """Installed or spoken to: reachable. Uninstalled: not any more, and an open draft is gone too."""
    async with Stage() as stage:
        await stage.post(stage.activity(type=kind, **changes))
        assert stage.chats.of(ANNA)["personal"] == "a:anna"
        await stage.post(stage.activity(type="installationUpdate", action="remove-upgrade", text=None))
        assert stage.chats.of(ANNA)["personal"] == "a:anna"
        stage.chats.conflicts = 1
        await stage.post(stage.activity(type="installationUpdate", action="remove", text=None))
        assert stage.chats.of(ANNA)["personal"] is None
        assert stage.chats.of(ANNA)["references"] == {}


@pytest.mark.parametrize("action", ["add", "remove"])
async def test_an_installation_that_can_not_be_noted_may_come_again(action: str) -> None:
    """503: there is nobody to tell in words."""
    async with Stage() as stage:
        stage.chats.is_down = True
        assert (await stage.post(stage.activity(type="installationUpdate", action=action)))[0] == 503


async def test_a_turn_that_took_long_still_has_time_to_answer() -> None:
    """The time for sending is counted from the first send."""

    async def slow(_turn: Turn, _chat: Chat) -> Reply:
        await asyncio.sleep(0.3)
        return Reply(messages=(Message(text="done"),))

    async with Stage(handler=slow, retry=RetryPolicy(total_limit=0.2)) as stage:
        assert (await stage.post(stage.activity()))[0] == 200
        assert stage.far_end.texts == ["done"]


async def test_turns_under_way_are_finished_at_shutdown() -> None:
    """The answer goes out although the server has begun to stop, and only then do connections close."""
    entered = asyncio.Event()

    async def slow(_turn: Turn, _chat: Chat) -> Reply:
        entered.set()
        await asyncio.sleep(0.2)
        return Reply(messages=(Message(text="done"),))

    async with Stage(handler=slow) as stage:
        post = asyncio.create_task(stage.post(stage.activity()))
        await entered.wait()
        await stage.server.close()
        assert (await post)[0] == 200
        assert stage.far_end.texts == ["done"]
