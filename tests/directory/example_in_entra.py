"""The example municipality's people as they would be in Entra: each with a department, and their nearest manager."""

from __future__ import annotations

from pathlib import Path

from directory.graph.entries import Roster, UserEntry
from directory.graph.frame import Frame
from directory.municipality_file import load_municipality
from policy.organisation import Municipality, Person, Role
from policy.unit_tree import with_those_above
from tests.sources import PROJECT

FRAME_PATH: Path = PROJECT / "examples" / "entra-ram.yaml"
TOWN = load_municipality(PROJECT / "examples" / "exempelkommun.yaml")


def example_roster(frame: Frame, town: Municipality = TOWN) -> Roster:
    """Everyone of the example, in the group of staff that the frame names and in those of their roles."""
    members = {group: frozenset(town.with_role(role)) for role in Role for group in frame.roles.get(role, frozenset())}
    members[frame.staff.group] = frozenset(town.people)
    return Roster(users={one.id: _entry(one, town) for one in town.people.values()}, members=members)


def _entry(person: Person, town: Municipality) -> UserEntry:
    return UserEntry(
        id=person.id,
        first_name=person.first_name,
        last_name=person.last_name,
        display_name=person.name,
        title=person.title,
        department=_department(person, town),
        email=person.email,
        upn=person.email,
        landline=person.landline,
        mobile=person.mobile,
        extension=person.extension,
        manager=town.nearest_manager(person) or "",
    )


def _department(person: Person, town: Municipality) -> str:
    """The unit's name after those above it, but for the municipality's top."""
    names = [unit.name for unit in with_those_above(town, person.unit)]
    return " / ".join(reversed(names[:-1] or names))
