"""An answer group of the small town to count: Bygglov, phone hours on weekdays, Anna and Bo as its members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from policy.answer_groups import AnswerGroup, PhoneHours, PhoneStretch
from policy.coverage import DutyShift, GroupFacts
from policy.diversions import Change, Diversion, DiversionBook
from policy.organisation import GroupId, Municipality, PersonId
from policy.periods import as_utc
from policy.working_calendar import MONDAY_TO_FRIDAY, Stretch
from tests.policy.small_town import ANNA, BO, BUILDING, at, period, small_town

GROUP = GroupId("bygglov")
TUESDAY = date(2026, 11, 24)


def stretch(start: str, end: str, minimum: int = 1) -> PhoneStretch:
    """`stretch("09:00", "15:00")`."""
    return PhoneStretch(Stretch(time.fromisoformat(start), time.fromisoformat(end)), minimum)


def group(*stretches: PhoneStretch, members: tuple[PersonId, ...] = (ANNA, BO), **more: Any) -> AnswerGroup:
    """The group, with phone hours 9–15 on weekdays unless others are given."""
    hours = PhoneHours(weekdays=dict.fromkeys(MONDAY_TO_FRIDAY, stretches or (stretch("09:00", "15:00"),)))
    return AnswerGroup(id=GROUP, name="Bygglov", unit=BUILDING, members=members, phone_hours=hours, **more)


def shift(person: PersonId, start: str, end: str, *, agreed: bool = False) -> DutyShift:
    """Someone's phone duty between two local times."""
    span = period(start, end)
    return DutyShift(id=f"{person}-{start}", person=person, period=span, agreed=agreed, set_by=BO, set_at=span.start_at)


def book(
    person: PersonId, *diversions: Diversion, changed_at: str | None = None, before: Iterable[Diversion] = ()
) -> DiversionBook:
    """Somebody's diversions, and what stood before they were changed at a local time."""
    change = None
    if changed_at is not None:
        change = Change(id="t", made_by=person, made_at=as_utc(at(changed_at)), before=tuple(before))
    return DiversionBook(person=person, diversions=diversions, last_change=change)


def facts(answers: AnswerGroup, *books: DiversionBook, shifts: Iterable[DutyShift] = ()) -> GroupFacts:
    """The facts of the group's coverage."""
    return GroupFacts(
        group=answers,
        people=small_town().people,
        books={one.person: one for one in books},
        shifts=tuple(shifts),
    )


def town_with(answers: AnswerGroup) -> Municipality:
    """The small town, with the group."""
    town = small_town()
    return Municipality(
        name=town.name,
        language=town.language,
        calendar=town.calendar,
        people=town.people,
        units=town.units,
        groups={answers.id: answers},
    )
