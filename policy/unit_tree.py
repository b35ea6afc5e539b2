"""Owns how units lie in their tree: which are below one, and which of them someone leads (M1)."""

from __future__ import annotations

from collections.abc import Iterator

from policy.organisation import Municipality, Person, PersonId, Unit, UnitId


def with_those_above(municipality: Municipality, unit: UnitId) -> Iterator[Unit]:
    """The unit and those above it, nearest first."""
    above: Unit | None = municipality.units[unit]
    while above is not None:
        yield above
        above = municipality.units[above.parent] if above.parent is not None else None


def is_within(municipality: Municipality, unit: UnitId, above: UnitId) -> bool:
    """Whether the unit is that one, or lies below it."""
    return any(one.id == above for one in with_those_above(municipality, unit))


def units_within(municipality: Municipality, unit: UnitId) -> tuple[UnitId, ...]:
    """The unit and all below it, each before those below it, in the order of the directory."""
    found = [unit]
    for one in found:
        found += municipality.units_below.get(one, ())
    return tuple(found)


def units_led_by(municipality: Municipality, person: PersonId) -> tuple[UnitId, ...]:
    """The units whose manager or deputy the person is; what lies below them comes with them (M1)."""
    return municipality.led_by.get(person, ())


def people_within(municipality: Municipality, unit: UnitId) -> tuple[Person, ...]:
    """Everyone of the unit, and after them those of the units below it; by name within each."""
    place = {one: number for number, one in enumerate(units_within(municipality, unit))}
    found = [person for person in municipality.people.values() if person.unit in place]
    return tuple(sorted(found, key=lambda person: (place[person.unit], person.first_name, person.last_name, person.id)))
