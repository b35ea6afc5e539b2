"""Owns why a gap is one: who of the group can't answer in it, and what keeps them (A2, M2).

A cause tells that someone is diverted and for how long, never the reason: that is only for the person and the nearest
manager (POLICY, "Whom the answers may tell what"), and causes stand on cards that others read too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policy.coverage import Gap, GroupFacts, covers_of, gaps
from policy.ids import PersonId
from policy.organisation import Person
from policy.periods import Period
from policy.working_calendar import WorkingCalendar


class CauseKind(StrEnum):
    """What keeps a group, or one of it, from answering."""

    NO_MEMBERS = "no_members"
    """The group has nobody."""
    UNKNOWN_MEMBERS = "unknown_members"
    """It has members, and the directory knows none of them."""
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
    return tuple(Explained(gap, causes(calendar, facts, gap)) for gap in gaps(calendar, facts, within))


def causes(calendar: WorkingCalendar, facts: GroupFacts, gap: Gap) -> tuple[Cause, ...]:
    """Why the gap is one: what holds for the group first, then each person in the order of the group."""
    day = calendar.local(gap.period.start_at).date()
    members = facts.group.members_on(day)
    known = [facts.people[member] for member in members if member in facts.people]
    on_duty = dict.fromkeys(shift.person for shift in facts.shifts if shift.period.overlaps(gap.period))
    taking = [facts.people[person] for person in on_duty if person in facts.people]
    if not known and not taking:
        return (Cause(kind=CauseKind.UNKNOWN_MEMBERS if members else CauseKind.NO_MEMBERS),)
    found = list(_of_the_group(calendar, facts, gap, day, known, taking))
    if calendar.is_closed(day):
        return (*found, Cause(kind=CauseKind.DAY_OFF))
    answering = taking if facts.group.keeps_roster_on(day) else [*known, *taking]
    covered = {cover.person: cover.periods for cover in covers_of(calendar, facts, gap.period)}
    for person in {one.id: one for one in answering}.values():
        if covered.get(person.id) != (gap.period,):
            found += _of_one(calendar, facts, gap.period, person)
    return tuple(found)


def _of_the_group(
    calendar: WorkingCalendar,
    facts: GroupFacts,
    gap: Gap,
    day: date,
    known: Sequence[Person],
    taking: Sequence[Person],
) -> Iterator[Cause]:
    if facts.group.keeps_roster_on(day):
        if len({person.id for person in taking}) < gap.minimum:
            yield Cause(kind=CauseKind.NOBODY_ON_DUTY)
    elif len({person.id for person in (*known, *taking)}) < gap.minimum:
        yield Cause(kind=CauseKind.TOO_FEW_MEMBERS)


def _of_one(calendar: WorkingCalendar, facts: GroupFacts, within: Period, person: Person) -> Iterator[Cause]:
    book = facts.books.get(person.id)
    diverted = [d for d in book.diversions if d.period.overlaps(within) and not d.open_line] if book is not None else []
    for diversion in diverted:
        yield Cause(kind=CauseKind.DIVERTED, person=person.id, period=diversion.period)
    if any(diversion.period.covers(within) for diversion in diverted):
        return  # Their hours would only say the same in more words.
    if any(s.agreed and s.person == person.id and s.period.covers(within) for s in facts.shifts):
        return
    yield from _of_hours(calendar, within, person)


def _of_hours(calendar: WorkingCalendar, within: Period, person: Person) -> Iterator[Cause]:
    day = calendar.local(within.start_at).date()
    hours = person.hours
    if not person.hours.stretches(day):
        other = hours.odd_weeks if hours.odd_weeks is not None else hours.weeks
        ever = hours.weeks.get(day.weekday()) or other.get(day.weekday())
        yield Cause(kind=CauseKind.NOT_THAT_DAY if ever else CauseKind.NOT_THAT_WEEKDAY, person=person.id)
        return
    left: list[Period] = [within]
    for period in calendar.working_periods(within, hours):
        left = [rest for part in left for rest in part.without(period)]
    for part in left:
        yield Cause(kind=CauseKind.NOT_THEN, person=person.id, period=part)
