"""Owns which units there are, and who is in which: declared ones, and one for each path that somebody's values make.

A unit that isn't declared lies below the unit of the path before it, a declared one where the file says, below
declared ones alone. So no unit can lie inside itself, whatever is in Entra.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from directory.graph.entries import UserEntry
from directory.graph.folded import cleaned
from directory.graph.frame import TOP, Frame, UnitAttribute
from directory.graph.remarks import RemarkCode, Remarks
from directory.graph.staff import Staff
from directory.graph.unit_paths import Path, parts_of, path_of, unit_id
from policy.ids import UnitId
from policy.organisation import Unit

Values = tuple[str, ...]
"""What somebody has in Entra of what units are made of, outermost first."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The units, without anybody who leads them, and the unit of each of the staff."""

    units: Mapping[UnitId, Unit]
    unit_of: Mapping[str, UnitId]


class _Step(NamedTuple):
    """A unit that isn't declared, on somebody's way to theirs: what it lies below, and how it is spelled there."""

    unit: UnitId
    parent: UnitId
    spelled: str


class _Way(NamedTuple):
    """Where the same values lead, and through which units that aren't declared."""

    unit: UnitId | None
    steps: tuple[_Step, ...]


def placed(staff: Staff, frame: Frame, remarks: Remarks) -> Placed:
    """Everyone's unit, and all units, those above before those below."""
    places = _Places(frame)
    unit_of: dict[str, UnitId] = {}
    missing: list[str] = []
    for user in staff.values():
        unit = places.of(user)
        if unit is None:
            missing.append(user.id)
        else:
            unit_of[user.id] = unit
    _place_others(missing, unit_of, staff, frame)
    if missing:
        remarks.note(RemarkCode.DEPARTMENT_MISSING, *missing)
    taken = frozenset(unit_of.values())
    unheard_of = (unit.id for unit in frame.declared.values() if unit.departments and unit.id not in taken)
    remarks.note(RemarkCode.DEPARTMENT_UNKNOWN, *unheard_of)
    return Placed(places.units(remarks), unit_of)


class _Places:
    """The units as they are found; where the same values lead is worked out once."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._declared: dict[Path, UnitId] = {}
        for unit in frame.declared.values():
            for department in unit.departments:
                if path := path_of(parts_of(department, frame.units.separator)):
                    self._declared.setdefault(path, unit.id)
        self._ways: dict[Values, _Way] = {}
        self._people: Counter[Values] = Counter()

    def of(self, user: UserEntry) -> UnitId | None:
        """The user's unit, or None where nothing in Entra tells of one."""
        rule = self._frame.units
        values = (*(_value(user, attribute) for attribute in rule.above), _value(user, rule.made_of))
        if values not in self._ways:
            self._ways[values] = self._way(values)
        self._people[values] += 1
        return self._ways[values].unit

    def units(self, remarks: Remarks) -> Mapping[UnitId, Unit]:
        """All of them: the top, the declared ones in the order of the file, then the others by id."""
        rule, declared = self._frame.units, self._frame.declared
        units: dict[UnitId, Unit] = {}
        if rule.top == TOP:
            units[TOP] = Unit(id=TOP, name=self._frame.around.name)
        for one in declared.values():
            units[one.id] = Unit(
                id=one.id, name=one.name, parent=one.parent, aliases=one.aliases, cost_centre=one.cost_centre
            )
        parents: dict[UnitId, UnitId] = {}
        spelled: dict[UnitId, Counter[str]] = {}
        for values, way in self._ways.items():
            for step in way.steps:
                parents[step.unit] = step.parent
                spelled.setdefault(step.unit, Counter())[step.spelled] += self._people[values]
        for unit, parent in sorted(parents.items()):
            units[unit] = Unit(id=unit, name=_usual_spelling(spelled[unit]), parent=parent)
            if len(spelled[unit]) > 1:
                remarks.note(RemarkCode.SPELLED_DIFFERENTLY, unit)
        return units

    def _way(self, values: Values) -> _Way:
        *above, own = values
        outer = [value for value in map(cleaned, above) if value]
        parts = (*outer, *parts_of(own, self._frame.units.separator))
        unit: UnitId | None = None
        steps: list[_Step] = []
        for end in range(1, len(parts) + 1):
            path = path_of(parts[:end])
            declared = self._declared.get(path) or self._declared.get(path[len(outer) :])
            if declared is None:
                steps.append(_Step(unit_id(path), unit or self._frame.units.under, parts[end - 1]))
            unit = declared or steps[-1].unit
        return _Way(unit, tuple(steps))


def _value(user: UserEntry, attribute: UnitAttribute) -> str:
    match attribute:
        case UnitAttribute.DEPARTMENT:
            return user.department
        case UnitAttribute.OFFICE:
            return user.office
        case UnitAttribute.COMPANY:
            return user.company


def _usual_spelling(spelled: Counter[str]) -> str:
    return min(spelled, key=lambda spelling: (-spelled[spelling], spelling))


def _place_others(missing: list[str], unit_of: dict[str, UnitId], staff: Staff, frame: Frame) -> None:
    """Each of those in the unit of the nearest manager who has one, as far as that is the rule; else where all go."""
    for start in missing:
        trail: dict[str, None] = {}
        at = start
        while frame.units.missing_as_manager and at in staff and at not in unit_of and at not in trail:
            trail[at] = None
            at = staff[at].manager
        unit = unit_of.get(at, frame.units.missing)
        unit_of.update(dict.fromkeys(trail or (start,), unit))
