"""What a run stands on: how it is planned, the store, and a municipality of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from storage.cosmos import create_containers
from storage.opening import StoreAddress
from tests.cosmos.server import CosmosServer
from tests.soak.processes import PROJECT

TOWN = PROJECT / "examples" / "exempelkommun.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is to be like."""

    replicas: int
    store: str
    """cosmos or sqlite."""
    seconds: float
    seed: int
    folder: Path
    pause: float = 1.5
    """Seconds between two turns of one person."""
    hurry: float = 1.0
    """How many times more often than in production the replicas look at what is due."""
    troubles: Sequence[str] = field(default=())
    """What is to befall the replicas, in this order; none is what chance brings, as long as the run lasts."""
    leaps: bool = False
    """Whether what is left to be told in the end is told by one that starts minutes later by its clock."""


@asynccontextmanager
async def a_store(plan: Plan) -> AsyncIterator[tuple[StoreAddress, dict[str, str]]]:
    """Where everything is stored, with the settings that say so."""
    if plan.store == "sqlite":
        path = plan.folder / "store.db"
        yield path, {"STORAGE": f"sqlite:{path}"}
        return
    with CosmosServer() as server:
        database = server.new_database()
        await create_containers(database)
        settings = {"STORAGE": f"cosmos:{server.endpoint}", "COSMOS_DATABASE": database.database}
        yield database, {**settings, "COSMOS_KEY": database.key}


def a_town(folder: Path) -> Path:
    """A municipality file of the run's own, in which promises are reminded of within minutes."""
    text = TOWN.read_text(encoding="utf-8")
    for setting in ("remind_before_minutes", "overdue_after_minutes"):
        assert f"{setting}: 60" in text
        text = text.replace(f"{setting}: 60", f"{setting}: 1")
    file = folder / "town.yaml"
    file.write_text(text, encoding="utf-8")
    return file
