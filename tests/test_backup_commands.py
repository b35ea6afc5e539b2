"""Backing up and restoring as whoever runs the machine does it, around a bot that serves."""

from __future__ import annotations

import asyncio
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
from storage.diversion_repository import StoredDiversions
from storage.opening import open_store
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
