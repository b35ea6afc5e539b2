"""Owns that nobody's nearest manager leads back to themselves: of managers who would be each other's, one gives way."""

from __future__ import annotations

from collections.abc import Mapping

from directory.file_references import cycles_of
from directory.graph.remarks import RemarkCode, Remarks
from directory.graph.unit_managers import steps_up
from policy.ids import UnitId
from policy.organisation import Unit


def untangled(
    units: Mapping[UnitId, Unit],
    unit_of: Mapping[str, UnitId],
    found: Mapping[UnitId, str],
    declared: Mapping[UnitId, str],
    remarks: Remarks,
) -> Mapping[UnitId, str]:
    """The units' managers without those who would be each other's: there the manager above is taken.

    In each circle the unit nearest the top gives way, one that isn't declared before one that is.
    """
    kept = dict(found)
    depth = {unit: sum(1 for _ in steps_up(unit, units)) for unit in kept}
    while True:
        led = {person: _unit_above(person, unit_of[person], units, kept) for person in sorted(set(kept.values()))}
        above = {person: kept[unit] for person, unit in led.items() if unit is not None}
        circles = list(cycles_of({person: above.get(person) for person in led}))
        if not circles:
            return kept
        for circle in circles:
            between = {unit for person in circle if (unit := led[person]) is not None}
            gives_way = min(between, key=lambda unit: (declared.get(unit) == kept.get(unit), depth[unit], unit))
            kept.pop(gives_way, None)
            remarks.note(RemarkCode.LEAD_EACH_OTHER, gives_way)


def _unit_above(
    person: str, unit: UnitId, units: Mapping[UnitId, Unit], managers: Mapping[UnitId, str]
) -> UnitId | None:
    """The unit whose manager is the person's nearest, as `Municipality.nearest_manager` has it."""
    return next((one for one in steps_up(unit, units) if managers.get(one, person) != person), None)
