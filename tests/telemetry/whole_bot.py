"""The whole bot over http, with the connector at its far end and a clock that is moved by hand."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app import build_app
from scheduler import Job
from settings import Settings
from tests.bot.house import EXAMPLE, example_directory
from tests.bot.wire.far_end import FarEnd
from tests.cards_seen import buttons_of, fields_of
from tests.services.fakes import FixedClock

ZONE = ZoneInfo("Europe/Stockholm")
OFTEN = timedelta(milliseconds=200)


def hurried(job: Job) -> Job:
    """The job, run again and again."""
    return replace(job, every=OFTEN)


@dataclass
class Whole:
    """The bot, and the people who talk with it."""

    client: TestClient[web.Request, web.Application]
    far_end: FarEnd
    clock: FixedClock
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def says(self, name: str, text: str) -> list[dict[str, Any]]:
        """A line of that person's in their own chat; gives what was sent in answer."""
        return await self._posted(name, {"type": "message", "text": text})

    async def presses(self, name: str, title: str, **entered: str) -> dict[str, Any]:
        """The button with that title on the newest card that came to that person; gives the invoke's answer."""
        path = self._path(name)
        to_them = [sent for sent in self.far_end.sent if sent.path.startswith(path)]
        cards = [sent for sent in to_them if sent.body.get("attachments")]
        fitting = [one.card for one in cards if title in buttons_of(one.card)]
        assert fitting, f"no card has {title!r}, but {[list(buttons_of(one.card)) for one in cards]}"
        card = fitting[-1]
        button = buttons_of(card)[title]
        inputs = {} if button.get("associatedInputs") == "none" else {**fields_of(card), **entered}
        action = {"type": "Action.Execute", "verb": button["verb"], "data": {**button.get("data", {}), **inputs}}
        invoke = {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": action}}
        answer = await self.client.post("/api/messages", json=self.activity(name, invoke))
        found: dict[str, Any] = await answer.json()
        return found

    async def searches(self, name: str, text: str) -> None:
        """A search in Teams' own box."""
        value = {"commandId": "find", "parameters": [{"name": "text", "value": text}]}
        await self._posted(name, {"type": "invoke", "name": "composeExtension/query", "value": value})

    async def until(self, time: str) -> None:
        """It is that local time from now on, and what is due by then is done."""
        later = datetime.fromisoformat(time).replace(tzinfo=ZONE)
        self.clock.passes(seconds=(later - self.clock.now()).total_seconds())
        await asyncio.sleep(2.5 * OFTEN.total_seconds())

    async def _posted(self, name: str, what: dict[str, Any]) -> list[dict[str, Any]]:
        before = len(self.far_end.sent)
        answer = await self.client.post("/api/messages", json=self.activity(name, what))
        assert answer.status == 200, answer.status
        return [sent.body for sent in self.far_end.sent[before:]]

    def activity(self, name: str, what: dict[str, Any]) -> dict[str, Any]:
        """What Teams would send of that person's."""
        (person,) = [one for one in example_directory().municipality.people.values() if one.name == name]
        return {
            "id": f"{next(self.numbers)}",
            "channelId": "msteams",
            "serviceUrl": self.far_end.url,
            "from": {"id": f"29:{person.id}", "name": name, "aadObjectId": str(person.id)},
            "recipient": {"id": "28:bot", "name": "Växelvis"},
            "conversation": {"id": f"a:{person.id}", "conversationType": "personal"},
            **what,
        }

    def _path(self, name: str) -> str:
        conversation = self.activity(name, {})["conversation"]["id"]
        return f"/teams/v3/conversations/{quote(conversation, safe='')}/"


@asynccontextmanager
async def whole_bot(
    folder: Path, *, at: str = "2026-11-23 08:05", paced: Callable[[Job], Job] = hurried, **changes: Any
) -> AsyncIterator[Whole]:
    """It, served from a folder; `changes` are to its settings."""
    settings = Settings(sqlite_path=folder / "vaxelvis.db", directory_file=EXAMPLE)
    clock, far_end = FixedClock(datetime.fromisoformat(at).replace(tzinfo=ZONE)), FarEnd()
    await far_end.open()
    try:
        app = build_app(replace(settings, **changes), clock=clock, paced=paced)
        async with TestClient(TestServer(app)) as client:
            yield Whole(client, far_end, clock)
    finally:
        await far_end.close()
