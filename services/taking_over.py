"""Use case of finding who else can take somebody's matters at a moment: of the same groups or matters (V1, S3).

Read only; whoever can't answer just then is not among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from policy.availability import Availability, availability
from policy.coverage_answers import able_at
from policy.organisation import GroupId, Municipality, Person, PersonId
from services.coverage_facts import CoverageFacts, GroupNow
from services.ports import Directory, DiversionRepository, How, MatterMatch

MOST = 3
"""How many are told of: a caller is put through to one."""
MOST_GROUPS = 4
MOST_MATTERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CanTake:
    """Somebody who can answer, and for what: a group's name or a matter."""

    told: Availability
    answers_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingOver:
    """Finds them, in the order to try: the person's own groups, groups of the person's matters, others of those."""

    facts: CoverageFacts
    books: DiversionRepository
    directory: Directory

    async def instead_of(
        self, person: Person, *, viewer: PersonId, at: datetime, but: frozenset[PersonId] = frozenset()
    ) -> tuple[CanTake, ...]:
        """The first few who can take the person's matters at the instant; never the person, nor those of `but`."""
        municipality = self.directory.municipality
        found: dict[PersonId, CanTake] = {}
        shared = [match for matter in person.matters[:MOST_MATTERS] for match in self._of_matter(matter)]
        groups = await self.facts.several(self._groups(municipality, person, shared, at))
        for told, answers_for in _able_in(municipality, groups, viewer, at):
            found.setdefault(told.person.id, CanTake(told=told, answers_for=answers_for))
        if len(found.keys() - {person.id, *but}) < MOST:
            for told, matter in await self._others(municipality, shared, viewer, at):
                found.setdefault(told.person.id, CanTake(told=told, answers_for=matter))
        return tuple(one for key, one in found.items() if key != person.id and key not in but)[:MOST]

    def _of_matter(self, matter: str) -> Sequence[MatterMatch]:
        """Whom this very matter leads to; what is only like it is another matter."""
        return [one for one in self.directory.find_matters(matter).matches if one.how is How.EXACT]

    def _groups(
        self, municipality: Municipality, person: Person, shared: Sequence[MatterMatch], at: datetime
    ) -> Sequence[GroupId]:
        day = municipality.calendar.local(at).date()
        own = [
            group
            for group in municipality.groups_by_person.get(person.id, ())
            if person.id in municipality.groups[group].members_on(day)
        ]
        by_matter = [one.function.group for one in shared if one.function.group is not None]
        return list(dict.fromkeys((*own, *by_matter)))[:MOST_GROUPS]

    async def _others(
        self, municipality: Municipality, shared: Sequence[MatterMatch], viewer: PersonId, at: datetime
    ) -> Sequence[tuple[Availability, str]]:
        """Those whose own matter it is too, who can be reached."""
        matter_of: dict[PersonId, str] = {}
        for one in shared:
            for person in (one.function.person, *one.people):
                if person is not None and person in municipality.people:
                    matter_of.setdefault(person, one.matter)
        books = await self.books.load_many(sorted(matter_of))
        people = (municipality.people[key] for key in matter_of)
        told = (availability(municipality, books[one.id], one, viewer=viewer, at=at) for one in people)
        return [(one, matter_of[one.person.id]) for one in told if one.is_reachable]


def _able_in(
    municipality: Municipality, groups: Sequence[GroupNow], viewer: PersonId, at: datetime
) -> Iterator[tuple[Availability, str]]:
    for now in groups:
        for told in able_at(municipality, now.facts, viewer=viewer, at=at):
            yield told, now.group.name
