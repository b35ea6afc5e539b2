"""Use cases of seeing coverage over time: the week of a group, and the units that someone leads (M1, M2).

Anyone may see a week: it tells who covers when, as an answer about a day does, and of nobody why not. What is acted on
from it is authorised where it is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from policy.coverage_week import CoverageWeek, coverage_week
from policy.organisation import GroupId, Municipality, Person
from policy.unit_tree import units_led_by, units_within
from services.coverage_access import leads
from services.coverage_facts import CoverageFacts, GroupNow
from services.coverage_queries import groups_of
from services.place_finding import Spot
from services.ports import Directory

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
class CoverageOverview:
    """Shows it."""

    facts: CoverageFacts
    directory: Directory

    async def weeks(self, asker: Person, spot: Spot | None, monday: date) -> Weeks:
        """The week of a place's groups; without a place those that the asker is in or leads."""
        municipality = self.directory.municipality
        groups = groups_of(municipality, asker, spot) if spot is not None else own_groups(municipality, asker)
        seen = [await self.facts.of(group) for group in groups[:MOST_WEEKS]]
        return Weeks(
            monday=monday,
            groups=tuple(self._week(asker, one, monday) for one in seen),
            others=tuple(groups[MOST_WEEKS:]),
        )

    def _week(self, asker: Person, seen: GroupNow, monday: date) -> GroupWeek:
        municipality = self.directory.municipality
        return GroupWeek(
            week=coverage_week(municipality.calendar, seen.facts, monday),
            leads=leads(municipality, asker.id, seen.group),
            alerts=frozenset(alert.on for alert in seen.book.open_alerts),
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
