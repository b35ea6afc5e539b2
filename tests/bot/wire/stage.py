"""The whole wire on loopback, with a handler that a test chooses: `post` is Teams, `far_end` what Teams gets back."""

from __future__ import annotations

import itertools
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry, generate_latest

from bot.adapter import ChannelAuthentication, TeamsAdapter, add_routes
from bot.chat import Chat
from bot.teams_bot import TeamsBot
from bot.turn import Message, Reply, Results, Turn
from bot.wire.channel_tokens import ChannelTokens
from bot.wire.connector import Connector
from bot.wire.http_client import HttpClient
from bot.wire.meetings import TeamsAddress
from bot.wire.metrics import WireMetrics
from bot.wire.remembering import ChatMemory
from bot.wire.retrying import RetryPolicy
from bot.wire.searching import SearchHandler, SearchRunner
from bot.wire.signing_keys import SigningKeys
from bot.wire.speaking import Stood
from bot.wire.token_source import KeptToken
from bot.wire.turn_order import OneProcess
from bot.wire.turns import TurnRunner
from policy.organisation import PersonId
from tests.bot.wire.far_end import APP_ID, ISSUER, TENANT, ChatsInMemory, FarEnd, Issuer

ANNA = "8f7a3c7e-3a54-4d38-9d0e-1f0c2b3a4d5e"
BO = "17d0cbb2-7d9c-4a9b-8f5e-6b7c8d9e0f1a"
BOT = "28:bot"
QUICK = RetryPolicy(attempts=4, first_pause=0.01, longest_pause=0.02, attempt_limit=1.0, total_limit=3.0)
_numbers = itertools.count(1)


async def echo(turn: Turn, _chat: Chat) -> Reply:
    """Say what was said."""
    return Reply(messages=(Message(text=f"echo {turn.text}"),))


async def find_nothing(_turn: Turn, _chat: Chat) -> Results:
    """Answer a search with a line."""
    return Results(told="nothing")


def sorry(_turn: Turn, _chat: Chat, _error: Exception) -> Reply:
    """What is said when a turn fails."""
    return Reply(messages=(Message(text="sorry"),))


class Secret:
    """A Credential that counts the tokens it gives."""

    def __init__(self) -> None:
        self.given = 0

    async def acquire(self) -> tuple[str, float]:
        self.given += 1
        return f"own-token-{self.given}", 3600.0


@dataclass
class Stage:
    """The bot and the world around it. `authenticates`: tokens are required, and sent."""

    authenticates: bool = False
    handler: Callable[[Turn, Chat], Awaitable[Reply]] = echo
    search: SearchHandler = find_nothing
    search_seconds: float = 1.0
    on_error: Callable[[Turn, Chat, Exception], Reply] = sorry
    retry: RetryPolicy = QUICK
    far_end: FarEnd = field(default_factory=FarEnd)
    issuer: Issuer = field(default_factory=Issuer)
    chats: ChatsInMemory = field(default_factory=ChatsInMemory)
    credential: Secret = field(default_factory=Secret)
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    now: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    turns: list[Turn] = field(default_factory=list)
    stood: list[tuple[PersonId, Stood]] = field(default_factory=list)
    """Whose chat which card was found to stand in."""
    address: TeamsAddress = field(default_factory=TeamsAddress)
    came: list[PersonId] = field(default_factory=list)
    went: list[PersonId] = field(default_factory=list)
    """Who has got a chat, and who has taken the app away, as the wire told."""

    async def __aenter__(self) -> Stage:
        await self.far_end.open()
        await self.issuer.open()
        metrics = WireMetrics(self.registry)
        self.client = HttpClient(opened=metrics.connection_opened)
        own_token = KeptToken(self.credential, requested=metrics.token_requested)
        self.connector = Connector(
            self.client, tokens=own_token if self.authenticates else None, retry=self.retry, ended=metrics.sent
        )
        tokens = ChannelTokens(SigningKeys(metadata_url=self.issuer.metadata_url), app_id=APP_ID, issuer=ISSUER)
        authentication = ChannelAuthentication(
            self.connector,
            tokens=tokens if self.authenticates else None,
            tenant_id=TENANT if self.authenticates else "",
        )
        self.memory = ChatMemory(self.chats, came=self.came.append)
        self.runner = TurnRunner(
            self._handle,
            on_error=self.on_error,
            order=OneProcess(self.memory),
            metrics=metrics,
            note_cards=lambda turn, stood: self.stood.extend((turn.person, one) for one in stood),
        )
        searches = SearchRunner(
            self._search,
            in_trouble=lambda _chat: Results(told="try again"),
            memory=self.memory,
            metrics=metrics,
            limit_seconds=self.search_seconds,
        )
        app = web.Application()
        add_routes(
            app,
            adapter=TeamsAdapter(authentication, metrics=metrics),
            bot=self._bot(searches),
            client=self.client,
        )
        self.server = TestServer(app)
        await self.server.start_server(shutdown_timeout=5.0)
        self._session = ClientSession()
        return self

    def _bot(self, searches: SearchRunner) -> TeamsBot:
        return TeamsBot(
            self.runner,
            searches=searches,
            memory=self.memory,
            now=lambda: self.now,
            address=self.address,
            went=self.went.append,
        )

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self.server.close()
        await self.far_end.close()
        await self.issuer.close()

    async def _handle(self, turn: Turn, chat: Chat) -> Reply:
        self.turns.append(turn)
        return await self.handler(turn, chat)

    async def _search(self, turn: Turn, chat: Chat) -> Results:
        self.turns.append(turn)
        return await self.search(turn, chat)

    def activity(self, **changes: Any) -> dict[str, Any]:
        """A line of text from Anna in her own chat, with the fields changed as said; None leaves a field out."""
        made = {
            "type": "message",
            "id": f"activity-{next(_numbers)}",
            "timestamp": "2026-11-24T09:00:00.1234567Z",
            "serviceUrl": self.far_end.url,
            "channelId": "msteams",
            "from": {"id": "29:anna", "name": "Anna Alm", "aadObjectId": ANNA},
            "recipient": {"id": BOT, "name": "Växelvis"},
            "conversation": {"id": "a:anna", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "text": "hej",
            "locale": "sv-SE",
            **changes,
        }
        return {name: value for name, value in made.items() if value is not None}

    def headers(self, **changes: Any) -> dict[str, str]:
        """What the channel sends along: a good token, unless changed."""
        return {"Authorization": f"Bearer {self.issuer.token(self.far_end.url, **changes)}"}

    async def post(self, activity: Any, *, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        """Send an activity as the channel does; gives the status, and the body parsed."""
        if headers is None:
            headers = self.headers() if self.authenticates else {}
        data = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        return await self.request("POST", data=data, headers={"Content-Type": "application/json", **headers})

    async def request(self, method: str, **options: Any) -> tuple[int, Any]:
        """Any request to /api/messages."""
        async with self._session.request(method, self.server.make_url("/api/messages"), **options) as response:
            body = await response.read()
            return response.status, json.loads(body) if body and response.content_type == "application/json" else None

    def counted(self, series: str) -> float:
        """The value of a series in /metrics; 0 when it isn't there."""
        lines = generate_latest(self.registry).decode().splitlines()
        return next((float(line.rpartition(" ")[2]) for line in lines if line.rpartition(" ")[0] == series), 0.0)
