"""Owns how an administrator's part in a directory that is read from Microsoft 365 is put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assembly.ground import Ground
from services.directory_sync import SOURCE, DirectorySyncService
from services.outbox_sources import OutboxSource
from storage.directory_repository import stored_sync_state
from storage.held_repository import stored_held


@dataclass(frozen=True, slots=True, kw_only=True)
class Syncing:
    """The use cases, and what the outbox sends of them: nothing where people come from a file."""

    service: DirectorySyncService
    sources: tuple[OutboxSource[Any], ...]


def syncing(ground: Ground) -> Syncing:
    """It, over that ground."""
    cases = stored_held(ground.store)
    takes = ground.reaches.directory_in_use
    service = DirectorySyncService(
        states=stored_sync_state(ground.store),
        cases=cases,
        directory=ground.directory,
        deliver_soon=ground.soon(SOURCE),
        in_use=takes or _nothing_to_take,
    )
    return Syncing(service=service, sources=() if takes is None else (OutboxSource(name=SOURCE, cases=cases),))


def _nothing_to_take() -> None:
    """People come from a file."""
