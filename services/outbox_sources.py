"""Owns what the outbox needs of each subject whose cases hold notifications, and the diversion book as such a case."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from policy.diversions import DiversionBook
from policy.organisation import PersonId
from policy.outgoing import Notification, Outgoing, StandingCard
from services.ports import DiversionRepository, Loaded, Place

CaseT = TypeVar("CaseT")
DIVERSIONS = "diversion"
BOOK = "book"


class MailedCases(Protocol[CaseT]):
    """Cases with an `outgoing`, as far as the outbox goes: a part of `services.ports.Cases`."""

    async def load(self, place: Place) -> Loaded[CaseT] | None:
        """The case there, or None."""

    async def save(self, loaded: Loaded[CaseT] | None, case: CaseT) -> Loaded[CaseT]:
        """Store the case; raises Conflict."""

    def deliveries_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Pages of the cases with a notification due at `before` or earlier, the longest due first."""


def _as_it_is(case: CaseT, _notification: Notification, _now: datetime) -> CaseT:
    return case


def _nothing_since(case: CaseT, _card: StandingCard, _now: datetime) -> CaseT:
    return case


def with_outgoing(case: CaseT, outgoing: Outgoing) -> CaseT:
    """The case, a dataclass with the field `outgoing`, with this in it."""
    changeable: Any = case
    changed: CaseT = replace(changeable, outgoing=outgoing)
    return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxSource(Generic[CaseT]):
    """One subject's cases, each with its `outgoing`.

    `sent` and `bounced` are what the case itself makes of a notification's end, saved with it: that it was delivered,
    or that its reader can't be reached or it was given up. `bounced` may come several times for one notification.
    `noted` is what it makes of a card of its own that an answer has shown: what has happened since that answer was
    made is not on the card yet.
    """

    name: str
    cases: MailedCases[CaseT]
    sent: Callable[[CaseT, Notification, datetime], CaseT] = _as_it_is
    bounced: Callable[[CaseT, Notification, datetime], CaseT] = _as_it_is
    noted: Callable[[CaseT, StandingCard, datetime], CaseT] = _nothing_since


class BookCases:
    """People's diversion books as cases for the outbox."""

    def __init__(self, books: DiversionRepository) -> None:
        self._books = books

    async def load(self, place: Place) -> Loaded[DiversionBook] | None:
        """The person's book; None when nothing is stored."""
        loaded = await self._books.load(PersonId(place.partition))
        return None if loaded.etag is None else loaded

    async def save(self, loaded: Loaded[DiversionBook] | None, case: DiversionBook) -> Loaded[DiversionBook]:
        """Store the book; raises Conflict."""
        return await self._books.save(loaded or Loaded(case, None), case)

    async def deliveries_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Pages of the books with a notification due at `before` or earlier, the longest due first."""
        async for places in book_places(self._books.deliveries_due(before)):
            yield places


def book_place(person: PersonId) -> Place:
    """Where a person's diversion book is."""
    return Place(str(person), BOOK)


async def book_places(pages: AsyncIterator[Sequence[PersonId]]) -> AsyncIterator[Sequence[Place]]:
    """Pages of where people's diversion books are, out of pages of people."""
    async for people in pages:
        yield [book_place(person) for person in people]
