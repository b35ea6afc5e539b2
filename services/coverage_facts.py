"""Owns the gathering of all that decides a group's coverage: the directory, the group's book, its people's diversions.

Read only: what comes of it is the rules' (`policy.coverage`), and what is done about it `services.coverage_watch`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from policy.coverage import GroupFacts
from policy.coverage_books import CoverageBook
from policy.diversions import DiversionBook
from policy.errors import PolicyError
from policy.leadership import line_of
from policy.organisation import AnswerGroup, GroupId, Municipality, PersonId
from policy.unit_tree import units_within
from services.ports import COVERAGE_ID, Cases, Directory, DiversionRepository, Loaded, Place

MOST_READ_BY_PLACE = 200
"""Groups near somebody that are read one by one; whoever leads more has those with something open sought out."""

FEW = range(4)
"""How many colleagues' diversions are read first, where those colleagues would do by their hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNow:
    """A group as it is now: with its manager's changes, its book as loaded, and the facts of its coverage."""

    group: AnswerGroup
    loaded: Loaded[CoverageBook] | None
    facts: GroupFacts

    @property
    def book(self) -> CoverageBook:
        """The group's book; an empty one where none is stored."""
        return CoverageBook(group=self.group.id) if self.loaded is None else self.loaded.value


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFacts:
    """Gathers them."""

    cases: Cases[CoverageBook]
    books: DiversionRepository
    directory: Directory

    async def of(self, group_id: GroupId, *, beside: Iterable[PersonId] = ()) -> GroupNow:
        """The group as it is now; with the diversions of others `beside` its own people's too.

        Raises PolicyError `coverage.no_such_group`.
        """
        municipality, (group, loaded, book) = self.directory.municipality, await self._group(group_id)
        people = _concerned(municipality, group, book, beside)
        books = await self.books.load_many(sorted(people))
        return GroupNow(group=group, loaded=loaded, facts=_facts(municipality, group, book, people, books))

    async def in_part(
        self, group_id: GroupId, own: DiversionBook, *, suffices: Callable[[GroupFacts], bool]
    ) -> GroupNow:
        """The group with the diversions of so few of its people read that `suffices`, where that is so; else of all.

        Who isn't read is not among the people of the facts: with them more can answer, never fewer. `own` is the book
        of whoever asks. Raises PolicyError `coverage.no_such_group`.
        """
        municipality, (group, loaded, book) = self.directory.municipality, await self._group(group_id)
        people = _concerned(municipality, group, book)
        others = sorted(people - {own.person})
        books = {person: DiversionBook(person=person) for person in others} | {own.person: own}

        def seen(of: Iterable[PersonId]) -> GroupFacts:
            return _facts(municipality, group, book, people & {own.person, *of}, books)

        few = next((some for n in FEW if suffices(seen(some := others[:n]))), others)
        books |= await self.books.load_many(few) if few else {}
        facts = seen(few)
        if len(few) < len(others) and not suffices(facts):
            books |= await self.books.load_many(others[len(few) :])
            facts = seen(others)
        return GroupNow(group=group, loaded=loaded, facts=facts)

    async def _group(self, group_id: GroupId) -> tuple[AnswerGroup, Loaded[CoverageBook] | None, CoverageBook]:
        """The group with its manager's changes, and its book; raises PolicyError `coverage.no_such_group`."""
        known = self.directory.municipality.groups.get(group_id)
        if known is None:
            raise PolicyError("coverage.no_such_group")
        loaded = await self.cases.load(book_place(group_id))
        book = CoverageBook(group=group_id) if loaded is None else loaded.value
        return replace(known, changes=book.changes), loaded, book

    async def several(self, groups: Sequence[GroupId]) -> Sequence[GroupNow]:
        """Groups as they are now, to be looked at and not saved, read at once; those that are gone are left out."""
        municipality = self.directory.municipality
        known = [municipality.groups[group] for group in groups if group in municipality.groups]
        stored = {book.group: book for book in await self.cases.load_many([book_place(one.id) for one in known])}
        found = []
        for one in known:
            book = stored.get(one.id) or CoverageBook(group=one.id)
            group = replace(one, changes=book.changes)
            found.append((group, book, _concerned(municipality, group, book)))
        books = await self.books.load_many(sorted({person for _, _, people in found for person in people}))
        return [
            GroupNow(
                group=group,
                loaded=Loaded(book, None),
                facts=_facts(municipality, group, book, people, books),
            )
            for group, book, people in found
        ]

    def answered_by(self, book: DiversionBook, *, now: datetime) -> tuple[GroupId, ...]:
        """The groups that somebody is a member of, or has taken something on in: their diversions decide those (A2)."""
        municipality = self.directory.municipality
        taken_on = (group for group in book.duty_groups(now) if group in municipality.groups)
        return tuple(dict.fromkeys((*municipality.groups_by_person.get(book.person, ()), *taken_on)))

    async def groups_of(self, book: DiversionBook, *, now: datetime) -> tuple[GroupId, ...]:
        """The same, and those that the person is asked about as a manager."""
        municipality, answered = self.directory.municipality, self.answered_by(book, now=now)
        led = [one for unit in municipality.led_by.get(book.person, ()) for one in units_within(municipality, unit)]
        near = [group for unit in dict.fromkeys(led) for group in municipality.groups_by_unit.get(unit, ())]
        places = [book_place(group) for group in near if group not in answered]
        if len(places) <= MOST_READ_BY_PLACE:
            books = await self.cases.load_many(places) if places else ()
        else:
            books = await self._open_of(book.person)
        asked = (one.group for one in books if any(alert.asked == book.person for alert in one.open_alerts))
        return tuple(dict.fromkeys((*answered, *asked)))

    async def _open_of(self, person: PersonId) -> Sequence[CoverageBook]:
        """The books in which a manager is asked, of all units that the person leads."""
        municipality = self.directory.municipality
        found = [one.value for one in await self.cases.among(None, is_open=1)]
        known = [(book, municipality.groups.get(book.group)) for book in found]
        return [book for book, group in known if group is not None and person in line_of(municipality, group.unit)]


def _concerned(
    municipality: Municipality, group: AnswerGroup, book: CoverageBook, beside: Iterable[PersonId] = ()
) -> frozenset[PersonId]:
    """Those of the directory whose diversions decide the group's coverage, and those asked for beside."""
    concerned = {*group.everyone, *(shift.person for shift in book.shifts), *beside}
    return frozenset(person for person in concerned if person in municipality.people)


def _facts(
    municipality: Municipality,
    group: AnswerGroup,
    book: CoverageBook,
    people: frozenset[PersonId],
    books: Mapping[PersonId, DiversionBook],
) -> GroupFacts:
    return GroupFacts(
        group=group,
        people={person: municipality.people[person] for person in people},
        books={person: books[person] for person in people},
        shifts=book.shifts,
    )


def with_book(now: GroupNow, book: DiversionBook) -> GroupFacts:
    """The facts as they would be if one person's diversions were these."""
    return replace(now.facts, books={**now.facts.books, book.person: book})


def book_place(group: GroupId) -> Place:
    """Where a group's book is."""
    return Place(str(group), COVERAGE_ID)
