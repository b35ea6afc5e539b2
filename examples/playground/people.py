"""Owns who sits at the windows: a member of staff, her manager, and someone at the switchboard.

It reads the municipality alone; it must not know how windows are run.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policy.organisation import Municipality, Person, Role, UnitId

UNIT = UnitId("bygg")
FIRST_CHOICE = "Anna Svensson"


class Part(StrEnum):
    """The parts that people have in the examples."""

    STAFF = "staff"
    MANAGER = "manager"
    SWITCHBOARD = "switchboard"


class NoSuchPerson(Exception):
    """The municipality file has nobody for one of the parts; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone at a window, and the colleagues that the window's group chat and team are filled with."""

    part: Part
    person: Person
    unit_name: str
    colleagues: tuple[Person, ...]


def cast(municipality: Municipality) -> tuple[Seat, ...]:
    """One seat for each part, in the order of Part; raises NoSuchPerson."""
    staff = _staff(municipality)
    manager_id = municipality.nearest_manager(staff)
    if manager_id is None:
        raise NoSuchPerson(f"unit {UNIT} needs a manager")
    chosen = {
        Part.STAFF: staff,
        Part.MANAGER: municipality.people[manager_id],
        Part.SWITCHBOARD: _switchboard(municipality),
    }
    return tuple(
        Seat(part, person, municipality.units[person.unit].name, _colleagues(municipality, person, chosen))
        for part, person in chosen.items()
    )


def _staff(municipality: Municipality) -> Person:
    unit = municipality.units.get(UNIT)
    at_work = [p for p in municipality.people.values() if p.unit == UNIT and unit and p.id != unit.manager]
    if not at_work:
        raise NoSuchPerson(f"unit {UNIT} needs a member besides its manager")
    return next((p for p in at_work if p.name == FIRST_CHOICE), at_work[0])


def _switchboard(municipality: Municipality) -> Person:
    operator = next((p for p in municipality.people.values() if Role.SWITCHBOARD in p.roles), None)
    if operator is None:
        raise NoSuchPerson(f"nobody has the role {Role.SWITCHBOARD.value}")
    return operator


def _colleagues(municipality: Municipality, person: Person, chosen: dict[Part, Person]) -> tuple[Person, ...]:
    """Everyone else, the others of the cast first."""
    others = {p.id: p for p in (*chosen.values(), *municipality.people.values()) if p.id != person.id}
    return tuple(others.values())
