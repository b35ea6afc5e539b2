"""Owns what is told whoever asks who answers for a group: at a moment, or in a stretch of time (A2, V1).

Each person is told of as `policy.availability` masks them for the viewer, so no reason comes along that may not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.answer_groups import AnswerGroup, Promised
from policy.availability import Availability, Outlook, availability, outlook
from policy.coverage import GroupFacts, covers_of, days_of
from policy.coverage_week import CoveredStretch, Order, covered_stretches
from policy.diversions import DiversionBook
from policy.organisation import Municipality, PersonId
from policy.periods import Period, as_utc

SEARCHED_AHEAD = timedelta(days=14)
"""How far ahead it is looked for when somebody next answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAnswer:
    """Who answers for a group at one moment. `able` are in the order to try, `others` are who can't, as masked."""

    group: AnswerGroup
    at: datetime
    hours: tuple[Promised, ...]
    """The phone hours of that day."""
    is_open: bool
    """Whether the moment is within them."""
    able: tuple[Availability, ...]
    others: tuple[Availability, ...]
    next_at: datetime | None = None
    """When somebody answers within phone hours next, if nobody does at the moment; None when that is not in sight."""
    needs_duty: bool = False
    """Whether only those answer who have phone duty, so that someone may be in and yet not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupOutlook:
    """Who answers for a group in a stretch of time ahead, and who is away in it, as masked."""

    group: AnswerGroup
    period: Period
    stretches: tuple[CoveredStretch, ...]
    away: tuple[Outlook, ...]


def answer_at(municipality: Municipality, facts: GroupFacts, *, viewer: PersonId, at: datetime) -> GroupAnswer:
    """Who answers for the group at the instant (A2)."""
    calendar, at = municipality.calendar, as_utc(at)
    ahead = Period(at, at + SEARCHED_AHEAD)
    day = calendar.local(at).date()
    moment = Period(at, at + timedelta(microseconds=1))
    covering = [one.person for one in covers_of(calendar, facts, ahead) if one.periods[0].contains(at)]
    able = Order(facts).to_try(covering, day, moment)
    members = (one for one in facts.group.members_on(day) if one in facts.people and one not in able)
    hours = facts.group.promised(day, calendar)
    is_open = any(promised.period.contains(at) for promised in hours)
    return GroupAnswer(
        group=facts.group,
        at=at,
        hours=hours,
        is_open=is_open,
        able=tuple(_told(municipality, facts, one, viewer, at) for one in able),
        others=tuple(_told(municipality, facts, one, viewer, at) for one in members),
        next_at=None if is_open and able else _next(municipality, facts, ahead),
        needs_duty=facts.group.keeps_roster_on(day),
    )


def able_at(
    municipality: Municipality, facts: GroupFacts, *, viewer: PersonId, at: datetime
) -> tuple[Availability, ...]:
    """Who answers for the group at the instant, in the order to try, whether or not it is within phone hours (A2)."""
    calendar, moment = municipality.calendar, Period(at, as_utc(at) + timedelta(microseconds=1))
    covering = [one.person for one in covers_of(calendar, facts, moment)]
    able = Order(facts).to_try(covering, calendar.local(at).date(), moment)
    return tuple(_told(municipality, facts, one, viewer, at) for one in able)


def answers_within(
    municipality: Municipality, facts: GroupFacts, *, viewer: PersonId, period: Period, now: datetime
) -> GroupOutlook:
    """Who answers for the group in a period that has an end after `now`; what has passed of it counts not (A2).

    Raises ValueError for a period that is over, or that has no end.
    """
    ahead = period.intersection(Period(now, None))
    if ahead is None:
        raise ValueError("an outlook is of a period that is not over")
    calendar = municipality.calendar
    listed = (one for day in days_of(calendar, ahead) for one in facts.group.members_on(day))
    members = dict.fromkeys(one for one in listed if one in facts.people)
    told = (
        outlook(municipality, _book(facts, one), facts.people[one], viewer=viewer, period=ahead, now=now)
        for one in members
    )
    return GroupOutlook(
        group=facts.group,
        period=period,
        stretches=covered_stretches(calendar, facts, ahead),
        away=tuple(one for one in told if one.absences or not one.works),
    )


def _next(municipality: Municipality, facts: GroupFacts, ahead: Period) -> datetime | None:
    stretches = covered_stretches(municipality.calendar, facts, ahead)
    return next((stretch.period.start_at for stretch in stretches if stretch.able), None)


def _told(
    municipality: Municipality, facts: GroupFacts, person: PersonId, viewer: PersonId, at: datetime
) -> Availability:
    return availability(municipality, _book(facts, person), facts.people[person], viewer=viewer, at=at)


def _book(facts: GroupFacts, person: PersonId) -> DiversionBook:
    return facts.books.get(person) or DiversionBook(person=person)
