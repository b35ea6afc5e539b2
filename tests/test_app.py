"""The whole application in this process: what it is made of fits together, and it opens and closes in order."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from app import SystemClock, build_app, main
from assembly.sharing import sharing
from services.replicas import TABLE
from settings import BadSettings, Settings
from storage.cosmos_containers import CosmosDatabase
from storage.cosmos_store import ContainerMissing, CosmosStore
from storage.housekeeping_repository import stored_shard_table
from storage.kinds import KINDS
from tests.cosmos.server import CosmosServer

Client = TestClient[web.Request, web.Application]
EXAMPLE = Path(__file__).parents[1] / "examples" / "exempelkommun.yaml"


def _settings(folder: Path) -> Settings:
    return Settings(sqlite_path=folder / "vaxelvis.db", directory_file=EXAMPLE)


def _on_cosmos(database: CosmosDatabase) -> Settings:
    return Settings(
        sqlite_path=None,
        cosmos_endpoint=database.endpoint,
        cosmos_database=database.database,
        cosmos_key=database.key,
        directory_file=EXAMPLE,
    )


async def test_it_is_alive_ready_and_counted(tmp_path: Path) -> None:
    """`/healthz`, `/readyz` and `/metrics` answer once it is started."""
    async with TestClient(TestServer(build_app(_settings(tmp_path)))) as client:
        assert (await client.get("/healthz")).status == 200
        ready = await client.get("/readyz")
        assert ready.status == 200
        assert (await ready.json())["checks"] == {"store": "ok", "scheduler": "ok", "directory": "ok"}
        metrics = await (await client.get("/metrics")).text()
        assert "bot_turn_seconds" in metrics
        assert "dead_letters 0.0" in metrics
        assert "shards_held 32.0" in metrics


async def test_health_and_figures_can_have_a_port_that_teams_does_not_reach(tmp_path: Path) -> None:
    """Whoever reaches the bot from outside finds neither, and nothing but them is answered inside."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    settings = replace(_settings(tmp_path), health_port=port)
    async with (
        TestClient(TestServer(build_app(settings))) as outside,
        ClientSession(f"http://127.0.0.1:{port}") as inside,
    ):
        for path in ("/healthz", "/readyz", "/metrics"):
            assert (await outside.get(path)).status == 404
            assert (await inside.get(path)).status == 200
        assert (await inside.post("/api/messages", json={})).status == 404
        assert (await outside.post("/api/messages", json={})).status != 404


async def test_it_opens_what_it_closed(tmp_path: Path) -> None:
    """A second start on the same file finds it whole."""
    for _ in range(2):
        async with TestClient(TestServer(build_app(_settings(tmp_path)))) as client:
            assert (await client.get("/readyz")).status == 200


async def test_a_search_from_teams_own_box_is_answered(tmp_path: Path) -> None:
    """From the request to the row and its card, through all of it (V1)."""
    switchboard = "e5e5e5e5-0000-4000-8000-000000000003"
    search = {
        "type": "invoke",
        "name": "composeExtension/query",
        "id": "1",
        "channelId": "msteams",
        "serviceUrl": "http://127.0.0.1:1/",
        "from": {"id": "29:vera", "aadObjectId": switchboard},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "19:x"},
        "value": {"commandId": "find", "parameters": [{"name": "text", "value": "anna sv"}]},
    }
    async with TestClient(TestServer(build_app(_settings(tmp_path)))) as client:
        answer = await (await client.post("/api/messages", json=search)).json()
    (row,) = answer["composeExtension"]["attachments"]
    assert row["preview"]["content"]["title"] == "Anna Svensson, 4536"
    assert row["content"]["type"] == "AdaptiveCard"


async def test_the_whole_bot_runs_on_the_second_engine(cosmos_database: CosmosDatabase) -> None:
    """Messages are answered and what they changed is kept, with several processes' store under it."""
    async with TestClient(TestServer(build_app(_on_cosmos(cosmos_database)))) as client:
        assert (await client.get("/readyz")).status == 200


async def test_a_replica_that_holds_nothing_yet_is_ready_and_all_is_the_next_s_when_the_first_stops(
    cosmos_database: CosmosDatabase,
) -> None:
    """The first one has all of the work; the second answers turns meanwhile, and takes over at its next beat."""
    stored, clock = await CosmosStore.open(cosmos_database, kinds=KINDS, now=SystemClock().now), SystemClock()
    async with TestClient(TestServer(build_app(_on_cosmos(cosmos_database)))) as first:
        assert await _shards_held(first) == 32
        async with TestClient(TestServer(build_app(_on_cosmos(cosmos_database)))) as second:
            assert await _shards_held(second) == 0
            assert (await second.get("/readyz")).status == 200
            await first.close()
            table = await stored_shard_table(stored).load(TABLE)
            assert table is not None
            (only,) = table.value.replicas
            assert len(only.shards) == 32
            assert len(table.value.gone) == 1
    third = sharing(stored, clock=clock, alone=False)
    await third.begin()
    assert third.hold.count == 32
    await stored.close()


async def _shards_held(client: Client) -> int:
    metrics = await (await client.get("/metrics")).text()
    (line,) = (line for line in metrics.splitlines() if line.startswith("shards_held "))
    return int(float(line.split()[1]))


async def test_a_database_without_its_container_is_named_at_the_start(cosmos_server: CosmosServer) -> None:
    """`STORAGE=cosmos:…` makes nothing by itself: infrastructure does, or `create-containers` on a test server."""
    with pytest.raises(ContainerMissing, match="documents: it is not there"):
        async with TestClient(TestServer(build_app(_on_cosmos(cosmos_server.new_database())))):
            pass


def test_a_directory_that_is_not_built_is_named_at_the_start() -> None:
    """`DIRECTORY=graph` must not be served from somewhere else."""
    with pytest.raises(BadSettings, match="DIRECTORY"):
        build_app(Settings(directory_file=None))


def test_the_command_line_checks_a_directory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check-directory FILE` answers with its exit status, and names the line of a fault."""
    assert main(["check-directory", str(EXAMPLE)]) == 0
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("municipality:\n  nmae: X\n", encoding="utf-8")
    assert main(["check-directory", str(faulty)]) == 1
    assert f"{faulty}:2:" in capsys.readouterr().err
