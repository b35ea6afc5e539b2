"""The house over a store that is away at a moment of a test's choosing, and people who then do as they are told: the
same once more. What is written may have been written all the same, as an engine at its worst leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Unpack

from bot.chat import Chat
from bot.dialogs.trouble import trouble_reply
from bot.turn import Reply, Turn
from storage.document_store import Body, Document, DocumentStore, Key, Page, StoreUnavailable
from storage.passing_on import Asked, StoreOver
from tests.bot.house import MONDAY_MORNING, House
from tests.storage.memory_store import MemoryStore


class Manner(StrEnum):
    """How a call of the store goes wrong."""

    NOT_DONE = "and nothing after it either, until it is tried again"
    DONE_UNHEARD_OF = "though it was done"


@dataclass(frozen=True, slots=True)
class Failure:
    """Which call of those that are counted, from 1, goes wrong, and how."""

    call: int
    manner: Manner


class FaultyStore(StoreOver):
    """Counts the calls that are made while it is watched, and fails as planned."""

    def __init__(self, inner: DocumentStore, failure: Failure | None) -> None:
        super().__init__(inner)
        self._failure = failure
        self._is_watched = False
        self._is_away = False
        self.calls: list[bool] = []
        """Every call so far, and whether it was a write."""

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Count, and fail, what is called meanwhile. Whatever was away is back after."""
        self._is_watched = True
        try:
            yield
        finally:
            self._is_watched = self._is_away = False

    @contextmanager
    def _call(self, *, writes: bool) -> Iterator[None]:
        if not self._is_watched:
            yield
            return
        self.calls.append(writes)
        is_now = self._failure is not None and self._failure.call == len(self.calls)
        if is_now and self._failure is not None and self._failure.manner is Manner.NOT_DONE:
            self._is_away = True
        if self._is_away:
            raise StoreUnavailable("as planned")
        yield
        if is_now:
            raise StoreUnavailable("as planned, though it was done")

    async def get(self, key: Key) -> Document | None:
        with self._call(writes=False):
            return await super().get(key)

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        with self._call(writes=False):
            return await super().get_many(keys)

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        with self._call(writes=True):
            return await super().create(key, body, expires_at=expires_at)

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        with self._call(writes=True):
            return await super().replace(document, body, expires_at=expires_at)

    async def delete(self, document: Document) -> None:
        with self._call(writes=True):
            await super().delete(document)

    async def query(self, kind: str, **asked: Unpack[Asked]) -> Page:
        with self._call(writes=False):
            return await super().query(kind, **asked)


class FaultyHouse(House):
    """A house whose store fails once within what its people do; whoever is told so does the same again."""

    def __init__(self, failure: Failure | None = None, now: datetime = MONDAY_MORNING) -> None:
        self._failure = failure
        super().__init__(now)
        self._ticked = 0
        self.troubles: list[str] = []
        """What was said of each failure."""
        self._say_trouble = trouble_reply(self.directory)

    def reached_through(self, store: MemoryStore) -> DocumentStore:
        """The store that fails."""
        self.faulty = FaultyStore(store, self._failure)
        return self.faulty

    async def _answer(self, turn: Turn, chat: Chat) -> Reply:
        """As the wire does with a turn that fails; and what the person does then, which is another activity."""
        try:
            with self.faulty.watched():
                return await super()._answer(turn, chat)
        except StoreUnavailable as error:
            (message,) = self._say_trouble(turn, chat, error).messages
            self.troubles.append(message.text)
        stored = Chat.from_json(chat.to_json())
        for name in ("drafts", "language", "heard", "in_doubt"):
            if hasattr(stored, name):
                setattr(chat, name, getattr(stored, name))
        self.clock.passes(seconds=5)
        return await super()._answer(replace(turn, activity_id=f"{turn.activity_id}-again", now=self.clock.now), chat)

    async def sends_what_is_due(self) -> None:
        """After a failure something may be left to the ticks of the minutes that follow, which else comes at once."""
        await super().sends_what_is_due()
        if self.troubles:
            now = self.clock.now
            for _ in range(2):
                self._ticked += 1
                self.clock.now = now
                self.clock.passes(seconds=61 * self._ticked)
                await super().sends_what_is_due()
            self.clock.now = now
