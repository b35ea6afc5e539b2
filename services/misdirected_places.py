"""Owns which place a line means by what it calls it, and what places are called: units, answer groups, people (S3).

A place that may be several is never guessed at; one that the directory doesn't know is kept by its words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policy.functions import Function, function_of, of_group, of_person
from policy.ids import UnitId
from policy.matter_words import matter_key
from policy.misdirected import UNKNOWN_PLACE, Whereabouts, called
from policy.organisation import Municipality, Person, Unit
from services.place_finding import name_of, spot_of
from services.ports import Directory, How, MatterMatch

SURE = frozenset({How.EXACT, How.SYNONYM, How.BENT})
"""Ways of fitting a matter that leave no doubt which is meant."""
MANY = 50
MOST_TOLD = 4
CLEARLY_MEANT = 0.93
"""Of somebody's name, how well it has to fit to be noted as theirs: spelled as it sounds, not merely begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMeant:
    """The place that is meant; or what may be, where there are several. Of who is but alike it isn't `is_sure`."""

    place: Whereabouts = UNKNOWN_PLACE
    is_sure: bool = True
    several: tuple[str, ...] = ()


def place_meant(directory: Directory, text: str, near: Person | None = None) -> PlaceMeant:
    """What place the text means: the id of one, or what people call it."""
    municipality = directory.municipality
    if place_name(municipality, Whereabouts(id=text)):
        return PlaceMeant(place=Whereabouts(id=text))
    words = called(text)
    if not words.is_known:
        return PlaceMeant()
    matches = [one for one in directory.find_matters(words.words, limit=MANY).matches if one.how in SURE]
    found, is_sure = _by_name(municipality, words.words, matches), True
    if not found:
        outcome = directory.find_people(words.words, near=near)
        people = [one for one in outcome.matches if one.score >= CLEARLY_MEANT]
        found = {of_person(one.person.id).id: one.person.name for one in people}
        is_sure = outcome.is_certain or not found
    if not found:
        whole = [one.function for one in matches if is_all(municipality, one, words.words)]
        functions = {function.id: function_name(municipality, function) for function in whole}
        found = functions if len(functions) == 1 else {}
    if len(found) > 1:
        return PlaceMeant(several=tuple(found.values())[:MOST_TOLD])
    return PlaceMeant(place=Whereabouts(id=next(iter(found))) if found else words, is_sure=is_sure)


def is_all(municipality: Municipality, match: MatterMatch, text: str) -> bool:
    """Whether the match is of all that was said, and not of a word in it."""
    key = matter_key(text)
    if match.how is not How.SYNONYM:
        return matter_key(match.matter) == key
    others = (one for matter, many in municipality.synonyms.items() if matter == match.matter for one in many)
    return key in map(matter_key, others)


def units_called(municipality: Municipality, text: str) -> tuple[UnitId, ...]:
    """The units of that name or alias, however it is bent."""
    return _UNITS.of(municipality).get(matter_key(text), ())


def matters_of(municipality: Municipality, match: MatterMatch) -> Sequence[str]:
    """The matters of a function that was found, and of those beside it whose own it is: what isn't among them is its
    name.
    """
    function = match.function
    group = None if function.group is None else municipality.groups.get(function.group)
    people = [municipality.people.get(one) for one in (function.person, *match.people) if one is not None]
    own = [matter for person in people if person is not None for matter in person.matters]
    return [*(() if group is None else group.matters), *own]


def place_name(municipality: Municipality, place: Whereabouts) -> str:
    """What a place is called; empty where it is in the directory no more, or nothing is said of it."""
    if not place.id:
        return place.words
    spot = spot_of(municipality, place.id)
    if spot is not None:
        return name_of(municipality, spot)
    function = function_of(place.id)
    known = None if function is None or function.person is None else municipality.people.get(function.person)
    return "" if known is None else known.name


def function_name(municipality: Municipality, function: Function) -> str:
    """What a function is called."""
    return place_name(municipality, Whereabouts(id=function.id))


def _by_name(municipality: Municipality, text: str, matches: Sequence[MatterMatch]) -> dict[str, str]:
    """The groups and units of that name: the one group that bears it itself before the unit that it is of."""
    there = [municipality.groups[one.function.group] for one in matches if one.function.group is not None]
    own = {of_group(group.id).id: group.name for group in there if matter_key(group.name) == matter_key(text)}
    if own:
        return own
    return {_narrowed(municipality, unit): municipality.units[unit].name for unit in units_called(municipality, text)}


def _narrowed(municipality: Municipality, unit: UnitId) -> str:
    """The one answer group of a unit that has just one, or the unit."""
    groups = municipality.groups_by_unit.get(unit, ())
    return of_group(groups[0]).id if len(groups) == 1 else f"unit:{unit}"


class _Units:
    """Which units go by which name, worked out anew only when the units have changed."""

    def __init__(self) -> None:
        self._units: Mapping[UnitId, Unit] | None = None
        self._named: Mapping[str, tuple[UnitId, ...]] = {}

    def of(self, municipality: Municipality) -> Mapping[str, tuple[UnitId, ...]]:
        """The units by the keys of their names."""
        if municipality.units is not self._units:
            named: dict[str, dict[UnitId, None]] = {}
            for unit in municipality.units.values():
                for name in (unit.name, *unit.aliases):
                    named.setdefault(matter_key(name), {})[unit.id] = None
            self._units, self._named = municipality.units, {key: tuple(units) for key, units in named.items()}
        return self._named


_UNITS = _Units()
