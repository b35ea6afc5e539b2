"""A restore puts a backup in the store's place, or leaves everything as it was."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.document_store import StoreUnavailable
from storage.sqlite_backup import back_up
from storage.sqlite_file import DamagedStoreFile, StoreFileError
from storage.sqlite_hold import Hold, StoreFileInUse, serving_path
from tests.storage.backup_stage import (
    content,
    file,
    files_in,
    made,
    no_file_larger_than,
    overwrite,
    path,
    people_in,
    restored,
    size_and_mode,
)
from tests.storage.test_sqlite_file import VERSION_1, run, schema

__all__ = ["file", "path"]


async def test_a_restored_store_is_the_backup_and_what_was_there_is_kept(path: Path, file: Path) -> None:
    """Under a name that says when, with what was only in its log; the backup stays as it is."""
    await made(path, "anna")
    back_up(path, file)
    before = content(file)
    await made(path, "bo")
    outcome = restored(path, file)
    assert outcome.kept_as == path.with_name("store.db.before-20260601T090000Z")
    assert outcome.held.total == 1
    assert await people_in(path) == {"anna"}
    assert await people_in(outcome.kept_as) == {"anna", "bo"}
    assert size_and_mode(path)[1] == 0o600
    assert content(file) == before
    assert restored(path, file).kept_as == path.with_name("store.db.before-20260601T090000Z-2")
    assert await people_in(outcome.kept_as) == {"anna", "bo"}


async def test_a_backup_is_restored_where_there_is_no_store(tmp_path: Path, path: Path, file: Path) -> None:
    """On a new machine, in a folder that isn't there yet."""
    await made(path, "anna")
    back_up(path, file)
    new = tmp_path / "new" / "vaxelvis.db"
    assert restored(new, file).kept_as is None
    assert await people_in(new) == {"anna"}


async def test_a_store_that_is_damaged_is_replaced_and_kept(path: Path, file: Path) -> None:
    """Its log is never taken for the new one's."""
    await made(path, "anna")
    back_up(path, file)
    overwrite(path, b"\xee" * 8192)
    overwrite(path.with_name("store.db-wal"), b"its log")
    kept = restored(path, file).kept_as
    assert kept is not None
    assert content(kept) == b"\xee" * 8192
    assert await people_in(path) == {"anna"}


@pytest.mark.parametrize(
    "harm", [lambda whole: whole[: len(whole) // 2], lambda whole: b"\xee" * len(whole)], ids=["cut off", "garbage"]
)
async def test_a_damaged_backup_is_refused(path: Path, file: Path, harm: Callable[[bytes], bytes]) -> None:
    """Before anything is touched."""
    await made(path, *map(str, range(50)), text="x" * 3_000)
    back_up(path, file)
    overwrite(file, harm(content(file)))
    before = content(path)
    with pytest.raises(DamagedStoreFile):
        restored(path, file)
    assert content(path) == before
    assert files_in(path.parent) == {"store.db", "backups"}


async def test_a_disk_that_fills_up_leaves_the_store_as_it_was(path: Path, file: Path) -> None:
    """There has to be room for both."""
    await made(path, *map(str, range(50)), text="x" * 9_000)
    back_up(path, file)
    await made(path, "bo")
    with no_file_larger_than(200_000), pytest.raises(StoreUnavailable):
        restored(path, file)
    assert files_in(path.parent) == {"store.db", "backups"}
    assert "bo" in await people_in(path)


def test_a_backup_of_an_older_version_is_brought_up_to_date(tmp_path: Path, path: Path) -> None:
    """The backup itself stays as it was."""
    older = tmp_path / "older.db"
    run(older, VERSION_1)
    before = content(older)
    restored(path, older)
    new = tmp_path / "new.db"
    asyncio.run(made(new))
    assert schema(path) == schema(new)
    assert content(older) == before


async def test_nobody_may_have_the_store_open(path: Path, file: Path) -> None:
    """Neither a bot that serves from it nor another program, idle or not."""
    await made(path, "anna")
    back_up(path, file)
    serving = Hold(path, alone=False)
    with pytest.raises(StoreFileInUse, match="a bot serves"):
        restored(path, file)
    serving.let_go()
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT count(*) FROM document").fetchall()
        with pytest.raises(StoreFileInUse, match="another program has it open"):
            restored(path, file)
    restored(path, file)


async def test_a_store_is_not_restored_from_itself(path: Path) -> None:
    """Also not by a link to it."""
    await made(path, "anna")
    link = path.with_name("link.db")
    link.symlink_to(path)
    for same in (path, link):
        with pytest.raises(StoreFileError, match="the store itself"):
            restored(path, same)
    assert await people_in(path) == {"anna"}


def test_a_backup_that_is_not_there_is_named(path: Path, file: Path) -> None:
    """And no store is made in passing."""
    with pytest.raises(StoreUnavailable, match="nothing to restore"):
        restored(path, file)
    assert not path.exists()


async def test_what_root_makes_is_the_bots_own(path: Path, file: Path) -> None:
    """Root gives a backup, a restored store and what lies beside it to whoever owns the store or its folder."""
    await made(path, "anna")
    serving_path(path).unlink(missing_ok=True)
    if os.geteuid() == 0:
        for one in (path, path.parent, file.parent):
            os.chown(one, 4321, 4321)
    back_up(path, file)
    restored(path, file)
    owners = {one.stat().st_uid for one in (path, file, serving_path(path), path.parent)}
    assert owners == {4321 if os.geteuid() == 0 else os.geteuid()}
