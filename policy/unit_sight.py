"""Owns what someone may see of how units are doing (M1).

Individual figures go to the person and to their nearest manager, and to nobody else: a deputy, a manager further up and
a colleague see sums. A sum over fewer than three people would tell of each of them, so there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policy.errors import NotAllowed
from policy.ids import GroupId, PersonId, UnitId
from policy.organisation import Municipality, Person
from policy.unit_tree import units_within

FEWEST = 3
"""How many people a sum has to be over, to be shown to whoever is not the nearest manager of them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBelow:
    """A unit of which the reader sees sums alone: it and all below it, without those whose nearest manager they are."""

    unit: UnitId
    people: tuple[PersonId, ...]
    groups: tuple[GroupId, ...]
    reader: PersonId

    @property
    def is_too_small(self) -> bool:
        """Whether sums would tell of individuals; the reader knows their own figures, and can take them away."""
        return len([person for person in self.people if person != self.reader]) < FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSight:
    """Whom and what someone sees: `people` one by one, as their nearest manager; `groups` of the units they manage."""

    reader: PersonId
    units: tuple[UnitId, ...] = ()
    people: tuple[PersonId, ...] = ()
    groups: tuple[GroupId, ...] = ()
    below: tuple[UnitBelow, ...] = ()

    @property
    def leads(self) -> bool:
        """Whether the reader manages a unit themselves."""
        return bool(self.units)


def sight_of(municipality: Municipality, reader: Person) -> UnitSight:
    """What the reader sees (M1): as a manager, as a deputy, or as one who works in a unit."""
    led = municipality.led_by.get(reader.id, ())
    managed = [unit for unit in led if municipality.units[unit].manager == reader.id]
    if managed:
        return _managers(municipality, reader.id, managed)
    shown = _outermost(municipality, led) or [reader.unit]
    below = tuple(_below(municipality, unit, reader.id) for unit in shown)
    return UnitSight(reader=reader.id, below=below)


def managers(municipality: Municipality) -> tuple[PersonId, ...]:
    """Everyone in the directory who is the manager of a unit, once each."""
    named = dict.fromkeys(unit.manager for unit in municipality.units.values() if unit.manager is not None)
    return tuple(person for person in named if person in municipality.people)


def leads_a_unit(municipality: Municipality, person: PersonId) -> bool:
    """Whether the person is the manager of any unit."""
    return any(municipality.units[unit].manager == person for unit in municipality.led_by.get(person, ()))


def require_own_or_nearest(municipality: Municipality, actor: PersonId, person: Person) -> None:
    """Return if the actor may see the person's own figures: it is them, or they are the nearest manager (M1).

    Raises NotAllowed `figures.not_yours`.
    """
    if actor not in (person.id, municipality.nearest_manager(person)):
        raise NotAllowed("figures.not_yours", params={"name": person.name})


def _managers(municipality: Municipality, reader: PersonId, managed: list[UnitId]) -> UnitSight:
    own: dict[UnitId, None] = {}
    below: dict[UnitId, None] = {}
    for unit in managed:
        _divide(municipality, reader, unit, own, below)
    people = tuple(_nearest(municipality, reader, own, below))
    groups = tuple(group for unit in own for group in municipality.groups_by_unit.get(unit, ()))
    mine = frozenset((*people, reader))
    return UnitSight(
        reader=reader,
        units=tuple(own),
        people=people,
        groups=groups,
        below=tuple(_below(municipality, unit, reader, apart=mine) for unit in below),
    )


def _divide(
    municipality: Municipality, reader: PersonId, unit: UnitId, own: dict[UnitId, None], below: dict[UnitId, None]
) -> None:
    """The reader's own units, and the outermost below that have managers of their own."""
    left = [unit]
    for one in left:
        if municipality.units[one].manager in (reader, None):
            own[one] = None
            left += municipality.units_below.get(one, ())
        else:
            below[one] = None


def _nearest(
    municipality: Municipality, reader: PersonId, own: Iterable[UnitId], below: Iterable[UnitId]
) -> Iterator[PersonId]:
    """Those whose nearest manager the reader is: their units' people, and the managers of the units below."""
    managers = (municipality.units[unit].manager for unit in below)
    candidates = [person for unit in own for person in municipality.staff_of(unit)]
    candidates += [municipality.people[one] for one in managers if one is not None and one in municipality.people]
    for person in dict.fromkeys(one.id for one in candidates):
        if municipality.nearest_manager(municipality.people[person]) == reader:
            yield person


def _below(
    municipality: Municipality, unit: UnitId, reader: PersonId, *, apart: frozenset[PersonId] = frozenset()
) -> UnitBelow:
    units = units_within(municipality, unit)
    return UnitBelow(
        unit=unit,
        people=tuple(p.id for one in units for p in municipality.staff_of(one) if p.id not in apart),
        groups=tuple(group for one in units for group in municipality.groups_by_unit.get(one, ())),
        reader=reader,
    )


def _outermost(municipality: Municipality, units: Iterable[UnitId]) -> list[UnitId]:
    """The units without those that lie below another of them."""
    found = list(units)
    inside = {one for unit in found for one in units_within(municipality, unit) if one != unit}
    return [unit for unit in found if unit not in inside]
