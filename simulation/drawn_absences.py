"""Owns the model that absences are drawn by where none are given: how often, for what, how long, known how early.

The figures are invented, in round numbers (docs/simulate.md). The same seed gives the same absences: each person's day
is drawn by itself, so that somebody who is added to the file changes nobody else's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from policy.coverage import days_of
from policy.organisation import Municipality, Person
from policy.periods import Period, as_utc
from policy.reasons import Reason
from policy.working_calendar import WorkingCalendar
from simulation.absences import Absence

SICK_A_DAY = 0.02
LONGEST = timedelta(days=14)
HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """One sort of absence. `a_day`: how likely it is to begin on a working day.

    Its length is working days, or minutes of one day that begin at one of the half hours given. It is known so many
    days ahead at nine, or where that is none as the person's day begins, or as it begins itself.
    """

    reason: Reason
    a_day: float
    days: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    between: tuple[time, time] = (time(8), time(16))
    known_days: int = 0


HABITS = (
    Habit(reason=Reason.SICK, a_day=SICK_A_DAY, days=(1, 1, 1, 2, 2, 3, 5)),
    Habit(reason=Reason.CHILD_CARE, a_day=0.01, days=(1, 1, 2)),
    Habit(reason=Reason.VACATION, a_day=0.01, days=(1, 1, 2, 5), known_days=14),
    Habit(reason=Reason.TRAINING, a_day=0.01, days=(1, 1, 2), known_days=10),
    Habit(reason=Reason.MEETING, a_day=0.20, minutes=(60, 60, 90, 120), known_days=1),
    Habit(reason=Reason.LUNCH, a_day=0.70, minutes=(30, 45, 60), between=(time(11), time(12, 30))),
)
"""Tried in this order: the first that befalls someone on a day is that day's only one."""


def draw_absences(
    municipality: Municipality, within: Period, *, seed: int, sick_a_day: float = SICK_A_DAY
) -> tuple[Absence, ...]:
    """The absences that touch a period, by when they are known; of all in the municipality."""
    habits = tuple(replace(one, a_day=sick_a_day) if one.reason is Reason.SICK else one for one in HABITS)
    people = municipality.people.values()
    found = [absence for person in people for absence in _of(person, municipality, within, seed, habits)]
    return tuple(sorted(found, key=lambda one: (as_utc(one.known_at), one.person)))


def _of(
    person: Person, municipality: Municipality, within: Period, seed: int, habits: tuple[Habit, ...]
) -> Iterator[Absence]:
    calendar, free_from = municipality.calendar, date.min
    # Who has been away for some time is away on the first day too.
    for day in days_of(calendar, Period(within.start_at - LONGEST, within.end_at)):
        worked = calendar.stretches(day, person.hours)
        if not worked or day < free_from:
            continue
        chance = Random(f"{seed} {person.id} {day}")  # noqa: S311 - nothing secret is drawn
        habit = next((one for one in habits if chance.random() < one.a_day), None)
        period = None if habit is None else _period(habit, day, person, calendar, chance)
        if habit is None or period is None or period.end_at is None:
            continue
        free_from = calendar.local(period.end_at).date() + timedelta(days=1)
        if not period.overlaps(within):
            continue
        yield Absence(
            person=person.id,
            reason=habit.reason,
            period=period,
            known_at=_known_at(habit, period, day, calendar),
        )


def _period(habit: Habit, day: date, person: Person, calendar: WorkingCalendar, chance: Random) -> Period | None:
    worked = calendar.stretches(day, person.hours)
    if habit.days:
        last = day
        for _ in range(chance.choice(habit.days) - 1):
            last = calendar.next_working_day(last)
        ends = calendar.stretches(last, person.hours) or worked
        return Period(calendar.at(day, worked[0].start), calendar.at(last, ends[-1].end))
    first, latest = (datetime.combine(day, clock) for clock in habit.between)
    starts = [first + number * HALF_AN_HOUR for number in range((latest - first) // HALF_AN_HOUR + 1)]
    start = chance.choice(starts).time()
    if not any(stretch.start <= start < stretch.end for stretch in worked):
        return None
    start_at = calendar.at(day, start)
    return Period(start_at, start_at + timedelta(minutes=chance.choice(habit.minutes)))


def _known_at(habit: Habit, period: Period, day: date, calendar: WorkingCalendar) -> datetime:
    if habit.known_days == 0:
        return period.start_at
    return as_utc(calendar.at(day - timedelta(days=habit.known_days), time(9)))
