"""Owns backups of the SQLite file: making one while the bot serves, and putting one in the store's place.

A backup is one file of its own, copied from one moment of the store and read through before it takes its name. It is
made in a single step: SQLite's backup in several begins anew after each write of somebody else, and so never ends on a
store that is used. The step reads a snapshot, so that writers go on; docs/runbook.md says how long they were seen to
wait.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from secrets import token_hex

from storage.declared_kinds import DeclaredKinds
from storage.document_store import StoreUnavailable
from storage.sqlite_file import (
    OWNER_ONLY,
    DamagedStoreFile,
    StoreFileError,
    connect,
    is_damage,
    make_for_owner,
    prepare,
    require_ours,
)
from storage.sqlite_hold import alone_with

WAIT_SECONDS = 30.0
_COMPANIONS = ("-wal", "-shm", "-journal")


class BackupInTheWay(StoreFileError):
    """Something has the backup's name already, and nothing is ever written over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a file was found to hold: how many documents of each kind, the expired ones among them."""

    documents: Mapping[str, int]
    size: int

    @property
    def total(self) -> int:
        """How many documents in all."""
        return sum(self.documents.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What the store now holds, and the name under which what was there before is kept, if anything was."""

    held: Held
    kept_as: Path | None


def back_up(path: Path, file: Path) -> Held:
    """Make `file` a backup of the store at `path`, which may be in use; blocks, for as long as the disk takes.

    Raises BackupInTheWay, StoreFileError for a store that can't be used, and StoreUnavailable when it can't be read or
    the backup can't be written. Whatever happens, nothing unfinished ever has the backup's name.
    """
    if os.path.lexists(file):
        raise BackupInTheWay(f"{file} is there already: a backup is never written over anything")
    if not path.is_file():
        raise StoreUnavailable(f"{path} is not there: nothing to back up")
    with _speaking_of(path, file), _unfinished(file) as part:
        held = _copied(path, part)
        _require_same(part, held)
        _sync(part)
        _take_name(part, file)
    return held


def restore(
    path: Path,
    file: Path,
    kinds: DeclaredKinds,
    *,
    now: datetime,
    prepared: Callable[[Path], None] = lambda _part: None,
) -> Restored:
    """Put the backup in the store's place, brought up to date where it is older; blocks. The backup stays as it is.

    `prepared` may do something more to the file before it takes the store's place. Raises StoreFileInUse while a bot
    serves or anybody has the store open, StoreFileError for a backup that is damaged, newer than this program or
    another program's, and StoreUnavailable; then the store is as it was. Killed at any moment, the store is either as
    it was or the whole backup.
    """
    if not file.is_file():
        raise StoreUnavailable(f"{file} is not there: nothing to restore")
    with alone_with(path):
        if path.exists() and path.samefile(file):
            raise StoreFileError(f"{file} is the store itself")
        with _speaking_of(file, path), _unfinished(path) as part:
            held = _copied(file, part)
            _require_same(part, held)
            prepare(part, kinds, wait_seconds=WAIT_SECONDS)
            prepared(part)
            _sync(part)
            kept_as = _put_aside(path, now) if path.exists() else None
            part.replace(path)
            _sync(path.parent)
    return Restored(held=held, kept_as=kept_as)


@contextmanager
def _speaking_of(source: Path, file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if is_damage(error):
            raise DamagedStoreFile(f"{source} can't be copied, because it is damaged: {error}") from error
        raise StoreUnavailable(f"{file} can't be made: {error}") from error
    except OSError as error:
        raise StoreUnavailable(f"{file} can't be made: {error.strerror}") from error


@contextmanager
def _unfinished(file: Path) -> Iterator[Path]:
    """A new file beside it under another name; gone afterwards, unless this process is killed."""
    part = file.with_name(f"{file.name}.{token_hex(4)}.part")
    make_for_owner(part, beside=file)
    try:
        yield part
    finally:
        for ending in ("", *_COMPANIONS):
            _beside(part, ending).unlink(missing_ok=True)


def _copied(path: Path, part: Path) -> Held:
    """Copy one moment of the file, and count what it holds at that moment."""
    with closing(_reading(path)) as source, closing(connect(part, wait_seconds=WAIT_SECONDS)) as target:
        source.execute("BEGIN")
        require_ours(source, path)
        documents = _counted(source)
        source.backup(target)
        source.execute("ROLLBACK")
        # One file alone: the copy says that it has a write-ahead log, as the store does.
        target.execute("PRAGMA journal_mode = DELETE")
    return Held(documents=documents, size=part.stat().st_size)


def _require_same(part: Path, held: Held) -> None:
    with closing(_reading(part)) as copy:
        faults = [row[0] for row in copy.execute("PRAGMA integrity_check(1)")]
        if faults != ["ok"]:
            raise DamagedStoreFile(f"the copy is damaged, and so is what it was made of: {faults[0]}")
        require_ours(copy, part)
        if _counted(copy) != held.documents:
            raise DamagedStoreFile("the copy doesn't hold the documents that were counted: make it again")


def _counted(connection: sqlite3.Connection) -> dict[str, int]:
    (is_new,) = connection.execute("SELECT count(*) = 0 FROM sqlite_master WHERE name = 'document'").fetchone()
    if is_new:
        return {}
    return dict(connection.execute("SELECT kind, count(*) FROM document GROUP BY kind").fetchall())


def _reading(path: Path) -> sqlite3.Connection:
    """A connection that only reads. A store's log is read with it; for that its folder has to be writable."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_SECONDS, isolation_level=None)


def _take_name(part: Path, file: Path) -> None:
    """Give the file its name, in one step that fails where anything has that name by now."""
    try:
        file.hardlink_to(part)
    except FileExistsError:
        raise BackupInTheWay(f"{file} is there already: a backup is never written over anything") from None
    except OSError:
        # A file system without hard links; it was not there a moment ago.
        part.rename(file)
    _sync(file.parent)


def _put_aside(path: Path, now: datetime) -> Path:
    """Keep what is there under another name too, with its log; the store's own name stays until it is replaced."""
    name = f"{path.name}.before-{now:%Y%m%dT%H%M%SZ}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    kept = next(free for one in names if not os.path.lexists(free := path.with_name(one)))
    _fold_in_log(path)
    for ending in _COMPANIONS:
        # Only a damaged file still has any: they must never be taken for those of what takes its place.
        if _beside(path, ending).exists():
            _beside(path, ending).rename(_beside(kept, ending))
    try:
        kept.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, kept)
        kept.chmod(OWNER_ONLY)
    return kept


def _fold_in_log(path: Path) -> None:
    try:
        with closing(connect(path, wait_seconds=WAIT_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if not is_damage(error):
            raise


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _sync(path: Path) -> None:
    """Have the file, or the names in the folder, on the disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
