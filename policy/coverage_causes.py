"""Owns why a gap is one: who of the group can't answer in it, and what keeps them (A2, M2).

A cause tells that someone is diverted and for how long, never the reason: that is only for the person and the nearest
manager (POLICY, "Whom the answers may tell what"), and causes stand on cards that others read too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policy.coverage import Gap, GroupFacts, covers_of, gaps_between, promised_within
from policy.ids import PersonId
from policy.organisation import Person
from policy.periods import Period, joined_up
from policy.working_calendar import WorkingCalendar


class CauseKind(StrEnum):
    """What keeps a group, or one of it, from answering."""

    NO_MEMBERS = "no_members"
    """Nobody is a member, and nobody else has taken it."""
    UNKNOWN_MEMBERS = "unknown_members"
    """It has members, the directory knows none of them, and nobody else has taken it."""
    TOO_FEW_MEMBERS = "too_few_members"
    """It has fewer than the minimum, even if all are in."""
    NOBODY_ON_DUTY = "nobody_on_duty"
    """It keeps a duty roster, and too few stand on it."""
    DAY_OFF = "day_off"
    """A public holiday or a closed day, on which nobody works."""
    DIVERTED = "diverted"
    """Someone is diverted, for `period`."""
    NOT_THAT_WEEKDAY = "not_that_weekday"
    """Someone never works on that weekday."""
    NOT_THAT_DAY = "not_that_day"
    """Someone who works on that weekday doesn't on that day: every other week."""
    NOT_THEN = "not_then"
    """Someone works that day, but not in `period`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One thing that keeps a group from answering. `person` and `period` where the kind has them."""

    kind: CauseKind
    person: PersonId | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A gap, and why it is one."""

    gap: Gap
    causes: tuple[Cause, ...]


def explained(calendar: WorkingCalendar, facts: GroupFacts, within: Period) -> tuple[Explained, ...]:
    """The gaps inside a period that has an end, in order, each with its causes (A2, M2)."""
    covers = covers_of(calendar, facts, within)
    found = gaps_between(calendar, facts.group, covers, within)
    covered = {cover.person: cover.periods for cover in covers} if found else {}
    return tuple(Explained(gap, _causes(calendar, facts, gap, covered)) for gap in found)


def causes(calendar: WorkingCalendar, facts: GroupFacts, gap: Gap) -> tuple[Cause, ...]:
    """Why the gap is one: what holds for the group first, then each person in the order of the group.

    There is always one. Whoever is to answer in a part of the gap alone is no cause in the rest of it.
    """
    covers = covers_of(calendar, facts, gap.period)
    return _causes(calendar, facts, gap, {cover.person: cover.periods for cover in covers})


def _causes(
    calendar: WorkingCalendar, facts: GroupFacts, gap: Gap, covered: Mapping[PersonId, tuple[Period, ...]]
) -> tuple[Cause, ...]:
    expected = _Expected(calendar, facts, gap.period)
    if not expected.of_person:
        return (Cause(kind=CauseKind.UNKNOWN_MEMBERS if expected.has_members else CauseKind.NO_MEMBERS),)
    found = list(_of_the_group(calendar, facts, gap, expected))
    if calendar.is_closed(expected.day):
        return (*found, Cause(kind=CauseKind.DAY_OFF))
    for person, periods in expected.of_person.items():
        answered = [part for part in covered.get(person, ()) if part.overlaps(gap.period)]
        if _without(periods, answered):
            found += _of_one(calendar, facts, facts.people[person], periods)
    return tuple(found)


class _Expected:
    """Who is to answer in a gap, and when in it: its members, or those of them on duty, and whoever took a part."""

    def __init__(self, calendar: WorkingCalendar, facts: GroupFacts, within: Period) -> None:
        self.day = calendar.local(within.start_at).date()
        self.keeps_roster = facts.group.keeps_roster_on(self.day)
        members = facts.group.members_on(self.day)
        self.has_members = bool(members)
        known = [member for member in members if member in facts.people]
        found: dict[PersonId, list[Period]] = {person: [] if self.keeps_roster else [within] for person in known}
        for shift in facts.shifts:
            part = shift.period.intersection(within)
            if part is not None and shift.person in facts.people and (shift.agreed or shift.person in members):
                found.setdefault(shift.person, []).append(part)
        self.of_person = {person: joined_up(periods) for person, periods in found.items()}

    def fewest(self, within: Period) -> int:
        """How many are to answer at the moment of `within` when fewest are."""
        moments = {within.start_at, *(p.end_at for periods in self.of_person.values() for p in periods)}
        return min(
            sum(any(period.contains(moment) for period in periods) for periods in self.of_person.values())
            for moment in moments
            if moment is not None and within.contains(moment)
        )


def _of_the_group(calendar: WorkingCalendar, facts: GroupFacts, gap: Gap, expected: _Expected) -> Iterator[Cause]:
    promised = promised_within(calendar, facts.group, gap.period)
    if any(expected.fewest(one.period) < one.minimum for one in promised):
        kind = CauseKind.NOBODY_ON_DUTY if expected.keeps_roster else CauseKind.TOO_FEW_MEMBERS
        yield Cause(kind=kind)


def _of_one(
    calendar: WorkingCalendar, facts: GroupFacts, person: Person, expected: Sequence[Period]
) -> Iterator[Cause]:
    book = facts.books.get(person.id)
    closed = [d.period for d in book.diversions if not d.open_line] if book is not None else []
    diverted = [period for period in closed if any(period.overlaps(part) for part in expected)]
    for period in diverted:
        yield Cause(kind=CauseKind.DIVERTED, person=person.id, period=period)
    if not _without(expected, diverted):
        return  # Their hours would only say the same in more words.
    agreed = [shift.period for shift in facts.shifts if shift.agreed and shift.person == person.id]
    yield from _of_hours(calendar, person, _without(expected, agreed))


def _of_hours(calendar: WorkingCalendar, person: Person, expected: Sequence[Period]) -> Iterator[Cause]:
    """What of it lies outside their working time, on a day that is no day off; a day of no hours is one cause."""
    if not expected:
        return
    day = calendar.local(expected[0].start_at).date()
    hours = person.hours
    if not hours.stretches(day):
        other = hours.odd_weeks if hours.odd_weeks is not None else hours.weeks
        ever = hours.weeks.get(day.weekday()) or other.get(day.weekday())
        yield Cause(kind=CauseKind.NOT_THAT_DAY if ever else CauseKind.NOT_THAT_WEEKDAY, person=person.id)
        return
    for part in expected:
        for left in _without([part], list(calendar.working_periods(part, hours))):
            yield Cause(kind=CauseKind.NOT_THEN, person=person.id, period=left)


def _without(periods: Sequence[Period], taken: Sequence[Period]) -> list[Period]:
    left = list(periods)
    for period in taken:
        left = [rest for part in left for rest in part.without(period)]
    return left
