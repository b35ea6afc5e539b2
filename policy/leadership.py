"""Owns who stands in for a manager: whom to turn to about someone when their nearest manager is away (M1)."""

from __future__ import annotations

from policy.organisation import Municipality, Person, PersonId


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
