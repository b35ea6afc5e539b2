"""Owns a store that counts what each call of it costs: reads, writes, queries, bytes, and request units by the formula.

Whatever it is put over, it reckons as if that were Azure Cosmos DB: an item is as large as that engine stores it. Each
key that is read is a point read, also where several are read at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Unpack

import orjson

from storage.cosmos_items import item_of
from storage.declared_kinds import DeclaredKinds
from storage.document_store import Body, Document, DocumentStore, Key, Kind, Page, StoreError
from storage.kinds import KINDS
from storage.passing_on import Asked, StoreOver
from storage.request_units import deletion, insert, point_read, query, replacement

ENGINE_ADDS = 250
"""Bytes that the engine itself adds to an item: `_rid`, `_self`, `_etag`, `_attachments` and `_ts` with their names."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WRITTEN = "0123456789abcdef"
"""As long as a write's token is."""


class Operation(StrEnum):
    """What a call does to the store."""

    READ = "read"
    CREATE = "create"
    REPLACE = "replace"
    DELETE = "delete"
    QUERY = "query"

    @property
    def writes(self) -> bool:
        """Whether it changes anything."""
        return self not in (Operation.READ, Operation.QUERY)


WRITES: Mapping[Operation, Callable[..., float]] = {
    Operation.CREATE: insert,
    Operation.REPLACE: replacement,
    Operation.DELETE: deletion,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call: of which kind of document, how many documents and bytes it moved, and what it is reckoned to cost."""

    operation: Operation
    kind: str
    documents: int
    size: int
    request_units: float
    across: bool = False
    """Whether it is a query over all partitions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What some calls come to."""

    reads: int = 0
    writes: int = 0
    queries: int = 0
    documents: int = 0
    """How many the queries gave."""
    size: int = 0
    """Bytes of all items that were read, written and found."""
    request_units: float = 0.0

    @staticmethod
    def of(calls: Iterable[Call]) -> Bill:
        """The bill for those calls."""
        calls = list(calls)
        queries = [call for call in calls if call.operation is Operation.QUERY]
        return Bill(
            reads=sum(call.operation is Operation.READ for call in calls),
            writes=sum(call.operation.writes for call in calls),
            queries=len(queries),
            documents=sum(call.documents for call in queries),
            size=sum(call.size for call in calls),
            request_units=sum(call.request_units for call in calls),
        )


@dataclass
class Meter:
    """What has been called since it was last read; `partitions` is how many physical ones a query looks in."""

    partitions: int = 1
    calls: list[Call] = field(default_factory=list)

    def read_off(self) -> list[Call]:
        """The calls so far; the meter begins anew."""
        calls, self.calls = self.calls, []
        return calls


class MeteredStore(StoreOver):
    """The store that it is put over, with a meter. What fails is counted as well: it is charged all the same."""

    def __init__(self, inner: DocumentStore, meter: Meter, *, kinds: Iterable[Kind] = KINDS) -> None:
        super().__init__(inner)
        self._meter = meter
        self._kinds = DeclaredKinds(kinds)

    async def get(self, key: Key) -> Document | None:
        """A point read."""
        document = await self._inner.get(key)
        self._read(key, document)
        return document

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """A point read each."""
        documents = await self._inner.get_many(keys)
        for key in dict.fromkeys(keys):
            self._read(key, documents.get(key))
        return documents

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """An insert."""
        with self._charged(Operation.CREATE, key, body, expires=expires_at is not None):
            return await self._inner.create(key, body, expires_at=expires_at)

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """A replacement."""
        with self._charged(Operation.REPLACE, document.key, body, expires=expires_at is not None):
            return await self._inner.replace(document, body, expires_at=expires_at)

    async def delete(self, document: Document) -> None:
        """A deletion."""
        with self._charged(Operation.DELETE, document.key, document.body, expires=document.expires_at is not None):
            await self._inner.delete(document)

    async def query(self, kind: str, **asked: Unpack[Asked]) -> Page:
        """A page of a query."""
        page = await self._inner.query(kind, **asked)
        size = sum(self.item_size(document.key, document.body) for document in page.documents)
        is_across = asked.get("partition") is None
        looked_in = self._meter.partitions if is_across else 1
        charge = query(size, partitions=looked_in)
        self._note(Operation.QUERY, kind, len(page.documents), size, charge, across=is_across)
        return page

    async def delete_expired(self, *, limit: int = 1000) -> int:
        """Nothing: the engine's own expiry does it, out of what is left over."""
        return await self._inner.delete_expired(limit=limit)

    @contextmanager
    def _charged(self, operation: Operation, key: Key, body: Body, *, expires: bool) -> Iterator[None]:
        """Counts a write that went well, or that the store could not do; what it refuses to try costs nothing."""
        try:
            yield
        except StoreError:
            self._write(operation, key, body, expires=expires)
            raise
        else:
            self._write(operation, key, body, expires=expires)

    def _write(self, operation: Operation, key: Key, body: Body, *, expires: bool) -> None:
        size, indexed = self.item_size(key, body), self._indexed(key.kind, body) + expires
        self._note(operation, key.kind, 1, size, WRITES[operation](size, indexed=indexed))

    def _read(self, key: Key, document: Document | None) -> None:
        size = 0 if document is None else self.item_size(key, document.body)
        self._note(Operation.READ, key.kind, 0 if document is None else 1, size, point_read(size))

    def item_size(self, key: Key, body: Body) -> int:
        """Bytes of the item that holds the body, as the engine stores it; when it expires aside."""
        text = orjson.dumps(dict(body)).decode()
        item = item_of(key, text, self._kinds.require(key.kind), token=WRITTEN, expires_at=None, now=EPOCH)
        return len(orjson.dumps(dict(item))) + ENGINE_ADDS

    def _indexed(self, kind: str, body: Body) -> int:
        """How many indexed paths there are in the item: partition, place, and each field that holds something."""
        return 2 + sum(body.get(name) is not None for name in self._kinds.require(kind).index_fields)

    def _note(
        self, operation: Operation, kind: str, documents: int, size: int, charge: float, *, across: bool = False
    ) -> None:
        call = Call(operation=operation, kind=kind, documents=documents, size=size, request_units=charge, across=across)
        self._meter.calls.append(call)
