"""Owns how all that Graph says becomes the municipality that the rules see, by what the frame says. It is pure.

Whatever is in Entra, a municipality comes of it: what is odd is remarked on, and never ends the sync.
docs/municipality-file.md has the rule in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from directory.graph.entries import Roster, UserEntry
from directory.graph.folded import cleaned
from directory.graph.frame import Addition, DeclaredGroup, Frame
from directory.graph.manager_links import manager_links
from directory.graph.nearest_managers import untangled
from directory.graph.numbers import numbers_of
from directory.graph.placing import placed
from directory.graph.remarks import Remark, RemarkCode, Remarks
from directory.graph.spoken_names import spoken_name
from directory.graph.staff import AddressBook, Staff, staff_of
from directory.graph.unit_managers import Links, led_by
from policy.answer_groups import AnswerGroup
from policy.catalogue import Catalogue
from policy.ids import PersonId, UnitId
from policy.organisation import Municipality, Person, Role, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What came of a roster, and what was remarkable about it."""

    municipality: Municipality
    remarks: tuple[Remark, ...]


def mapped(roster: Roster, frame: Frame) -> Mapped:
    """The municipality that the roster's users make within the frame. Every id that it names exists in it."""
    remarks = Remarks()
    staff = staff_of(roster, frame.staff, remarks)
    book = AddressBook(staff, roster.users, remarks)
    links = manager_links(staff, roster.users, remarks)
    places = placed(staff, frame, remarks)
    units = _led(places.units, places.unit_of, links, frame, book, remarks)
    additions = _by_person(frame.additions, book)
    roles = _roles(roster, staff, frame, additions, remarks)
    people = [
        _person(user, places.unit_of[user.id], roles.get(user.id, frozenset()), additions.get(user.id), frame, remarks)
        for user in staff.values()
    ]
    groups = [_group(declared, book, remarks) for declared in frame.groups]
    municipality = replace(
        frame.around,
        people={person.id: person for person in people},
        units=units,
        groups={group.id: group for group in groups},
        catalogue=_catalogue(frame, book),
    )
    _remark_on_managers(municipality, links, remarks)
    return Mapped(municipality=municipality, remarks=remarks.told())


def _led(
    units: Mapping[UnitId, Unit],
    unit_of: Mapping[str, UnitId],
    links: Links,
    frame: Frame,
    book: AddressBook,
    remarks: Remarks,
) -> Mapping[UnitId, Unit]:
    """The units with those who lead them."""
    declared = {
        unit.id: leader
        for unit in frame.declared.values()
        if unit.manager is not None and (leader := book.find(unit.manager)) is not None
    }
    managers = untangled(units, unit_of, led_by(units, unit_of, links, declared), declared, remarks)
    led: dict[UnitId, Unit] = {}
    for unit in units.values():
        manager = managers.get(unit.id)
        deputies = book.several(frame.declared[unit.id].deputies) if unit.id in frame.declared else ()
        led[unit.id] = replace(
            unit,
            manager=None if manager is None else PersonId(manager),
            deputies=tuple(PersonId(one) for one in deputies if one != manager),
        )
    return led


def _by_person(additions: tuple[Addition, ...], book: AddressBook) -> Mapping[str, Addition]:
    """What is said of each of the staff; of two addresses of one person, the first in the file holds."""
    found: dict[str, Addition] = {}
    for one in additions:
        person = book.find(one.address)
        if person is not None:
            found.setdefault(person, one)
    return found


def _roles(
    roster: Roster, staff: Staff, frame: Frame, additions: Mapping[str, Addition], remarks: Remarks
) -> Mapping[str, frozenset[Role]]:
    found: dict[str, set[Role]] = {}
    for role in Role:
        holders = {person for person, one in additions.items() if role in one.roles}
        for group in sorted(frame.roles.get(role, ())):
            if group not in roster.members:
                remarks.note(RemarkCode.ENTRA_GROUP_UNKNOWN, group)
            holders |= roster.members.get(group, frozenset())
        remarks.note(RemarkCode.ROLE_NOT_STAFF, *(one for one in holders if one not in staff))
        held_by = [person for person in holders if person in staff]
        if not held_by:
            remarks.note(RemarkCode.ROLE_EMPTY, role.value)
        for person in held_by:
            found.setdefault(person, set()).add(role)
    return {person: frozenset(roles) for person, roles in found.items()}


def _person(
    user: UserEntry, unit: UnitId, roles: frozenset[Role], added: Addition | None, frame: Frame, remarks: Remarks
) -> Person:
    name = spoken_name(user)
    if name is None:
        raise AssertionError("whoever has no name is not staff")
    if name.guessed:
        remarks.note(RemarkCode.NAME_GUESSED, user.id)
    title = cleaned(user.title)
    if not title:
        remarks.note(RemarkCode.TITLE_MISSING, user.id)
    numbers = numbers_of(user, frame.phones, remarks)
    return Person(
        id=PersonId(user.id),
        first_name=name.first,
        last_name=name.last,
        title=title,
        unit=unit,
        email=cleaned(user.email),
        extension=numbers.extension,
        landline=numbers.landline,
        mobile=numbers.mobile,
        has_voicemail=added is None or added.has_voicemail is not False,
        nicknames=() if added is None else added.nicknames,
        matters=() if added is None else added.matters,
        roles=roles,
        hours=frame.usual_hours if added is None or added.hours is None else added.hours,
    )


def _group(declared: DeclaredGroup, book: AddressBook, remarks: Remarks) -> AnswerGroup:
    """The group with those of its members who are staff; who is missing shows in its coverage (A2)."""
    members = book.several(declared.members)
    if len(members) < len(declared.members):
        remarks.note(RemarkCode.GROUP_SHORT, declared.group.id)
    return replace(declared.group, members=tuple(map(PersonId, members)))


def _catalogue(frame: Frame, book: AddressBook) -> Catalogue:
    given = frame.around.catalogue
    devices = {
        person: given.devices[owner.email] for owner in frame.devices if (person := book.find(owner)) is not None
    }
    return replace(given, devices=devices)


def _remark_on_managers(municipality: Municipality, links: Links, remarks: Remarks) -> None:
    led: dict[UnitId, bool] = {}
    for person in municipality.people.values():
        nearest = municipality.nearest_manager(person)
        if links.get(person.id, nearest) != nearest:
            remarks.note(RemarkCode.MANAGER_DIFFERS, person.id)
        if municipality.units[person.unit].manager is None:
            led[person.unit] = led.get(person.unit, False) or nearest is not None
    for unit, is_led in led.items():
        remarks.note(RemarkCode.LED_FROM_ABOVE if is_led else RemarkCode.NOBODY_IN_CHARGE, unit)
