"""Stand-ins for what services need from outside: each implements a port of `services.ports`, in memory.

They keep what the port promises (etags, conflicts, order) and can be told to fail in the ways that the real ones do.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import inf

from policy.diversions import DiversionBook
from policy.organisation import Municipality, Person, PersonId
from policy.outgoing import Notification, StandingCard
from policy.periods import as_utc
from services.ports import (
    Conflict,
    Delivery,
    Loaded,
    MattersBeside,
    MattersFound,
    PersonMatch,
    SearchOutcome,
    Sending,
)


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = as_utc(now)

    def now(self) -> datetime:
        """The instant at which it stands, in UTC."""
        return self._now

    def passes(self, **span: float) -> None:
        """Let time pass: `clock.passes(minutes=20)`."""
        self._now += timedelta(**span)


class FakeDirectory:
    """A directory whose search is exact: a whole name, a first or last name, or an extension, in any case."""

    def __init__(self, municipality: Municipality) -> None:
        self.municipality = municipality

    def find_people(
        self, text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """Everyone named exactly, those in `near`'s unit first; else those who share the text's first three letters."""
        said = text.strip().casefold()
        named = [p for p in self.municipality.people.values() if said in _names(p) and p.id not in without]
        if named:
            named.sort(key=lambda p: (near is None or p.unit != near.unit, p.name))
            matches = tuple(PersonMatch(person=p, score=1.0) for p in named[:limit])
            return SearchOutcome(matches=matches, is_certain=len(named) == 1)
        like = [p for p in self.municipality.people.values() if any(n[:3] == said[:3] for n in _names(p))]
        return SearchOutcome(nearest=tuple(like[:limit]))

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """Nothing: whom a matter leads to is for the tests of the search that is used."""
        del text, limit, beside
        return MattersFound()


def _names(person: Person) -> set[str]:
    return {name.casefold() for name in (person.name, person.first_name, person.last_name, person.extension)}


class BooksInMemory:
    """A DiversionRepository in a dict, with etags. Loading and saving let other tasks run, as a real one's do.

    `before_save` is awaited ahead of each save, with no etag checked yet: where a test lets someone else come first,
    or lets the store fail.
    """

    def __init__(self, *books: DiversionBook) -> None:
        self._stored: dict[PersonId, tuple[DiversionBook, int]] = {book.person: (book, 1) for book in books}
        self.before_save: Callable[[], Awaitable[None]] = _nothing
        self.saves = 0
        """How many saves went through."""

    def __getitem__(self, person: PersonId) -> DiversionBook:
        """The person's book as it is stored now."""
        return self._stored[person][0] if person in self._stored else DiversionBook(person=person)

    def put(self, book: DiversionBook) -> None:
        """Store the book as if somebody had saved it."""
        _, version = self._stored.get(book.person, (None, 0))
        self._stored[book.person] = (book, version + 1)

    def forget(self, person: PersonId) -> None:
        """Erase the person's book."""
        self._stored.pop(person, None)

    async def load(self, person: PersonId) -> Loaded[DiversionBook]:
        """The person's book; an empty one when there is none."""
        await asyncio.sleep(0)
        if person not in self._stored:
            return Loaded(DiversionBook(person=person), None)
        book, version = self._stored[person]
        return Loaded(book, str(version))

    async def erase(self, loaded: Loaded[DiversionBook]) -> None:
        """Remove the book if nobody has saved it since it was loaded; raises Conflict."""
        await asyncio.sleep(0)
        _, version = self._stored.get(loaded.value.person, (None, 0))
        if loaded.etag != (str(version) if version else None):
            raise Conflict
        self._stored.pop(loaded.value.person, None)

    async def load_many(self, people: Sequence[PersonId]) -> Mapping[PersonId, DiversionBook]:
        """The books of several people."""
        return {person: (await self.load(person)).value for person in people}

    async def save(self, loaded: Loaded[DiversionBook], book: DiversionBook) -> Loaded[DiversionBook]:
        """Store the book if nobody has since it was loaded; raises Conflict."""
        await self.before_save()
        await asyncio.sleep(0)
        _, version = self._stored.get(book.person, (None, 0))
        if loaded.etag != (str(version) if version else None):
            raise Conflict
        self._stored[book.person] = (book, version + 1)
        self.saves += 1
        return Loaded(book, str(version + 1))

    async def deliveries_due(self, before: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """People with a notification due at `before` or earlier, the longest due first, ten at a time."""
        due = {person: book.outgoing.next_delivery_at for person, (book, _) in self._stored.items()}
        async for page in _pages(due, before):
            yield page

    async def questions_due(self, before: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """People to be asked at `before` or earlier, the longest waited for first, ten at a time."""
        due = {person: book.ask_at for person, (book, _) in self._stored.items()}
        async for page in _pages(due, before):
            yield page

    async def effects_due(self, before: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """People for whom something else is to be set by then, the longest waited for first, ten at a time."""
        due = {person: book.effects.next_at for person, (book, _) in self._stored.items()}
        async for page in _pages(due, before):
            yield page

    async def changed_since(self, after: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """People whose diversions were changed after that, all on one page, the first changed first."""
        changed = {person: book.changed_at for person, (book, _) in self._stored.items()}
        found = sorted((at, person) for person, at in changed.items() if at is not None and at > as_utc(after))
        if found:
            yield [person for _, person in found]


async def _pages(due: Mapping[PersonId, datetime | None], before: datetime) -> AsyncIterator[Sequence[PersonId]]:
    found = sorted((at, person) for person, at in due.items() if at is not None and at <= as_utc(before))
    for first in range(0, len(found), 10):
        await asyncio.sleep(0)
        yield [person for _, person in found[first : first + 10]]


async def _nothing() -> None:
    return None


def failing(times: int, error: BaseException) -> Callable[[], Awaitable[None]]:
    """For `before_save`: raise the error that many times, then let saves through."""
    left = times

    async def fail() -> None:
        nonlocal left
        if left > 0:
            left -= 1
            raise error

    return fail


class RecordingMessenger:
    """A messenger that remembers what it was asked to send; `outcomes` answer its attempts, and then all is sent."""

    def __init__(self, outcomes: Iterable[Delivery] = ()) -> None:
        self._outcomes = iter(outcomes)
        self.tried: list[Notification] = []
        self.sent: list[Notification] = []

    async def can_reach(self, person: PersonId) -> bool:
        """Everyone."""
        return True

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        """The next scripted outcome; a card that is sent then stands."""
        await asyncio.sleep(0)
        self.tried.append(notification)
        outcome = next(self._outcomes, Delivery.SENT)
        if outcome is not Delivery.SENT:
            return Sending(outcome=outcome)
        self.sent.append(notification)
        if not notification.card:
            return Sending(outcome=outcome)
        activity = standing.activity if standing is not None else f"activity-{len(self.sent)}"
        card = StandingCard(to=notification.to, card=notification.card, conversation="chat", activity=activity)
        return Sending(outcome=outcome, standing=card)
