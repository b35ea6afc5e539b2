"""Backing up and restoring as whoever runs the machine does it, around a bot that serves."""

from __future__ import annotations

import argparse
import asyncio
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from app import build_app, main
from policy.diversions import Diversion, DiversionBook
from policy.organisation import PersonId
from policy.outgoing import Notification, Outgoing
from policy.periods import Period
from policy.reasons import Reason
from services.ports import Loaded
from settings import Settings
from storage.cosmos_containers import CosmosDatabase
from storage.diversion_repository import StoredDiversions
from storage.document_store import Key
from storage.opening import StoreOpenedLater, open_store
from store_commands import run_store_command
from tests.test_app import EXAMPLE

ANNA = PersonId("e5e5e5e5-0000-4000-8000-000000000001")
NOW = datetime.now(UTC)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings say that the store is."""
    path = tmp_path / "vaxelvis.db"
    monkeypatch.setenv("STORAGE", f"sqlite:{path}")
    return path


async def run(*arguments: str) -> int:
    return await asyncio.to_thread(main, arguments)


async def divert_anna(path: Path, reason: Reason) -> None:
    """In a meeting or the like for a day, and somebody is to be told that."""
    store = await open_store(path, now=lambda: NOW)
    books = StoredDiversions(store)
    period = Period(NOW - timedelta(hours=1), NOW + timedelta(days=1))
    diversion = Diversion(id="1", reason=reason, period=period, set_by=ANNA, set_at=NOW)
    told = Notification(id="n", to=ANNA, code="diversion.set", made_at=NOW, due_at=NOW + timedelta(days=400))
    due = Notification(id="d", to=ANNA, code="diversion.set", made_at=NOW, due_at=NOW)
    book = DiversionBook(person=ANNA, diversions=(diversion,), outgoing=Outgoing(unsent=(told, due)))
    loaded = await books.load(ANNA)
    await books.save(Loaded(book, loaded.etag), book)
    await store.close()


async def said_of_anna(path: Path) -> str:
    """What the bot, started on the store, answers when the switchboard searches for her."""
    search: dict[str, Any] = {
        "type": "invoke",
        "name": "composeExtension/query",
        "id": "1",
        "channelId": "msteams",
        "serviceUrl": "http://127.0.0.1:1/",
        "from": {"id": "29:vera", "aadObjectId": "e5e5e5e5-0000-4000-8000-000000000003"},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "19:x"},
        "value": {"commandId": "find", "parameters": [{"name": "text", "value": "anna sv"}]},
    }
    async with TestClient(TestServer(build_app(Settings(sqlite_path=path, directory_file=EXAMPLE)))) as client:
        answer = await (await client.post("/api/messages", json=search)).json()
    return str(answer["composeExtension"]["attachments"][0]["preview"]["content"])


async def test_a_bot_answers_from_the_backup_that_was_restored(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was made while a bot served; it is not restored while one does; then what it held is what is answered."""
    await divert_anna(path, Reason.MEETING)
    file = tmp_path / "backup.db"
    settings = Settings(sqlite_path=path, directory_file=EXAMPLE)
    async with TestClient(TestServer(build_app(settings))) as client:
        assert (await client.get("/readyz")).status == 200
        assert await run("backup-store", str(file)) == 0
        assert f"{file}: 1 documents" in capsys.readouterr().out
        assert await run("restore-store", str(file)) == 1
        assert "a bot serves from it" in capsys.readouterr().err
        assert (await client.get("/readyz")).status == 200
    await divert_anna(path, Reason.LUNCH)
    assert "Lunch" in await said_of_anna(path)
    assert await run("restore-store", str(file)) == 0
    said = capsys.readouterr().out
    assert "What was there before is kept as" in said
    assert "may have been sent since:" in said
    assert "Möte" in await said_of_anna(path)


async def test_what_was_due_in_a_database_is_doubted_by_a_command_of_its_own(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a database that Azure has restored."""
    await divert_anna(path, Reason.MEETING)
    assert await run("doubt-unsent") == 0
    assert "sent since: 1;" in capsys.readouterr().out
    assert await run("doubt-unsent") == 0
    assert "sent since: 0;" in capsys.readouterr().out


async def test_nothing_is_doubted_while_a_bot_serves(
    path: Path, cosmos_database: CosmosDatabase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it then sends would be told of as in doubt, though the bot knows better."""
    serving = StoreOpenedLater(path, now=lambda: NOW)
    await serving.open()
    assert await run("doubt-unsent") == 1
    assert "a bot serves from it" in capsys.readouterr().err
    await serving.close()
    monkeypatch.setenv("STORAGE", f"cosmos:{cosmos_database.endpoint}")
    monkeypatch.setenv("COSMOS_DATABASE", cosmos_database.database)
    monkeypatch.setenv("COSMOS_KEY", cosmos_database.key)
    assert await run("doubt-unsent") == 0
    store = await open_store(cosmos_database, now=lambda: NOW)
    table = await store.create(Key("shard_table", "replicas", "shards"), {"beats": 0})

    async def beat() -> None:
        nonlocal table
        while True:
            table = await store.replace(table, {"beats": 1})
            await asyncio.sleep(0.1)

    beating = asyncio.create_task(beat())
    assert await run("doubt-unsent") == 1
    assert "a bot serves from it: stop every replica first" in capsys.readouterr().err
    beating.cancel()
    await asyncio.gather(beating, return_exceptions=True)
    await store.close()


async def test_who_stops_a_command_from_the_keyboard_is_told_that_it_goes_on(tmp_path: Path) -> None:
    """In a line, with the exit status that a shell has for that."""
    errors = io.StringIO()

    def stop() -> datetime:
        raise KeyboardInterrupt

    given = argparse.Namespace(command="restore-store", file=tmp_path / "backup.db")
    assert run_store_command(given, {}, now=stop, errors=errors) == 130
    assert "goes on where it was" in errors.getvalue()


@pytest.mark.parametrize("command", ["backup-store", "restore-store"])
async def test_a_database_is_azures_to_back_up(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says where to read on."""
    monkeypatch.setenv("STORAGE", "cosmos:http://127.0.0.1:1/")
    monkeypatch.setenv("COSMOS_DATABASE", "vaxelvis")
    monkeypatch.setenv("COSMOS_KEY", "a test server's")
    assert await run(command, "backup.db") == 1
    assert "docs/runbook.md" in capsys.readouterr().err
