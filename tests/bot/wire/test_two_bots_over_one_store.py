"""The whole application twice over one database: who talks with it can't tell which of the two they reach."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app import build_app
from settings import Settings
from storage.cosmos_containers import CosmosDatabase
from tests.bot.wire.far_end import FarEnd

Client = TestClient[web.Request, web.Application]
EXAMPLE = Path(__file__).parents[3] / "examples" / "exempelkommun.yaml"
ANNA = "e5e5e5e5-0000-4000-8000-000000000001"


@pytest.fixture
async def far_end() -> AsyncIterator[FarEnd]:
    """What Teams gets."""
    end = FarEnd()
    await end.open()
    yield end
    await end.close()


@pytest.fixture
async def bots(cosmos_database: CosmosDatabase) -> AsyncIterator[tuple[Client, Client]]:
    """Two of them, running."""
    settings = Settings(
        sqlite_path=None,
        cosmos_endpoint=cosmos_database.endpoint,
        cosmos_database=cosmos_database.database,
        cosmos_key=cosmos_database.key,
        directory_file=EXAMPLE,
    )
    async with AsyncExitStack() as stack:
        started = [await stack.enter_async_context(TestClient(TestServer(build_app(settings)))) for _ in range(2)]
        yield started[0], started[1]


async def test_a_person_is_answered_once_and_in_order_whichever_bot_they_reach(
    bots: tuple[Client, Client], far_end: FarEnd
) -> None:
    """The same line at both is one diversion and one receipt; the next line, at the other one, ends that."""
    one, two = bots
    line = _line(far_end, "1", "möte i 20 minuter")
    statuses = await asyncio.gather(*(_post(bot, line) for bot in bots))
    assert statuses == [200, 200]
    assert await _post(two, _line(far_end, "2", "jag är tillbaka")) == 200
    assert await _post(one, _line(far_end, "3", "min status")) == 200
    first, second, third = (str(sent.body) for sent in far_end.sent if sent.body["type"] == "message")
    assert "Du är hänvisad" in first
    assert "tillbaka" in second
    assert "Möte" not in third


def _line(far_end: FarEnd, activity: str, text: str) -> dict[str, Any]:
    return {
        "type": "message",
        "id": activity,
        "channelId": "msteams",
        "serviceUrl": far_end.url,
        "from": {"id": "29:anna", "aadObjectId": ANNA},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "a:anna", "conversationType": "personal"},
        "text": text,
    }


async def _post(bot: Client, activity: dict[str, Any]) -> int:
    return (await bot.post("/api/messages", json=activity)).status
