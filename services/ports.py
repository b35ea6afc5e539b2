"""Owns the protocols of what services need from outside. Engines, directories and messengers implement them.

Nothing here is implemented, and nothing outside `policy` is imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from policy.diversions import DiversionBook, Notification
from policy.organisation import Municipality, Person, PersonId

T = TypeVar("T")


class Clock(Protocol):
    """Where `now` comes from, once per turn or job; never called inside a rule."""

    def now(self) -> datetime:
        """The present instant, in UTC."""


class Conflict(Exception):
    """Someone else saved first: load again and decide once more."""


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """A value with the etag it was loaded at; etag None means that nothing is stored yet."""

    value: T
    etag: str | None


class DiversionRepository(Protocol):
    """Each person's diversions, one book a person."""

    async def load(self, person: PersonId) -> Loaded[DiversionBook]:
        """The person's book; an empty one when there is none."""

    async def load_many(self, people: Sequence[PersonId]) -> Mapping[PersonId, DiversionBook]:
        """The books of several people; everyone asked for is there, with an empty book if need be."""

    async def save(self, loaded: Loaded[DiversionBook], book: DiversionBook) -> Loaded[DiversionBook]:
        """Store the book, durable when this returns; raises Conflict."""

    async def with_unsent(self, *, before: datetime, limit: int) -> Sequence[PersonId]:
        """At most `limit` people with a notification due at `before` or earlier, the longest due first."""


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """Someone a search found, and how well: 1.0 is what was typed, to the letter."""

    person: Person
    score: float


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """`matches` answer the search, best first; `nearest` are names to suggest when nothing does. Never both."""

    matches: tuple[PersonMatch, ...] = ()
    nearest: tuple[Person, ...] = ()


class Directory(Protocol):
    """People, units and answer groups, in memory; one consistent municipality at a time."""

    @property
    def municipality(self) -> Municipality:
        """The directory as it is now; hold on to it for the whole turn."""

    def find_people(self, text: str, *, near: Person | None = None, limit: int = 6) -> SearchOutcome:
        """People by name (any order, typing errors, nicknames, missing diacritics), extension, or phone number.

        `near` ranks colleagues of that person's unit first among equals. Synchronous and quick: nothing is awaited.
        """


class ChatRepository(Protocol):
    """What is remembered of talking with each person, one document a person."""

    async def load(self, person: PersonId) -> Loaded[Mapping[str, Any]]:
        """Plain JSON; empty when the person is new."""

    async def save(
        self, person: PersonId, loaded: Loaded[Mapping[str, Any]], state: Mapping[str, Any]
    ) -> Loaded[Mapping[str, Any]]:
        """Store it; raises Conflict."""


class Delivery(StrEnum):
    """How sending ended; a value, because most of these are nobody's fault."""

    SENT = "sent"
    TRY_LATER = "try_later"
    UNREACHABLE = "unreachable"
    """The person has no conversation with the bot, or has blocked or uninstalled it."""
    FAILED = "failed"
    """The service refused the message itself; sending it again would end the same way."""


class Messenger(Protocol):
    """Tells people things that they did not ask for just now."""

    async def deliver(self, notification: Notification) -> Delivery:
        """Send it in the person's language to their own chat with the bot; never raises for what the far end does."""
