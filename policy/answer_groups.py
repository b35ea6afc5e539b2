"""Owns the answer group (svarsgrupp): who together answer for a function, and when the public was told that they do.

A group is as the directory gives it, and as its manager has changed it since: each change holds from a day. Whether
anybody is there to answer is `policy.coverage`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from policy.ids import GroupId, PersonId, UnitId
from policy.periods import Period
from policy.working_calendar import Stretch, WorkingCalendar


@dataclass(frozen=True, slots=True)
class PhoneStretch:
    """A stretch of phone hours and how many must be able to answer in it (A2)."""

    stretch: Stretch
    minimum: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneHours:
    """When the public has been told that someone answers (M2): by weekday, with dated exceptions.

    `published_on` is when the week was told of, `exceptions_published_on` when an exception was, by its date.
    """

    weekdays: Mapping[int, tuple[PhoneStretch, ...]]
    exceptions: Mapping[date, tuple[PhoneStretch, ...]] = field(default_factory=dict)
    published_on: date | None = None
    exceptions_published_on: Mapping[date, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChange:
    """What a manager changed of a group, and from which day it holds; what is None is as it was.

    `exceptions` are of single dates, whenever they are; `published_on` is when the public was told. `leaving` are those
    who are nobody's members any more from that day on, whatever else is changed.
    """

    id: str
    from_on: date
    published_on: date
    weekdays: Mapping[int, tuple[PhoneStretch, ...]] | None = None
    exceptions: Mapping[date, tuple[PhoneStretch, ...]] = field(default_factory=dict)
    members: tuple[PersonId, ...] | None = None
    keeps_roster: bool | None = None
    leaving: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class DayHours:
    """The phone hours of one day, in order, and when the public was told of them."""

    stretches: tuple[PhoneStretch, ...]
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Promised:
    """A stretch of time for which the public has been told that someone answers, and how many must be able to."""

    period: Period
    minimum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """The people who together answer for a function of a unit (A2). `changes` are in the order in which they were made.

    `keeps_roster`: only whoever is on its duty roster answers, instead of every member who is in. Of phone hours that
    both the directory and a change give, those hold of which the public was told last; a change where it was one day.
    """

    id: GroupId
    name: str
    unit: UnitId
    number: str = ""
    matters: tuple[str, ...] = ()
    members: tuple[PersonId, ...] = ()
    phone_hours: PhoneHours
    keeps_roster: bool = False
    changes: tuple[GroupChange, ...] = ()

    @property
    def everyone(self) -> frozenset[PersonId]:
        """All who are members, or are going to be."""
        later = (member for change in self.changes for member in change.members or ())
        return frozenset((*self.members, *later))

    def members_on(self, day: date) -> tuple[PersonId, ...]:
        """The members on that day."""
        change = _in_force([change for change in self.changes if change.members is not None], day)
        members = self.members if change is None or change.members is None else change.members
        left = {
            person for change in self.changes if change.leaving and change.from_on <= day for person in change.leaving
        }
        return tuple(member for member in members if member not in left) if left else members

    def keeps_roster_on(self, day: date) -> bool:
        """Whether only those on the duty roster answer on that day."""
        change = _in_force([change for change in self.changes if change.keeps_roster is not None], day)
        return self.keeps_roster if change is None or change.keeps_roster is None else change.keeps_roster

    def hours_on(self, day: date, calendar: WorkingCalendar) -> DayHours:
        """The phone hours of that day, by the municipality's calendar (M2).

        An exception of that date holds as it stands. Otherwise the weekday's hold: none on a public holiday or a closed
        day, and no longer than to the closing time of a shortened one.
        """
        hours = self.phone_hours
        told_on = hours.exceptions_published_on.get(day, hours.published_on) if day in hours.exceptions else None
        dated = next((change for change in reversed(self.changes) if day in change.exceptions), None)
        if dated is not None and not _is_told_later(told_on, dated):
            return DayHours(dated.exceptions[day], dated.published_on)
        if day in hours.exceptions:
            return DayHours(hours.exceptions[day], told_on)
        week, told_on = self.week_on(day)
        return DayHours(_as_the_calendar_allows(week.get(day.weekday(), ()), day, calendar), told_on)

    def week_on(self, day: date) -> tuple[Mapping[int, tuple[PhoneStretch, ...]], date | None]:
        """The week's phone hours as they hold on that day, and when the public was told of them."""
        told_on = self.phone_hours.published_on
        changed = [change for change in self.changes if change.weekdays is not None]
        change = _in_force([change for change in changed if not _is_told_later(told_on, change)], day)
        if change is None or change.weekdays is None:
            return self.phone_hours.weekdays, self.phone_hours.published_on
        return change.weekdays, change.published_on

    def promised(self, day: date, calendar: WorkingCalendar) -> tuple[Promised, ...]:
        """The day's phone hours as periods; a stretch that the clock skips, in March, is none."""
        found = ((calendar.span(day, one.stretch), one.minimum) for one in self.hours_on(day, calendar).stretches)
        return tuple(Promised(period, minimum) for period, minimum in found if period is not None)


def without_spent(changes: tuple[GroupChange, ...], before: date) -> tuple[GroupChange, ...]:
    """The changes without those that say nothing of any day from `before` on: others have taken the place of all that
    they said. Whoever leaves has left for good.
    """
    kept: list[GroupChange] = []
    for place, change in enumerate(changes):
        later = [other for other in changes[place + 1 :] if change.from_on <= other.from_on <= before]
        says = (
            change.leaving
            or any(day >= before for day in change.exceptions)
            or (change.weekdays is not None and not any(other.weekdays is not None for other in later))
            or (change.members is not None and not any(other.members is not None for other in later))
            or (change.keeps_roster is not None and not any(other.keeps_roster is not None for other in later))
        )
        if says:
            kept.append(change)
    return tuple(kept)


def _in_force(changes: list[GroupChange], day: date) -> GroupChange | None:
    """The one that began last by that day; of several that begin on one day the latest made."""
    begun = [change for change in changes if change.from_on <= day]
    return max(reversed(begun), key=lambda change: change.from_on, default=None)


def _is_told_later(told_on: date | None, change: GroupChange) -> bool:
    """Whether the public was told of the directory's own hours after it was told of the change's."""
    return told_on is not None and told_on > change.published_on


def _as_the_calendar_allows(
    stretches: tuple[PhoneStretch, ...], day: date, calendar: WorkingCalendar
) -> tuple[PhoneStretch, ...]:
    if calendar.is_closed(day):
        return ()
    closing = calendar.shortened_on.get(day)
    if closing is None:
        return stretches
    return tuple(
        PhoneStretch(Stretch(one.stretch.start, min(one.stretch.end, closing)), one.minimum)
        for one in stretches
        if one.stretch.start < closing
    )
