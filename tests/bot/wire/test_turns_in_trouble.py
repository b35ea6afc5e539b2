"""Turns that fail, take long or get stuck, a store that is away, an app that comes and goes, a process that stops."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.chat import Chat
from bot.turn import Message, Reply, Turn
from bot.wire import turns
from bot.wire.retrying import RetryPolicy
from tests.bot.wire.stage import ANNA, Stage


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
