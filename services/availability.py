"""Use cases of the switchboard's question: who is meant, and what may be told of them (V1).

It must not set anything, and it never guesses who is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from policy.availability import Availability, Outlook, availability, outlook
from policy.errors import PolicyError
from policy.organisation import Municipality, Person, PersonId
from policy.periods import Period, as_utc
from services.ports import Directory, DiversionRepository


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is told of the one person who is meant; `outlook` where the question named a period.

    `at` is the instant ahead that the question named; `told` is how it stands then, else how it stands now.
    """

    told: Availability
    at: datetime | None = None
    outlook: Outlook | None = None
    stand_in: Person | None = None
    stand_in_told: Availability | None = None
    is_certain: bool = True
    """Whether the question says who is meant; else its name is merely like this one's, and it is asked about."""


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
    directory: Directory

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
        municipality = self.directory.municipality
        person = municipality.people.get(person_id)
        if person is None:
            raise PolicyError("person.unknown")
        book = (await self.books.load(person.id)).value
        ahead_at = at if at is not None and as_utc(at) > as_utc(now) else None
        told = availability(municipality, book, person, viewer=asker, at=ahead_at or now)
        ahead = None
        if period is not None and period.overlaps(Period(now, None)):
            ahead = outlook(municipality, book, person, viewer=asker, period=period, now=now)
        stand_in = _stand_in(told, municipality)
        stand_in_told = None
        if stand_in is not None:
            stand_in_book = (await self.books.load(stand_in.id)).value
            stand_in_told = availability(municipality, stand_in_book, stand_in, viewer=asker, at=ahead_at or now)
        return Found(told=told, at=ahead_at, outlook=ahead, stand_in=stand_in, stand_in_told=stand_in_told)


def _stand_in(told: Availability, municipality: Municipality) -> Person | None:
    if told.absence is None or told.absence.diversion.answers_instead is None:
        return None
    return municipality.people.get(told.absence.diversion.answers_instead)
