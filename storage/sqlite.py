"""Owns the SQLite engine: each promise of `DocumentStore` as SQL. Threads are `storage.sqlite_lanes`'s business.

A write's etag is compared by the statement that writes, so a document that someone else has changed is left alone
wherever that someone is: in this group, this process, or another process on the same file.
"""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

import orjson

from storage.declared_kinds import DeclaredKinds
from storage.document_store import (
    Body,
    Condition,
    Document,
    DocumentChanged,
    DocumentExists,
    Key,
    Kind,
    Page,
)
from storage.instants import instant_from_text, instant_text
from storage.migrations import APPLICATION_ID
from storage.queries import Query
from storage.sqlite_file import connect, prepare
from storage.sqlite_lanes import Lane, Mailbox, alone, in_one_transaction
from storage.sqlite_query import lookup, select

TIMEOUT_SECONDS = 5.0
MOST_WAITING = 4096
"""Operations of a sort: about half a second's worth of writes on a small machine. More waiting only hides overload."""
WRITES_TOGETHER = 256
READS_TOGETHER = 32
"""Point reads are quick, and waking the event loop for each costs more than the read. Searches, which may be slow,
have a thread of their own, so that no turn waits behind one."""
KEYS_IN_A_LOOKUP = 300
"""Three values each: older builds of SQLite bind at most 999 (sqlite.org/limits.html, 9)."""

Bound = Sequence[str | int | None]

_DOCUMENT = "SELECT kind, partition, id, body, etag, expires_at FROM document"
_ALIVE = "(expires_at IS NULL OR expires_at > ?)"
_IT = "kind = ? AND partition = ? AND id = ?"
_GET = f"SELECT body, etag, expires_at FROM document WHERE {_IT} AND {_ALIVE}"  # noqa: S608
_CREATE = """
    INSERT INTO document (kind, partition, id, body, etag, expires_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, partition, id) DO UPDATE
    SET body = excluded.body, etag = excluded.etag, expires_at = excluded.expires_at
    WHERE document.expires_at <= ?
"""
_REPLACE = f"UPDATE document SET body = ?, etag = ?, expires_at = ? WHERE {_IT} AND etag = ? AND {_ALIVE}"  # noqa: S608
_DELETE = f"DELETE FROM document WHERE {_IT} AND etag = ? AND {_ALIVE}"  # noqa: S608
_DELETE_EXPIRED = """
    DELETE FROM document WHERE rowid IN (SELECT rowid FROM document WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
"""


class SqliteStore:
    """A DocumentStore in one file, for one event loop; several processes of one machine may share the file."""

    def __init__(
        self, *, reading: Lane, searching: Lane, writing: Lane, kinds: DeclaredKinds, now: Callable[[], datetime]
    ) -> None:
        self._reading = reading
        self._searching = searching
        self._writing = writing
        self._kinds = kinds
        self._now = now
        self._life = secrets.token_hex(6)
        self._writes = count(1)

    @classmethod
    async def open(
        cls,
        path: Path,
        *,
        kinds: Iterable[Kind],
        now: Callable[[], datetime],
        timeout_seconds: float = TIMEOUT_SECONDS,
        most_waiting: int = MOST_WAITING,
    ) -> SqliteStore:
        """The store in the file, made or brought up to date if need be; used and closed in the loop that opens it.

        `now` decides what has expired. An operation that waits longer than `timeout_seconds`, or finds `most_waiting`
        of its sort before it, raises StoreUnavailable. Raises StoreFileError for a file that can't be used.
        """
        declared = DeclaredKinds(kinds)
        await asyncio.to_thread(prepare, path, declared, wait_seconds=timeout_seconds)
        mailbox = Mailbox()
        lane = partial(
            Lane,
            connect=partial(connect, path, wait_seconds=timeout_seconds),
            mailbox=mailbox,
            capacity=most_waiting,
            timeout_seconds=timeout_seconds,
        )
        return cls(
            reading=lane("read", carry_out=alone, together=READS_TOGETHER),
            searching=lane("search", carry_out=alone, together=1),
            writing=lane("write", carry_out=in_one_transaction, together=WRITES_TOGETHER),
            kinds=declared,
            now=now,
        )

    async def get(self, key: Key) -> Document | None:
        """The document, or None."""
        self._kinds.check_key(key)
        bound = (key.kind, key.partition, key.id, self._now_text())
        row = await self._reading.submit(lambda connection: connection.execute(_GET, bound).fetchone())
        return None if row is None else _document(key, *row)

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """Those of the documents that are there, all as they were at one moment for each 300 keys."""
        for key in keys:
            self._kinds.check_key(key)
        wanted = list(dict.fromkeys(keys))
        found: dict[Key, Document] = {}
        for start in range(0, len(wanted), KEYS_IN_A_LOOKUP):
            statement, bound = lookup(wanted[start : start + KEYS_IN_A_LOOKUP], now=self._now_text())
            found |= {document.key: document for document in await self._reading.submit(_found(statement, bound))}
        return found

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """Write a new document; it is on the disk when this returns. Raises DocumentExists."""
        text, etag, expires = self._kinds.encode(key, body), self._etag(), _expiry(expires_at)
        if not await self._write(_CREATE, (key.kind, key.partition, key.id, text, etag, expires, self._now_text())):
            raise DocumentExists(key.kind)
        return _document(key, text, etag, expires)

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """Write over the document; the new one is on the disk when this returns. Raises DocumentChanged."""
        key = document.key
        text, etag, expires = self._kinds.encode(key, body), self._etag(), _expiry(expires_at)
        it = (key.kind, key.partition, key.id, document.etag, self._now_text())
        if not await self._write(_REPLACE, (text, etag, expires, *it)):
            raise DocumentChanged(key.kind)
        return _document(key, text, etag, expires)

    async def delete(self, document: Document) -> None:
        """Remove the document; it is gone from the disk when this returns. Raises DocumentChanged."""
        key = document.key
        self._kinds.check_key(key)
        if not await self._write(_DELETE, (key.kind, key.partition, key.id, document.etag, self._now_text())):
            raise DocumentChanged(key.kind)

    async def query(
        self,
        kind: str,
        *,
        partition: str | None = None,
        where: Sequence[Condition] = (),
        order_by: str | None = None,
        descending: bool = False,
        limit: int = 100,
        continuation: str | None = None,
    ) -> Page:
        """A page of the kind's documents that meet every condition; raises ValueError for what isn't declared."""
        query = Query(
            kind=kind, partition=partition, where=where, order_by=order_by, descending=descending, limit=limit
        )
        query.check(self._kinds)
        after = query.position(continuation) if continuation is not None else None
        statement, bound = select(query, after, now=self._now_text())
        return query.page(await self._searching.submit(_found(statement, bound)))

    async def delete_expired(self, *, limit: int = 1000) -> int:
        """Remove at most so many documents that have expired, the longest expired first; gives how many."""
        return await self._write(_DELETE_EXPIRED, (self._now_text(), limit))

    async def ping(self) -> None:
        """Return if the file can be read and written; raises StoreUnavailable."""
        # The header's mark as it is: a real write that a full or read-only disk refuses, of nothing that anyone reads.
        await self._write(f"PRAGMA application_id = {APPLICATION_ID}", ())
        await self._reading.submit(_found(f"{_DOCUMENT} LIMIT 1", ()))

    async def close(self) -> None:
        """Finish the writes that are queued and let go of the file; safe to call again."""
        await self._writing.close()
        await asyncio.gather(self._reading.close(), self._searching.close())

    async def _write(self, statement: str, bound: Bound) -> int:
        """How many rows the statement changed."""
        return await self._writing.submit(lambda connection: connection.execute(statement, bound).rowcount)

    def _etag(self) -> str:
        """One that no write has had: a document made again must not meet an etag from its former life."""
        return f"{self._life}-{next(self._writes)}"

    def _now_text(self) -> str:
        return instant_text(self._now())


def _found(statement: str, bound: Bound) -> Callable[[sqlite3.Connection], list[Document]]:
    """Reads what the statement finds on the lane's thread: a whole page of bodies would hold the event loop up."""

    def run(connection: sqlite3.Connection) -> list[Document]:
        rows = connection.execute(statement, bound)
        return [_document(Key(*place), body, etag, expires) for *place, body, etag, expires in rows]

    return run


def _document(key: Key, text: str, etag: str, expires: str | None) -> Document:
    # The body is read back from its text also after a write, so that nobody holds a live object that is stored.
    return Document(key, orjson.loads(text), etag, None if expires is None else instant_from_text(expires))


def _expiry(expires_at: datetime | None) -> str | None:
    return None if expires_at is None else instant_text(expires_at)
