"""Owns what must hold between the parts of a municipality file: names that lead somewhere, chains that end.

It looks at what was given, before anything is built, so that these faults are told together with all the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from directory.file_catalogue import check_catalogue
from directory.file_faults import FaultCode, Faults
from directory.file_hours import Staffed
from directory.file_pbx import check_pbx
from directory.file_switchboard import check_switchboard
from directory.yaml_tree import Given, advice

Parts = Mapping[str, Given]


def check_references(file: Given, faults: Faults) -> None:
    """Note every fault between the parts of the file."""
    units: Parts = file.get("units", {})
    people: Parts = file.get("people", {})
    groups: Parts = file.get("answer_groups", {})
    _check_names(units, people, groups, faults)
    _check_own_ids(people, faults)
    cycles = check_unit_cycles(units, faults)
    _check_managers(units, cycles, faults)
    if not cycles:
        _check_manager_cycles(units, people, faults)
    for name, group in groups.items():
        check_minimum(name, group, faults)
    check_catalogue(file, faults)
    check_switchboard(file, faults)
    check_pbx(file, faults)
    if "calendar" in file.values:
        check_calendar(file["calendar"], faults)


def _check_names(units: Parts, people: Parts, groups: Parts, faults: Faults) -> None:
    for unit in units.values():
        _check_one(unit, "parent", units, FaultCode.UNKNOWN_UNIT, faults)
        _check_one(unit, "manager", people, FaultCode.UNKNOWN_PERSON, faults)
        _check_list(unit, "deputies", people, faults)
        for deputy, line in unit.get("deputies", ()):
            if deputy == unit.get("manager"):
                faults.add(FaultCode.DEPUTY_OF_SELF, line=line, path=f"{unit.path}.deputies", value=deputy)
    for part in (*people.values(), *groups.values()):
        _check_one(part, "unit", units, FaultCode.UNKNOWN_UNIT, faults)
    for group in groups.values():
        _check_list(group, "members", people, faults)


def _check_one(part: Given, key: str, known: Parts, code: FaultCode, faults: Faults) -> None:
    name = part.get(key)
    if name is not None and name not in known and known:
        told = advice(name, list(known))
        faults.add(code, line=part.line_of(key), path=f"{part.path}.{key}", value=name, advice=told)


def _check_list(part: Given, key: str, people: Parts, faults: Faults) -> None:
    for name, line in part.get(key, ()):
        if name not in people and people:
            told = advice(name, list(people))
            faults.add(FaultCode.UNKNOWN_PERSON, line=line, path=f"{part.path}.{key}", value=name, advice=told)


def _check_own_ids(people: Parts, faults: Faults) -> None:
    first: dict[str, str] = {}
    for name, person in people.items():
        entra_id = person.get("entra_id")
        if entra_id is None:
            continue
        if entra_id in first:
            other = first[entra_id]
            told = {"other": other, "first": people[other].line_of("entra_id")}
            line = person.line_of("entra_id")
            faults.add(FaultCode.DUPLICATE_ID, line=line, path=f"{person.path}.entra_id", **told)
        first.setdefault(entra_id, name)


def check_unit_cycles(units: Parts, faults: Faults) -> set[str]:
    """Note units that lie inside each other; all of those."""
    parents = {name: unit.get("parent") for name, unit in units.items()}
    in_cycles: set[str] = set()
    for cycle in cycles_of(parents):
        in_cycles.update(cycle)
        unit = units[cycle[0]]
        line = unit.line_of("parent")
        faults.add(FaultCode.UNIT_CYCLE, line=line, path=f"{unit.path}.parent", units=", ".join(cycle))
    return in_cycles


def _check_managers(units: Parts, cycles: set[str], faults: Faults) -> None:
    for name, unit in units.items():
        chain = list(_upwards(name, units))
        leads_astray = cycles & set(chain) or any(
            units[one].says("parent") and units[one].get("parent") not in units for one in chain
        )
        if not leads_astray and not any(units[one].says("manager") for one in chain):
            faults.add(FaultCode.NO_MANAGER, line=unit.line, path=unit.path, unit=name)


def _check_manager_cycles(units: Parts, people: Parts, faults: Faults) -> None:
    managers = {unit.get("manager") for unit in units.values()} & set(people)
    above = {name: _nearest_manager(name, people[name].get("unit"), units) for name in people if name in managers}
    for cycle in cycles_of(above):
        person = people[cycle[0]]
        line = person.line_of("unit")
        faults.add(FaultCode.MANAGER_CYCLE, line=line, path=f"{person.path}.unit", people=", ".join(cycle))


def _nearest_manager(name: str, unit: str | None, units: Parts) -> str | None:
    """As `Municipality.nearest_manager`, on what the file gives."""
    managers = (units[one].get("manager") for one in _upwards(unit, units))
    return next((manager for manager in managers if manager not in (None, name)), None)


def _upwards(name: str | None, units: Parts) -> Iterator[str]:
    """The unit and those above it, each once, as far as they exist."""
    met: set[str] = set()
    while name is not None and name in units and name not in met:
        met.add(name)
        yield name
        name = units[name].get("parent")


def cycles_of(leads_to: Mapping[str, str | None]) -> Iterator[Sequence[str]]:
    """Each cycle once, beginning with its first member in the order of the file."""
    done: set[str] = set()
    for start in leads_to:
        walked: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in walked:
            walked[at] = None
            at = leads_to.get(at)
        if at is not None and at in walked:
            trail = list(walked)
            yield trail[trail.index(at) :]
        done.update(walked)


def check_minimum(name: str, group: Given, faults: Faults) -> None:
    """Note a minimum above the number of members.

    A group without members is allowed: that nobody answers is then told as a gap, not hidden in a file's fault.
    """
    members = len(group.get("members", ()))
    if not members:
        return
    told: set[int] = set()
    for staffed in _all_staffed(group):
        minimum = staffed.minimum if staffed.minimum is not None else group.get("minimum", 1)
        line = staffed.line if staffed.minimum is not None else group.line_of("minimum")
        if minimum > members and line not in told:
            told.add(line)
            particulars: dict[str, Any] = {"minimum": minimum, "group": name, "members": members}
            faults.add(FaultCode.MINIMUM_ABOVE_MEMBERS, line=line, path=group.path, **particulars)


def _all_staffed(group: Given) -> Iterator[Staffed]:
    hours: Given | None = group.get("phone_hours")
    if hours is None:
        return
    for staffed in hours.get("weekdays", {}).values():
        yield from staffed
    for dated, _ in hours.get("exceptions", {}).values():
        yield from dated.staffed


def check_calendar(calendar: Given, faults: Faults) -> None:
    """Note days that are both closed and shortened."""
    closed = dict(calendar.get("closed_on", ()))
    for on, (_, line) in calendar.get("shortened_on", {}).items():
        if on in closed:
            path = f"{calendar.path}.shortened_on"
            faults.add(FaultCode.CLOSED_AND_SHORTENED, line=line, path=path, day=on, first=closed[on])
