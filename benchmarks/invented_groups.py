"""Invents the answer groups of a large municipality for measurements, with all that decides their coverage.

Twenty members a group. One group in twenty keeps a duty roster, one in fifty has had its members changed; one person in
twenty is away for some of the week, and one in five of those with an open line.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from benchmarks.invented_people import ZONE, large_municipality
from policy.answer_groups import AnswerGroup, GroupChange, PhoneHours, PhoneStretch
from policy.coverage import DutyShift
from policy.coverage_books import CoverageBook
from policy.diversions import Diversion, DiversionBook
from policy.ids import GroupId, PersonId, UnitId
from policy.organisation import Municipality
from policy.periods import Period
from policy.reasons import Reason
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingHours

MEMBERS = 20
MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)
DAYS = 7
ROSTERS, CHANGED, AWAY, OPEN = 20, 50, 20, 5
"""One in so many."""
HALF_HOURS = 19


@dataclass(frozen=True, slots=True)
class Invented:
    """The municipality, and the books of those who have one."""

    municipality: Municipality
    coverage: tuple[CoverageBook, ...]
    diversions: tuple[DiversionBook, ...]


def invented_groups(groups: int, *, seed: int = 1) -> Invented:
    """A municipality of so many groups, and twenty times as many people."""
    chance = random.Random(seed)
    people = large_municipality(groups * MEMBERS, hours=_working_hours())
    ids = list(people.people)
    weeks = _phone_weeks()
    made = {
        group.id: group
        for group in (
            _group(number, ids[number * MEMBERS : (number + 1) * MEMBERS], weeks[number % len(weeks)])
            for number in range(groups)
        )
    }
    coverage = tuple(_book(number, group) for number, group in enumerate(made.values()) if _has_book(number))
    away = tuple(_away(person, number, chance) for number, person in enumerate(ids) if number % AWAY == 0)
    return Invented(replace(people, groups=made), coverage, away)


def _working_hours() -> list[WorkingHours]:
    """Every other person works office hours; the others whole days, part time and every other week, at many times."""
    found = [OFFICE_HOURS]
    for start, end in ((7, 16), (8, 12), (13, 17), (9, 15), (6, 14), (10, 19)):
        for minute in (0, 15, 30, 45):
            stretches = (Stretch(time(start), time(end, minute)),)
            whole = dict.fromkeys(range(5), stretches)
            found += [WorkingHours(whole), WorkingHours(dict.fromkeys(range(3), stretches), odd_weeks=whole)]
    return [hours for pattern in found for hours in (OFFICE_HOURS, pattern)]


def _phone_weeks() -> list[PhoneHours]:
    """Two stretches with a lunch closure between them, at many times and with three minima."""
    found = []
    for number in range(120):
        opens, closes = time(8, number % 10 * 6), time(15 + number % 4 // 2, number % 4 % 2 * 30)
        minimum = 4 + number % 3 * 4
        day = (
            PhoneStretch(Stretch(opens, time(12)), minimum),
            PhoneStretch(Stretch(time(13), closes), minimum),
        )
        found.append(PhoneHours(weekdays=dict.fromkeys(range(5), day), published_on=date(2026, 9, 1)))
    return found


def _group(number: int, members: Sequence[PersonId], hours: PhoneHours) -> AnswerGroup:
    return AnswerGroup(
        id=GroupId(f"grupp-{number}"),
        name=f"Grupp {number}",
        unit=UnitId("kommunen"),
        members=tuple(members),
        phone_hours=hours,
        keeps_roster=number % ROSTERS == 0,
    )


def _has_book(number: int) -> bool:
    return number % ROSTERS == 0 or number % CHANGED == 1


def _book(number: int, group: AnswerGroup) -> CoverageBook:
    if number % ROSTERS == 0:
        return CoverageBook(group=group.id, shifts=tuple(_shifts(group)))
    change = GroupChange(
        id="c", from_on=date(2026, 11, 25), published_on=date(2026, 11, 1), members=group.members[: MEMBERS - 1]
    )
    return CoverageBook(group=group.id, changes=(change,))


def _shifts(group: AnswerGroup) -> list[DutyShift]:
    """Each day ten of the twenty, the last of them by their own word."""
    return [
        DutyShift(
            id=f"{day}-{person}",
            person=person,
            period=Period(MONDAY + timedelta(days=day, hours=8), MONDAY + timedelta(days=day, hours=16)),
            agreed=place == MEMBERS // 2 - 1,
            set_by=person,
            set_at=MONDAY,
        )
        for day in range(DAYS)
        for place, person in enumerate(group.members[day % 2 :: 2])
    ]


def _away(person: PersonId, number: int, chance: random.Random) -> DiversionBook:
    start_at = MONDAY + timedelta(days=chance.randrange(5), hours=8, minutes=30 * chance.randrange(HALF_HOURS))
    away = Diversion(
        id="d",
        reason=Reason.MEETING,
        period=Period(start_at, start_at + timedelta(minutes=chance.choice((45, 120, 480, 3 * 1440)))),
        open_line=number % (AWAY * OPEN) == 0,
        set_by=person,
        set_at=MONDAY,
    )
    return DiversionBook(person=person, diversions=(away,), changed_at=MONDAY)
