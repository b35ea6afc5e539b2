"""Owns what the settings mean for what lies outside: how this process proves who it is, and where its store is."""

from __future__ import annotations

from bot.wire.token_source import Credential, KeptToken
from directory.credentials import ClientSecret, ManagedIdentity
from settings import AppType, Settings
from storage.cosmos_containers import COSMOS_SCOPE, CosmosDatabase
from storage.opening import StoreAddress


def credential_of(settings: Settings, scope: str) -> Credential | None:
    """The identity, for tokens of that scope; None when the process is local and anonymous."""
    if settings.app_type is AppType.SINGLE_TENANT:
        return ClientSecret(
            app_id=settings.app_id,
            tenant_id=settings.tenant_id,
            secret=settings.app_password,
            scope=scope,
        )
    if settings.app_type is AppType.MANAGED_IDENTITY:
        return ManagedIdentity(app_id=settings.app_id, scope=scope)
    return None


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
