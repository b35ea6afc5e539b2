"""Use cases of Teams' own search box: people and functions in one list, best first, page by page (V1, S3).

Whoever searches is told the same, what everyone may be told: what is found becomes a card that can be sent to others.
Nothing is changed, and nothing is guessed: what is only like what was typed comes as that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from policy.availability import Availability, availability
from policy.coverage_books import CoverageBook
from policy.diversions import DiversionBook
from policy.functions import of_group
from policy.organisation import Municipality, Person, PersonId, Role
from policy.periods import as_utc
from services.desk_reading import AtDesk
from services.ports import Directory, DiversionRepository, How, MatterMatch
from services.whom_to_connect import ToConnect, WhomToConnect

EVERYONE = PersonId("")
"""Whose eyes all of it is masked for: nobody's in particular."""
MOST_FOUND = 200
"""Nobody leafs further: they type more."""
MOST_FUNCTIONS = 12
MOST_UNCOVERED = 10
MOST_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtPerson:
    """Someone who was found, how they can be reached, and who answers instead while they can't."""

    told: Availability
    stand_in: Availability | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtPage:
    """One page of what was found. `only_alike`: nothing answers to what was typed, and these are like it."""

    rows: tuple[SoughtPerson | ToConnect, ...] = ()
    only_alike: bool = False


Match = Person | MatterMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchBox:
    """Finds for whoever is in the directory."""

    books: DiversionRepository
    coverage: AtDesk[CoverageBook]
    directory: Directory
    whom: WhomToConnect

    async def find(
        self, searcher: Person, text: str, *, names: Sequence[str] = (), skip: int, count: int, now: datetime
    ) -> SoughtPage:
        """The page; where nothing was typed one's own colleagues, and for the switchboard first what is uncovered.

        `names` are the several that the text may name, for when it is nothing by itself.
        """
        municipality = self.directory.municipality
        last = min(skip + count, MOST_FOUND)
        if text:
            only_alike, found = self._matches(text, searcher, last)
            if only_alike and len(names) > 1:
                only_alike, found = self._each(names, searcher, last) or (only_alike, found)
        else:
            only_alike, found = False, [*await self._uncovered(searcher, now), *self._colleagues(searcher)]
        page = found[skip:last]
        people = await self._people([one for one in page if isinstance(one, Person)], municipality, now)
        functions = await self._functions([one for one in page if not isinstance(one, Person)], now)
        rows = (
            people[one.id] if isinstance(one, Person) else functions[one.function.id]
            for one in page
            if isinstance(one, Person) or one.function.id in functions
        )
        return SoughtPage(rows=tuple(rows), only_alike=only_alike)

    async def _uncovered(self, searcher: Person, now: datetime) -> Sequence[Match]:
        """The functions that nobody, or too few, can answer for just now (V1, A2): for the switchboard."""
        if Role.SWITCHBOARD not in searcher.roles:
            return []
        known, pressing = self.directory.municipality.groups, await self.coverage.at_desk(MOST_UNCOVERED, before=now)
        groups = [known[one.value.group] for one in pressing if one.value.group in known and _has_gap(one.value, now)]
        return [
            MatterMatch(function=of_group(group.id), matter=group.name, score=1.0, how=How.EXACT) for group in groups
        ]

    def _colleagues(self, searcher: Person) -> Sequence[Match]:
        """Those of the searcher's unit, by name."""
        colleagues = self.directory.municipality.staff_of(searcher.unit)
        staff = (person for person in colleagues if person.id != searcher.id)
        return sorted(staff, key=lambda person: (person.last_name, person.first_name, person.id))

    def _matches(self, text: str, searcher: Person, last: int) -> tuple[bool, Sequence[Match]]:
        """Whether what was found is only alike, and all of it, best first; the first `last` are always the same."""
        people = self.directory.find_people(text, near=searcher, limit=last)
        matters = self.directory.find_matters(text, limit=MOST_FUNCTIONS)
        if not people.matches and not matters.matches:
            return True, self._once([*people.nearest, *matters.nearest])
        scored: list[tuple[float, Match]] = [(one.score, one) for one in matters.matches]
        scored += [(one.score, one.person) for one in people.matches]
        # Sorting keeps the order of equals: each search's own, and the few functions before the people.
        return False, self._once([match for _, match in sorted(scored, key=lambda one: -one[0])])

    def _each(self, names: Sequence[str], searcher: Person, last: int) -> tuple[bool, Sequence[Match]] | None:
        """The best of each, then the next best of each, of those that are somebody or something; None where none is."""
        each = [self._matches(name, searcher, last) for name in names[:MOST_NAMED]]
        found = [matches for only_alike, matches in each if not only_alike]
        ranked = [match for rank in zip_longest(*found) for match in rank if match is not None]
        return (False, self._once(ranked)) if ranked else None

    def _once(self, matches: Sequence[Match]) -> list[Match]:
        """Each of them once: those whose own matter it is may be found by name as well, and are shown as people."""
        people, found = self.directory.municipality.people, dict[str, Match]()
        for match in matches:
            if isinstance(match, MatterMatch) and match.function.person is not None:
                for id_ in (match.function.person, *match.people):
                    known = people.get(id_)
                    if known is not None:
                        found.setdefault(id_, known)
            else:
                found.setdefault(match.id if isinstance(match, Person) else match.function.id, match)
        return list(found.values())

    async def _people(
        self, people: Sequence[Person], municipality: Municipality, now: datetime
    ) -> Mapping[PersonId, SoughtPerson]:
        """How each can be reached: their books in one reading, and those of who answers instead in another."""
        books = await self.books.load_many([person.id for person in people])
        told = {person.id: _told(municipality, books, person, now) for person in people}
        named = {id_: _stand_in(one, municipality) for id_, one in told.items()}
        stand_ins = {one.id: one for one in named.values() if one is not None}
        their_books = await self.books.load_many(list(stand_ins)) if stand_ins else {}
        seen = {id_: _told(municipality, their_books, one, now) for id_, one in stand_ins.items()}
        return {
            id_: SoughtPerson(told=one, stand_in=None if (instead := named[id_]) is None else seen[instead.id])
            for id_, one in told.items()
        }

    async def _functions(self, matches: Sequence[MatterMatch], now: datetime) -> Mapping[str, ToConnect]:
        if not matches:
            return {}
        told = await self.whom.told_of(matches, viewer=EVERYONE, now=now)
        return {one.function.id: one for one in told if one.group is not None}


def _has_gap(book: CoverageBook, now: datetime) -> bool:
    return any(gap.period.contains(as_utc(now)) for alert in book.open_alerts for gap in alert.gaps)


def _told(
    municipality: Municipality, books: Mapping[PersonId, DiversionBook], person: Person, now: datetime
) -> Availability:
    return availability(municipality, books[person.id], person, viewer=EVERYONE, at=now)


def _stand_in(told: Availability, municipality: Municipality) -> Person | None:
    if told.absence is None or told.absence.diversion.answers_instead is None:
        return None
    return municipality.people.get(told.absence.diversion.answers_instead)
