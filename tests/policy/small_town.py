"""A municipality small enough to hold in the head, for tests of the rules and the use cases.

Kommunledningen   Karin Kvist leads; Vera Varg sits in the switchboard
└── Bygg          Bo Berg leads, Dag Dahl is his deputy; Anna Alm and Disa Dunge (part time) work there
    └── Bygglov   Gun Gran leads a unit of her own; Nils Norén works there
Skola             Eva Ek leads, and has nobody above her
"""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from policy.diversions import Diversion
from policy.organisation import Municipality, Person, PersonId, Role, Unit, UnitId
from policy.periods import Period
from policy.reasons import Reason
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingCalendar, WorkingHours

ZONE = ZoneInfo("Europe/Stockholm")

TOP, BUILDING, PERMITS, SCHOOL = (UnitId(name) for name in ("kommunledningen", "bygg", "bygglov", "skola"))
KARIN, VERA, BO, DAG, ANNA, DISA, GUN, NILS, EVA = (
    PersonId(name) for name in ("karin", "vera", "bo", "dag", "anna", "disa", "gun", "nils", "eva")
)
STRANGER = PersonId("someone-else-in-the-tenant")

MORNINGS_MONDAY_TO_WEDNESDAY = WorkingHours({weekday: (Stretch(time(8), time(12)),) for weekday in range(3)})


def at(text: str, *, fold: int = 0) -> datetime:
    """`2026-11-24 12:00` on the municipality's clocks; `fold` 1 is the second of the two in October."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE, fold=fold)


def period(start: str, end: str | None) -> Period:
    """The period between two local times; None is until further notice."""
    return Period(at(start), None if end is None else at(end))


def diversion(
    reason: Reason,
    start: str,
    end: str | None,
    *,
    id_: str = "",
    note: str = "",
    answers_instead: PersonId | None = None,
    open_line: bool = False,
    set_at: str | None = None,
    person: PersonId = ANNA,
) -> Diversion:
    """A diversion between two local times, set by the person as it begins unless told otherwise."""
    span = period(start, end)
    return Diversion(
        id=id_ or f"{reason.value}-{start}",
        reason=reason,
        period=span,
        note=note,
        answers_instead=answers_instead,
        open_line=open_line,
        set_by=person,
        set_at=span.start_at if set_at is None else at(set_at),
    )


def _person(
    id_: PersonId,
    name: str,
    title: str,
    unit: UnitId,
    extension: str,
    *,
    hours: WorkingHours = OFFICE_HOURS,
    roles: frozenset[Role] = frozenset(),
) -> Person:
    first_name, last_name = name.split()
    return Person(
        id=id_,
        first_name=first_name,
        last_name=last_name,
        title=title,
        unit=unit,
        extension=extension,
        roles=roles,
        hours=hours,
    )


def small_town(calendar: WorkingCalendar | None = None) -> Municipality:
    """The municipality drawn above; its calendar has no closed or shortened days unless one is given."""
    people = (
        _person(KARIN, "Karin Kvist", "kommunchef", TOP, "1001"),
        _person(VERA, "Vera Varg", "telefonist", TOP, "1002", roles=frozenset({Role.SWITCHBOARD})),
        _person(BO, "Bo Berg", "byggchef", BUILDING, "2001"),
        _person(DAG, "Dag Dahl", "bitr. byggchef", BUILDING, "2002"),
        _person(ANNA, "Anna Alm", "byggnadsinspektör", BUILDING, "2003"),
        _person(DISA, "Disa Dunge", "arkitekt", BUILDING, "2004", hours=MORNINGS_MONDAY_TO_WEDNESDAY),
        _person(GUN, "Gun Gran", "enhetschef", PERMITS, "3001"),
        _person(NILS, "Nils Norén", "bygglovshandläggare", PERMITS, "3002"),
        _person(EVA, "Eva Ek", "skolchef", SCHOOL, "4001"),
    )
    units = (
        Unit(id=TOP, name="Kommunledningen", manager=KARIN),
        Unit(id=BUILDING, name="Bygg", parent=TOP, manager=BO, deputies=(DAG,)),
        Unit(id=PERMITS, name="Bygglov", parent=BUILDING, manager=GUN),
        Unit(id=SCHOOL, name="Skola", manager=EVA),
    )
    return Municipality(
        name="Småbygd",
        language="sv",
        calendar=calendar or WorkingCalendar(ZONE),
        people={person.id: person for person in people},
        units={unit.id: unit for unit in units},
        groups={},
    )
