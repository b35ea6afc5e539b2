"""Owns the frame file: from YAML to the frame that people in Entra are put into, whole or not at all.

docs/municipality-file.md explains the file to whoever writes one; examples/entra-ram.yaml is one.
"""

from __future__ import annotations

from collections.abc import Mapping

from directory.file_faults import Faults
from directory.file_habits import build_habits
from directory.graph.folded import folded
from directory.graph.frame import (
    TOP,
    Addition,
    Address,
    DeclaredGroup,
    DeclaredUnit,
    Frame,
    PhoneRule,
    StaffRule,
    UnitAttribute,
    UnitRule,
)
from directory.graph.frame_references import check_frame
from directory.graph.frame_shapes import FRAME
from directory.municipality_file import answer_group, read_given, terms_of, usual_hours_of, values
from directory.yaml_events import compose
from directory.yaml_tree import Given, Spot
from policy.directory_losses import RemovalTerms
from policy.ids import PersonId, UnitId
from policy.organisation import Role


def is_frame(content: bytes) -> bool:
    """Whether the content is a frame and no municipality file: whatever is wrong in it, it has `entra` at its top."""
    root = compose(content.decode("utf-8-sig", errors="replace"), Faults())
    return root is not None and Spot(root, "", Faults()).has_key("entra")


def parse_frame(content: bytes) -> Frame:
    """What the content of a frame file says; raises BadMunicipalityFile with every fault."""
    file = read_given(content, FRAME, check_frame)
    entra: Given = file["entra"]
    devices: Mapping[str, tuple[object, int]] = file.get("devices", {})
    rule = _unit_rule(entra.get("units"))
    declared = [_declared(name, unit, rule) for name, unit in file.get("units", {}).items()]
    return Frame(
        around=terms_of(file, {name: PersonId(name.casefold()) for name in devices}),
        habits=build_habits(file.get("habits")),
        usual_hours=usual_hours_of(file),
        staff=_staff_rule(entra.get("staff")),
        roles=_roles(entra.get("roles")),
        units=rule,
        phones=PhoneRule(**(entra["phones"].values if "phones" in entra.values else {})),
        removals=RemovalTerms(**(entra["removals"].values if "removals" in entra.values else {})),
        declared={unit.id: unit for unit in declared},
        groups=tuple(
            DeclaredGroup(group=answer_group(name, group, ()), members=_addresses(group["members"]))
            for name, group in file.get("answer_groups", {}).items()
        ),
        additions=tuple(_addition(email, given) for email, given in entra.get("people", {}).items()),
        devices=tuple(Address(name.casefold(), line) for name, (_, line) in devices.items()),
    )


def _addresses(given: tuple[tuple[str, int], ...]) -> tuple[Address, ...]:
    return tuple(Address(email, line) for email, line in given)


def _roles(given: Given | None) -> Mapping[Role, frozenset[str]]:
    if given is None:
        return {}
    return {Role(name): frozenset(values(groups)) for name, groups in given.values.items()}


def _staff_rule(given: Given | None) -> StaffRule:
    if given is None:
        return StaffRule()
    return StaffRule(
        group=given.get("group", ""),
        without_departments=frozenset(map(folded, values(given.get("without_departments", ())))),
        without_titles=frozenset(map(folded, values(given.get("without_titles", ())))),
    )


def _unit_rule(given: Given | None) -> UnitRule:
    if given is None:
        return UnitRule()
    top = UnitId(given.get("top", TOP))
    return UnitRule(
        made_of=given.get("made_of", UnitAttribute.DEPARTMENT),
        above=values(given.get("above", ())),
        separator=given.get("separator", ""),
        top=top,
        under=UnitId(given.get("under", top)),
        missing=UnitId(given.get("missing", top)),
        missing_as_manager=given.get("missing_as_manager", True),
    )


def _declared(name: str, given: Given, rule: UnitRule) -> DeclaredUnit:
    parent, manager = given.get("parent"), given.get("manager")
    return DeclaredUnit(
        id=UnitId(name),
        name=given["name"],
        parent=UnitId(parent) if parent is not None else None if name == rule.top else rule.top,
        manager=None if manager is None else Address(manager, given.line_of("manager")),
        deputies=_addresses(given.get("deputies", ())),
        aliases=values(given.get("aliases", ())),
        cost_centre=given.get("cost_centre", ""),
        departments=values(given.get("departments", ())),
    )


def _addition(email: str, given: Given) -> Addition:
    return Addition(
        address=Address(email.casefold(), given.line),
        nicknames=values(given.get("nicknames", ())),
        matters=values(given.get("matters", ())),
        roles=frozenset(values(given.get("roles", ()))),
        hours=given.get("working_hours"),
        has_voicemail=given.get("voicemail"),
    )
