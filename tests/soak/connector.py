"""The far end of a run: it answers as Teams' connector does, well or badly, and remembers all that it was sent.

It must not know what is said, nor who sent it.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.cards_seen import without_markdown, words_on

CARD = "application/vnd.microsoft.card.adaptive"
PERHAPS_AGAIN = "Du kan ha fått det här förut."


@dataclass(frozen=True, slots=True, kw_only=True)
class Moods:
    """How often, of a thousand requests, it is slow, busy, broken, or hangs up after it has taken what was sent."""

    slow: int = 30
    busy: int = 15
    broken: int = 8
    hangs_up: int = 4


GOOD = Moods(slow=0, busy=0, broken=0, hangs_up=0)


@dataclass(frozen=True)
class Heard:
    """A message or an update that it took. `at` is the machine's own time."""

    at: float
    is_new: bool
    conversation: str
    activity: str
    """The message's id: for an update, that of the message that it is written over."""
    reply_to: str
    """The activity that it answers, if it does."""
    body: dict[str, Any]
    hung_up: bool
    """Whether it was taken, and never acknowledged."""

    @cached_property
    def card(self) -> dict[str, Any]:
        """The card that it carries, or an empty one."""
        attached = self.body.get("attachments") or ()
        return next((one["content"] for one in attached if one["contentType"] == CARD), {})

    @cached_property
    def words(self) -> str:
        """All that can be read of it."""
        text = without_markdown(self.body.get("text") or "")
        return "\n".join(part for part in (text, words_on(self.card)) if part)

    @property
    def is_marked(self) -> bool:
        """Whether it says that it may be a second one."""
        return PERHAPS_AGAIN in self.words


class Connector:
    """Takes what replicas send. `heard` has it in the order in which it was taken."""

    def __init__(self, moods: Moods, odds: random.Random) -> None:
        self.heard: list[Heard] = []
        self.refused: list[tuple[str, float]] = []
        """The conversations that an error was answered for, and when."""
        self.moods = moods
        self._odds = odds
        self._reached = asyncio.Event()
        self._server = TestServer(self._application())

    async def open(self) -> None:
        """Start listening on loopback."""
        await self._server.start_server()

    async def close(self) -> None:
        """Stop listening."""
        await self._server.close()

    @property
    def url(self) -> str:
        """The service address."""
        return str(self._server.make_url("/teams/"))

    async def is_reached(self) -> None:
        """Return at the very moment that something is next sent to it."""
        self._reached.clear()
        await self._reached.wait()

    def was_refused(self, conversation: str, begins: float, ends: float) -> int:
        """How many times something for that conversation was refused between the two."""
        return sum(who == conversation and begins <= at <= ends for who, at in self.refused)

    def replies_to(self, activity: str) -> list[Heard]:
        """The messages that answered the activity."""
        return [one for one in self.heard if one.reply_to == activity and one.is_new and one.words]

    def _application(self) -> web.Application:
        app = web.Application()
        path = "/teams/v3/conversations/{conversation}/activities"
        app.router.add_post(path, self._take)
        app.router.add_post(path + "/{activity}", self._take)
        app.router.add_put(path + "/{activity}", self._take)
        return app

    async def _take(self, request: web.Request) -> web.Response:
        self._reached.set()
        body = json.loads(await request.read())
        mood = self._mood()
        conversation = unquote(request.match_info["conversation"])
        if mood == "slow":
            await asyncio.sleep(self._odds.uniform(0.3, 2.0))
        elif mood in ("busy", "broken"):
            self.refused.append((conversation, time.time()))
            if mood == "busy":
                return web.Response(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": "1"})
            return web.json_response({"error": {"code": "ServiceError"}}, status=HTTPStatus.INTERNAL_SERVER_ERROR)
        named = unquote(request.match_info.get("activity", ""))
        is_new = request.method == "POST"
        activity = f"{len(self.heard) + 1}" if is_new else named
        self.heard.append(
            Heard(
                at=time.time(),
                is_new=is_new,
                conversation=conversation,
                activity=activity,
                reply_to=named if is_new else "",
                body=body,
                hung_up=mood == "hangs_up",
            )
        )
        if mood == "hangs_up" and request.transport is not None:
            request.transport.close()
        return web.json_response({"id": activity})

    def _mood(self) -> str:
        drawn = self._odds.randrange(1_000)
        for mood in ("slow", "busy", "broken", "hangs_up"):
            drawn -= getattr(self.moods, mood)
            if drawn < 0:
                return mood
        return ""
