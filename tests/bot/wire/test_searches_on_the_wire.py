"""Searches from Teams' own box: what arrives, what goes back, and that nothing else comes of them."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.chat import Chat
from bot.turn import Result, Results, Scope, Search, Turn
from tests.bot.wire.stage import ANNA, Stage

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}


def typed(text: str | None, **options: Any) -> dict[str, Any]:
    """What the box sends when something is typed in it; None when it is only opened."""
    parameter = {"name": "initialRun", "value": "true"} if text is None else {"name": "text", "value": text}
    value = {"commandId": "find", "parameters": [parameter], "queryOptions": {"skip": 0, "count": 25, **options}}
    return {"type": "invoke", "name": "composeExtension/query", "text": None, "value": value}


async def one_row(_turn: Turn, _chat: Chat) -> Results:
    """Find Anna, whose name is no markup."""
    return Results(rows=(Result(title="Anna <b>Alm</b>", text="Inne & glad", card=CARD),))


async def test_what_was_found_is_a_list_of_cards_with_a_row_each() -> None:
    """The row is the preview, the card what it becomes when it is chosen; no client reads a tag in the row."""
    async with Stage(search=one_row) as stage:
        status, body = await stage.post(stage.activity(**typed(" anna  alm ", skip=25, count=10)))
        assert status == 200
        assert stage.turns[0].search == Search(text="anna alm", skip=25, count=10)
        assert (stage.turns[0].person, stage.turns[0].scope) == (ANNA, Scope.GROUP)
        assert body == {
            "composeExtension": {
                "type": "result",
                "attachmentLayout": "list",
                "attachments": [
                    {
                        "contentType": "application/vnd.microsoft.card.adaptive",
                        "content": CARD,
                        "preview": {
                            "contentType": "application/vnd.microsoft.card.thumbnail",
                            "content": {"title": "Anna ‹b›Alm‹/b›", "text": "Inne & glad"},
                        },
                    }
                ],
            }
        }


async def test_where_nothing_was_found_a_line_is_told() -> None:
    """Never an empty answer."""
    async with Stage() as stage:
        _, body = await stage.post(stage.activity(**typed("xyzzy")))
        assert body == {"composeExtension": {"type": "message", "text": "nothing"}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (typed(None)["value"], Search(text="")),
        ({}, Search(text="")),
        ({"parameters": "anna", "queryOptions": "all"}, Search(text="")),
        ({"parameters": [None, {"value": 3}, {"value": "bo"}]}, Search(text="bo")),
        (typed("bo", skip=-5, count=5_000)["value"], Search(text="bo")),
        (typed("bo", skip=10**9, count=0)["value"], Search(text="bo", skip=1_000, count=1)),
        (typed("bo", skip="2", count=True)["value"], Search(text="bo")),
        (typed("b" * 500)["value"], Search(text="b" * 100)),
    ],
    ids=str,
)
async def test_whatever_the_box_sends_is_read(value: object, expected: Search) -> None:
    """A box that was only opened, one without a command's name, and numbers that make no sense."""
    async with Stage() as stage:
        status, _ = await stage.post(stage.activity(**{**typed("x"), "value": value}))
        assert (status, stage.turns[0].search) == (200, expected)


async def test_what_is_no_search_is_told_so() -> None:
    """400, and something in the body."""
    async with Stage() as stage:
        status, body = await stage.post(stage.activity(**{**typed("x"), "value": "anna"}))
        assert (status, body["type"]) == (400, "application/vnd.microsoft.error")


async def test_somebody_without_an_identity_reaches_no_one_elses_chat() -> None:
    """A guest is answered as nobody in particular; a bot too, by whatever identity it goes."""
    async with Stage() as stage:
        for sender in ({"id": "29:guest"}, {"id": "28:other", "aadObjectId": ANNA}):
            assert (await stage.post(stage.activity(**typed("anna"), **{"from": sender})))[0] == 200
        assert [turn.person for turn in stage.turns] == ["", ""]
        assert not stage.chats.reads


async def test_a_search_leaves_nothing_behind() -> None:
    """Nothing is remembered, and the chat it was made from, where the bot may not be, is no way to reach anyone."""
    async with Stage() as stage:
        await stage.post(
            stage.activity(**typed("anna"), conversation={"id": "19:others", "conversationType": "groupChat"})
        )
        assert not stage.chats.stored
        assert not stage.far_end.sent


async def test_a_search_waits_for_none_of_the_persons_turns() -> None:
    """A line that takes its time holds up no search from the same chat, and the same search may come twice."""
    released = asyncio.Event()

    async def slow(turn: Turn, _chat: Chat) -> Any:
        await released.wait()
        raise ValueError(turn)

    async with Stage(handler=slow) as stage:
        line = asyncio.create_task(stage.post(stage.activity(text="hej")))
        twice = stage.activity(**typed("anna"))
        assert [(await stage.post(twice))[0] for _ in range(2)] == [200, 200]
        assert sum(turn.search is not None for turn in stage.turns) == 2
        released.set()
        await line


async def test_a_search_that_takes_too_long_is_ended_and_says_so() -> None:
    """Within the limit there is an answer; what was under way is let go of."""
    ended: list[str] = []

    async def stuck(_turn: Turn, _chat: Chat) -> Results:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise
        return Results(told="late")

    async with Stage(search=stuck, search_seconds=0.05) as stage:
        _, body = await stage.post(stage.activity(**typed("anna")))
        assert body["composeExtension"] == {"type": "message", "text": "try again"}
        assert ended == ["cancelled"]
        assert stage.counted('bot_turns_total{kind="search",status="late"}') == 1


async def test_a_search_that_fails_says_so_and_logs_nothing_of_it(caplog: pytest.LogCaptureFixture) -> None:
    """Neither what was typed nor what the failure quotes, of a handler or of a store that is away."""

    async def failing(turn: Turn, _chat: Chat) -> Results:
        raise ValueError(turn.search)

    caplog.set_level("DEBUG")
    async with Stage(search=failing) as stage:
        _, body = await stage.post(stage.activity(**typed("migrän 070-174 06 05")))
        stage.chats.is_down = True
        _, again = await stage.post(stage.activity(**typed("migrän 070-174 06 05")))
        assert body == again == {"composeExtension": {"type": "message", "text": "try again"}}
        assert stage.counted('bot_turns_total{kind="search",status="error"}') == 2
    logged = json.dumps([{**vars(record), "args": None} for record in caplog.records], default=str)
    assert "search" in logged
    assert "migrän" not in logged
    assert "070-174" not in logged
