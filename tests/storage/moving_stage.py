"""What tests of copying share: stores with a bit of everything, and one that is cut off after so many writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from storage.comparing import Comparison
from storage.copy_marks import CopyMark, KeptMark, kept_mark
from storage.copying import COPIED, Copying, is_whole
from storage.document_store import Body, Document, DocumentStore, Key, StoreUnavailable
from storage.passing_on import StoreOver

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=14)
KINDS_IN_IT = ("diversion_book", "chat", "callback", "dead_letter")

Contents = dict[Key, tuple[Body, datetime | None]]


class CutOff(BaseException):
    """The end of a process, as far as what it writes goes."""


class CutOffStore(StoreOver):
    """Does so many writes, then ends the process: before the next one is done, or right after, before it is heard."""

    def __init__(self, inner: DocumentStore, *, writes: int, done: bool = False) -> None:
        super().__init__(inner)
        self._left = writes
        self._done = done

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        self._spend()
        made = await self.inner.create(key, body, expires_at=expires_at)
        self._end()
        return made

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        self._spend()
        made = await self.inner.replace(document, body, expires_at=expires_at)
        self._end()
        return made

    async def delete(self, document: Document) -> None:
        self._spend()
        await self.inner.delete(document)
        self._end()

    def _spend(self) -> None:
        if self._left <= 0 and not self._done:
            raise CutOff
        self._left -= 1

    def _end(self) -> None:
        if self._left < 0:
            raise CutOff


class ForgetfulStore(StoreOver):
    """Does every write, and now and then says that it doesn't know; now and then it does nothing and says so."""

    def __init__(self, inner: DocumentStore, *, every: int) -> None:
        super().__init__(inner)
        self._every = every
        self._asked = 0

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        made = await self.inner.create(key, body, expires_at=expires_at)
        self._forget()
        return made

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        made = await self.inner.replace(document, body, expires_at=expires_at)
        self._forget()
        return made

    async def delete(self, document: Document) -> None:
        await self.inner.delete(document)
        self._forget()

    def _forget(self) -> None:
        self._asked += 1
        if self._asked % self._every == 0:
            raise StoreUnavailable("no answer")


async def fill(store: DocumentStore, people: int = 12) -> None:
    """Documents of several kinds, of people whose ids sort in odd ways, some of them to expire."""
    for number in range(people):
        person = f"{'ÅaZ~😀é '[number % 7]}-{number:04}"
        for kind in KINDS_IN_IT[: 1 + number % len(KINDS_IN_IT)]:
            body = {"person": person, "number": number, "next_delivery_at": None, "list": [1, {"text": "möte"}]}
            await store.create(
                Key(kind, person, f"x{number % 3}"), body, expires_at=LATER if kind == "callback" else None
            )
    await store.create(Key("shard_table", "replicas", "shards"), {"replicas": [], "fences": [], "gone": []})


async def contents(store: DocumentStore) -> Contents:
    """All that a copy is to hold, of a store of tests' size."""
    found: Contents = {}
    for kind in COPIED:
        page = await store.query(kind, limit=1000)
        found |= {document.key: (document.body, document.expires_at) for document in page.documents}
    return found


async def begun(target: DocumentStore) -> KeptMark:
    """The mark in the target, as the command finds or makes it."""
    kept = await kept_mark(target)
    if kept is None:
        kept = KeptMark(target, CopyMark(source="sqlite:/here", begun_at=NOW))
        await kept.move(kept.mark)
    return kept


async def copied(copying: Copying, target: DocumentStore) -> Sequence[Sequence[Comparison]]:
    """What each walk found until both hold the same; then the mark goes, as the command has it."""
    kept = await begun(target)
    walks = await copying.copy(kept)
    if is_whole(walks[-1]):
        await kept.remove()
    return walks
