"""The bot's process ends and another begins: nothing that anyone was told is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from examples.playground.people import Part
from examples.playground.stage import Stage, open_bot
from tests.e2e.chat import Chat
from tests.e2e.town import bot_at, settings_in

ANNA = "e5e5e5e5-0000-4000-8000-000000000001"
PATIENCE = 10.0
"""In seconds; what is waited for takes a fraction of one."""


@pytest.mark.asyncio(loop_scope="session")
async def test_a_restarted_bot_knows_the_diversion_and_the_receipt_on_the_screen_still_works(
    stage: Stage, anna: Chat, switchboard: Chat, tmp_path: Path
) -> None:
    """A3: the switchboard gets the same answer, nobody is welcomed again, and an old button does what it says."""
    await anna.says("lunch till 13")
    receipt = await anna.sees("Du är hänvisad till 13:00")
    await stage.bot.stop()

    port = urlsplit(stage.bot_address).port or 0
    later = bot_at("2026-11-24T11:50+01:00")
    async with open_bot(later, port=port, folder=tmp_path, settings=settings_in(tmp_path), http=stage.http):
        await stage.windows[Part.SWITCHBOARD].install(stage.http)
        await switchboard.says(f"Är {anna.name} inne?")
        await switchboard.sees(f"{anna.name} är på lunch och nås igen 13:00.", "Kontrollerat 11:50")

        await anna.presses("Ångra", receipt)
        await anna.sees_changed("Ångrat.")
        await switchboard.says(f"Är {anna.name} inne?")
        await switchboard.sees(f"{anna.name} är inne.")


async def test_a_bot_that_is_told_to_stop_in_the_middle_of_a_turn_finishes_it(tmp_path: Path) -> None:
    """SIGTERM while the receipt is on its way: it arrives, the turn is answered with 200, and what it did is kept."""
    settings = settings_in(tmp_path)
    async with _a_slow_connector() as connector, aiohttp.ClientSession() as http:
        async with open_bot(folder=tmp_path, settings=settings, http=http) as (bot, address):
            turn = asyncio.create_task(_say("semester v. 28", address, connector, http))
            await asyncio.wait_for(connector.is_taking.wait(), PATIENCE)
            stopping = asyncio.create_task(bot.stop())
            await _refuses_callers(address)
            assert not turn.done()
            connector.goes_on.set()
            assert await turn == HTTPStatus.OK
            await stopping

        async with open_bot(folder=tmp_path, settings=settings, http=http) as (_, address):
            assert await _say("min status", address, connector, http) == HTTPStatus.OK
    receipt, status = (str(activity["attachments"]) for activity in connector.taken)
    assert "Du är hänvisad" in receipt
    assert "Semester" in status


@dataclass
class SlowConnector:
    """Takes what the bot says, but answers only when it may."""

    address: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    is_taking: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        """An activity comes from the bot."""
        self.taken.append(await request.json())
        self.is_taking.set()
        await self.goes_on.wait()
        return web.json_response({"id": f"sent-{len(self.taken)}"}, status=201)


@asynccontextmanager
async def _a_slow_connector() -> AsyncIterator[SlowConnector]:
    connector = SlowConnector()
    app = web.Application()
    app.router.add_post("/{path:.*}", connector.take)
    async with TestServer(app) as server:
        connector.address = str(server.make_url("/"))
        yield connector


async def _say(text: str, address: str, connector: SlowConnector, http: aiohttp.ClientSession) -> int:
    """Send the line as Teams does; gives the bot's answer to the request."""
    activity = {
        "type": "message",
        "id": f"said-{text}",
        "text": text,
        "channelId": "msteams",
        "serviceUrl": connector.address,
        "from": {"id": "29:anna", "aadObjectId": ANNA},
        "recipient": {"id": "28:vaxelvis"},
        "conversation": {"id": "personal-anna", "conversationType": "personal"},
    }
    async with http.post(f"{address}/api/messages", json=activity) as answer:
        return answer.status


async def _refuses_callers(address: str) -> None:
    """Return when the bot takes no new connections, since it is stopping."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                async with aiohttp.ClientSession() as http, http.get(f"{address}/healthz"):
                    await asyncio.sleep(0.05)
            except aiohttp.ClientConnectionError:
                return
