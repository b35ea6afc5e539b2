"""Owns the protocols of what services need from outside. Engines, directories and messengers implement them.

Nothing here is implemented, and nothing outside `policy` is imported.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from math import inf
from typing import Any, Generic, Protocol, TypeVar

from policy.diversions import DiversionBook
from policy.functions import Function
from policy.organisation import AnswerGroup, Municipality, Person, PersonId
from policy.outgoing import Notification, StandingCard

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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case is kept: ids that are one together."""

    partition: str
    id: str


CaseT = TypeVar("CaseT")


class Cases(Protocol[CaseT]):
    """The cases of one subject, one document each: callbacks, phone orders, people's greetings."""

    async def load(self, place: Place) -> Loaded[CaseT] | None:
        """The case there, or None."""

    async def load_many(self, places: Sequence[Place]) -> Sequence[CaseT]:
        """Those of the cases that are there, in no order."""

    async def save(self, loaded: Loaded[CaseT] | None, case: CaseT) -> Loaded[CaseT]:
        """Store the case, durable when this returns; `loaded` None says that it is new. Raises Conflict."""

    async def erase(self, loaded: Loaded[CaseT]) -> None:
        """Remove the case for good; raises Conflict."""

    def deliveries_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Pages of the cases with a notification due at `before` or earlier, the longest due first."""

    def steps_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Pages of the cases whose own next step is due at `before` or earlier, the longest due first."""

    async def among(self, partition: str | None = None, /, **equal: str | int | None) -> Sequence[Loaded[CaseT]]:
        """Every case whose index fields equal these: of one partition, or of all, which an engine may find dear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """That a person is being forgotten, or was: then nothing is left to do. `whole`: also the way to their chat."""

    person: PersonId
    asked_at: datetime
    whole: bool
    next_step_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a job has come through what changes, so that it goes on from there when the process starts anew."""

    name: str
    reached_at: datetime


PROGRESS = "progress"
"""The partition of how far every job has come."""
DEAD_LETTERS = "all"
"""The partition of every dead letter."""
GREETING_ID = "greeting"
"""The id of every greeting; its partition is the person's id."""
ERASURE_ID = "erasure"
"""The id of a person's being forgotten; its partition is the person's id."""
ERASURE_KEPT = timedelta(days=35)
"""How long it stays on record that somebody was forgotten. A backup that is no older and has to be restored doesn't
bring them back (docs/decisions/0029-being-forgotten-outlives-a-backup.md)."""
COVERAGE_ID = "coverage"
"""The id of every answer group's book; its partition is the group's id."""
NOTICES = "notices"
"""The partition of every notice to the switchboard: there are a few a day."""
MISDIRECTED = "misdirected"
"""The partition of all that is kept of misdirected calls: one record a matter."""
REPORT_ID = "report"
"""The id of every manager's report; its partition is the person's id."""
DETAILS_ID = "details"
"""The id of what somebody has said of their details; its partition is the person's id."""

DESK_ID = "desk"
"""The id of every operator's desk; its partition is the person's id."""
DESK_BOOK_PLACE = Place("desk", "book")
"""Where the one book is of what the switchboard's operators have taken between them."""


class DiversionRepository(Protocol):
    """Each person's diversions, one book a person."""

    async def load(self, person: PersonId) -> Loaded[DiversionBook]:
        """The person's book; an empty one when there is none."""

    async def load_many(self, people: Sequence[PersonId]) -> Mapping[PersonId, DiversionBook]:
        """The books of several people; everyone asked for is there, with an empty book if need be."""

    async def save(self, loaded: Loaded[DiversionBook], book: DiversionBook) -> Loaded[DiversionBook]:
        """Store the book, durable when this returns; raises Conflict."""

    async def erase(self, loaded: Loaded[DiversionBook]) -> None:
        """Remove the book for good; raises Conflict."""

    def deliveries_due(self, before: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """Pages of people with a notification due at `before` or earlier, the longest due first."""

    def questions_due(self, before: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """Pages of people to be asked at `before` or earlier whether an open-ended diversion still holds (A3)."""

    def changed_since(self, after: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """Pages of people whose diversions were changed after that, the first changed first."""


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """Someone a search found, and how well: 1.0 is what was typed, to the letter."""

    person: Person
    score: float


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """`matches` answer the search, best first; `nearest` are names to suggest when nothing does. Never both.

    `is_certain`: there is one match, and all that was typed is theirs. A lone match that is not is one to ask about:
    its name is merely like what was typed, or begins so.
    """

    matches: tuple[PersonMatch, ...] = ()
    nearest: tuple[Person, ...] = ()
    is_certain: bool = False


class How(StrEnum):
    """How what was said fits a matter, the surest first."""

    EXACT = "exact"
    SYNONYM = "synonym"
    BENT = "bent"
    COMPOUND = "compound"
    BEGUN = "begun"
    SLIPPED = "slipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterMatch:
    """A function that a search by matter found. `matter` is as the directory spells it; a `score` of 1.0 is just that.

    `people` are those whose own matter it is, those nearest the function first, and `more_people` how many others.
    """

    function: Function
    matter: str
    score: float
    how: How
    people: tuple[PersonId, ...] = ()
    more_people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MattersFound:
    """`matches` answer what was said, best first, and `more` others do too; `nearest` are only like it. Never both."""

    matches: tuple[MatterMatch, ...] = ()
    nearest: tuple[MatterMatch, ...] = ()
    more: int = 0


@dataclass(frozen=True, kw_only=True)
class MattersBeside:
    """What is otherwise than a directory has it by itself: groups and people anew, ids that are gone, more synonyms.

    A group or a person that is changed is among both.
    """

    groups: tuple[AnswerGroup, ...] = ()
    people: tuple[Person, ...] = ()
    gone: frozenset[str] = frozenset()
    """Ids of functions (`policy.functions`)."""
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Directory(Protocol):
    """People, units and answer groups, in memory; one consistent municipality at a time."""

    @property
    def municipality(self) -> Municipality:
        """The directory as it is now; hold on to it for the whole turn."""

    def find_people(
        self, text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """People by name (any order, typing errors, nicknames, missing diacritics), extension, or phone number.

        `near` ranks colleagues of that person's unit first among equals; it is as if nobody of `without` were there.
        Synchronous and quick: nothing is awaited.
        """

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """Functions by what a caller's errand is about, in one word or in a sentence (S3).

        `beside` is read together with the directory's own. Synchronous and quick: nothing is awaited.
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
    UNCERTAIN = "uncertain"
    """It was sent whole and no answer came: its reader may have it."""
    THROTTLED = "throttled"
    """It was not tried, or turned away, because too much was sent just now; that is no attempt."""
    UNREACHABLE = "unreachable"
    """The person has no conversation with the bot, or has blocked or uninstalled it."""
    CARD_GONE = "card_gone"
    """The card that was to be changed is not there any more: it has to be posted anew."""
    FAILED = "failed"
    """The service refused the message itself; sending it again would end the same way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How one sending ended; the card that stands in the chat by it; how long to wait where that was asked for."""

    outcome: Delivery
    standing: StandingCard | None = None
    wait: timedelta | None = None


class Messenger(Protocol):
    """Tells people things that they did not ask for just now."""

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        """Send it in the person's language to their own chat with the bot, in the place of `standing` if that is given.

        `about` is the case that it is about, as it is now. Nothing goes out from `before` on, by the loop's clock,
        however long the process was paused. Never raises for what the far end does.
        """

    async def can_reach(self, person: PersonId) -> bool:
        """Whether the person has a chat with the bot, as far as is known now."""
