"""Owns what the settings mean for what lies outside: how this process proves who it is, and where its store is."""

from __future__ import annotations

from bot.wire.activities import BOT_PREFIX
from bot.wire.meetings import TeamsAddress
from bot.wire.token_source import Credential, KeptToken
from directory.credentials import AppIn, ClientCertificate, ClientSecret, ManagedIdentity
from settings import AppType, Settings
from storage.cosmos_containers import COSMOS_SCOPE, CosmosDatabase
from storage.opening import StoreAddress

ALL_THAT_IS_GIVEN = "/.default"
"""What makes a scope of a resource: all that the app has been given there."""


def credential_of(settings: Settings, scope: str) -> Credential | None:
    """The identity, for tokens of that scope; None when the process is local and anonymous.

    Raises BadCertificateFile, or another OSError, when it is a certificate and can't be read.
    """
    if settings.app_type is AppType.MANAGED_IDENTITY:
        return ManagedIdentity(app_id=settings.app_id, scope=scope)
    if settings.app_type is AppType.NONE:
        return None
    app = AppIn(app_id=settings.app_id, tenant_id=settings.tenant_id, scope=scope, authority=settings.login_endpoint)
    if settings.app_certificate is not None:
        return ClientCertificate(file=settings.app_certificate, **app)
    return ClientSecret(secret=settings.app_password, **app)


def connector_scope(settings: Settings) -> str:
    """What the bot's own tokens are for: in every cloud it is called as who issues the channel's tokens."""
    return settings.channel_issuer + ALL_THAT_IS_GIVEN


def teams_address(settings: Settings) -> TeamsAddress:
    """Where a chat is reached that no activity has come from, until one has."""
    bot = f"{BOT_PREFIX}{settings.app_id}" if settings.app_id else ""
    return TeamsAddress(service_url=settings.teams_service_url, bot=bot, tenant=settings.tenant_id)


def store_address(settings: Settings) -> StoreAddress:
    """Where the store is that the settings name."""
    if settings.sqlite_path is not None:
        return settings.sqlite_path
    credential = credential_of(settings, COSMOS_SCOPE)
    return CosmosDatabase(
        endpoint=settings.cosmos_endpoint,
        database=settings.cosmos_database,
        key=settings.cosmos_key,
        regions=settings.cosmos_regions,
        tokens=None if credential is None else KeptToken(credential),
    )
