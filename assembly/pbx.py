"""Owns how what tells the telephone exchange (PBX) of diversions is put together."""

from __future__ import annotations

from collections.abc import Callable

from bot.wire.pbx_webhook import PbxWebhook
from services.effect_ports import EffectCarrier
from services.pbx_events import PbxEvents
from services.pbx_ports import PbxClient, PbxOutcome
from services.ports import Directory
from settings import Settings
from storage.document_store import DocumentStore
from storage.pbx_repository import StoredPbxEvents, StoredPbxLines


def pbx_webhook(settings: Settings, *, ended: Callable[[PbxOutcome], None] = lambda _outcome: None) -> PbxWebhook:
    """The way to the exchange that the settings name."""
    return PbxWebhook(settings.pbx_webhook, settings.pbx_secrets, tenant=settings.tenant_id, ended=ended)


def pbx_carrier(client: PbxClient, store: DocumentStore, directory: Directory) -> EffectCarrier:
    """What has the exchange set what a diversion also sets, with the log of it in that store."""
    lines, events = StoredPbxLines(store), StoredPbxEvents(store)
    return PbxEvents(client=client, lines=lines, events=events, directory=directory)
