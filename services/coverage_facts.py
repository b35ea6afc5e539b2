"""Owns the gathering of all that decides a group's coverage: the directory, the group's book, its people's diversions.

Read only: what comes of it is the rules' (`policy.coverage`), and what is done about it `services.coverage_watch`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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
        municipality = self.directory.municipality
        known = municipality.groups.get(group_id)
        if known is None:
            raise PolicyError("coverage.no_such_group")
        loaded = await self.cases.load(book_place(group_id))
        book = CoverageBook(group=group_id) if loaded is None else loaded.value
        group = replace(known, changes=book.changes)
        people = _concerned(municipality, group, book, beside)
        books = await self.books.load_many(sorted(people))
        return GroupNow(group=group, loaded=loaded, facts=_facts(municipality, group, book, people, books))

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

    async def groups_of(self, person: PersonId) -> tuple[GroupId, ...]:
        """The groups that the person is a member of, has taken something on in, or is asked about as a manager."""
        municipality = self.directory.municipality
        member_of = municipality.groups_by_person.get(person, ())
        at_home = municipality.people.get(person)
        led = [below for unit in municipality.led_by.get(person, ()) for below in units_within(municipality, unit)]
        units = led if at_home is None else [at_home.unit, *led]
        near = [group for unit in dict.fromkeys(units) for group in municipality.groups_by_unit.get(unit, ())]
        places = [book_place(group) for group in near if group not in member_of]
        if len(places) <= MOST_READ_BY_PLACE:
            books = await self.cases.load_many(places) if places else ()
        else:
            books = await self._open_of(person)
        concerned = (book.group for book in books if _concerns(book, person))
        return tuple(dict.fromkeys((*member_of, *concerned)))

    async def _open_of(self, person: PersonId) -> Sequence[CoverageBook]:
        """The books in which somebody is asked or has taken something on, of all units near the person."""
        municipality = self.directory.municipality
        at_home = municipality.people.get(person)
        found = [one.value for one in await self.cases.among(None, is_open=1)]
        known = [(book, municipality.groups.get(book.group)) for book in found]
        return [
            book
            for book, group in known
            if group is not None
            and (person in line_of(municipality, group.unit) or (at_home is not None and at_home.unit == group.unit))
        ]


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


def _concerns(book: CoverageBook, person: PersonId) -> bool:
    is_asked = any(alert.asked == person for alert in book.open_alerts)
    return is_asked or any(shift.person == person for shift in book.shifts)


def with_book(now: GroupNow, book: DiversionBook) -> GroupFacts:
    """The facts as they would be if one person's diversions were these."""
    return replace(now.facts, books={**now.facts.books, book.person: book})


def book_place(group: GroupId) -> Place:
    """Where a group's book is."""
    return Place(str(group), COVERAGE_ID)
