"""Use cases of the switchboard's question: who is meant, and what may be told of them (V1).

It must not set anything, and it never guesses who is meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from policy.availability import Availability, Outlook, availability, outlook
from policy.details import Details
from policy.details_marks import DetailsMark, details_mark
from policy.diversions import DiversionBook
from policy.errors import PolicyError
from policy.organisation import Municipality, Person, PersonId
from policy.periods import Period, as_utc
from policy.presence import Presence, is_occupied
from services.details import details_place
from services.live_presence import NOT_TO_BE_HAD, LivePresence, Looking
from services.ports import Cases, Directory, DiversionRepository
from services.taking_over import CanTake, TakingOver


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """When the question is about: a period, an instant, or neither, which is now. What is over is as if not named."""

    now: datetime
    period: Period | None = None
    at: datetime | None = None

    @property
    def at_ahead(self) -> datetime | None:
        """The instant, if it is still to come."""
        return self.at if self.at is not None and as_utc(self.at) > as_utc(self.now) else None

    @property
    def period_ahead(self) -> Period | None:
        """The period, if anything of it is still to come."""
        return self.period if self.period is not None and self.period.overlaps(Period(self.now, None)) else None

    @property
    def moment(self) -> datetime:
        """The instant at which it is looked how it stands."""
        return self.at_ahead or self.now

    @property
    def is_of_now(self) -> bool:
        """Whether it is about how things stand just now."""
        return self.at_ahead is None and self.period_ahead is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is told of the one person who is meant; `outlook` where the question named a period.

    `at` is the instant ahead that the question named; `told` is how it stands then, else how it stands now. `able` are
    others who can take the person's matters at that moment, in the order to try, where the person can't.
    """

    told: Availability
    at: datetime | None = None
    outlook: Outlook | None = None
    stand_in: Person | None = None
    stand_in_told: Availability | None = None
    is_certain: bool = True
    """Whether the question says who is meant; else its name is merely like this one's, and it is asked about."""
    able: tuple[CanTake, ...] = ()
    mark: DetailsMark | None = None
    seen: Mapping[PersonId, Presence] = field(default_factory=dict)
    """What Teams shows just now of those who are told of, for whoever may be told that."""

    def after_looking(self, seen: Mapping[PersonId, Presence]) -> Found:
        """The same with what Teams shows; of who else can take the matters, whoever is in a call comes last."""
        if not seen:
            return self
        able = sorted(self.able, key=lambda one: is_occupied(one.told.person.id, seen))
        return replace(self, able=tuple(able), seen=seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """More than one person answers to what was said, best first."""

    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOne:
    """Nobody answers to it; these are the nearest names, which may be none."""

    nearest: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityService:
    """Answers about people, masked for whoever asks."""

    books: DiversionRepository
    details: Cases[Details]
    directory: Directory
    taking_over: TakingOver
    presence: LivePresence = NOT_TO_BE_HAD

    async def ask(
        self,
        asker: PersonId,
        text: str,
        *,
        now: datetime,
        period: Period | None = None,
        at: datetime | None = None,
    ) -> Found | Several | NoOne:
        """What may be told of whoever `text` names: a name, an extension or a number."""
        near = self.directory.municipality.people.get(asker)
        outcome = self.directory.find_people(text, near=near)
        if len(outcome.matches) == 1:
            found = await self.ask_about(asker, outcome.matches[0].person.id, now=now, period=period, at=at)
            return replace(found, is_certain=outcome.is_certain)
        if outcome.matches:
            return Several(people=tuple(match.person for match in outcome.matches))
        return NoOne(nearest=outcome.nearest)

    async def ask_about(
        self,
        asker: PersonId,
        person_id: PersonId,
        *,
        now: datetime,
        period: Period | None = None,
        at: datetime | None = None,
    ) -> Found:
        """What may be told of this very person; of a period or an instant that is over, no more than of now.

        Raises PolicyError `person.unknown`.
        """
        person = self.directory.municipality.people.get(person_id)
        if person is None:
            raise PolicyError("person.unknown")
        asked = Asked(now=now, period=period, at=at)
        looking = self._look_up(asker, [person], asked)
        (found,) = await self._told_of(asker, [person], asked, looking)
        if found.outlook is None and not found.told.is_reachable:
            named = frozenset[PersonId]() if found.stand_in is None else frozenset([found.stand_in.id])
            able = await self.taking_over.instead_of(person, viewer=asker, at=asked.moment, but=named)
            found = replace(found, able=able)
            if asked.is_of_now:
                looking.also([one.told.person.id for one in able])
        return found.after_looking(await looking.seen())

    async def told_of(self, asker: PersonId, people: Sequence[Person], asked: Asked) -> Sequence[Found]:
        """What may be told of each of these, in that order, read at once; who else can take their matters is not."""
        looking = self._look_up(asker, people, asked)
        found = await self._told_of(asker, people, asked, looking)
        seen = await looking.seen()
        return [one.after_looking(seen) for one in found]

    def _look_up(self, asker: PersonId, people: Sequence[Person], asked: Asked) -> Looking:
        """How they stand in Teams, looked up beside the reading of what they have said themselves."""
        wanted = [person.id for person in people] if asked.is_of_now else []
        return self.presence.look_up(self.directory.municipality, asker, wanted)

    async def _told_of(
        self, asker: PersonId, people: Sequence[Person], asked: Asked, looking: Looking
    ) -> Sequence[Found]:
        municipality = self.directory.municipality
        books = await self.books.load_many([person.id for person in people])
        stored = await self.details.load_many([details_place(person.id) for person in people])
        details = {one.person: one for one in stored}

        def told(person: Person, book: DiversionBook) -> Availability:
            return availability(municipality, book, person, viewer=asker, at=asked.moment)

        def found_of(person: Person) -> Found:
            ahead = asked.period_ahead
            return Found(
                told=told(person, books[person.id]),
                at=asked.at_ahead,
                outlook=None
                if ahead is None
                else outlook(municipality, books[person.id], person, viewer=asker, period=ahead, now=asked.now),
                mark=details_mark(municipality, person, details.get(person.id), viewer=asker, now=asked.now),
            )

        found = [found_of(person) for person in people]
        stand_ins = [_stand_in(one, municipality) for one in found]
        if asked.is_of_now:
            looking.also([one.id for one in stand_ins if one is not None])
        theirs = await self.books.load_many([one.id for one in stand_ins if one is not None])
        return [
            one if instead is None else replace(one, stand_in=instead, stand_in_told=told(instead, theirs[instead.id]))
            for one, instead in zip(found, stand_ins, strict=True)
        ]


def _stand_in(found: Found, municipality: Municipality) -> Person | None:
    """Who answers instead: in the absence at the moment; of a period, in the first of it that names someone."""
    absences = (found.told.absence,) if found.outlook is None else found.outlook.absences
    named = (one.diversion.answers_instead for one in absences if one is not None)
    return next((municipality.people.get(person) for person in named if person is not None), None)
