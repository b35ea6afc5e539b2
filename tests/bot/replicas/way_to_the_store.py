"""A process's way to the store that it shares with others, which a test counts, breaks or holds up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from storage.document_store import Body, Document, DocumentStore, Key, StoreUnavailable
from storage.passing_on import StoreOver


class Gate:
    """A place where a process stops: `reached` when it has come there, `open` to let it on."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.open = asyncio.Event()

    async def pass_through(self) -> None:
        self.reached.set()
        await self.open.wait()


class Way(StoreOver):
    """A process's way to the store: counted, and broken or held up as a test says."""

    def __init__(self, inner: DocumentStore) -> None:
        super().__init__(inner)
        self.reads: list[str] = []
        self.writes: list[str] = []
        self.is_down = False
        self.fails_writes_of: str | None = None
        self.loses_answers_of: str | None = None
        self.thawed = asyncio.Event()
        self.thawed.set()
        self.takes: Callable[[], float] | None = None
        """How long an operation takes, half of it before it happens."""
        self.gates: dict[str, Gate] = {}
        """By `kind.read`, `kind.write` and `kind.written`: met once, before and after the operation."""

    async def get(self, key: Key) -> Document | None:
        await self._meet(f"{key.kind}.read")
        self.reads.append(key.kind)
        return await super().get(key)

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        await self._before_write(key)
        saved = await super().create(key, body, expires_at=expires_at)
        await self._after_write(key)
        return saved

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        await self._before_write(document.key)
        saved = await super().replace(document, body, expires_at=expires_at)
        await self._after_write(document.key)
        return saved

    async def _before_write(self, key: Key) -> None:
        await self._meet(f"{key.kind}.write")
        if self.fails_writes_of == key.kind:
            raise StoreUnavailable("out of reach")
        self.writes.append(key.kind)

    async def _after_write(self, key: Key) -> None:
        await self._meet(f"{key.kind}.written")
        if self.loses_answers_of == key.kind:
            raise StoreUnavailable("it took too long")

    async def _meet(self, step: str) -> None:
        gate = self.gates.pop(step, None)
        if gate is not None:
            await gate.pass_through()
        if self.takes is not None:
            await asyncio.sleep(self.takes() / 2)
        await self.thawed.wait()
        if self.is_down:
            raise StoreUnavailable("out of reach")
