"""Owns who could cover a gap: who works in some of it, isn't diverted then, and isn't among those who answer already.

They are the group's own members and the unit's other staff. The managers above are not asked to answer the phone
unless they are members.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policy.coverage import GroupFacts, covers_of
from policy.diversions import DiversionBook
from policy.ids import PersonId
from policy.leadership import line_of
from policy.organisation import Municipality, Person
from policy.periods import Period
from policy.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Someone who could cover, and in which parts of the gaps."""

    person: Person
    periods: tuple[Period, ...]
    is_member: bool


def possible_candidates(municipality: Municipality, facts: GroupFacts) -> tuple[Person, ...]:
    """Whose diversions must be known to tell who could cover: the group's people and the unit's other staff."""
    group = facts.group
    line = frozenset(line_of(municipality, group.unit))
    members = [municipality.people[one] for one in sorted(group.everyone) if one in municipality.people]
    others = [one for one in municipality.staff_of(group.unit) if one.id not in line and one.id not in group.everyone]
    return (*members, *others)


def candidates(
    municipality: Municipality, facts: GroupFacts, books: Mapping[PersonId, DiversionBook], gaps: Sequence[Period]
) -> tuple[Candidate, ...]:
    """Everyone able to cover some of the gaps' periods, members first (M2)."""
    found: list[Candidate] = []
    for person in possible_candidates(municipality, facts):
        periods = tuple(
            part
            for gap in gaps
            for part in takeable(municipality.calendar, facts, person, books.get(person.id), gap, in_hours=True)
        )
        if periods:
            is_member = any(
                person.id in facts.group.members_on(municipality.calendar.local(one.start_at).date()) for one in periods
            )
            found.append(Candidate(person=person, periods=periods, is_member=is_member))
    return tuple(sorted(found, key=lambda one: not one.is_member))


def takeable(
    calendar: WorkingCalendar,
    facts: GroupFacts,
    person: Person,
    book: DiversionBook | None,
    within: Period,
    *,
    in_hours: bool,
) -> tuple[Period, ...]:
    """The parts of a period that the person could take: not diverted then, nor answering already."""
    left: Iterable[Period] = calendar.working_periods(within, person.hours) if in_hours else (within,)
    for taken in (*closed_diversions(book), *_answers_already(calendar, facts, person.id, within)):
        left = [rest for part in left for rest in part.without(taken)]
    return tuple(left)


def closed_diversions(book: DiversionBook | None) -> tuple[Period, ...]:
    """When calls do not reach the person."""
    return () if book is None else tuple(one.period for one in book.diversions if not one.open_line)


def _answers_already(
    calendar: WorkingCalendar, facts: GroupFacts, person: PersonId, within: Period
) -> tuple[Period, ...]:
    return next((one.periods for one in covers_of(calendar, facts, within) if one.person == person), ())
