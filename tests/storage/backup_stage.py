"""What tests of backing up and of restoring share."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.declared_kinds import DeclaredKinds
from storage.document_store import Key
from storage.kinds import KINDS
from storage.sqlite import SqliteStore
from storage.sqlite_backup import Restored, restore

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
DECLARED = DeclaredKinds(KINDS)
COMPANIONS = ("-wal", "-shm", "-journal")


async def opened(path: Path) -> SqliteStore:
    return await SqliteStore.open(path, kinds=KINDS, now=lambda: NOW)


async def made(path: Path, *people: str, text: str = "") -> Path:
    """A store with a document for each of them."""
    store = await opened(path)
    await asyncio.gather(*(store.create(Key("chat", person, "chat"), {"text": text}) for person in people))
    await store.close()
    return path


async def people_in(path: Path) -> set[str]:
    store = await opened(path)
    found = {document.key.partition for document in (await store.query("chat", limit=1000)).documents}
    await store.close()
    return found


def files_in(folder: Path) -> set[str]:
    """What is there, but for what belongs to a store beside it."""
    return {file.name for file in folder.iterdir() if not file.name.endswith((*COMPANIONS, "-serving"))}


def content(file: Path) -> bytes:
    return file.read_bytes()


def overwrite(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def size_and_mode(file: Path) -> tuple[int, int]:
    return file.stat().st_size, file.stat().st_mode & 0o777


def restored(path: Path, file: Path) -> Restored:
    return restore(path, file, DECLARED, now=NOW)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As on a disk that fills up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "monday.db"
