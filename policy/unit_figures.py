"""Owns the figures of units: how a week begins, and how a month was (M1, M2, A2, A4, A1, S6).

They are plain values. Whom they name is decided beforehand (`policy.unit_sight`); nothing here adds a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from policy.coverage_tallies import CoverageMonth, DayTally, Duty
from policy.ids import GroupId, PersonId, UnitId
from policy.periods import Period
from policy.person_months import NONE, PersonMonth, PromisesKept, kept_in_time
from policy.unit_sight import FEWEST
from policy.working_calendar import WorkingCalendar

WEEKS_AHEAD = 2
"""This week, and the next."""


class Matter(StrEnum):
    """What a manager is told a number of. The values stand in stored documents and on cards, and never change."""

    GAPS = "gaps"
    PROMISES = "promises"
    """Promises to call back that are overdue (S6)."""
    GREETINGS = "greetings"
    """Greetings that are missing or out of date (A4)."""
    DETAILS = "details"
    """Details that their owner hasn't confirmed (A1)."""
    NOTICES = "notices"
    """Notices that the switchboard hasn't received in time (M3)."""


PERSONAL = (Matter.PROMISES, Matter.GREETINGS, Matter.DETAILS)
"""Those that are somebody's."""


@dataclass(frozen=True, slots=True)
class GapAhead:
    """A stretch of phone hours that is still to come, with fewer there than the minimum.

    `is_told`: whether there is an alert of it already; before that, nothing is asked of anybody.
    """

    group: GroupId
    period: Period
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Concerned:
    """Someone whom a matter concerns, and how many times."""

    person: PersonId
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One matter among the reader's own people, most first."""

    matter: Matter
    concerned: tuple[Concerned, ...] = ()

    @property
    def count(self) -> int:
        """How many there are in all."""
        return sum(one.count for one in self.concerned)


@dataclass(frozen=True, slots=True, kw_only=True)
class BelowWeek:
    """A unit of which the reader sees sums; of one that is too small, only those that are nobody's."""

    unit: UnitId
    counts: Mapping[str, int] = field(default_factory=dict)
    is_too_small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFigures:
    """How things stand as the week begins; `week` is "2026-W48", `size` how many the reader's own people are."""

    week: str
    size: int
    gaps: tuple[GapAhead, ...] = ()
    rows: tuple[Row, ...] = ()
    notices: int = 0
    below: tuple[BelowWeek, ...] = ()

    @property
    def is_all_well(self) -> bool:
        """Whether there is nothing to do about anything."""
        own = not self.gaps and not self.notices and not any(row.count for row in self.rows)
        return own and not any(sum(one.counts.values()) for one in self.below)


@dataclass(frozen=True, slots=True)
class WeekShare:
    """How much of a week's phone hours was promised and uncovered, in the days of it that lie in the month."""

    week: str
    promised: timedelta
    uncovered: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMonth:
    """A group's month: how long was promised and uncovered, and by whom of the reader's own people duty was done."""

    group: GroupId
    promised: timedelta = NONE
    uncovered: timedelta = NONE
    accepted: timedelta = NONE
    longest: timedelta = NONE
    longest_on: date | None = None
    gaps: int = 0
    uncertain_days: int = 0
    duty: timedelta = NONE
    by_person: tuple[Duty, ...] = ()
    others: int = 0
    """How many people whose nearest manager the reader isn't had any duty, the reader not counted."""
    weeks: tuple[WeekShare, ...] = ()

    @property
    def of_others(self) -> timedelta:
        """The duty of those, together; nothing where they are so few that it would tell of each."""
        return self._rest if self.others >= FEWEST else NONE

    @property
    def hides_others(self) -> bool:
        """Whether there was such duty that is not shown."""
        return self.others < FEWEST and self._rest > NONE

    @property
    def _rest(self) -> timedelta:
        return max(self.duty - sum((one.time for one in self.by_person), NONE), NONE)

    @property
    def spread(self) -> timedelta:
        """How much more duty who did most had than who did least: 0 is perfectly even."""
        times = [one.time for one in self.by_person]
        return max(times) - min(times) if times else NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFigures:
    """One person's month."""

    person: PersonId
    month: str
    duty: timedelta = NONE
    promises: PromisesKept = field(default_factory=PromisesKept)


@dataclass(frozen=True, slots=True, kw_only=True)
class BelowMonth:
    """A unit of which the reader sees sums; `promises` None where too few made any."""

    unit: UnitId
    promised: timedelta = NONE
    uncovered: timedelta = NONE
    longest: timedelta = NONE
    promises: PromisesKept | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """How a month was."""

    month: str
    groups: tuple[GroupMonth, ...] = ()
    promises: PromisesKept = field(default_factory=PromisesKept)
    people: tuple[PersonFigures, ...] = ()
    below: tuple[BelowMonth, ...] = ()


def percent_covered(promised: timedelta, uncovered: timedelta) -> int:
    """The share of phone hours that were covered; never 100 while anything was uncovered, nor 0 while anything was."""
    if not promised:
        return 100
    share = round(100 * ((promised - uncovered) / promised))
    return min(share, 99) if uncovered else share


def percent_in_time(promises: PromisesKept) -> int:
    """The share of promises that were kept in time; never 100 while one was late."""
    if not promises.done:
        return 100
    share = round(100 * promises.in_time / promises.done)
    return min(share, 99) if promises.in_time < promises.done else share


def week_of(day: date) -> str:
    """The name of the day's week: "2026-W53"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def week_number(week: str) -> int:
    """The number of a week by its name: 53 for "2026-W53"."""
    return int(week.rpartition("W")[2])


def ahead_of(calendar: WorkingCalendar, now: datetime) -> Period:
    """From now to the end of next week."""
    today = calendar.local(now).date()
    monday = today - timedelta(days=today.weekday())
    return Period(now, calendar.at(monday + timedelta(weeks=WEEKS_AHEAD), time(0)))


def group_month(
    group: GroupId, month: CoverageMonth | None, by_person: Iterable[Duty] = (), *, others: int = 0
) -> GroupMonth:
    """What a group's days come to."""
    days = () if month is None else month.days
    longest = max(days, key=lambda day: day.longest, default=None)
    return GroupMonth(
        group=group,
        promised=sum((day.promised for day in days), NONE),
        uncovered=sum((day.uncovered for day in days), NONE),
        accepted=sum((day.accepted for day in days), NONE),
        longest=NONE if longest is None else longest.longest,
        longest_on=longest.on if longest is not None and longest.longest else None,
        gaps=sum(day.gaps for day in days),
        uncertain_days=sum(day.is_uncertain for day in days),
        duty=sum((day.duty for day in days), NONE),
        by_person=tuple(sorted(by_person, key=lambda one: (-one.time, one.person))),
        others=others,
        weeks=_by_week(days),
    )


def person_figures(person: PersonId, month: str, known: PersonMonth | None) -> PersonFigures:
    """One person's month, from what is stored of it."""
    if known is None:
        return PersonFigures(person=person, month=month)
    return PersonFigures(person=person, month=month, duty=known.duty_in_all, promises=kept_in_time([known]))


def below_month(unit: UnitId, coverage: Sequence[CoverageMonth], people: Iterable[PersonMonth]) -> BelowMonth:
    """What a unit's months come to, without anybody's: promises of fewer than three people are not shown."""
    promises = kept_in_time(people)
    groups = [group_month(one.group, one) for one in coverage]
    return BelowMonth(
        unit=unit,
        promised=sum((one.promised for one in groups), NONE),
        uncovered=sum((one.uncovered for one in groups), NONE),
        longest=max((one.longest for one in groups), default=NONE),
        promises=promises if promises.people >= FEWEST else None,
    )


def _by_week(days: Sequence[DayTally]) -> tuple[WeekShare, ...]:
    weeks = {week_of(day.on): [one for one in days if week_of(one.on) == week_of(day.on)] for day in days}
    return tuple(
        WeekShare(week, sum((day.promised for day in some), NONE), sum((day.uncovered for day in some), NONE))
        for week, some in weeks.items()
    )
