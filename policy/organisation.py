"""Owns the municipality as the rules see it: people, units, managers, roles and answer groups.

These are plain values. Where they come from (a file, Microsoft Graph) is the directory's business; what may be
done with them is decided beside each subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from policy.callback_terms import USUAL_TERMS, PromiseTerms
from policy.catalogue import NOTHING_TO_ORDER, Catalogue
from policy.clauses import OwnWords
from policy.upkeep import ORDINARY_UPKEEP, Upkeep
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingCalendar, WorkingHours

PersonId = NewType("PersonId", str)
"""A person's Entra object id: what the wire vouches for."""
UnitId = NewType("UnitId", str)
GroupId = NewType("GroupId", str)


class Role(StrEnum):
    """What someone may do beyond their own errands."""

    SWITCHBOARD = "switchboard"
    ADMINISTRATOR = "administrator"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who answers a phone of the municipality."""

    id: PersonId
    first_name: str
    last_name: str
    title: str
    unit: UnitId
    email: str = ""
    extension: str = ""
    landline: str = ""
    """E.164, as is `mobile`."""
    mobile: str = ""
    has_voicemail: bool = True
    nicknames: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    roles: frozenset[Role] = frozenset()
    hours: WorkingHours = OFFICE_HOURS
    details_confirmed_on: date | None = None

    @property
    def name(self) -> str:
        """First and last name, as it is said aloud."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A part of the municipality with a manager; deputies stand in for the manager in the order given."""

    id: UnitId
    name: str
    parent: UnitId | None = None
    manager: PersonId | None = None
    deputies: tuple[PersonId, ...] = ()
    aliases: tuple[str, ...] = ()
    cost_centre: str = ""
    """What its orders are charged to; a unit without one uses that of the unit above."""


@dataclass(frozen=True, slots=True)
class PhoneStretch:
    """A stretch of phone hours and how many must be able to answer in it (A2)."""

    stretch: Stretch
    minimum: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneHours:
    """When the public has been told that someone answers (M2): by weekday, with dated exceptions.

    `published_on` is when the week was told of, `exceptions_published_on` when an exception was, by its date.
    """

    weekdays: Mapping[int, tuple[PhoneStretch, ...]]
    exceptions: Mapping[date, tuple[PhoneStretch, ...]] = field(default_factory=dict)
    published_on: date | None = None
    exceptions_published_on: Mapping[date, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """The people who together answer for a function of a unit (A2)."""

    id: GroupId
    name: str
    unit: UnitId
    number: str = ""
    matters: tuple[str, ...] = ()
    members: tuple[PersonId, ...] = ()
    phone_hours: PhoneHours


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """The whole directory at one moment; every id that one part names exists in the others."""

    name: str
    language: str
    calendar: WorkingCalendar
    people: Mapping[PersonId, Person]
    units: Mapping[UnitId, Unit]
    groups: Mapping[GroupId, AnswerGroup]
    promises: PromiseTerms = USUAL_TERMS
    catalogue: Catalogue = NOTHING_TO_ORDER
    upkeep: Upkeep = ORDINARY_UPKEEP
    clauses: OwnWords = field(default_factory=dict)

    def nearest_manager(self, person: Person) -> PersonId | None:
        """The manager of the person's unit, or of the unit above when the person is that manager; None at the top."""
        unit: Unit | None = self.units[person.unit]
        while unit is not None:
            if unit.manager is not None and unit.manager != person.id:
                return unit.manager
            unit = self.units[unit.parent] if unit.parent is not None else None
        return None
