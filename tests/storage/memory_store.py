"""A DocumentStore in memory, for tests that need a store quickly. It keeps JSON text, so no live object leaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

import orjson

from storage.declared_kinds import DeclaredKinds, index_value
from storage.document_store import (
    Body,
    Condition,
    Document,
    DocumentChanged,
    DocumentExists,
    IndexValue,
    Key,
    Kind,
    Page,
    StoreUnavailable,
)
from storage.instants import instant_from_text, instant_text
from storage.kinds import KINDS
from storage.queries import Query

Rank = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of a document."""

    text: str
    etag: str
    expires_at: datetime | None
    due: tuple[str, ...] = ()
    """The instants in its index fields."""


class MemoryStore:
    """`fails`, when set, is what every operation meets: an engine that is out of reach."""

    def __init__(
        self, *, kinds: Iterable[Kind] = KINDS, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._kinds = DeclaredKinds(kinds)
        self._now = now
        self._rows: dict[Key, Row] = {}
        self._etags = count(1)
        self._closed = False
        self.fails: StoreUnavailable | None = None

    async def get(self, key: Key) -> Document | None:
        self._answer()
        self._kinds.check_key(key)
        return self._alive(key)

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        self._answer()
        for key in keys:
            self._kinds.check_key(key)
        return {key: document for key in keys if (document := self._alive(key)) is not None}

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        self._answer()
        text = self._kinds.encode(key, body)
        if self._alive(key) is not None:
            raise DocumentExists(key.kind)
        return self._put(key, text, expires_at)

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        self._answer()
        text = self._kinds.encode(document.key, body)
        self._require_newest(document)
        return self._put(document.key, text, expires_at)

    async def delete(self, document: Document) -> None:
        self._answer()
        self._kinds.check_key(document.key)
        self._require_newest(document)
        del self._rows[document.key]

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
        self._answer()
        query = Query(
            kind=kind, partition=partition, where=where, order_by=order_by, descending=descending, limit=limit
        )
        query.check(self._kinds)
        after = query.position(continuation) if continuation is not None else None
        found = sorted(self._matching(query), key=lambda document: _place(query, document), reverse=descending)
        if after is not None:
            end = _rank(query.sorted_by, after.value, after.partition, after.id)
            found = [d for d in found if (_place(query, d) < end if descending else _place(query, d) > end)]
        return query.page(found[: limit + 1])

    async def delete_expired(self, *, limit: int = 1000) -> int:
        self._answer()
        expired = [key for key in self._rows if self._alive(key) is None][:limit]
        for key in expired:
            del self._rows[key]
        return len(expired)

    async def ping(self) -> None:
        self._answer()

    async def close(self) -> None:
        self._closed = True

    def written(self) -> Mapping[Key, str]:
        """All that is there, as it was written; for tests about what an act changes."""
        return {key: row.text for key, row in self._rows.items()}

    def next_due_after(self, now: datetime) -> datetime | None:
        """The earliest instant after `now` in any index field: when a clock that is moved by hand is to stop next."""
        after = instant_text(now)
        due = min((at for row in self._rows.values() for at in row.due if at > after), default=None)
        return None if due is None else instant_from_text(due)

    def _answer(self) -> None:
        if self._closed:
            raise StoreUnavailable("the store is closed")
        if self.fails is not None:
            raise self.fails

    def _alive(self, key: Key) -> Document | None:
        row = self._rows.get(key)
        if row is None or (row.expires_at is not None and row.expires_at <= self._now()):
            return None
        return Document(key, orjson.loads(row.text), row.etag, row.expires_at)

    def _require_newest(self, document: Document) -> None:
        alive = self._alive(document.key)
        if alive is None or alive.etag != document.etag:
            raise DocumentChanged(document.key.kind)

    def _put(self, key: Key, text: str, expires_at: datetime | None) -> Document:
        expires = None if expires_at is None else expires_at.astimezone(UTC)
        body = orjson.loads(text)
        indexed = (body.get(name) for name in self._kinds.require(key.kind).index_fields if name.endswith("_at"))
        due = tuple(value for value in indexed if isinstance(value, str))
        row = self._rows[key] = Row(text, str(next(self._etags)), expires, due)
        return Document(key, body, row.etag, expires)

    def _matching(self, query: Query) -> list[Document]:
        places = [k for k in self._rows if k.kind == query.kind and query.partition in (None, k.partition)]
        alive = [document for key in places if (document := self._alive(key)) is not None]
        if query.order_by is not None:
            alive = [document for document in alive if index_value(document.body, query.order_by) is not None]
        return [d for d in alive if all(_meets(index_value(d.body, c.field), c) for c in query.where)]


def _meets(value: IndexValue, condition: Condition) -> bool:
    mine, asked = _ranked(value), _ranked(condition.value)
    if mine[0] != asked[0]:
        return False
    met = {"=": mine == asked, "<": mine < asked, "<=": mine <= asked, ">": mine > asked, ">=": mine >= asked}
    return met[condition.op]


def _place(query: Query, document: Document) -> tuple[Rank, str, str]:
    value = index_value(document.body, query.sorted_by) if query.sorted_by else None
    return _rank(query.sorted_by, value, document.key.partition, document.key.id)


def _rank(order_by: str | None, value: IndexValue, partition: str, document_id: str) -> tuple[Rank, str, str]:
    if order_by is None:
        return _ranked(None), partition, document_id
    return _ranked(value), document_id, partition


def _ranked(value: IndexValue) -> Rank:
    """Numbers before texts; None is met by `= None` alone."""
    if value is None:
        return 0, 0, ""
    return (1, value, "") if isinstance(value, int) else (2, 0, value)
