"""Owns the SQLite file: connecting to it, and making its schema and indexes what this program needs.

StoreError
└── StoreFileError          the file can't be used, and trying again won't help
    ├── NewerStoreFile      a later version of the program has written it
    ├── ForeignStoreFile    it belongs to another program
    └── DamagedStoreFile    it is no SQLite database, or no longer one
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from storage.declared_kinds import DeclaredKinds
from storage.document_store import StoreError, StoreUnavailable
from storage.migrations import APPLICATION_ID, CURRENT_VERSION, MIGRATIONS

log = logging.getLogger(__name__)

OWNER_ONLY = 0o600
LARGEST_IDLE_LOG_BYTES = 64 * 1024 * 1024
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PRIMARY_CODE = 0xFF
"""The low byte of an extended result code is its primary code (sqlite.org/rescode.html)."""


class StoreFileError(StoreError):
    """The file can't be used as it is."""


class NewerStoreFile(StoreFileError):
    """A later version of the program has written the file."""


class ForeignStoreFile(StoreFileError):
    """The file is another program's database."""


class DamagedStoreFile(StoreFileError):
    """The file is not a sound SQLite database."""


def connect(path: Path, *, wait_seconds: float) -> sqlite3.Connection:
    """A connection to a file that is there, for the thread that asks; raises sqlite3.Error.

    It commits only what it is told to, and a commit is on the disk when it returns. What is deleted is overwritten:
    reasons of absence can be health data.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=wait_seconds, isolation_level=None
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA journal_size_limit = {LARGEST_IDLE_LOG_BYTES}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def prepare(path: Path, kinds: DeclaredKinds, *, wait_seconds: float) -> None:
    """Make the file if need be, migrate it, and index what the kinds declare; blocks.

    Raises StoreFileError for a file that can't be used, StoreUnavailable when it is out of reach or locked.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
        with closing(connect(path, wait_seconds=wait_seconds)) as connection:
            require_ours(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            _migrate(connection, path)
            with _transaction(connection):
                _index(connection, kinds)
    except OSError as error:
        raise StoreUnavailable(f"{path} can't be opened: {error.strerror}") from error
    except sqlite3.Error as error:
        if is_damage(error):
            raise DamagedStoreFile(f"{path} is not a sound SQLite database: {error}") from error
        raise StoreUnavailable(f"{path} can't be opened: {error}") from error


def _make(path: Path) -> None:
    # Never opened when it is there: closing a file lets go of every lock that the process has on it, SQLite's too
    # (sqlite.org/howtocorrupt.html, 2.2).
    with suppress(FileExistsError):
        make_for_owner(path)


def make_for_owner(path: Path, *, beside: Path | None = None) -> None:
    """Make an empty file that its owner alone can read; raises FileExistsError.

    What root makes is given to the owner of the file or else the folder that it stands beside: the bot runs as another
    and could not open it.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    if os.geteuid() == 0:
        there = (beside if beside is not None and beside.exists() else path.parent).stat()
        os.chown(path, there.st_uid, there.st_gid)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite says that the file itself is broken."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE in _DAMAGE


def require_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ForeignStoreFile for another program's database, and NewerStoreFile for one of a later version."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and (application or tables):
        raise ForeignStoreFile(f"{path} is another program's database")
    _require_not_newer(_version(connection), path)


def _require_not_newer(version: int, path: Path) -> None:
    if version > CURRENT_VERSION:
        raise NewerStoreFile(
            f"{path} has schema version {version}, this program knows {CURRENT_VERSION}: run the later version again"
        )


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    while (version := _version(connection)) < CURRENT_VERSION:
        with _transaction(connection):
            if _version(connection) != version:
                continue  # another process has just taken this step
            migration = MIGRATIONS[version]
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")
        log.info("store migrated", extra={"version": version + 1, "gives": migration.gives})
    _require_not_newer(version, path)


def _index(connection: sqlite3.Connection, kinds: DeclaredKinds) -> None:
    wanted = {
        f"field:{kind.name}.{field}": index_statement(kind.name, field) for kind in kinds for field in kind.index_fields
    }
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name LIKE 'field:%'")
    there = dict(rows.fetchall())
    for name in there.keys() - {name for name, sql in wanted.items() if there.get(name) == sql}:
        connection.execute(f'DROP INDEX "{name}"')
        del there[name]
    for name in wanted.keys() - there.keys():
        connection.execute(wanted[name])


def index_statement(kind: str, field: str) -> str:
    """The index behind one declared field; both names are plain identifiers (`DeclaredKinds`)."""
    return (
        f'CREATE INDEX "field:{kind}.{field}" ON document ({field_expression(field)}, id, partition) '
        f"WHERE kind = '{kind}'"
    )


def field_expression(field: str) -> str:
    """The field in SQL, written as the index is: SQLite compares the two letter by letter."""
    return f"json_extract(body, '$.{field}')"


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # a full disk has already rolled it back
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
