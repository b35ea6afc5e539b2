"""Owns how an administrator at a terminal is told what a newer state of the directory would change.

In English, as every command. Of people it says what they are called, their address and their unit: never a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from directory.graph.directory_changes import DirectoryChanges
from policy.ids import PersonId, UnitId
from policy.organisation import Municipality, Role

MOST_TOLD = 20
"""Lines of one kind; the rest is counted, and all of them are in the JSON."""


def render_changes(changes: DirectoryChanges, *, as_json: bool = False, most: int = MOST_TOLD) -> str:
    """What would change, in lines for reading or as JSON with all of it, and with a line's end."""
    if as_json:
        return json.dumps(_as_json(changes), ensure_ascii=False, indent=2) + "\n"
    sections = (*_people(changes), *_units(changes), *_groups(changes))
    lines = [_summary(changes)]
    for heading, rows in sections:
        if rows:
            lines += ["", f"{heading} ({len(rows)})", *(f"  {row}" for row in rows[:most])]
            lines += [f"  and {len(rows) - most} more"] if len(rows) > most else []
    if changes.remarks:
        lines += ["", f"remarks ({len(changes.remarks)})"]
        lines += [f"  {remark}{_examples(remark.examples)}" for remark in changes.remarks]
    return "\n".join(lines) + "\n"


def _summary(changes: DirectoryChanges) -> str:
    before, after = changes.before, changes.after
    if before is None:
        return f"Nothing is in use yet. There would be {len(after.people)} people in {len(after.units)} units."
    told = f"{len(before.people)} people in {len(before.units)} units"
    if changes.are_none:
        return f"Nothing would change: {told}."
    return f"People: {len(before.people)} -> {len(after.people)}. Units: {len(before.units)} -> {len(after.units)}."


def _people(changes: DirectoryChanges) -> Iterable[tuple[str, list[str]]]:
    before, after = changes.before, changes.after
    yield "new", [f"{_who(after, one)}, {_unit_of(after, one)}" for one in changes.new]
    if before is None:
        return
    yield "left", [f"{_who(before, one)}, {_unit_of(before, one)}" for one in changes.left]
    yield (
        "moved",
        [f"{_who(after, one)}: {_unit_of(before, one)} -> {_unit_of(after, one)}" for one in changes.moved],
    )
    yield (
        "renamed",
        [f"{before.people[one].name} -> {_who(after, one)}" for one in changes.renamed],
    )
    yield (
        "another nearest manager",
        [f"{_who(after, one)}: {_manager_of(before, one)} -> {_manager_of(after, one)}" for one in changes.new_manager],
    )
    yield (
        "roles",
        [f"{_who(after, one.person)}: {_signed(one.gained, one.lost)}" for one in changes.roles],
    )
    yield "another title, address or number", [_who(after, one) for one in changes.amended]


def _units(changes: DirectoryChanges) -> Iterable[tuple[str, list[str]]]:
    before, after = changes.before, changes.after
    yield "new units", [_unit(after, one) for one in changes.new_units]
    if before is None:
        return
    yield "units gone", [_unit(before, one) for one in changes.gone_units]
    yield (
        "units renamed",
        [f"{before.units[one].name} -> {_unit(after, one)}" for one in changes.renamed_units],
    )
    yield (
        "units led by another",
        [f"{_unit(after, one)}: {_leader(before, one)} -> {_leader(after, one)}" for one in changes.led_anew],
    )


def _groups(changes: DirectoryChanges) -> Iterable[tuple[str, list[str]]]:
    before = changes.before
    if before is not None:
        yield (
            "answer groups that lose members",
            [
                f"{one.group}: {', '.join(_who(before, person) for person in one.lost)}; {one.left} left"
                for one in changes.groups
            ],
        )


def _who(town: Municipality, person: PersonId) -> str:
    """Name and address: two people may have one name."""
    known = town.people[person]
    return f"{known.name} <{known.email}>" if known.email else f"{known.name} ({known.id})"


def _unit_of(town: Municipality, person: PersonId) -> str:
    return town.units[town.people[person].unit].name


def _unit(town: Municipality, unit: UnitId) -> str:
    return f"{town.units[unit].name} ({unit})"


def _manager_of(town: Municipality, person: PersonId) -> str:
    manager = town.nearest_manager(town.people[person])
    return "nobody" if manager is None else town.people[manager].name


def _leader(town: Municipality, unit: UnitId) -> str:
    manager = town.units[unit].manager
    return "nobody" if manager is None else town.people[manager].name


def _signed(gained: Sequence[Role], lost: Sequence[Role]) -> str:
    return ", ".join([*(f"+{role}" for role in gained), *(f"-{role}" for role in lost)])


def _examples(examples: Sequence[str]) -> str:
    return f" ({', '.join(examples)})" if examples else ""


def _as_json(changes: DirectoryChanges) -> dict[str, object]:
    before, after = changes.before, changes.after
    older = before or after
    return {
        "people": {"before": 0 if before is None else len(before.people), "after": len(after.people)},
        "units": {"before": 0 if before is None else len(before.units), "after": len(after.units)},
        "new": [_person(after, one) for one in changes.new],
        "left": [_person(older, one) for one in changes.left],
        "moved": [{**_person(after, one), "from": older.people[one].unit} for one in changes.moved],
        "renamed": [{**_person(after, one), "was": older.people[one].name} for one in changes.renamed],
        "amended": [_person(after, one) for one in changes.amended],
        "new_manager": [
            {**_person(after, one), "manager": after.nearest_manager(after.people[one])} for one in changes.new_manager
        ],
        "roles": [{**_person(after, one.person), "gained": one.gained, "lost": one.lost} for one in changes.roles],
        "new_units": [_unit_row(after, one) for one in changes.new_units],
        "gone_units": [_unit_row(older, one) for one in changes.gone_units],
        "renamed_units": [{**_unit_row(after, one), "was": older.units[one].name} for one in changes.renamed_units],
        "led_anew": [_unit_row(after, one) for one in changes.led_anew],
        "groups": [{"id": one.group, "lost": one.lost, "left": one.left} for one in changes.groups],
        "remarks": [
            {"code": one.code.name.lower(), "count": one.count, "examples": one.examples} for one in changes.remarks
        ],
    }


def _person(town: Municipality, person: PersonId) -> dict[str, object]:
    known = town.people[person]
    return {"id": known.id, "name": known.name, "email": known.email, "unit": known.unit}


def _unit_row(town: Municipality, unit: UnitId) -> dict[str, object]:
    known = town.units[unit]
    return {"id": known.id, "name": known.name, "parent": known.parent, "manager": known.manager}
