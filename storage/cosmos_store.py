"""Owns the Azure Cosmos DB engine: each promise of `DocumentStore` as requests for items. It doesn't know the SDK.

A write whose answer is lost may have happened. So each carries a token of its own, and whatever the engine answers
that could be such a write met again (there already, changed, gone) is read back before it is believed: the token says
whether it was this one. What can't be settled before the deadline is StoreUnavailable.

Consistency is the account's, Session or stronger: this process reads what it wrote. A read may be older than another
process's write, which an etag then refuses.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any, Protocol, TypeVar

from storage.cosmos import CosmosItems
from storage.cosmos_attempts import Attempts, Passing, Patience, Refused, each_of
from storage.cosmos_charges import Charged
from storage.cosmos_containers import CONTAINER, CosmosDatabase, faults_of
from storage.cosmos_items import Item, document_of, engines_etag, is_over, item_id, item_of
from storage.cosmos_query import Question, expired_before, question_of
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
    StoreError,
    StoreUnavailable,
)
from storage.queries import Query

FROM_THEN_ON_MANY = 8
"""More keys than this are asked for together: fewer, as point reads, cost no more and are answered sooner."""
MANY = 100
"""Keys in one such request: what it finds has to come within the time of one attempt."""

DEFAULT_PATIENCE = Patience()

AnswerT = TypeVar("AnswerT")


class ContainerMissing(StoreError):
    """The database lacks the container, or has one that is not as it has to be; the message says what."""


class Items(Protocol):
    """What the engine needs of its client: see `storage.cosmos.CosmosItems`."""

    async def properties(self) -> Mapping[str, Any] | None: ...
    async def read(self, item_id: str, partition: str) -> Item | None: ...
    async def read_many(self, places: Sequence[tuple[str, str]]) -> Sequence[Item]: ...
    async def create(self, item: Item) -> Item: ...
    async def replace(self, item: Item, etag: str) -> Item: ...
    async def remove(self, item_id: str, partition: str, etag: str) -> None: ...
    async def ask(self, question: Question, partition: str | None, *, most: int) -> Sequence[Item]: ...
    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Write:
    """A write under way: `etag` is what it replaces, None where nothing is to be there."""

    key: Key
    item: Item
    etag: str | None


class CosmosStore:
    """A DocumentStore in one container, for one event loop; any number of processes may share it."""

    def __init__(
        self, items: Items, *, kinds: DeclaredKinds, now: Callable[[], datetime], patience: Patience = DEFAULT_PATIENCE
    ) -> None:
        self._items = items
        self._kinds = kinds
        self._now = now
        self._attempts = Attempts(patience)
        self._is_closed = False

    @classmethod
    async def open(
        cls,
        database: CosmosDatabase,
        *,
        kinds: Iterable[Kind],
        now: Callable[[], datetime],
        patience: Patience = DEFAULT_PATIENCE,
        charged: Charged | None = None,
    ) -> CosmosStore:
        """The store in the database, whose container is there already; `now` decides what has expired.

        `charged` is told what each request costs.

        Raises ContainerMissing when it isn't, or isn't as it has to be, and StoreUnavailable.
        """
        items = CosmosItems(database, patience, charged)
        store = cls(items, kinds=DeclaredKinds(kinds), now=now, patience=patience)
        try:
            properties = await store._persist(store._items.properties)
            faults = ["it is not there"] if properties is None else faults_of(properties)
            if faults:
                raise ContainerMissing("\n".join(f"container {CONTAINER}: {fault}" for fault in faults))
        except BaseException:
            await store.close()
            raise
        return store

    async def get(self, key: Key) -> Document | None:
        """The document, or None: a point read."""
        self._kinds.check_key(key)
        item = await self._persist(lambda: self._read(key))
        return None if item is None or is_over(item, self._now()) else document_of(item)

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """Those of the documents that are there, each as it was at some moment of the call."""
        for key in keys:
            self._kinds.check_key(key)
        self._require_open()
        wanted = list(dict.fromkeys(keys))
        if len(wanted) <= FROM_THEN_ON_MANY:
            found = await each_of(self.get(key) for key in wanted)
            return {document.key: document for document in found if document is not None}
        places = [(item_id(key), key.partition) for key in wanted]
        parts = [places[start : start + MANY] for start in range(0, len(places), MANY)]
        answers = await each_of(self._persist(partial(self._items.read_many, part)) for part in parts)
        items, now = chain.from_iterable(answers), self._now()
        return {(document := document_of(item)).key: document for item in items if not is_over(item, now)}

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """Write a new document; the engine has it for good when this returns. Raises DocumentExists."""
        return await self._carry_out(self._write(key, body, expires_at, etag=None))

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """Write over the document; the engine has it for good when this returns. Raises DocumentChanged."""
        etag, ended = engines_etag(document.etag)
        write = self._write(document.key, body, expires_at, etag=etag)
        self._require_open()
        if ended is not None and ended <= self._now():
            raise DocumentChanged(document.key.kind)
        return await self._carry_out(write)

    async def delete(self, document: Document) -> None:
        """Remove the document. Raises DocumentChanged.

        That may also be this call's own doing where the connection broke on the way back: below the SDK, a removal is
        sent again unasked, and what is gone doesn't say who removed it.
        """
        self._kinds.check_key(document.key)
        self._require_open()
        etag, ended = engines_etag(document.etag)
        gone = ended is not None and ended <= self._now()
        if gone or not await self._remove(item_id(document.key), document.key.partition, etag):
            raise DocumentChanged(document.key.kind)

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
        question = question_of(query, after, now=self._now())
        items = await self._persist(lambda: self._items.ask(question, partition, most=limit + 1))
        return query.page([document_of(item) for item in items])

    async def delete_expired(self, *, limit: int = 1000) -> int:
        """Remove at most so many items that have expired, the longest expired first; gives how many.

        A real account does so by itself a day after they have; this takes what it hasn't come to yet, one after the
        other: nobody waits for it, and many at once would take what the account gives from those who do.
        """
        question = expired_before(self._now(), limit=limit)
        items = await self._persist(lambda: self._items.ask(question, None, most=limit))
        return sum([await self._remove(item["id"], item["pk"], item["_etag"]) for item in items])

    async def ping(self) -> None:
        """Return if the engine answers this process's reads; raises StoreUnavailable.

        Whether it takes writes is not tried: every process would pay for one every few seconds.
        """
        kind = next(iter(self._kinds)).name
        await self._persist(lambda: self._read(Key(kind, "ping", "ping")))

    async def close(self) -> None:
        """Let what is under way end, and let go of the client; safe to call again."""
        if self._is_closed:
            return
        self._is_closed = True
        await self._attempts.come_to_rest()
        await self._items.close()

    def _write(self, key: Key, body: Body, expires_at: datetime | None, *, etag: str | None) -> _Write:
        text, kind = self._kinds.encode(key, body), self._kinds.require(key.kind)
        item = item_of(key, text, kind, token=secrets.token_hex(8), expires_at=expires_at, now=self._now())
        return _Write(key=key, item=item, etag=etag)

    async def _carry_out(self, write: _Write) -> Document:
        """The document as it was written; raises DocumentExists or DocumentChanged, whichever the write can meet."""
        return document_of(await self._persist(lambda: self._attempt(write)))

    async def _attempt(self, write: _Write) -> Item:
        try:
            return await self._send(write.item, write.etag)
        except Refused:
            return await self._settle(write)

    async def _settle(self, write: _Write) -> Item:
        """What has become of a write that was refused: it may be one that was carried out before, unheard of."""
        found = await self._read(write.key)
        if found is not None and found["written"] == write.item["written"]:
            return found
        if write.etag is not None and found is not None and found["_etag"] == write.etag:
            raise Passing("what is read is behind what was refused")
        if write.etag is not None:
            raise DocumentChanged(write.key.kind)
        if found is not None and not is_over(found, self._now()):
            raise DocumentExists(write.key.kind)
        # Nobody can see what is there, if anything is: whoever is first takes its place.
        try:
            return await self._send(write.item, None if found is None else found["_etag"])
        except Refused as refused:
            raise Passing("another write came in between") from refused

    async def _send(self, item: Item, etag: str | None) -> Item:
        return await (self._items.create(item) if etag is None else self._items.replace(item, etag))

    async def _read(self, key: Key) -> Item | None:
        """The item there, expired or not."""
        return await self._items.read(item_id(key), key.partition)

    async def _remove(self, item: str, partition: str, etag: str) -> bool:
        """Whether it was there, with that etag. Gone after an attempt in doubt, it is taken for that one's doing."""
        in_doubt = False

        async def attempt() -> bool:
            nonlocal in_doubt
            try:
                await self._items.remove(item, partition, etag)
            except Passing as passing:
                in_doubt = in_doubt or passing.may_have_happened
                raise
            except Refused:
                return in_doubt and await self._items.read(item, partition) is None
            return True

        return await self._persist(attempt)

    async def _persist(self, attempt: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        self._require_open()
        return await self._attempts.persist(attempt)

    def _require_open(self) -> None:
        if self._is_closed:
            raise StoreUnavailable("the store is closed")
