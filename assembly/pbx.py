"""Owns how what tells the telephone exchange (PBX) of diversions is put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assembly.ground import Ground
from assembly.reaches import Reaches
from bot.wire.pbx_webhook import PbxWebhook
from scheduler import Job
from services.pbx_events import PbxEvents
from services.pbx_ports import PbxOutcome
from services.ports import Directory
from settings import Settings
from storage.document_store import DocumentStore
from storage.pbx_repository import StoredPbxEvents, StoredPbxLines


def pbx_webhook(settings: Settings, *, ended: Callable[[PbxOutcome], None] = lambda _outcome: None) -> PbxWebhook:
    """The way to the exchange that the settings name."""
    return PbxWebhook(settings.pbx_webhook, settings.pbx_secrets, tenant=settings.tenant_id, ended=ended)


def with_exchange(reaches: Reaches, store: DocumentStore, directory: Directory) -> Reaches:
    """What is reached, with the exchange among the carriers if there is one: its log is in that store."""
    if reaches.pbx is None:
        return reaches
    lines, events = StoredPbxLines(store), StoredPbxEvents(store)
    carrier = PbxEvents(client=reaches.pbx, lines=lines, events=events, directory=directory)
    return replace(reaches, carriers=(*reaches.carriers, carrier))


def pbx_jobs(ground: Ground) -> tuple[Job, ...]:
    """What sends once more what the exchange has not taken for long."""
    carriers = (one for one in ground.reaches.carriers if isinstance(one, PbxEvents))
    return tuple(ground.divided("pbx", one.sweep) for one in carriers)
