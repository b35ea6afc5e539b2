"""Owns what is counted of an answer group's coverage: a day as it goes, and the month that the days make (M1, M2).

A day is counted piece by piece, as things stood then: up to each change of the group's book, and at last to the day's
end. So a gap that was covered after twenty minutes counts twenty minutes, and no more. What is counted:

- promised: phone hours of which the public was told, as they were told then;
- uncovered: those of them in which fewer than the minimum could answer, with the longest gap of the day;
- accepted: uncovered time that a manager had let be;
- duty: time in phone hours for which someone was put down, or had taken it on, and could answer. Merely being in is
  nobody's duty, so a group without a roster counts no one's attendance.

It carries no reason of anyone's. Whose the duty was stands in the day that is being counted, and then only among each
person's own figures (`policy.person_months`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from policy.answer_groups import AnswerGroup
from policy.coverage import Gap, GroupFacts, covers_of, gaps, promised_within
from policy.diversions import Diversion, DiversionBook
from policy.ids import GroupId, PersonId
from policy.periods import Period, as_utc, joined_up
from policy.person_months import gone_at
from policy.working_calendar import SEARCH_DAYS, WorkingCalendar

SETTLES = timedelta(minutes=5)
"""How long after the last phone hours a day is closed: what changed in the last seconds is in the books by then."""
CERTAIN_FOR = timedelta(hours=12)
"""A day closed later than this is counted, and said to be uncertain: books may have let go of what was over."""
DAYS_BACK = 7
"""A day further back was nobody there to count: it has no figures."""
NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Duty:
    """How long someone had the phone duty."""

    person: PersonId
    time: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySoFar:
    """A day that is being counted: from when, how far, what was promised, the gaps, and who had the duty."""

    on: date
    from_at: datetime
    counted_to: datetime
    promised: timedelta = NONE
    gaps: tuple[Gap, ...] = ()
    duty: tuple[Duty, ...] = ()

    def without_name(self, person: PersonId) -> DaySoFar:
        """Without whose duty it was, for one who is forgotten; what comes after is not theirs."""
        return replace(self, duty=tuple(one for one in self.duty if one.person != person))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTally:
    """What one day came to; `duty` is everyone's together. `is_uncertain`: it was counted long after, from what was
    still known.
    """

    on: date
    promised: timedelta
    uncovered: timedelta = NONE
    longest: timedelta = NONE
    accepted: timedelta = NONE
    gaps: int = 0
    duty: timedelta = NONE
    is_uncertain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageMonth:
    """One group's days of one month, in order; `month` is "2026-11". Saved as one document."""

    group: GroupId
    month: str
    kept_until: datetime
    days: tuple[DayTally, ...] = ()

    def with_day(self, day: DayTally) -> CoverageMonth:
        """With that day's figures, in the place of those that there were: the same day twice counts once."""
        others = (one for one in self.days if one.on != day.on)
        return replace(self, days=tuple(sorted((*others, day), key=lambda one: one.on)))


def begun_month(group: GroupId, month: str, calendar: WorkingCalendar, months_kept: int) -> CoverageMonth:
    """The month without any figures yet, and how long it is kept."""
    return CoverageMonth(group=group, month=month, kept_until=gone_at(month, calendar, months_kept))


def day_ends_at(calendar: WorkingCalendar, group: AnswerGroup, day: date) -> datetime | None:
    """When the last phone hours of the day end; None for a day without any."""
    return max((_end(promised.period) for promised in group.promised(day, calendar)), default=None)


def next_day(calendar: WorkingCalendar, group: AnswerGroup, from_on: date) -> date | None:
    """The first day from that one on with phone hours; None if there is none within a year."""
    days = (from_on + timedelta(days=offset) for offset in range(SEARCH_DAYS))
    return next((day for day in days if group.promised(day, calendar)), None)


def begun_day(calendar: WorkingCalendar, day: date, *, known_since: datetime | None = None) -> DaySoFar:
    """A day of which nothing is counted yet; nothing of it is from before the bot knew of the group."""
    midnight = as_utc(calendar.at(day, time(0)))
    from_at = midnight if known_since is None else max(midnight, as_utc(known_since))
    return DaySoFar(on=day, from_at=from_at, counted_to=from_at)


def counted_on(calendar: WorkingCalendar, facts: GroupFacts, so_far: DaySoFar, *, now: datetime) -> DaySoFar:
    """The day counted up to now, or to its end if that is past, as things stood meanwhile (A2)."""
    midnight = as_utc(calendar.at(so_far.on + timedelta(days=1), time(0)))
    to_at = min(as_utc(now), day_ends_at(calendar, facts.group, so_far.on) or midnight)
    if to_at <= so_far.counted_to:
        return so_far
    window = Period(so_far.counted_to, to_at)
    as_it_stood = replace(facts, books={who: as_it_was(book, window) for who, book in facts.books.items()})
    return replace(
        so_far,
        counted_to=to_at,
        promised=so_far.promised + _total(_hours(calendar, facts.group, window)),
        gaps=_followed(so_far.gaps, gaps(calendar, as_it_stood, window)),
        duty=_added(so_far.duty, _duty(calendar, as_it_stood, window)),
    )


def closed_day(so_far: DaySoFar, accepted: Sequence[Gap], *, now: datetime) -> DayTally:
    """What a day that is counted to its end came to; `accepted` are the gaps of it that a manager let be."""
    lengths = [_length(gap.period) for gap in so_far.gaps]
    return DayTally(
        on=so_far.on,
        promised=so_far.promised,
        uncovered=sum(lengths, NONE),
        longest=max(lengths, default=NONE),
        accepted=_total(_shared([gap.period for gap in so_far.gaps], [gap.period for gap in accepted])),
        gaps=len(lengths),
        duty=sum((one.time for one in so_far.duty), NONE),
        is_uncertain=as_utc(now) - so_far.counted_to > CERTAIN_FOR,
    )


def as_it_was(book: DiversionBook, within: Period) -> DiversionBook:
    """The book through a stretch of time that is over: until its latest change, what stood before that."""
    change = book.last_change
    if change is None or change.made_at <= within.start_at:
        return book
    if within.end_at is not None and change.made_at >= within.end_at:
        return replace(book, diversions=change.before)
    until, since = Period(within.start_at, change.made_at), Period(change.made_at, within.end_at)
    return replace(book, diversions=(*_clipped(change.before, until), *_clipped(book.diversions, since)))


def _clipped(diversions: Iterable[Diversion], within: Period) -> list[Diversion]:
    parts = ((one, one.period.intersection(within)) for one in diversions)
    return [replace(one, period=part) for one, part in parts if part is not None]


def _followed(before: tuple[Gap, ...], after: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """The gaps so far with those that came after; one that went on is one gap."""
    if not before or not after or before[-1].period.end_at != after[0].period.start_at:
        return (*before, *after)
    first, second = before[-1], after[0]
    worst = min(first, second, key=lambda gap: (gap.able, -gap.minimum))
    joined = replace(worst, period=Period(first.period.start_at, second.period.end_at))
    return (*before[:-1], joined, *after[1:])


def _duty(calendar: WorkingCalendar, facts: GroupFacts, within: Period) -> list[Duty]:
    """Who had the duty in the phone hours, and could answer."""
    if not facts.shifts:
        return []
    hours = _hours(calendar, facts.group, within)
    found = []
    for cover in covers_of(calendar, facts, within):
        had = joined_up([shift.period for shift in facts.shifts if shift.person == cover.person])
        found.append(Duty(cover.person, _total(_shared(_shared(cover.periods, had), hours))))
    return [duty for duty in found if duty.time]


def _hours(calendar: WorkingCalendar, group: AnswerGroup, within: Period) -> list[Period]:
    return [promised.period for promised in promised_within(calendar, group, within)]


def _added(before: Iterable[Duty], more: Iterable[Duty]) -> tuple[Duty, ...]:
    times: dict[PersonId, timedelta] = {}
    for duty in (*before, *more):
        times[duty.person] = times.get(duty.person, NONE) + duty.time
    return tuple(Duty(person, times[person]) for person in sorted(times))


def _shared(ones: Iterable[Period], others: Sequence[Period]) -> list[Period]:
    return [part for one in ones for other in others if (part := one.intersection(other)) is not None]


def _total(periods: Iterable[Period]) -> timedelta:
    return sum((_length(period) for period in joined_up(tuple(periods))), NONE)


def _length(period: Period) -> timedelta:
    return _end(period) - period.start_at


def _end(period: Period) -> datetime:
    if period.end_at is None:
        raise ValueError("what is counted has an end")
    return period.end_at
