"""Owns who may have a SQLite store to themselves, while it is copied or another file takes its place.

A bot holds `PATH-serving` together with others for as long as it serves; who copies or restores holds it alone. The
kernel lets go of it when its process ends, however that ends. Besides, SQLite itself tells whether anybody, also
another program, has the store open.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from storage.document_store import StoreUnavailable
from storage.sqlite_file import StoreFileError, connect, is_damage, make_for_owner

WAIT_SECONDS = 0.5


class StoreFileInUse(StoreFileError):
    """Somebody else has the file now."""


class Hold:
    """A hold on the store at `path`, until it is let go of."""

    def __init__(self, path: Path, *, alone: bool) -> None:
        """Take it, or raise StoreFileInUse; StoreUnavailable where nothing can be written beside the store."""
        self._file: int | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                make_for_owner(serving_path(path), beside=path)
            file = os.open(serving_path(path), os.O_RDWR)
        except OSError as error:
            raise StoreUnavailable(f"{path} can't be opened: {error.strerror}") from error
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            who = (
                "a bot serves from it, or it is being copied or restored" if alone else "it is being copied or restored"
            )
            raise StoreFileInUse(f"{path} is in use: {who}") from None
        self._file = file

    def let_go(self) -> None:
        """Let others have it; safe to call again."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def serving_path(path: Path) -> Path:
    """The file beside the store that is held; it is empty, and stays."""
    return path.with_name(f"{path.name}-serving")


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Have the store to oneself; raises StoreFileInUse where a bot serves from it or any program has it open."""
    hold = Hold(path, alone=True)
    try:
        if path.exists():
            _require_nobody_has_it_open(path)
        yield
    finally:
        hold.let_go()


def _require_nobody_has_it_open(path: Path) -> None:
    """A connection to a file with a write-ahead log shares a lock on it for as long as it is open, idle or not."""
    try:
        with closing(connect(path, wait_seconds=WAIT_SECONDS)) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        if is_damage(error):
            return  # Nobody can work with it, and whoever restores may well be here because of that.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise StoreFileInUse(f"{path} is in use: another program has it open") from None
        raise StoreUnavailable(f"{path} can't be opened: {error}") from error
