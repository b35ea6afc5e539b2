"""Owns how a unit's answer groups stand for who leads it: covered now, the next gap, sums for the units below (M1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.answer_groups import AnswerGroup, Promised
from policy.coverage import Gap, GroupFacts, gaps, promised_within
from policy.coverage_week import covered_stretches
from policy.ids import UnitId
from policy.organisation import Municipality
from policy.periods import Period, as_utc

AHEAD = timedelta(days=14)
"""How far ahead the next gap is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStanding:
    """How one group stands at a moment. `now` is the gap that runs, `next_gap` the first that has not begun."""

    group: AnswerGroup
    hours: tuple[Promised, ...]
    """The phone hours of the moment's day."""
    is_open: bool
    able: int
    """How many can answer at the moment, where it is within phone hours."""
    now: Gap | None
    next_gap: Gap | None
    opens_at: datetime | None
    """When its phone hours next begin, outside them; None when that is not in sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSums:
    """A unit below, with all that lies below it: how many groups there are, and how many have a gap now, or ahead.

    `is_counted` False: they are too many to be worked out at once.
    """

    unit: UnitId
    groups: int
    gaps_now: int = 0
    gaps_ahead: int = 0
    is_counted: bool = True


def standing(municipality: Municipality, facts: GroupFacts, *, at: datetime) -> GroupStanding:
    """How the group stands at the instant (M1, M2)."""
    calendar, at = municipality.calendar, as_utc(at)
    ahead = Period(at, at + AHEAD)
    moment = covered_stretches(calendar, facts, Period(at, at + timedelta(minutes=1)))
    running = next((one for one in moment if one.period.contains(at)), None)
    opening = (one.period.start_at for one in promised_within(calendar, facts.group, ahead))
    found = gaps(calendar, facts, ahead)
    return GroupStanding(
        group=facts.group,
        hours=facts.group.promised(calendar.local(at).date(), calendar),
        is_open=running is not None,
        able=0 if running is None else len(running.able),
        now=next((gap for gap in found if gap.period.contains(at)), None),
        next_gap=next((gap for gap in found if gap.period.start_at > at), None),
        opens_at=next(opening, None) if running is None else None,
    )


def sums(unit: UnitId, standings: Sequence[GroupStanding]) -> UnitSums:
    """A unit's groups in figures; which of them, and why, is seen by opening it."""
    return UnitSums(
        unit=unit,
        groups=len(standings),
        gaps_now=sum(one.now is not None for one in standings),
        gaps_ahead=sum(one.next_gap is not None for one in standings),
    )
