"""Killed with SIGKILL at any moment, a restart finds all that was acknowledged: a crash loses nothing."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from policy.organisation import PersonId
from storage.diversion_repository import StoredDiversions
from storage.opening import open_store
from tests.storage.killed_writer import NOW

PROJECT = Path(__file__).parents[2]
ROUNDS = 15
LONGEST_START = 0.35
MOST_LINES = 400


def killed(path: Path, *, after_lines: int, pause: float) -> list[str]:
    """Every line that a writer on the file printed before it was killed, so many lines and seconds after its start."""
    command = [sys.executable, "-m", "tests.storage.killed_writer", str(path)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(after_lines)]
        time.sleep(pause)
        writer.kill()
        lines += writer.stdout.readlines()
    assert writer.returncode == -9, "the writer ended by itself"
    return [line for line in lines if line.endswith("\n")]


def sound(path: Path) -> bool:
    """Whether SQLite finds the file whole after the crash."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def safe(lines: list[str]) -> dict[PersonId, int]:
    """The highest number that was acknowledged of each person."""
    highest: dict[PersonId, int] = {}
    for line in lines:
        person, number = line.split()
        highest[PersonId(person)] = max(int(number), highest.get(PersonId(person), 0))
    return highest


async def stored(path: Path, people: list[PersonId]) -> dict[PersonId, int]:
    """The number of the diversion in each person's book, as the next process to start reads it."""
    store = await open_store(path, now=lambda: NOW)
    books = await StoredDiversions(store).load_many(people)
    await store.close()
    return {person: int(book.diversions[-1].id) for person, book in books.items() if book.diversions}


async def test_killed_at_any_moment_no_acknowledged_write_is_lost(tmp_path: Path) -> None:
    """Round after round on the same file, some killed as they start or migrate, most under eight busy writers."""
    path = tmp_path / "store.db"
    acknowledged: dict[PersonId, int] = {}
    for round_number in range(ROUNDS):
        while_starting = round_number % 6 == 0
        lines = killed(
            path,
            after_lines=0 if while_starting else random.randint(1, MOST_LINES),  # noqa: S311 - any moment will do
            pause=random.uniform(0, LONGEST_START if while_starting else 0.03),  # noqa: S311
        )
        acknowledged |= safe(lines)
        if path.exists():
            assert sound(path)
        there = await stored(path, list(acknowledged))
        lost = {person: number for person, number in acknowledged.items() if there.get(person, 0) < number}
        assert lost == {}, f"lost in round {round_number}"
    assert len(acknowledged) > ROUNDS, "the writers never got going"
