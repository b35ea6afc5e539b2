"""Who was forgotten stays forgotten when a backup from before that is restored, whichever way."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import main
from directory.file_directory import FileDirectory
from personal_records import privacy_over
from policy.organisation import PersonId
from services.ports import ERASURE_KEPT
from storage.document_store import Key
from storage.forgotten_again import forget_again
from storage.kinds import ERASURE
from storage.opening import opened
from tests.storage.backup_stage import files_in, overwrite
from tests.storage.memory_store import MemoryStore
from tests.test_app import EXAMPLE

ANNA = PersonId("e5e5e5e5-0000-4000-8000-000000000001")
BO = PersonId("e5e5e5e5-0000-4000-8000-000000000002")
NOW = datetime.now(UTC)
CHAT, NOTE = Key("chat", ANNA, "chat"), Key(ERASURE.name, ANNA, "erasure")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings say that the store is."""
    path = tmp_path / "vaxelvis.db"
    monkeypatch.setenv("STORAGE", f"sqlite:{path}")
    return path


async def talked(path: Path) -> None:
    async with opened(path, lambda: NOW) as store:
        for person in (ANNA, BO):
            await store.create(Key("chat", person, "chat"), {"language": "sv"})


async def talking_after_a_sweep(path: Path) -> list[str]:
    """Of whom anything is remembered once the bot's own job has run; what it does a second time is nothing."""
    async with opened(path, lambda: NOW) as store:
        privacy = privacy_over(store, FileDirectory(EXAMPLE))
        later = datetime.now(UTC) + timedelta(seconds=1)
        await privacy.sweep(now=later)
        assert await privacy.sweep(now=later + timedelta(days=1)) == 0
        return [document.key.partition for document in (await store.query("chat")).documents]


async def run(*arguments: str) -> int:
    return await asyncio.to_thread(main, arguments)


async def test_who_was_forgotten_after_the_backup_is_forgotten_again(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The store that the backup replaces knows it, and the bot's own job does it; others are back as they were."""
    await talked(path)
    file = tmp_path / "backup.db"
    assert await run("backup-store", str(file)) == 0
    assert await run("erase-person", ANNA) == 0
    capsys.readouterr()
    assert await run("restore-store", str(file)) == 0
    said = capsys.readouterr().out
    assert "to be forgotten again within a minute of the bot's start: 1." in said
    assert ANNA not in said
    assert await talking_after_a_sweep(path) == [BO]


async def test_who_came_back_after_being_forgotten_is_let_be(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A backup that was made later knows of it already, and what it holds was said since."""
    await talked(path)
    assert await run("erase-person", ANNA) == 0
    async with opened(path, lambda: NOW) as store:
        await store.create(CHAT, {"language": "en"})
    file = tmp_path / "backup.db"
    assert await run("backup-store", str(file)) == 0
    assert await run("restore-store", str(file)) == 0
    assert "start: 0." in capsys.readouterr().out
    assert sorted(await talking_after_a_sweep(path)) == [ANNA, BO]


async def test_a_store_that_is_too_damaged_to_tell_is_replaced_all_the_same(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said that nobody knows who was forgotten since."""
    await talked(path)
    file = tmp_path / "backup.db"
    assert await run("backup-store", str(file)) == 0
    overwrite(path, b"no database" * 1000)
    assert await run("restore-store", str(file)) == 0
    assert "Who was forgotten since the backup can't be read" in capsys.readouterr().out
    assert sorted(await talking_after_a_sweep(path)) == [ANNA, BO]


async def test_a_database_that_was_left_is_asked_by_a_command_of_its_own(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Azure restores to a new account, and the old one is still there. Run again it finds nothing more."""
    await talked(path)
    left = tmp_path / "left.db"
    await talked(left)
    monkeypatch.setenv("STORAGE", f"sqlite:{left}")
    assert await run("erase-person", ANNA) == 0
    monkeypatch.setenv("STORAGE", f"sqlite:{path}")
    for again in (1, 0):
        assert await run("forget-again", f"sqlite:{left}") == 0
        assert f"start: {again}." in capsys.readouterr().out
    assert await talking_after_a_sweep(path) == [BO]


async def test_the_later_of_two_times_is_the_one_that_counts() -> None:
    """Forgotten, backed up, forgotten once more: the second is carried out again; what is known is not."""
    left, restored = (MemoryStore(now=lambda: NOW) for _ in range(2))

    def note(minute: int, whole: bool) -> Mapping[str, object]:
        return {
            "person": ANNA,
            "asked_at": f"2026-11-24T09:{minute:02}:00.000000Z",
            "whole": whole,
            "next_step_at": None,
        }

    await restored.create(NOTE, note(1, whole=True))
    await left.create(NOTE, note(2, whole=False), expires_at=NOW + ERASURE_KEPT)
    assert await forget_again(restored, left=left, now=NOW) == 1
    there = await restored.get(NOTE)
    assert there is not None
    assert (there.body["asked_at"][14:16], there.body["whole"], there.expires_at) == ("02", False, None)
    assert there.body["next_step_at"] is not None
    assert await forget_again(restored, left=left, now=NOW) == 0
    assert await forget_again(left, left=restored, now=NOW) == 0


@pytest.mark.parametrize("command", ["export-person", "erase-person", "doubt-unsent", "forget-again", "backup-store"])
async def test_no_store_is_made_where_a_path_is_wrong(
    command: str, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty one would answer that nothing is held about anybody."""
    of = {"doubt-unsent": (), "forget-again": (f"sqlite:{path}",), "backup-store": (str(tmp_path / "b.db"),)}
    assert await run(command, *of.get(command, (ANNA,))) == 1
    assert "is not there" in capsys.readouterr().err
    assert files_in(tmp_path) == set()


@pytest.mark.parametrize("command", ["export-person", "erase-person"])
async def test_an_id_that_nobody_has_is_no_success(
    command: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who mistypes it would think that somebody has been told all, or is forgotten."""
    await talked(path)
    assert await run(command, "E5E5") == 1
    told = capsys.readouterr()
    assert (told.out, told.err.startswith("nothing is held about E5E5")) == ("", True)
