"""Use cases of the switchboard's question whom to connect: a matter's functions, and who there answers now (S3, A2).

Anyone may ask. What is told of people is masked for whoever reads it; nothing is set, and nothing is guessed: what is
only like the matter that was said is offered as `nearest`, never given as the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from policy.availability import Availability, availability
from policy.coverage_answers import GroupAnswer, answer_at
from policy.errors import PolicyError
from policy.functions import Function, function_of, of_person
from policy.hours_now import HoursNow, hours_now
from policy.next_answer import NextAnswer, next_of_group, next_of_people
from policy.organisation import GroupId, Municipality, Person, PersonId
from policy.presence import Presence, is_occupied, occupied_last
from services.coverage_facts import CoverageFacts
from services.live_presence import NOT_TO_BE_HAD, LivePresence
from services.ports import Directory, DiversionRepository, How, MatterMatch

MOST_ANSWERS = 3
MOST_ALIKE = 60
"""Functions among which the one that a button names is sought by its matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToConnect:
    """A function that a matter leads to, as it stands at the moment.

    `people` are those whose own matter it is, who can answer now first. `next_in` is who can answer next when nobody
    can now, and `next_at` when: within the phone hours of a function that has any. `hours` are those of a group.
    """

    function: Function
    matter: str
    how: How
    group: GroupAnswer | None = None
    hours: HoursNow | None = None
    people: tuple[Availability, ...] = ()
    more_people: int = 0
    next_in: Person | None = None
    next_at: datetime | None = None
    seen: Mapping[PersonId, Presence] = field(default_factory=dict)
    """What Teams shows just now of those who can answer, for whoever may be told that."""


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


@dataclass(frozen=True, slots=True)
class _Seen:
    """Groups and people as one viewer may see them at one moment."""

    municipality: Municipality
    groups: Mapping[GroupId, tuple[GroupAnswer, NextAnswer | None]]
    people: Mapping[PersonId, Availability]
    presence: Mapping[PersonId, Presence]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomToConnect:
    """Answers whoever asks."""

    facts: CoverageFacts
    books: DiversionRepository
    directory: Directory
    presence: LivePresence = NOT_TO_BE_HAD

    async def ask(self, text: str, *, viewer: PersonId, now: datetime) -> Whom:
        """Whom a caller with that matter is connected to."""
        found = self.directory.find_matters(text)
        terms = self.directory.municipality.switchboard
        shown = (*found.matches[:MOST_ANSWERS], *found.nearest[:MOST_ANSWERS])
        seen = await self._seen(shown, viewer, now, beside=terms.group)
        told = _told(shown, seen, now)
        fallback = None if terms.group is None else seen.groups.get(terms.group)
        return Whom(
            asked=text,
            at=now,
            answers=told if found.matches else (),
            more=max(len(found.matches) - MOST_ANSWERS, 0) + found.more,
            nearest=() if found.matches else told,
            fallback=Fallback(group=None if fallback is None else fallback[0], words=terms.words),
        )

    async def ask_about(self, function_id: str, matter: str, *, viewer: PersonId, now: datetime) -> ToConnect:
        """This very function, as it stands now; raises PolicyError `connecting.gone` when it isn't there any more."""
        function = function_of(function_id)
        if function is None or not _is_there(self.directory.municipality, function):
            raise PolicyError("connecting.gone")
        match = self._match(function, matter)
        told = _told([match], await self._seen([match], viewer, now), now)
        if not told:
            raise PolicyError("connecting.gone")
        return told[0]

    async def told_of(
        self, matches: Sequence[MatterMatch], *, viewer: PersonId, now: datetime
    ) -> tuple[ToConnect, ...]:
        """These very matches, as they stand now, in their order: for whoever has searched already."""
        return _told(matches, await self._seen(matches, viewer, now), now)

    def _match(self, function: Function, matter: str) -> MatterMatch:
        """The function as one that the matter leads to, with the people whose own matter it is, if it still does."""
        found = self.directory.find_matters(matter, limit=MOST_ALIKE)
        for match in (*found.matches, *found.nearest):
            if match.function == function:
                return match
            if match.function.person is not None and function.person in match.people:
                return replace(match, function=function)
        own = () if function.person is None else (function.person,)
        return MatterMatch(function=function, matter=matter, score=1.0, how=How.EXACT, people=own)

    async def _seen(
        self, matches: Sequence[MatterMatch], viewer: PersonId, now: datetime, *, beside: GroupId | None = None
    ) -> _Seen:
        """All that the matches are about, read at once, and one group beside."""
        municipality = self.directory.municipality
        wanted = (*(match.function.group for match in matches), beside)
        asked_for = [group for group in dict.fromkeys(wanted) if group is not None]
        own = {person for match in matches for person in match.people if person in municipality.people}
        day = municipality.calendar.local(now).date()
        looking = self.presence.look_up(municipality, viewer, [*_members(municipality, asked_for, day), *sorted(own)])
        gathered = await self.facts.several(asked_for)
        groups = {}
        for one in gathered:
            answer = answer_at(municipality, one.facts, viewer=viewer, at=now)
            answers_now = answer.is_open and answer.able
            coming = None if answers_now else next_of_group(municipality.calendar, one.facts, now)
            groups[one.group.id] = (answer, coming)
        looking.also([one.person.id for answer, _ in groups.values() for one in answer.able])
        books = await self.books.load_many(sorted(own))
        people = {
            person: availability(municipality, book, municipality.people[person], viewer=viewer, at=now)
            for person, book in books.items()
        }
        seen = await looking.seen()
        return _Seen(municipality, {group: _in_turn(told, seen) for group, told in groups.items()}, people, seen)


def _members(municipality: Municipality, groups: Iterable[GroupId], day: date) -> Sequence[PersonId]:
    """Who is to answer for those groups that day, by the directory."""
    known = (municipality.groups[group] for group in groups if group in municipality.groups)
    return [person for group in known for person in group.members_on(day) if person in municipality.people]


def _in_turn(
    told: tuple[GroupAnswer, NextAnswer | None], seen: Mapping[PersonId, Presence]
) -> tuple[GroupAnswer, NextAnswer | None]:
    """The group's answer, whoever is taken up by a call just now after the others who can answer."""
    answer, coming = told
    return replace(answer, able=occupied_last(answer.able, seen)), coming


def _told(matches: Iterable[MatterMatch], seen: _Seen, now: datetime) -> tuple[ToConnect, ...]:
    told = (
        _of_people(match, seen) if match.function.group is None else _of_group(match, match.function.group, seen, now)
        for match in matches
    )
    return tuple(one for one in told if one is not None)


def _of_group(match: MatterMatch, group: GroupId, seen: _Seen, now: datetime) -> ToConnect | None:
    if group not in seen.groups:
        return None
    answer, coming = seen.groups[group]
    return ToConnect(
        function=match.function,
        matter=match.matter,
        how=match.how,
        group=answer,
        hours=hours_now(answer.group, seen.municipality.calendar, now),
        people=_in_order(match, seen),
        more_people=match.more_people,
        next_in=None if coming is None else coming.person,
        next_at=None if coming is None else coming.at,
        seen=seen.presence,
    )


def _of_people(match: MatterMatch, seen: _Seen) -> ToConnect | None:
    """Those whose own matter it is, where no group has it: the function is whoever of them is to be tried first."""
    people = _in_order(match, seen)
    if not people:
        return None
    coming = next_of_people(people)
    return ToConnect(
        function=of_person(people[0].person.id),
        matter=match.matter,
        how=match.how,
        people=people,
        more_people=match.more_people,
        next_in=None if coming is None else coming.person,
        next_at=None if coming is None else coming.at,
        seen=seen.presence,
    )


def _in_order(match: MatterMatch, seen: _Seen) -> tuple[Availability, ...]:
    """Who can answer now first, whoever is taken up last of them; else as found, those nearest the function first."""
    found = (seen.people[person] for person in match.people if person in seen.people)
    taken_up = seen.presence
    return tuple(sorted(found, key=lambda one: (not one.is_reachable, is_occupied(one.person.id, taken_up))))


def _is_there(municipality: Municipality, function: Function) -> bool:
    if function.group is not None:
        return function.group in municipality.groups
    return function.person in municipality.people
