"""Owns who can answer next, and when, where nobody can at the moment: of a group, or of people (S3, V1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from policy.availability import Availability
from policy.coverage import GroupFacts
from policy.coverage_answers import SEARCHED_AHEAD
from policy.coverage_week import covered_stretches
from policy.organisation import Person
from policy.periods import Period, as_utc
from policy.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class NextAnswer:
    """Whom to try first then, and when."""

    person: Person
    at: datetime


def next_of_group(calendar: WorkingCalendar, facts: GroupFacts, now: datetime) -> NextAnswer | None:
    """Within its phone hours; at the moment itself where somebody answers already. None where that is not in sight."""
    now = as_utc(now)
    for stretch in covered_stretches(calendar, facts, Period(now, now + SEARCHED_AHEAD)):
        if stretch.able:
            return NextAnswer(facts.people[stretch.able[0]], stretch.period.start_at)
    return None


def next_of_people(seen: Sequence[Availability]) -> NextAnswer | None:
    """Whoever is back first, of those given in the order to try. None where nobody is, or somebody can answer now."""
    if any(one.is_reachable for one in seen):
        return None
    coming = [(one.back_at, one.person) for one in seen if one.back_at is not None]
    back_at, person = min(coming, key=lambda one: as_utc(one[0]), default=(None, None))
    return None if back_at is None or person is None else NextAnswer(person, back_at)
