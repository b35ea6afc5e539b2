"""Owns how what reaches Teams, and what Teams reaches, is put together out of the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client import CollectorRegistry

from assembly.outside import connector_scope, credential_of
from assembly.spanning import NOTHING_AROUND, Around
from bot.adapter import ChannelAuthentication
from bot.wire.channel_tokens import ChannelTokens
from bot.wire.connector import Connector
from bot.wire.http_client import HttpClient
from bot.wire.metrics import WireMetrics
from bot.wire.signing_keys import SigningKeys
from bot.wire.token_source import KeptToken
from settings import Settings


@dataclass(frozen=True, slots=True)
class Wire:
    """What reaches Teams and what Teams reaches."""

    client: HttpClient
    connector: Connector
    authentication: ChannelAuthentication
    metrics: WireMetrics
    ask_ahead: Callable[[], None]
    """Has what the first turn would wait for fetched, and what is wrong with the identity told in the log at once."""


def wired(settings: Settings, registry: CollectorRegistry, around: Around = NOTHING_AROUND) -> Wire:
    """The wire; raises OSError when there is an identity and it can't be read."""
    metrics = WireMetrics(registry)
    client = around.client(metrics.connection_opened)
    credential = credential_of(settings, connector_scope(settings))
    tokens = None if credential is None else KeptToken(credential, requested=metrics.token_requested)
    connector = Connector(client, tokens=tokens, ended=metrics.sent)
    keys = SigningKeys(metadata_url=settings.channel_metadata)
    callers = ChannelTokens(keys, app_id=settings.app_id, issuer=settings.channel_issuer)
    authentication = ChannelAuthentication(
        connector, tokens=callers if settings.authenticates else None, tenant_id=settings.tenant_id
    )

    def ask_ahead() -> None:
        if tokens is not None:
            tokens.ask_ahead()
            keys.ask_ahead()

    return Wire(client, connector, authentication, metrics, ask_ahead)
