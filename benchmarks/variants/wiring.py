"""Owns how our wire is put together for a benchmark: tokens validated, our own token asked for, turns logged.

What app.py does with settings, done with the run's make-believe identities.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
from aiohttp import web
from prometheus_client import CollectorRegistry

from benchmarks.activities import APP_ID, TENANT
from benchmarks.identities import ISSUER
from bot.adapter import ChannelAuthentication, TeamsAdapter, add_routes
from bot.teams_bot import TeamsBot
from bot.wire.channel_tokens import ChannelTokens
from bot.wire.connector import Connector
from bot.wire.http_client import HttpClient
from bot.wire.log_lines import configure_logging
from bot.wire.metrics import WireMetrics
from bot.wire.remembering import ChatMemory
from bot.wire.signing_keys import SigningKeys
from bot.wire.token_source import KeptToken
from bot.wire.turn_order import OneProcess
from bot.wire.turns import ErrorReply, TurnHandler, TurnRunner
from policy.organisation import PersonId
from services.ports import ChatRepository, Loaded

TOKEN_TIMEOUT = aiohttp.ClientTimeout(total=5)
BEGINS = datetime(2026, 11, 24, 12, 5, tzinfo=ZoneInfo("Europe/Stockholm"))
"""A Tuesday at lunch time: from here the run's clock goes on, whatever the time really is."""


class BenchClock:
    """A clock that began at lunch time when the process did."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def now(self) -> datetime:
        """The present instant, in the municipality's zone."""
        return BEGINS + timedelta(seconds=time.monotonic() - self._began)


class LocalCredential:
    """A Credential at the stand-in's token service, which counts."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def acquire(self) -> tuple[str, float]:
        """A new token and its lifetime in seconds."""
        async with (
            aiohttp.ClientSession(timeout=TOKEN_TIMEOUT, raise_for_status=True) as session,
            session.post(self._url) as answer,
        ):
            said = await answer.json()
            return said["access_token"], said["expires_in"]


class NoChats:
    """A ChatRepository of one who remembers nothing, as the other echoes do; what is durable is measured elsewhere."""

    async def load(self, person: PersonId) -> Loaded[Mapping[str, Any]]:
        """Nothing."""
        return Loaded({}, None)

    async def save(
        self, person: PersonId, loaded: Loaded[Mapping[str, Any]], state: Mapping[str, Any]
    ) -> Loaded[Mapping[str, Any]]:
        """Let it go."""
        return Loaded(state, None)


@dataclass(frozen=True, slots=True)
class Wire:
    """The adapter and what it sends through."""

    adapter: TeamsAdapter
    client: HttpClient
    metrics: WireMetrics


def make_wire(stand_in: str) -> Wire:
    """The wire as it is in production, with the stand-in at that address for Microsoft."""
    metrics = WireMetrics(CollectorRegistry())
    client = HttpClient(opened=metrics.connection_opened)
    token = KeptToken(LocalCredential(f"{stand_in}token"), requested=metrics.token_requested)
    connector = Connector(client, tokens=token, ended=metrics.sent)
    tokens = ChannelTokens(SigningKeys(metadata_url=f"{stand_in}metadata"), app_id=APP_ID, issuer=ISSUER)
    authentication = ChannelAuthentication(connector, tokens=tokens, tenant_id=TENANT)
    return Wire(TeamsAdapter(authentication, metrics=metrics), client, metrics)


def application(
    wire: Wire, handler: TurnHandler, *, chats: ChatRepository, on_error: ErrorReply, now: Callable[[], datetime]
) -> web.Application:
    """An application that answers turns with the handler."""
    configure_logging("json")
    memory = ChatMemory(chats)
    runner = TurnRunner(handler, on_error=on_error, order=OneProcess(memory), metrics=wire.metrics)
    app = web.Application()
    add_routes(app, adapter=wire.adapter, bot=TeamsBot(runner, memory=memory, now=now), client=wire.client)
    return app
