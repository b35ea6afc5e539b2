"""Owns the municipality as the rules see it: people, units, managers, roles and answer groups.

These are plain values. Where they come from (a file, Microsoft Graph) is the directory's business; what may be
done with them is decided beside each subject.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from policy.answer_groups import AnswerGroup
from policy.callback_terms import USUAL_TERMS, PromiseTerms
from policy.catalogue import NOTHING_TO_ORDER, Catalogue
from policy.changed import Changed, regrouped
from policy.clauses import OwnWords
from policy.coverage_terms import USUAL_COVERAGE, CoverageTerms
from policy.ids import GroupId, PersonId, UnitId
from policy.pbx_terms import USUAL_PBX, PbxTerms
from policy.switchboard_terms import USUAL_SWITCHBOARD, SwitchboardTerms
from policy.upkeep import ORDINARY_UPKEEP, Upkeep
from policy.working_calendar import OFFICE_HOURS, WorkingCalendar, WorkingHours

__all__ = ["AnswerGroup", "GroupId", "Municipality", "Person", "PersonId", "Role", "Unit", "UnitId"]


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
        """First and last name, as it is said aloud; there are people with one name alone."""
        return f"{self.first_name} {self.last_name}".strip()


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


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """The whole directory at one moment; every id that one part names exists in the others.

    But for the members of answer groups: who has left is nobody that the bot knows, and so can't answer (A2).
    """

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
    coverage: CoverageTerms = USUAL_COVERAGE
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What else people call a matter, by the matter as some function has it (S3)."""
    switchboard: SwitchboardTerms = USUAL_SWITCHBOARD
    pbx: PbxTerms = USUAL_PBX
    like: Municipality | None = field(default=None, repr=False, compare=False)
    """Of which this one is a change: what is the same in both, or changed by little, is not worked out anew."""

    @cached_property
    def groups_by_person(self) -> Mapping[PersonId, tuple[GroupId, ...]]:
        """The answer groups that each person is a member of, or is going to be."""
        if self.like is not None and self.like.groups is self.groups:
            return self.like.groups_by_person
        if self.like is not None and isinstance(self.groups, Changed) and self.groups.below is self.like.groups:
            return regrouped(
                self.like.groups_by_person,
                self.groups,
                groups_of=lambda group: group.everyone,
                key_of=lambda group: group,
                entry_of=lambda group: group.id,
            )
        found: dict[PersonId, list[GroupId]] = {}
        for group in self.groups.values():
            for person in group.everyone:
                found.setdefault(person, []).append(group.id)
        return {person: tuple(groups) for person, groups in found.items()}

    @cached_property
    def groups_by_unit(self) -> Mapping[UnitId, tuple[GroupId, ...]]:
        """The answer groups of each unit."""
        if self.like is not None and self.like.groups is self.groups:
            return self.like.groups_by_unit
        found: dict[UnitId, list[GroupId]] = {}
        for group in self.groups.values():
            found.setdefault(group.unit, []).append(group.id)
        return {unit: tuple(groups) for unit, groups in found.items()}

    @cached_property
    def led_by(self) -> Mapping[PersonId, tuple[UnitId, ...]]:
        """The units that each person is manager of, or a deputy in."""
        if self.like is not None and self.like.units is self.units:
            return self.like.led_by
        found: dict[PersonId, list[UnitId]] = {}
        for unit in self.units.values():
            for person in dict.fromkeys((unit.manager, *unit.deputies)):
                if person is not None:
                    found.setdefault(person, []).append(unit.id)
        return {person: tuple(units) for person, units in found.items()}

    @cached_property
    def units_below(self) -> Mapping[UnitId, tuple[UnitId, ...]]:
        """The units right below each unit that has any, in the order of the directory."""
        if self.like is not None and self.like.units is self.units:
            return self.like.units_below
        found: dict[UnitId, list[UnitId]] = {}
        for unit in self.units.values():
            if unit.parent is not None:
                found.setdefault(unit.parent, []).append(unit.id)
        return {unit: tuple(units) for unit, units in found.items()}

    @cached_property
    def _staff_by_unit(self) -> Mapping[UnitId, tuple[Person, ...]]:
        if self.like is not None and self.like.people is self.people:
            return self.like._staff_by_unit
        if self.like is not None and isinstance(self.people, Changed) and self.people.below is self.like.people:
            return regrouped(
                self.like._staff_by_unit,
                self.people,
                groups_of=lambda person: (person.unit,),
                key_of=lambda person: person.id,
                entry_of=lambda person: person,
            )
        found: dict[UnitId, list[Person]] = {}
        for person in self.people.values():
            found.setdefault(person.unit, []).append(person)
        return {unit: tuple(people) for unit, people in found.items()}

    @cached_property
    def _with_role(self) -> Mapping[Role, tuple[PersonId, ...]]:
        if self.like is not None and self.like.people is self.people:
            return self.like._with_role
        if self.like is not None and isinstance(self.people, Changed) and self.people.below is self.like.people:
            return regrouped(
                self.like._with_role,
                self.people,
                groups_of=lambda person: person.roles,
                key_of=lambda person: person,
                entry_of=lambda person: person.id,
            )
        found: dict[Role, list[PersonId]] = {}
        for person in self.people.values():
            for role in person.roles:
                found.setdefault(role, []).append(person.id)
        return {role: tuple(people) for role, people in found.items()}

    @cached_property
    def _addresses(self) -> Sequence[int]:
        """The hashes of all e-mail addresses, in order: a million of them in eight megabytes."""
        return array("q", sorted(hash(person.email.casefold()) for person in self.people.values() if person.email))

    def has_address(self, email: str) -> bool:
        """Whether somebody has that e-mail address."""
        sought = hash(email.casefold())
        at = bisect_left(self._addresses, sought)
        return at < len(self._addresses) and self._addresses[at] == sought

    def made_ready(self) -> Municipality:
        """The same, with all that is looked up by worked out, so that no turn has to wait for it."""
        for found in (self.groups_by_person, self.groups_by_unit, self.led_by, self.units_below):
            len(found)
        for known in (self._staff_by_unit, self._with_role):
            len(known)
        self.has_address("")
        return self

    def staff_of(self, unit: UnitId) -> tuple[Person, ...]:
        """Everyone who works in the unit itself, in the order of the directory."""
        return self._staff_by_unit.get(unit, ())

    def with_role(self, role: Role) -> tuple[PersonId, ...]:
        """Everyone who has the role, in the order of the directory."""
        return self._with_role.get(role, ())

    def nearest_manager(self, person: Person) -> PersonId | None:
        """The manager of the person's unit, or of the unit above when the person is that manager; None at the top."""
        unit: Unit | None = self.units[person.unit]
        while unit is not None:
            if unit.manager is not None and unit.manager != person.id:
                return unit.manager
            unit = self.units[unit.parent] if unit.parent is not None else None
        return None
