"""Owns who stands in for a manager: whom to turn to about someone, or a unit, when its manager is away (M1, M2)."""

from __future__ import annotations

from policy.organisation import Municipality, Person, PersonId, Unit, UnitId
from policy.unit_tree import units_led_by, units_within


def leaders_of(municipality: Municipality, person: Person) -> tuple[PersonId, ...]:
    """The person's nearest manager, then that unit's deputies in their order, but for the person; empty at the top."""
    manager = municipality.nearest_manager(person)
    if manager is None:
        return ()
    unit = municipality.units[person.unit]
    while unit.manager != manager and unit.parent is not None:
        unit = municipality.units[unit.parent]
    deputies = tuple(deputy for deputy in unit.deputies if deputy not in (person.id, manager))
    return (manager, *deputies)


def line_of(municipality: Municipality, unit: UnitId) -> tuple[PersonId, ...]:
    """A unit's manager and deputies, then those of the unit above, in the order in which they are turned to.

    It ends at the top of the municipality, which for the switchboard is the municipal executive's staff office (B1).
    """
    found: dict[PersonId, None] = {}
    at: Unit | None = municipality.units.get(unit)
    while at is not None:
        leaders = (*((at.manager,) if at.manager is not None else ()), *at.deputies)
        found.update(dict.fromkeys(one for one in leaders if one in municipality.people))
        at = municipality.units.get(at.parent) if at.parent is not None else None
    return tuple(found)


def leads_unit(municipality: Municipality, person: PersonId, unit: UnitId) -> bool:
    """Whether the person is the manager or a deputy of the unit, or of one above it."""
    return person in line_of(municipality, unit)


def units_led(municipality: Municipality, person: PersonId) -> tuple[UnitId, ...]:
    """The units that the person leads, as manager or deputy of them or of one above, in the directory's order."""
    led = units_led_by(municipality, person)
    inside = {below for unit in led for below in units_within(municipality, unit)}
    return tuple(unit for unit in municipality.units if unit in inside) if inside else ()
