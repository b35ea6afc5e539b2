"""Owns the choice of engine. It takes settings as values, so that it needn't know where they come from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from storage.document_store import DocumentStore, StoreError
from storage.kinds import KINDS
from storage.sqlite import SqliteStore


class EngineMissing(StoreError):
    """The settings ask for an engine that this build does not carry."""


async def open_store(*, sqlite_path: Path | None, now: Callable[[], datetime]) -> DocumentStore:
    """The store that the settings name, ready for use in the running event loop; close it when done.

    `sqlite_path` None means that the settings name another engine than SQLite: that raises EngineMissing. Raises
    StoreFileError for a file that can't be used, and StoreUnavailable for one that can't be reached.
    """
    if sqlite_path is None:
        raise EngineMissing("this build carries the SQLite engine only: set STORAGE to sqlite:PATH")
    return await SqliteStore.open(sqlite_path, kinds=KINDS, now=now)
