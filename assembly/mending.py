"""Owns how misdirected calls, and mending the directory after them, are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assembly.connecting import Connecting
from assembly.ground import Ground
from assembly.noticing import effective_directory
from bot.mending_routes import MendingServices
from policy.misdirected_telling import noted
from scheduler import Job
from services.mending import Mending
from services.misdirected import Misdirected
from services.misdirected_cases import SOURCE, MisdirectedDesk
from services.outbox_sources import OutboxSource
from storage.misdirected_repository import stored_misdirected


@dataclass(frozen=True, slots=True, kw_only=True)
class MendingPart:
    """What it brings: use cases, what the outbox sends of them, what time brings about."""

    services: MendingServices
    sources: tuple[OutboxSource[Any], ...]
    jobs: tuple[Job, ...]


def mending(ground: Ground, connects: Connecting) -> MendingPart:
    """Them, over that ground and what tells whom to connect."""
    cases = stored_misdirected(ground.store)
    desk = MisdirectedDesk(
        cases=cases,
        directory=effective_directory(ground.directory, ground.store),
        deliver_soon=ground.soon(SOURCE),
    )
    calls = Misdirected(desk=desk, whom=connects.services.whom)
    return MendingPart(
        services=MendingServices(misdirected=calls, mending=Mending(desk=desk)),
        sources=(OutboxSource(name=SOURCE, cases=cases, noted=noted),),
        jobs=(ground.divided("misdirected", calls.sweep),),
    )
