"""Use cases of seeing coverage over time: the week of a group, and the units that someone leads (M1, M2).

Anyone may see a week: it tells who covers when, as an answer about a day does, and of nobody why not. What is acted on
from it is authorised where it is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from policy.coverage_week import CoverageWeek, coverage_week
from policy.errors import NotAllowed, PolicyError
from policy.leadership import line_of
from policy.organisation import GroupId, Municipality, Person, PersonId, UnitId
from policy.unit_standing import GroupStanding, UnitSums, standing, sums
from policy.unit_tree import is_within, units_led_by, units_within
from services.coverage_access import leads
from services.coverage_facts import CoverageFacts, GroupNow
from services.coverage_queries import groups_of
from services.place_finding import Spot
from services.ports import Directory

MOST_UNITS = 3
MOST_SUMMED = 100
"""Groups of the units below whose gaps are counted at once."""
MOST_WEEKS = 3
"""Groups whose weeks are worked out at once; the others are a button away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupWeek:
    """A group's week as its reader may act on it. `alerts` are the days on which an alert is open."""

    week: CoverageWeek
    leads: bool
    alerts: frozenset[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """The weeks of some groups, and the other groups that were meant too."""

    monday: date
    groups: tuple[GroupWeek, ...]
    others: tuple[GroupId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSeen:
    """A unit that the reader leads: how its own groups stand, and sums for the units right below it.

    `above` is the unit above, if the reader leads that too.
    """

    unit: UnitId
    groups: tuple[GroupStanding, ...]
    alerts: Mapping[GroupId, frozenset[date]]
    """The days on which an alert of a group is open."""
    below: tuple[UnitSums, ...]
    above: UnitId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOverview:
    """Shows it."""

    facts: CoverageFacts
    directory: Directory

    async def weeks(self, asker: Person, spot: Spot | None, monday: date) -> Weeks:
        """The week of a place's groups; without a place those that the asker is in or leads."""
        municipality = self.directory.municipality
        groups = groups_of(municipality, asker, spot) if spot is not None else own_groups(municipality, asker)
        seen = await self.facts.several(groups[:MOST_WEEKS])
        return Weeks(
            monday=monday,
            groups=tuple(self._week(asker, one, monday) for one in seen),
            others=tuple(groups[MOST_WEEKS:]),
        )

    async def units(self, actor: PersonId, unit: UnitId | None, *, now: datetime) -> tuple[UnitSeen, ...]:
        """A unit that the actor leads, or all of which the actor is the manager or a deputy; none leads nothing.

        Raises NotAllowed `units.not_yours`, or PolicyError `units.gone`.
        """
        municipality = self.directory.municipality
        if unit is None:
            led = _topmost(municipality, units_led_by(municipality, actor))
            return tuple([await self._unit(actor, one, now) for one in led[:MOST_UNITS]])
        if unit not in municipality.units:
            raise PolicyError("units.gone")
        if actor not in line_of(municipality, unit):
            raise NotAllowed("units.not_yours", params={"unit": municipality.units[unit].name})
        return (await self._unit(actor, unit, now),)

    async def _unit(self, actor: PersonId, unit: UnitId, now: datetime) -> UnitSeen:
        municipality = self.directory.municipality
        own = municipality.groups_by_unit.get(unit, ())
        below = {
            one.id: [g for u in units_within(municipality, one.id) for g in municipality.groups_by_unit.get(u, ())]
            for one in municipality.units.values()
            if one.parent == unit
        }
        counted = sum(map(len, below.values())) <= MOST_SUMMED
        wanted = (*own, *(group for groups in below.values() for group in groups if counted))
        seen = {one.group.id: one for one in await self.facts.several(wanted)}
        stands = {group: standing(municipality, one.facts, at=now) for group, one in seen.items()}
        above = municipality.units[unit].parent
        return UnitSeen(
            unit=unit,
            groups=tuple(stands[group] for group in own if group in stands),
            alerts={group: frozenset(alert.on for alert in seen[group].book.open_alerts) for group in own},
            below=tuple(
                sums(one, [stands[group] for group in groups])
                if counted
                else UnitSums(unit=one, groups=len(groups), is_counted=False)
                for one, groups in below.items()
            ),
            above=above if above is not None and actor in line_of(municipality, above) else None,
        )

    def _week(self, asker: Person, seen: GroupNow, monday: date) -> GroupWeek:
        municipality = self.directory.municipality
        return GroupWeek(
            week=coverage_week(municipality.calendar, seen.facts, monday),
            leads=leads(municipality, asker.id, seen.group),
            alerts=frozenset(alert.on for alert in seen.book.open_alerts),
        )


def _topmost(municipality: Municipality, units: Sequence[UnitId]) -> tuple[UnitId, ...]:
    """Those of the units that lie below no other of them: what is below is reached from there."""
    return tuple(
        one for one in units if not any(other != one and is_within(municipality, one, other) for other in units)
    )


def own_groups(municipality: Municipality, person: Person) -> Sequence[GroupId]:
    """The groups that someone is in, then those of their unit, then those of the units that they lead (M2)."""
    led = (unit for led in units_led_by(municipality, person.id) for unit in units_within(municipality, led))
    return tuple(
        dict.fromkeys(
            (
                *municipality.groups_by_person.get(person.id, ()),
                *municipality.groups_by_unit.get(person.unit, ()),
                *(group for unit in led for group in municipality.groups_by_unit.get(unit, ())),
            )
        )
    )
