"""A backup holds one moment of a store that is in use; nothing unfinished has its name."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from storage.document_store import Key, StoreUnavailable
from storage.migrations import CURRENT_VERSION
from storage.sqlite_backup import BackupInTheWay, back_up
from storage.sqlite_file import DamagedStoreFile, ForeignStoreFile, NewerStoreFile, StoreFileError
from tests.storage.backup_stage import (
    content,
    file,
    files_in,
    made,
    no_file_larger_than,
    opened,
    overwrite,
    path,
    people_in,
    restored,
    size_and_mode,
)
from tests.storage.test_killed_at_any_moment import PROJECT, safe, stored
from tests.storage.test_sqlite_file import VERSION_1, run

__all__ = ["file", "path"]


def busy_writers(path: Path) -> subprocess.Popen[str]:
    """Another process that writes to the store for ever, and says what is safe."""
    command = [sys.executable, "-m", "tests.storage.killed_writer", str(path)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


async def test_a_backup_of_a_store_that_writers_are_busy_with_is_whole(path: Path, file: Path) -> None:
    """It holds all that was acknowledged before it was begun, and the writers go on; a restart finds it all."""
    with busy_writers(path) as writers:
        assert writers.stdout is not None
        for number in range(4):
            lines = [writers.stdout.readline() for _ in range(60)]
            one = file.with_name(f"{number}.db")
            held = back_up(path, one)
            acknowledged = safe(lines)
            there = await stored(one, list(acknowledged))
            assert {p: n for p, n in acknowledged.items() if there.get(p, 0) < n} == {}
            assert held.documents["diversion_book"] >= len(acknowledged)
            assert writers.poll() is None
        writers.kill()
        rest = safe([line for line in writers.stdout.readlines() if line.endswith("\n")])
    there = await stored(path, list(rest))
    assert {p: n for p, n in rest.items() if there.get(p, 0) < n} == {}


async def test_a_backup_is_one_file_that_its_owner_alone_can_read(path: Path, file: Path) -> None:
    """What is still in the store's log is in it, though nobody has closed the store."""
    store = await opened(path)
    await store.create(Key("chat", "anna", "chat"), {})
    held = back_up(path, file)
    await store.close()
    assert [one.name for one in file.parent.iterdir()] == ["monday.db"]
    assert size_and_mode(file) == (held.size, 0o600)
    assert held.documents == {"chat": 1}
    assert await people_in(file) == {"anna"}


async def test_nothing_is_ever_written_over(path: Path, file: Path) -> None:
    """Neither an older backup, nor the store itself, nor what a link leads to, be that nothing."""
    await made(path, "anna")
    overwrite(file, b"older")
    link = file.with_name("link.db")
    link.symlink_to(file.with_name("nowhere.db"))
    for taken in (file, path, link):
        with pytest.raises(BackupInTheWay, match="never written over"):
            back_up(path, taken)
    assert content(file) == b"older"
    assert files_in(file.parent) == {"monday.db", "link.db"}


async def test_a_name_that_is_taken_meanwhile_is_not_written_over_either(path: Path, file: Path) -> None:
    """Two that back up to one name at once: one of them wins, whole."""
    await made(path, "anna")
    outcomes = await asyncio.gather(*(asyncio.to_thread(back_up, path, file) for _ in range(3)), return_exceptions=True)
    assert sorted(isinstance(outcome, BackupInTheWay) for outcome in outcomes) == [False, True, True]
    assert files_in(file.parent) == {"monday.db"}
    assert await people_in(file) == {"anna"}


def test_without_a_store_or_a_folder_nothing_is_made(path: Path, file: Path) -> None:
    """A mount that is missing isn't made up for by a folder of its name."""
    with pytest.raises(StoreUnavailable, match="nothing to back up"):
        back_up(path, file)
    run(path, VERSION_1)
    with pytest.raises(StoreUnavailable, match="No such file"):
        back_up(path, file.parent / "none" / "monday.db")
    assert files_in(file.parent) == set()


async def test_a_disk_that_fills_up_leaves_no_backup(path: Path, file: Path) -> None:
    """And nothing of one, so that the next attempt has the room."""
    await made(path, *map(str, range(50)), text="x" * 9_000)
    with no_file_larger_than(200_000), pytest.raises(StoreUnavailable, match=r"monday\.db can't be made"):
        back_up(path, file)
    assert files_in(file.parent) == set()
    assert back_up(path, file).total == 50


async def test_a_damaged_store_is_found_out(path: Path, file: Path) -> None:
    """The copy is read through: a backup that nobody can restore is none."""
    await made(path, *map(str, range(50)), text="x" * 9_000)
    whole = content(path)
    overwrite(path, whole[: len(whole) // 2] + b"\xee" * 4096 + whole[len(whole) // 2 + 4096 :])
    with pytest.raises(DamagedStoreFile, match="damaged"):
        back_up(path, file)
    assert files_in(file.parent) == set()


@pytest.mark.parametrize(
    ("script", "refusal"),
    [
        ("CREATE TABLE theirs (x)", ForeignStoreFile),
        (f"{VERSION_1} PRAGMA user_version = {CURRENT_VERSION + 1}", NewerStoreFile),
    ],
)
async def test_what_is_not_this_programs_is_neither_backed_up_nor_restored(
    tmp_path: Path, path: Path, script: str, refusal: type[StoreFileError]
) -> None:
    """Another program's database, and one of a later version: the store stays as it was."""
    theirs = tmp_path / "theirs.db"
    run(theirs, script)
    with pytest.raises(refusal):
        back_up(theirs, tmp_path / "backup.db")
    await made(path, "anna")
    with pytest.raises(refusal):
        restored(path, theirs)
    assert files_in(tmp_path) == {"theirs.db", "store.db"}
    assert await people_in(path) == {"anna"}
