"""Killed with SIGKILL at any moment, what copies, backs up or restores leaves nothing that could be taken for whole."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from storage.cosmos_containers import CosmosDatabase
from storage.document_store import Key
from storage.kinds import KINDS
from storage.opening import StoreAddress, open_store
from storage.sqlite import SqliteStore
from storage.sqlite_backup import back_up
from tests.storage.moving_stage import NOW, contents, fill

PROJECT = Path(__file__).parents[2]
LARGE = 600
"""Documents of 10 kB: a file that takes a while to copy."""


@contextmanager
def mover(module: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The child at work; it has begun when this is entered."""
    command = [sys.executable, "-m", f"tests.storage.{module}", *arguments]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        yield process


def killed_after(lines: int, *arguments: str) -> list[str]:
    """What the child said before it was killed, so many lines after its beginning; all it says if that is never."""
    with mover("killed_copier", *arguments) as process:
        assert process.stdout is not None
        said: list[str] = []
        while len(said) < lines and (line := process.stdout.readline()):
            said.append(line.rstrip())
        process.kill()
        return said


def done_before(lives: float, *arguments: str) -> bool:
    """Whether the child was done before it had lived so many seconds, when it kills itself."""
    with mover("killed_backup", *arguments, f"{lives:.6f}") as process:
        assert process.stdout is not None
        return "done\n" in process.stdout.readlines()


def moments() -> Iterator[float]:
    """Seconds after the beginning: any moment, and at last the very first."""
    yield from (random.uniform(0, longest) for longest in (0.2, 0.1, 0.05))  # noqa: S311 - any moment will do
    yield 0.0


async def contents_at(address: StoreAddress) -> object:
    store = await open_store(address, now=lambda: NOW)
    found = await contents(store)
    await store.close()
    return found


async def made_large(path: Path, word: str) -> None:
    store = await SqliteStore.open(path, kinds=KINDS, now=lambda: NOW)
    body = {"text": f"{word} " * 2000}
    await asyncio.gather(*(store.create(Key("chat", f"person-{number}", "chat"), body) for number in range(LARGE)))
    await store.close()


def held(path: Path) -> set[str]:
    """The words in the bodies of a file that is sound."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = connection.execute("SELECT body FROM document").fetchall()
    assert len(rows) == LARGE
    return {body.split('"')[3].split()[0] for (body,) in rows}


@pytest.mark.parametrize("engine", ["sqlite", "cosmos"])
async def test_a_copying_that_is_killed_again_and_again_ends_with_the_same(
    engine: str, tmp_path: Path, cosmos_database: CosmosDatabase
) -> None:
    """Each goes on where the one before was; then both hold the same, once."""
    source = tmp_path / "here.db"
    store = await SqliteStore.open(source, kinds=KINDS, now=lambda: NOW)
    await fill(store, people=60)
    await store.close()
    target: StoreAddress = tmp_path / "there.db" if engine == "sqlite" else cosmos_database
    database = [cosmos_database.endpoint, cosmos_database.database, cosmos_database.key]
    arguments = [str(source), *([str(target)] if engine == "sqlite" else database)]
    heard = [killed_after(random.randint(15, 40), *arguments) for _ in range(3)]  # noqa: S311 - any moment will do
    assert [lines for lines in heard if lines[-1] == "done"] == []
    begins = [lines[0] for lines in heard]
    assert begins[0] == "begins at the beginning"
    assert "begins at the beginning" not in begins[1:]
    last = killed_after(10_000, *arguments)
    assert last[-1] == "done"
    assert await contents_at(target) == await contents_at(source)


async def test_a_backup_that_is_killed_never_has_its_name_unless_it_is_whole(tmp_path: Path) -> None:
    """What is left of it is called something else, and the store is as it was."""
    path = tmp_path / "store.db"
    await made_large(path, "new")
    done = []
    for number, moment in enumerate(moments()):
        file = tmp_path / f"backup-{number}.db"
        done.append(done_before(moment, "backup", str(path), str(file)))
        assert file.exists() or not done[-1]
        if file.exists():
            assert held(file) == {"new"}
    assert held(path) == {"new"}
    assert not all(done), "it was never killed in the middle"


async def test_a_restoring_that_is_killed_leaves_the_old_store_or_the_new(tmp_path: Path) -> None:
    """Never half of either, and never none, from which a bot would start with an empty store."""
    path, file = tmp_path / "store.db", tmp_path / "backup.db"
    await made_large(tmp_path / "other.db", "old")
    back_up(tmp_path / "other.db", file)
    await made_large(path, "new")
    done = []
    for moment in moments():
        done.append(done_before(moment, "restore", str(path), str(file)))
        (word,) = held(path)
        assert word == "old" or not done[-1]
    assert held(file) == {"old"}
    assert not all(done), "it was never killed in the middle"
    with mover("killed_backup", "restore", str(path), str(file)) as process:
        assert process.wait() == 0
    assert held(path) == {"old"}
