"""Owns what differs between two states of a directory, for whoever decides whether the newer one may come into use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from directory.graph.remarks import Remark
from policy.ids import GroupId, PersonId, UnitId
from policy.organisation import Municipality, Person, Role, Unit


@dataclass(frozen=True, slots=True)
class RolesChanged:
    """Somebody who is there before and after, with the roles that they get and lose."""

    person: PersonId
    gained: tuple[Role, ...]
    lost: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class MembersLost:
    """An answer group that loses members, or all of itself: `left` is how many members it has then."""

    group: GroupId
    lost: tuple[PersonId, ...]
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryChanges:
    """All that differs, each by name and then by id. `before` is None where there was nothing.

    Those who are new or have left are in no other list of people.
    """

    before: Municipality | None
    after: Municipality
    new: tuple[PersonId, ...] = ()
    left: tuple[PersonId, ...] = ()
    moved: tuple[PersonId, ...] = ()
    renamed: tuple[PersonId, ...] = ()
    amended: tuple[PersonId, ...] = ()
    """Whose title, address or numbers are others."""
    new_manager: tuple[PersonId, ...] = ()
    """Whose nearest manager is another."""
    roles: tuple[RolesChanged, ...] = ()
    new_units: tuple[UnitId, ...] = ()
    gone_units: tuple[UnitId, ...] = ()
    renamed_units: tuple[UnitId, ...] = ()
    led_anew: tuple[UnitId, ...] = ()
    """Units that are led by somebody else, or by nobody."""
    groups: tuple[MembersLost, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def are_none(self) -> bool:
        """Whether nothing differs; there may be remarks all the same."""
        people = (self.new, self.left, self.moved, self.renamed, self.amended, self.new_manager, self.roles)
        return not any((*people, self.new_units, self.gone_units, self.renamed_units, self.led_anew, self.groups))


def changes(before: Municipality | None, after: Municipality, remarks: tuple[Remark, ...] = ()) -> DirectoryChanges:
    """What differs between the two; `remarks` are those on the newer."""
    old_people, old_units = ({}, {}) if before is None else (before.people, before.units)
    stay = [person for person in _in_order(after) if person.id in old_people]

    def whose(differs: Callable[[Person, Person], bool]) -> tuple[PersonId, ...]:
        return tuple(person.id for person in stay if differs(old_people[person.id], person))

    def which(differs: Callable[[Unit, Unit], bool]) -> tuple[UnitId, ...]:
        return tuple(unit.id for unit in _units(after) if unit.id in old_units and differs(old_units[unit.id], unit))

    return DirectoryChanges(
        before=before,
        after=after,
        new=tuple(person.id for person in _in_order(after) if person.id not in old_people),
        left=tuple(person.id for person in _in_order(before) if person.id not in after.people),
        moved=whose(lambda old, new: old.unit != new.unit),
        renamed=whose(lambda old, new: old.name != new.name),
        amended=whose(lambda old, new: _details(old) != _details(new)),
        new_manager=() if before is None else _with_new_manager(before, after, stay),
        roles=tuple(_roles(old_people[one.id], one) for one in stay if old_people[one.id].roles != one.roles),
        new_units=tuple(unit.id for unit in _units(after) if unit.id not in old_units),
        gone_units=tuple(unit.id for unit in _units(before) if unit.id not in after.units),
        renamed_units=which(lambda old, new: old.name != new.name),
        led_anew=which(lambda old, new: old.manager != new.manager),
        groups=() if before is None else tuple(_members_lost(before, after)),
        remarks=remarks,
    )


def _in_order(town: Municipality | None) -> list[Person]:
    people = () if town is None else town.people.values()
    return sorted(people, key=lambda person: (person.name.casefold(), person.id))


def _units(town: Municipality | None) -> list[Unit]:
    units = () if town is None else town.units.values()
    return sorted(units, key=lambda unit: (unit.name.casefold(), unit.id))


def _details(person: Person) -> tuple[str, ...]:
    return (person.title, person.email, person.extension, person.landline, person.mobile)


def _with_new_manager(before: Municipality, after: Municipality, stay: Iterable[Person]) -> tuple[PersonId, ...]:
    return tuple(
        person.id
        for person in stay
        if before.nearest_manager(before.people[person.id]) != after.nearest_manager(person)
    )


def _roles(old: Person, new: Person) -> RolesChanged:
    return RolesChanged(new.id, tuple(sorted(new.roles - old.roles)), tuple(sorted(old.roles - new.roles)))


def _members_lost(before: Municipality, after: Municipality) -> Iterable[MembersLost]:
    for group in sorted(before.groups.values(), key=lambda group: group.id):
        kept = after.groups[group.id].members if group.id in after.groups else ()
        lost = [before.people[one] for one in group.members if one in before.people and one not in kept]
        if lost:
            ids = tuple(one.id for one in sorted(lost, key=lambda one: (one.name.casefold(), one.id)))
            yield MembersLost(group.id, ids, len(kept))
