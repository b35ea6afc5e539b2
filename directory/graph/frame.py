"""Owns the frame as plain values: all that a municipality with its people in Entra says in a file of its own.

People, units and answer groups that Graph tells of are put into it by `directory.graph.mapping`. It reads no file and
knows nobody: whoever is meant is named by an e-mail address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from directory.file_habits import GivenHabits
from directory.graph.entries import Asked
from policy.directory_losses import USUAL_REMOVALS, RemovalTerms
from policy.organisation import AnswerGroup, Municipality, Role, UnitId
from policy.working_calendar import WorkingHours

TOP = UnitId("entra-top")
"""The top unit where the file names none: it is called as the municipality is."""
DERIVED = "entra-"
"""How the id of a unit begins that isn't declared; no short name in the file may begin so."""


class UnitAttribute(StrEnum):
    """What of a user in Entra a unit can be made of."""

    DEPARTMENT = "department"
    OFFICE = "office"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody named by e-mail address, in lower case, and the line where they are."""

    email: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRule:
    """Who of the tenant's users works here: of `group` alone if it is given, and none of what is left out (folded)."""

    group: str = ""
    without_departments: frozenset[str] = frozenset()
    without_titles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRule:
    """How units come out of what users have in Entra.

    `above` are attributes whose values are units above, outermost first. `under`: below which a unit stands that has
    nothing above it; `missing`: where somebody without any unit goes whose manager has none either.
    """

    made_of: UnitAttribute = UnitAttribute.DEPARTMENT
    above: tuple[UnitAttribute, ...] = ()
    separator: str = ""
    top: UnitId = TOP
    under: UnitId = TOP
    missing: UnitId = TOP
    missing_as_manager: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredUnit:
    """A unit that the file has by name. `departments` are the values in Entra that are this unit, as they are written.

    A `parent` of None is the top, or what is above the top: nothing.
    """

    id: UnitId
    name: str
    parent: UnitId | None = None
    manager: Address | None = None
    deputies: tuple[Address, ...] = ()
    aliases: tuple[str, ...] = ()
    cost_centre: str = ""
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRule:
    """How numbers in Entra are read: in which country, and where an extension comes from; 0 and empty are nowhere."""

    country: str = "SE"
    extension_digits: int = 0
    extension_attribute: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What the file says of somebody that Entra doesn't hold; None and empty where it is silent."""

    address: Address
    nicknames: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    roles: frozenset[Role] = frozenset()
    hours: WorkingHours | None = None
    has_voicemail: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredGroup:
    """An answer group without its members, and who they are."""

    group: AnswerGroup
    members: tuple[Address, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """All that the file says. `around` is the municipality with nobody and nothing in it but its terms; the devices in
    its catalogue stand under addresses.
    """

    around: Municipality
    habits: GivenHabits
    usual_hours: WorkingHours
    staff: StaffRule = StaffRule()
    roles: Mapping[Role, frozenset[str]] = field(default_factory=dict)
    """The groups in Entra whose members have each role."""
    units: UnitRule = UnitRule()
    phones: PhoneRule = PhoneRule()
    removals: RemovalTerms = USUAL_REMOVALS
    """How much may go at once without anybody's saying yes."""
    declared: Mapping[UnitId, DeclaredUnit] = field(default_factory=dict)
    groups: tuple[DeclaredGroup, ...] = ()
    additions: tuple[Addition, ...] = ()
    devices: tuple[Address, ...] = ()
    """Whose devices the catalogue has."""

    @property
    def asked(self) -> Asked:
        """What it needs of Graph beyond every user."""
        groups = frozenset().union(*self.roles.values(), {self.staff.group} - {""})
        return Asked(groups=groups, extension_attribute=self.phones.extension_attribute)
