"""Owns whom an alert is put to: the first of the group's line of managers who is there to answer it (M2, B1).

Whoever is away all the time that there is to answer in, or whom the bot has no way to, is passed over at once; whoever
doesn't answer in time, then. Each is said on the alert. If nobody is left, the first who isn't away stays asked, or
else the first of all, and that is said too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from policy.coverage_books import CoverageAlert, Passed, PassedOver
from policy.coverage_candidates import closed_diversions
from policy.coverage_ladder import answer_due_at
from policy.coverage_sight import Sight
from policy.ids import PersonId
from policy.periods import Period
from policy.working_calendar import WorkingHours

_WORTH_ASKING = (PassedOver.NO_ANSWER, PassedOver.AWAY, PassedOver.UNREACHABLE)
"""Who of those passed over is asked for want of another: who is there before who is away, the first of the line."""


def nobody_left(alert: CoverageAlert) -> bool:
    """Whether all of the line were passed over, so that the first is asked for want of another."""
    return alert.asked is None or any(one.person == alert.asked for one in alert.passed)


def asking(alert: CoverageAlert, sight: Sight) -> CoverageAlert:
    """The alert put to the first of the line who is there; as it was if that is who has it.

    Who had it for want of another, and is there now, has all the time to answer in from now on.
    """
    person, passed = _first_there(alert, sight, hindrance)
    put = replace(handed_to(alert, person), passed=passed)
    is_back = nobody_left(alert) and not nobody_left(put)
    return replace(put, asked_at=sight.now) if person != alert.asked or is_back else put


def asking_who_is_back(alert: CoverageAlert, sight: Sight) -> CoverageAlert:
    """The alert that nobody was left to take put to the first of the line who is at work again; else as it was."""
    person, passed = _first_there(alert, sight, _is_elsewhere)
    put = replace(handed_to(alert, person), passed=passed)
    return alert if nobody_left(put) else replace(put, asked_at=sight.now)


def handed_to(alert: CoverageAlert, person: PersonId | None) -> CoverageAlert:
    """The alert in that person's hands; whoever had it before keeps their card."""
    before = [one for one in (*alert.asked_before, alert.asked) if one is not None and one != person]
    return replace(alert, asked=person, asked_before=tuple(dict.fromkeys(before)))


def passing(alert: CoverageAlert, why: PassedOver, sight: Sight) -> CoverageAlert:
    """The alert past whoever has it, and put to the next."""
    if alert.asked is None:
        return asking(alert, sight)
    return asking(replace(alert, passed=_with(alert.passed, Passed(alert.asked, why))), sight)


def hindrance(alert: CoverageAlert, sight: Sight, person: PersonId | None = None) -> PassedOver | None:
    """What keeps the person from answering in time, or None; without a person whoever is asked."""
    person = alert.asked if person is None else person
    known = sight.municipality.people.get(person) if person is not None else None
    if person is None or known is None or person in sight.unreachable:
        return PassedOver.UNREACHABLE
    hours = known.hours
    left = list(sight.calendar.working_periods(_time_to_answer(alert, sight, hours), hours))
    for away in closed_diversions(sight.books.get(person)):
        left = [rest for part in left for rest in part.without(away)]
    return None if left else PassedOver.AWAY


def has_gone(alert: CoverageAlert, sight: Sight) -> PassedOver | None:
    """What has come to keep whoever is asked from answering; that their day is over does not."""
    person = alert.asked
    known = sight.municipality.people.get(person) if person is not None else None
    if person is None or known is None or person in sight.unreachable:
        return PassedOver.UNREACHABLE
    hours = known.hours
    left = [_time_to_answer(alert, sight, hours)]
    for away in closed_diversions(sight.books.get(person)):
        left = [rest for part in left for rest in part.without(away)]
    return None if left else PassedOver.AWAY


def leads_no_more(alert: CoverageAlert, sight: Sight) -> bool:
    """Whether whoever is asked leads the group no more, while somebody else does.

    Who has left the municipality is passed over as anyone whom the bot has no way to, unless they had it in hand.
    """
    may_know = alert.asked in sight.municipality.people or alert.handled_at is not None
    return alert.asked is not None and may_know and bool(sight.line) and alert.asked not in sight.line


def due_at(alert: CoverageAlert, sight: Sight) -> datetime | None:
    """Until when whoever is asked has to answer; None while the alert waits for nobody's answer."""
    person = None if alert.asked is None else sight.municipality.people.get(alert.asked)
    if person is None or alert.asked_at is None or alert.handled_at is not None or nobody_left(alert):
        return None
    return answer_due_at(sight.calendar, sight.terms, person.hours, alert.rung, alert.asked_at)


def out_of_reach(alert: CoverageAlert, person: PersonId) -> CoverageAlert:
    """The alert once it is known that the person can't be told of it; the same if that is known already."""
    return replace(alert, passed=_with(alert.passed, Passed(person, PassedOver.UNREACHABLE)))


def _is_elsewhere(_alert: CoverageAlert, sight: Sight, person: PersonId) -> PassedOver | None:
    """What keeps the person from answering at this moment, or None."""
    if person in sight.unreachable:
        return PassedOver.UNREACHABLE
    works = sight.calendar.is_working_time(sight.now, sight.municipality.people[person].hours)
    is_away = any(away.contains(sight.now) for away in closed_diversions(sight.books.get(person)))
    return None if works and not is_away else PassedOver.AWAY


def _first_there(
    alert: CoverageAlert, sight: Sight, keeps: Callable[[CoverageAlert, Sight, PersonId], PassedOver | None]
) -> tuple[PersonId | None, tuple[Passed, ...]]:
    passed = alert.passed
    for person in sight.line:
        known = next((one.why for one in passed if one.person == person), None)
        if known in (PassedOver.NO_ANSWER, PassedOver.UNREACHABLE):
            continue
        why = keeps(alert, sight, person)
        if why is None:
            return person, tuple(one for one in passed if one.person != person)
        passed = _with(passed, Passed(person, why))
    why_not = {one.person: one.why for one in passed}
    return min(sight.line, key=lambda one: _WORTH_ASKING.index(why_not[one]), default=None), passed


def _time_to_answer(alert: CoverageAlert, sight: Sight, hours: WorkingHours) -> Period:
    """From now until the gap is there, or the time to answer in has run out."""
    due = answer_due_at(sight.calendar, sight.terms, hours, alert.rung, sight.now)
    starts_at = alert.open[0].gap.period.start_at
    return Period(sight.now, min(due, starts_at) if starts_at > sight.now else due)


def _with(passed: tuple[Passed, ...], one: Passed) -> tuple[Passed, ...]:
    """In the order in which they were passed; what was known of the person gives way."""
    if one in passed:
        return passed
    return (*(other for other in passed if other.person != one.person), one)
