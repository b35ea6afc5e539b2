"""Use cases of asking who answers: for the phones of a unit or a group, or who of a unit is in (A2, V1).

Anyone may ask. What is told of people is masked for whoever reads it; nothing is set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.availability import Availability, Outlook, availability, outlook
from policy.coverage_answers import GroupAnswer, GroupOutlook, answer_at, answers_within
from policy.diversions import DiversionBook
from policy.order_to_try import rank_now
from policy.organisation import GroupId, Municipality, Person, PersonId
from policy.periods import Period, as_utc
from policy.unit_tree import people_within, units_within
from services.coverage_facts import CoverageFacts
from services.place_finding import Spot
from services.ports import Directory, DiversionRepository

MOST_GROUPS = 4
MOST_PEOPLE = 12
"""What one answer tells of; more can be asked for by name."""
LONGEST = timedelta(days=7)
"""The longest stretch of time that one answer tells of."""
MOST_LOOKED_AT = 60
"""People of whom it is worked out who is in, so that a question about the whole house costs no more than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoAnswers:
    """A question: of which place (None: the asker's own), and when (neither: now).

    `phones`: of those who answer for the phones; otherwise of everyone who is in.
    """

    spot: Spot | None = None
    period: Period | None = None
    at: datetime | None = None
    phones: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What is told: of a moment (`groups`, `people`), or of a stretch of time (`ahead`, `people_ahead`)."""

    asked: WhoAnswers
    at: datetime
    groups: tuple[GroupAnswer, ...] = ()
    people: tuple[Availability, ...] = ()
    ahead: tuple[GroupOutlook, ...] = ()
    people_ahead: tuple[Outlook, ...] = ()
    more_groups: int = 0
    more_people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageQueries:
    """Answers whoever asks."""

    facts: CoverageFacts
    books: DiversionRepository
    directory: Directory

    async def answer(self, asker: Person, asked: WhoAnswers, *, viewer: PersonId, now: datetime) -> Answered:
        """What may be told the viewer; of a time that is over, no more than of now."""
        municipality = self.directory.municipality
        groups = groups_of(municipality, asker, asked.spot)
        people = _people_beside(municipality, asker, asked, groups)
        period = _asked_ahead(asked.period, now)
        at = asked.at if asked.at is not None and as_utc(asked.at) > as_utc(now) else now
        gathered = [one.facts for one in await self.facts.several(groups[:MOST_GROUPS])]
        more = max(len(groups) - MOST_GROUPS, 0), max(len(people) - MOST_PEOPLE, 0)
        people = people[:MOST_LOOKED_AT]
        books = await self.books.load_many([person.id for person in people])
        if period is not None:
            ahead = (answers_within(municipality, one, viewer=viewer, period=period, now=now) for one in gathered)
            seen = _ahead(municipality, people, books, viewer=viewer, period=period, now=now)
            return Answered(
                asked=asked,
                at=now,
                ahead=tuple(ahead),
                people_ahead=seen[:MOST_PEOPLE],
                more_groups=more[0],
                more_people=more[1],
            )
        told = sorted(
            (availability(municipality, books[person.id], person, viewer=viewer, at=at) for person in people),
            key=rank_now,
        )
        return Answered(
            asked=asked,
            at=at,
            groups=tuple(answer_at(municipality, one, viewer=viewer, at=at) for one in gathered),
            people=tuple(told[:MOST_PEOPLE]),
            more_groups=more[0],
            more_people=more[1],
        )


def _asked_ahead(period: Period | None, now: datetime) -> Period | None:
    """What is answered of the period: at most a week, and nothing of one that is over."""
    ahead = None if period is None else period.intersection(Period(now, None))
    return None if ahead is None else ahead.intersection(Period(ahead.start_at, ahead.start_at + LONGEST))


def groups_of(municipality: Municipality, asker: Person, spot: Spot | None) -> tuple[GroupId, ...]:
    """The answer groups of a place, its own before those below it; of the asker's own place where none is named."""
    if spot is not None and spot.group is not None:
        return (spot.group,)
    if spot is not None:
        return _within(municipality, spot)
    mine = (
        *municipality.groups_by_person.get(asker.id, ()),
        *municipality.groups_by_unit.get(asker.unit, ()),
    )
    return tuple(dict.fromkeys(mine)) or _within(municipality, Spot(asker.unit))


def _within(municipality: Municipality, spot: Spot) -> tuple[GroupId, ...]:
    units = units_within(municipality, spot.unit)
    return tuple(group for unit in units for group in municipality.groups_by_unit.get(unit, ()))


def _people_beside(
    municipality: Municipality, asker: Person, asked: WhoAnswers, groups: Sequence[GroupId]
) -> tuple[Person, ...]:
    """Of a place's people those whom none of its groups tells of: asked who is in, or where there is no group."""
    if groups and (asked.phones or (asked.spot is not None and asked.spot.group is not None)):
        return ()
    told = frozenset(person for group in groups for person in municipality.groups[group].everyone)
    unit = asker.unit if asked.spot is None else asked.spot.unit
    return tuple(person for person in people_within(municipality, unit) if person.id not in told)


def _ahead(
    municipality: Municipality,
    people: Sequence[Person],
    books: Mapping[PersonId, DiversionBook],
    *,
    viewer: PersonId,
    period: Period,
    now: datetime,
) -> tuple[Outlook, ...]:
    seen = (outlook(municipality, books[person.id], person, viewer=viewer, period=period, now=now) for person in people)
    return tuple(sorted(seen, key=lambda one: not one.reachable))
