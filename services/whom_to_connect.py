"""Use cases of the switchboard's question whom to connect: a matter's functions, and who there answers now (S3, A2).

Anyone may ask. What is told of people is masked for whoever reads it; nothing is set, and nothing is guessed: what is
only like the matter that was said is offered as `nearest`, never given as the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from policy.availability import Availability, State, availability
from policy.coverage_answers import GroupAnswer, answer_at
from policy.errors import PolicyError
from policy.functions import Function, function_of
from policy.organisation import GroupId, Municipality, Person, PersonId
from services.coverage_facts import CoverageFacts
from services.ports import Directory, DiversionRepository, How, MatterMatch

MOST_ANSWERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ToConnect:
    """A function that a matter leads to, as it stands at the moment.

    `people` are those whose own matter it is, who can answer now first. `next_in` is who can answer next when nobody
    can now, and `next_at` when: within the phone hours of a function that has any.
    """

    function: Function
    matter: str
    how: How
    group: GroupAnswer | None = None
    people: tuple[Availability, ...] = ()
    more_people: int = 0
    next_in: Person | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """What the municipality's switchboard does with a matter that leads nowhere: its group, and its own words."""

    group: GroupAnswer | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """`answers` are whom the matter leads to, and `more` others; where there are none `nearest` are those like it."""

    asked: str
    at: datetime
    answers: tuple[ToConnect, ...] = ()
    more: int = 0
    nearest: tuple[ToConnect, ...] = ()
    fallback: Fallback = field(default_factory=Fallback)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomToConnect:
    """Answers whoever asks."""

    facts: CoverageFacts
    books: DiversionRepository
    directory: Directory

    async def ask(self, text: str, *, viewer: PersonId, now: datetime) -> Whom:
        """Whom a caller with that matter is connected to."""
        found = self.directory.find_matters(text)
        municipality = self.directory.municipality
        answers = await self._told(found.matches[:MOST_ANSWERS], municipality, viewer, now)
        nearest = await self._told(found.nearest[:MOST_ANSWERS], municipality, viewer, now)
        return Whom(
            asked=text,
            at=now,
            answers=answers,
            more=max(len(found.matches) - MOST_ANSWERS, 0) + found.more,
            nearest=nearest,
            fallback=await self._fallback(municipality, viewer, now),
        )

    async def ask_about(self, function_id: str, matter: str, *, viewer: PersonId, now: datetime) -> ToConnect:
        """This very function, as it stands now; raises PolicyError `connecting.gone` when it isn't there any more."""
        municipality = self.directory.municipality
        function = function_of(function_id)
        if function is None or not _is_there(municipality, function):
            raise PolicyError("connecting.gone")
        match = MatterMatch(function=function, matter=matter, score=1.0, how=How.EXACT)
        (told,) = await self._told([match], municipality, viewer, now)
        return told

    async def told_of(
        self, matches: Sequence[MatterMatch], *, viewer: PersonId, now: datetime
    ) -> tuple[ToConnect, ...]:
        """These very matches, as they stand now, in their order: for whoever has searched already."""
        return await self._told(matches, self.directory.municipality, viewer, now)

    async def _told(
        self, matches: Sequence[MatterMatch], municipality: Municipality, viewer: PersonId, now: datetime
    ) -> tuple[ToConnect, ...]:
        groups = await self._groups(
            [one.function.group for one in matches if one.function.group], municipality, viewer, now
        )
        own = {one.function.id: (one.function.person, *one.people) for one in matches}
        wanted = {person for people in own.values() for person in people if person in municipality.people}
        books = await self.books.load_many(sorted(person for person in wanted if person is not None))
        told = []
        for one in matches:
            group = None if one.function.group is None else groups.get(one.function.group)
            people = tuple(
                availability(municipality, books[person], municipality.people[person], viewer=viewer, at=now)
                for person in dict.fromkeys(own[one.function.id])
                if person is not None and person in books
            )
            told.append(
                ToConnect(
                    function=one.function,
                    matter=one.matter,
                    how=one.how,
                    group=group,
                    people=tuple(sorted(people, key=lambda seen: seen.state not in (State.IN, State.OPEN_LINE))),
                    more_people=one.more_people,
                    next_at=None if group is None else group.next_at,
                )
            )
        return tuple(told)

    async def _groups(
        self, groups: Sequence[GroupId], municipality: Municipality, viewer: PersonId, now: datetime
    ) -> Mapping[GroupId, GroupAnswer]:
        gathered = await self.facts.several(groups)
        return {one.group.id: answer_at(municipality, one.facts, viewer=viewer, at=now) for one in gathered}

    async def _fallback(self, municipality: Municipality, viewer: PersonId, now: datetime) -> Fallback:
        terms = municipality.switchboard
        groups = await self._groups([] if terms.group is None else [terms.group], municipality, viewer, now)
        return Fallback(group=next(iter(groups.values()), None), words=terms.words)


def _is_there(municipality: Municipality, function: Function) -> bool:
    if function.group is not None:
        return function.group in municipality.groups
    return function.person in municipality.people
