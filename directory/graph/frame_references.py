"""Owns what must hold between the parts of a frame: units that are declared, chains that end, departments told apart.

Who somebody is can't be judged here, since people are in Entra: addresses are looked up when people are mapped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from directory.file_faults import FaultCode, Faults
from directory.file_pbx import check_pbx
from directory.file_references import Parts, check_calendar, check_minimum, check_unit_cycles
from directory.file_switchboard import check_switchboard
from directory.graph.frame import DERIVED
from directory.graph.unit_paths import Path, parts_of, path_of
from directory.yaml_tree import Given, advice

_RULE_UNITS = ("top", "under", "missing")


def check_frame(file: Given, faults: Faults) -> None:
    """Note every fault between the parts of the file."""
    units: Parts = file.get("units", {})
    groups: Parts = file.get("answer_groups", {})
    entra: Given | None = file.get("entra")
    for name, unit in units.items():
        _check_unit(name, unit, units, faults)
    check_unit_cycles(units, faults)
    rule: Given | None = None if entra is None else entra.get("units")
    _check_departments(units, "" if rule is None else rule.get("separator", ""), faults)
    for name, group in groups.items():
        _check_declared(group.get("unit"), group.line_of("unit"), f"{group.path}.unit", units, faults)
        check_minimum(name, group, faults)
    for item in file.get("catalogue", {}).values():
        for unit, line in item.get("units", ()):
            _check_declared(unit, line, f"{item.path}.units", units, faults)
    if entra is not None:
        _check_entra(entra, units, faults)
    people = entra.get("people", {}) if entra is not None else {}
    check_switchboard(replace(file, values={**file.values, "people": people}), faults)
    check_pbx(file, faults)
    if "calendar" in file.values:
        check_calendar(file["calendar"], faults)


def _check_unit(name: str, unit: Given, units: Parts, faults: Faults) -> None:
    if name.startswith(DERIVED):
        faults.add(FaultCode.RESERVED_NAME, line=unit.line, path=unit.path, value=name)
    _check_declared(unit.get("parent"), unit.line_of("parent"), f"{unit.path}.parent", units, faults)
    for deputy, line in unit.get("deputies", ()):
        if deputy == unit.get("manager"):
            faults.add(FaultCode.DEPUTY_OF_SELF, line=line, path=f"{unit.path}.deputies", value=deputy)


def _check_declared(name: str | None, line: int, path: str, units: Parts, faults: Faults) -> None:
    if name is not None and name not in units:
        told = advice(name, list(units)) if units else "declare it under units"
        faults.add(FaultCode.UNKNOWN_UNIT, line=line, path=path, value=name, advice=told)


def _check_departments(units: Parts, separator: str, faults: Faults) -> None:
    """A department is one unit, whatever its spaces and its case."""
    first: dict[Path, tuple[str, int]] = {}
    for name, unit in units.items():
        for department, line in unit.get("departments", ()):
            key = path_of(parts_of(department, separator))
            if key in first:
                other, at = first[key]
                told = {"value": department, "other": other, "first": at}
                faults.add(FaultCode.DEPARTMENT_TWICE, line=line, path=f"{unit.path}.departments", **told)
            first.setdefault(key, (name, line))


def _check_entra(entra: Given, units: Parts, faults: Faults) -> None:
    rule: Given | None = entra.get("units")
    if rule is not None:
        for key in _RULE_UNITS:
            _check_declared(rule.get(key), rule.line_of(key), f"{rule.path}.{key}", units, faults)
        top = rule.get("top")
        if top in units and units[top].says("parent"):
            line = units[top].line_of("parent")
            faults.add(FaultCode.TOP_HAS_PARENT, line=line, path=f"{units[top].path}.parent", value=top)
        for attribute, line in rule.get("above", ()):
            if attribute == rule.get("made_of", "department"):
                faults.add(FaultCode.MADE_OF_ITSELF, line=line, path=f"{rule.path}.above", value=attribute.value)
    _check_addresses(entra.get("people", {}).items(), faults)


def _check_addresses(people: Iterable[tuple[str, Given]], faults: Faults) -> None:
    first: dict[str, int] = {}
    for email, person in people:
        key = email.casefold()
        if key in first:
            told = {"key": email, "first": first[key]}
            faults.add(FaultCode.DUPLICATE_KEY, line=person.line, path="entra.people", **told)
        first.setdefault(key, person.line)
