"""Owns the municipality file: from YAML to the municipality that the rules see, whole or not at all.

docs/municipality-file.md explains the file to whoever writes one; examples/exempelkommun.yaml is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from directory.file_catalogue import build_catalogue
from directory.file_coverage import build_coverage
from directory.file_faults import FaultCode, Faults
from directory.file_habits import GivenHabits, build_habits
from directory.file_hours import Staffed
from directory.file_pbx import build_pbx
from directory.file_policy import build_clauses
from directory.file_promises import build_promises
from directory.file_references import check_references
from directory.file_shapes import FILE, Language
from directory.file_switchboard import build_switchboard, build_synonyms
from directory.file_upkeep import build_upkeep
from directory.yaml_events import Node, compose
from directory.yaml_tree import Given, Shape, Spot, read_shape
from policy.answer_groups import PhoneHours, PhoneStretch
from policy.organisation import (
    AnswerGroup,
    GroupId,
    Municipality,
    Person,
    PersonId,
    Unit,
    UnitId,
)
from policy.working_calendar import OFFICE_HOURS, WorkingCalendar, WorkingHours

MOST_MEGABYTES = 32
"""Some 60,000 people with everything filled in."""
SWEDEN = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityFile:
    """All that a municipality file says."""

    municipality: Municipality
    habits: GivenHabits
    short_names: Mapping[str, PersonId]
    """What each person is called in the file."""


def load_municipality(path: Path) -> Municipality:
    """The municipality of the file; raises BadMunicipalityFile with every fault."""
    return parse_municipality(read_bytes(path)).municipality


def read_bytes(path: Path) -> bytes:
    """The file as it is on the disk; raises BadMunicipalityFile when it is out of reach or too large."""
    faults = Faults()
    most = MOST_MEGABYTES * 1024 * 1024
    content = b""
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        faults.add(FaultCode.UNREADABLE, line=1, path="", why=error.strerror or type(error).__name__)
    if len(content) > most:
        faults.add(FaultCode.TOO_LARGE, line=1, path="", most=MOST_MEGABYTES)
    faults.raise_any()
    return content


def parse_municipality(content: bytes) -> MunicipalityFile:
    """What the content of a municipality file says; raises BadMunicipalityFile with every fault."""
    given = read_given(content, FILE, check_references)
    ids = _ids(given)
    return MunicipalityFile(municipality=_build(given, ids), habits=build_habits(given.get("habits")), short_names=ids)


def read_given(content: bytes, shape: Shape, check: Callable[[Given, Faults], None]) -> Given:
    """What the content gives by a shape, once `check` has found nothing amiss between the parts of it.

    Raises BadMunicipalityFile with every fault.
    """
    faults = Faults()
    root = _tree(content, faults)
    faults.raise_any()
    if root is None:
        raise AssertionError("a file that could not be read has a fault")
    given = read_shape(Spot(root, "", faults), shape)
    check(given, faults)
    faults.raise_any()
    return given


def _tree(content: bytes, faults: Faults) -> Node | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(FaultCode.NOT_UTF8, line=content.count(b"\n", 0, error.start) + 1, path="")
        return None
    return compose(text, faults)


def _ids(file: Given) -> Mapping[str, PersonId]:
    return {name: PersonId(person["entra_id"]) for name, person in file["people"].items()}


def _build(file: Given, ids: Mapping[str, PersonId]) -> Municipality:
    usual_hours = usual_hours_of(file)
    people = [_person(ids[name], person, usual_hours) for name, person in file["people"].items()]
    units = [_unit(name, unit, ids) for name, unit in file["units"].items()]
    groups = [
        answer_group(name, group, tuple(ids[member] for member in values(group["members"])))
        for name, group in file.get("answer_groups", {}).items()
    ]
    return replace(
        terms_of(file, ids),
        people={person.id: person for person in people},
        units={unit.id: unit for unit in units},
        groups={group.id: group for group in groups},
    )


def usual_hours_of(file: Given) -> WorkingHours:
    """Everyone's hours, where a person has none of their own."""
    calendar: Given | None = file.get("calendar")
    hours: WorkingHours = calendar.get("working_hours", OFFICE_HOURS) if calendar else OFFICE_HOURS
    return hours


def terms_of(file: Given, ids: Mapping[str, PersonId]) -> Municipality:
    """The file's municipality without its people, units and groups; `ids` are by what its devices stand under."""
    own: Given = file["municipality"]
    return Municipality(
        name=own["name"],
        language=own.get("language", Language.SWEDISH).value,
        calendar=_calendar(own.get("zone", SWEDEN), file.get("calendar")),
        people={},
        units={},
        groups={},
        promises=build_promises(file.get("promises")),
        catalogue=build_catalogue(file, ids),
        upkeep=build_upkeep(file.get("greetings"), file.get("details")),
        clauses=build_clauses(file.get("policy", {})),
        coverage=build_coverage(file.get("coverage")),
        synonyms=build_synonyms(file),
        switchboard=build_switchboard(file.get("switchboard")),
        pbx=build_pbx(file),
    )


def _calendar(zone: ZoneInfo, given: Given | None) -> WorkingCalendar:
    if given is None:
        return WorkingCalendar(zone)
    return WorkingCalendar(
        zone,
        closed_on=frozenset(values(given.get("closed_on", ()))),
        shortened_on={on: closing for on, (closing, _) in given.get("shortened_on", {}).items()},
    )


def _person(id_: PersonId, given: Given, usual_hours: WorkingHours) -> Person:
    return Person(
        id=id_,
        first_name=given["first_name"],
        last_name=given["last_name"],
        title=given["title"],
        unit=UnitId(given["unit"]),
        email=given.get("email", ""),
        extension=given.get("extension", ""),
        landline=given.get("landline", ""),
        mobile=given.get("mobile", ""),
        has_voicemail=given.get("voicemail", True),
        nicknames=values(given.get("nicknames", ())),
        matters=values(given.get("matters", ())),
        roles=frozenset(values(given.get("roles", ()))),
        hours=given.get("working_hours", usual_hours),
        details_confirmed_on=given.get("details_confirmed_on"),
    )


def _unit(name: str, given: Given, ids: Mapping[str, PersonId]) -> Unit:
    parent, manager = given.get("parent"), given.get("manager")
    return Unit(
        id=UnitId(name),
        name=given["name"],
        parent=None if parent is None else UnitId(parent),
        manager=None if manager is None else ids[manager],
        deputies=tuple(ids[deputy] for deputy in values(given.get("deputies", ()))),
        aliases=values(given.get("aliases", ())),
        cost_centre=given.get("cost_centre", ""),
    )


def answer_group(name: str, given: Given, members: tuple[PersonId, ...]) -> AnswerGroup:
    """The answer group that the file has under that name, with those members."""
    return AnswerGroup(
        id=GroupId(name),
        name=given["name"],
        unit=UnitId(given["unit"]),
        number=given.get("number", ""),
        matters=values(given.get("matters", ())),
        members=members,
        phone_hours=_phone_hours(given["phone_hours"], given.get("minimum", 1)),
        keeps_roster=given.get("duty_roster", False),
    )


def _phone_hours(given: Given, minimum: int) -> PhoneHours:
    def stretches(staffed: Iterable[Staffed]) -> tuple[PhoneStretch, ...]:
        return tuple(PhoneStretch(one.stretch, minimum if one.minimum is None else one.minimum) for one in staffed)

    dated = {on: hours for on, (hours, _) in given.get("exceptions", {}).items()}
    return PhoneHours(
        weekdays={weekday: stretches(staffed) for weekday, staffed in given["weekdays"].items()},
        exceptions={on: stretches(hours.staffed) for on, hours in dated.items()},
        published_on=given.get("published_on"),
        exceptions_published_on={on: hours.published_on for on, hours in dated.items() if hours.published_on},
    )


def values(with_lines: Iterable[tuple[Any, int]]) -> tuple[Any, ...]:
    """The values of a list that was read, without their lines."""
    return tuple(value for value, _ in with_lines)
