"""The file on disk: its versions, its indexes, and the files that are refused."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage.declared_kinds import DeclaredKinds
from storage.document_store import Condition, Document, Key, Kind, StoreUnavailable
from storage.migrations import CURRENT_VERSION
from storage.opening import open_store
from storage.queries import Query
from storage.sqlite import SqliteStore
from storage.sqlite_file import DamagedStoreFile, ForeignStoreFile, NewerStoreFile, connect, prepare
from storage.sqlite_query import lookup, select

NOTE = Kind("note", index_fields=("due_at",))
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

VERSION_1 = """
PRAGMA application_id = 1448627283;
PRAGMA journal_mode = WAL;
CREATE TABLE document (
    kind TEXT NOT NULL,
    partition TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    etag TEXT NOT NULL,
    expires_at TEXT,
    UNIQUE (partition, id, kind)
);
INSERT INTO document VALUES
    ('note', 'anna', 'a', '{"due_at":"2026-06-02T09:00:00.000000Z","text":"åter"}', 'e1', NULL),
    ('note', 'anna', 'b', '{"due_at":null}', 'e2', '2026-06-01T08:59:59.000000Z'),
    ('note', 'bo', 'c', '{"due_at":"2026-06-01T09:00:00.000000Z"}', 'e3', '2026-07-01T00:00:00.000000Z');
PRAGMA user_version = 1;
"""
"""A file as the first version of the program made it. It never changes."""


async def opened(path: Path, kinds: Sequence[Kind] = (NOTE,)) -> SqliteStore:
    return await SqliteStore.open(path, kinds=kinds, now=lambda: NOW, timeout_seconds=1)


def run(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def asked(path: Path, statement: str, bound: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement, bound).fetchall()


def schema(path: Path) -> list[tuple[Any, ...]]:
    """Every table and index, with its spaces made alike."""
    rows = asked(path, "SELECT type, name, sql FROM sqlite_master ORDER BY name")
    return [(kind, name, " ".join((sql or "").split())) for kind, name, sql in rows]


def kept_bytes(path: Path) -> bytes:
    """Everything in the file and those that belong to it."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.db"


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    old = tmp_path / "old.db"
    run(old, VERSION_1)
    return old


async def test_a_new_file_is_made_with_its_folder_for_its_owner_alone(path: Path) -> None:
    """Opening makes what is missing; nobody else on the machine may read it or what belongs to it."""
    store = await opened(path)
    await store.create(Key("note", "anna", "a"), {})
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    await store.close()
    assert modes["store.db"] == 0o600
    assert set(modes.values()) == {0o600}


async def test_a_file_of_version_1_is_brought_up_to_date_with_all_it_holds(old_file: Path) -> None:
    """Documents, etags and expiry survive the way from the first version to this one."""
    store = await opened(old_file)
    first = Document(Key("note", "anna", "a"), {"due_at": "2026-06-02T09:00:00.000000Z", "text": "åter"}, "e1")
    assert await store.get(first.key) == first
    page = await store.query("note", order_by="due_at")
    assert [document.key.id for document in page.documents] == ["c", "a"]
    await store.replace(first, {"due_at": None})
    assert await store.delete_expired() == 1
    await store.close()
    assert asked(old_file, "PRAGMA user_version") == [(CURRENT_VERSION,)]


async def test_an_upgraded_file_has_the_schema_of_a_new_one(old_file: Path, path: Path) -> None:
    """No way through the versions leads anywhere else."""
    for file in (old_file, path):
        await (await opened(file)).close()
    assert schema(old_file) == schema(path)


async def test_opening_again_changes_nothing(path: Path) -> None:
    """Migrations and indexes are there already."""
    await (await opened(path)).close()
    before = schema(path)
    await (await opened(path)).close()
    assert schema(path) == before


async def test_processes_that_start_together_migrate_once(old_file: Path) -> None:
    """Each waits for the other's step instead of taking it twice."""
    kinds = DeclaredKinds([NOTE])
    await asyncio.gather(*(asyncio.to_thread(prepare, old_file, kinds, wait_seconds=5) for _ in range(6)))
    assert asked(old_file, "PRAGMA user_version") == [(CURRENT_VERSION,)]


async def test_a_migration_that_fails_leaves_the_file_as_it_was(old_file: Path) -> None:
    """Each step is one transaction: here a name that it needs is taken."""
    run(old_file, "CREATE TABLE document_expiry (x)")
    before = schema(old_file)
    with pytest.raises(StoreUnavailable, match="document_expiry"):
        await opened(old_file)
    assert asked(old_file, "PRAGMA user_version") == [(1,)]
    assert schema(old_file) == before


async def test_indexes_follow_the_declaration(path: Path) -> None:
    """A field that is declared is indexed, one that no longer is loses its index."""
    await (await opened(path, [NOTE])).close()
    await (
        await opened(path, [Kind("note", index_fields=("number",)), Kind("other", index_fields=("due_at",))])
    ).close()
    names = {name for kind, name, _ in schema(path) if name.startswith("field:")}
    assert names == {"field:note.number", "field:other.due_at"}


@pytest.mark.parametrize("descending", [False, True])
async def test_a_query_by_a_declared_field_reads_the_index_alone(path: Path, descending: bool) -> None:
    """Neither a condition, the order, nor going on from a page makes SQLite read or sort everything."""
    store = await opened(path)
    for number in range(4):
        await store.create(Key("note", f"p{number}", "x"), {"due_at": f"{number}"})
    where = [Condition("due_at", ">=", "1"), Condition("due_at", "<=", "9")]
    page = await store.query("note", where=where, order_by="due_at", descending=descending, limit=1)
    await store.close()
    query = Query(kind="note", partition=None, where=where, order_by="due_at", descending=descending, limit=1)
    assert page.continuation is not None
    for after in (None, query.position(page.continuation)):
        statement, bound = select(query, after, now="")
        plan = " ".join(str(row[3]) for row in asked(path, f"EXPLAIN QUERY PLAN {statement}", bound))
        assert "USING INDEX field:note.due_at (<expr>>? AND <expr><?)" in plan
        assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("how_many", [1, 2, 300])
async def test_documents_that_are_looked_up_by_their_keys_are_sought_in_the_index(path: Path, how_many: int) -> None:
    """However many there are, nothing else of what is stored is read."""
    store = await opened(path)
    keys = [Key("note", f"p{number}", "x") for number in range(how_many)]
    await store.close()
    statement, bound = lookup(keys, now="")
    plan = " ".join(str(row[3]) for row in asked(path, f"EXPLAIN QUERY PLAN {statement}", bound))
    assert "SEARCH document USING INDEX sqlite_autoindex_document_1 (partition=? AND id=? AND kind=?)" in plan
    assert "SCAN document" not in plan


async def test_a_file_of_a_later_version_is_refused_untouched(path: Path) -> None:
    """An older program must not write where it can't know what it breaks; the message says both versions."""
    await (await opened(path)).close()
    run(path, f"PRAGMA user_version = {CURRENT_VERSION + 1}")
    before = kept_bytes(path)
    with pytest.raises(NewerStoreFile, match=f"version {CURRENT_VERSION + 1}.*knows {CURRENT_VERSION}"):
        await opened(path)
    assert kept_bytes(path) == before


@pytest.mark.parametrize("script", ["CREATE TABLE theirs (x)", "PRAGMA application_id = 7; CREATE TABLE document (x)"])
async def test_another_programs_database_is_refused_untouched(tmp_path: Path, script: str) -> None:
    """A path given by mistake costs nobody their data."""
    theirs = tmp_path / "theirs.db"
    run(theirs, script)
    before = kept_bytes(theirs)
    with pytest.raises(ForeignStoreFile, match="another program"):
        await opened(theirs)
    assert kept_bytes(theirs) == before


@pytest.mark.parametrize("damage", [b"not a database at all" * 300, b"SQLite format 3\0" + b"\xff" * 8176])
async def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path, damage: bytes) -> None:
    """The error names the file and says what it is."""
    broken = tmp_path / "broken.db"
    broken.write_bytes(damage)
    with pytest.raises(DamagedStoreFile, match=r"broken\.db is not a sound SQLite database"):
        await opened(broken)


async def test_a_place_that_can_not_be_written_is_unavailable(tmp_path: Path) -> None:
    """A folder where the file should be, a file where the folder should be."""
    (tmp_path / "file").write_text("")
    for impossible in (tmp_path, tmp_path / "file" / "store.db"):
        with pytest.raises(StoreUnavailable, match="can't be opened"):
            await opened(impossible)


async def test_a_commit_is_on_the_disk_and_what_is_deleted_is_overwritten(path: Path) -> None:
    """The connection's own settings: FULL, write-ahead log, secure delete; without them a power cut loses writes."""
    await (await opened(path)).close()
    with closing(connect(path, wait_seconds=1)) as connection:
        settings = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in
                    ("synchronous", "journal_mode", "secure_delete")]  # fmt: skip
    assert settings == [2, "wal", 1]


async def test_an_erased_body_is_not_left_in_the_file(path: Path) -> None:
    """Once the log is folded in at closing, the bytes are gone."""
    store = await opened(path)
    document = await store.create(Key("note", "anna", "a"), {"text": "vårdcentralen klockan nio"})
    await store.close()
    assert "vårdcentralen".encode() in kept_bytes(path)
    store = await opened(path)
    await store.delete(document)
    await store.close()
    assert "vårdcentralen".encode() not in kept_bytes(path)


async def test_a_path_opens_this_engine(path: Path) -> None:
    """With every kind that the product keeps."""
    store = await open_store(path, now=lambda: NOW)
    await store.ping()
    await store.close()


@pytest.mark.parametrize("kinds", [["Note"], ["a'b"], [""], ["note", "note"]])
async def test_a_kind_whose_name_is_no_plain_identifier_is_refused(path: Path, kinds: list[str]) -> None:
    """Names stand in SQL as they are, so nothing but small letters, digits and underscores may be in them."""
    with pytest.raises(ValueError, match="named twice or oddly"):
        await opened(path, [Kind(name) for name in kinds])
    with pytest.raises(ValueError, match="named twice or oddly"):
        await opened(path, [Kind("note", index_fields=("due at",))])
