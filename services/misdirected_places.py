"""Owns which place a line means by what it calls it, and what places are called: units, answer groups, people (S3).

A place that may be several is never guessed at; one that the directory doesn't know is kept by its words.
"""

from __future__ import annotations

from dataclasses import dataclass

from policy.functions import Function, function_of
from policy.ids import UnitId
from policy.misdirected import UNKNOWN_PLACE, Whereabouts, called
from policy.organisation import Municipality, Person
from services.place_finding import name_of, spot_of, spots_named
from services.ports import Directory, How

SURE = frozenset({How.EXACT, How.SYNONYM, How.BENT})
"""Ways of fitting a matter that leave no doubt which is meant."""
MOST_TOLD = 4
CLEARLY_MEANT = 0.9
"""Of somebody's name, how well it has to fit to be taken for theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMeant:
    """The place that is meant; or what may be, where there are several."""

    place: Whereabouts = UNKNOWN_PLACE
    several: tuple[str, ...] = ()


def place_meant(directory: Directory, text: str, near: Person | None = None) -> PlaceMeant:
    """What place the text means: the id of one, or what people call it."""
    municipality = directory.municipality
    if place_name(municipality, Whereabouts(id=text)):
        return PlaceMeant(place=Whereabouts(id=text))
    words = called(text)
    if not words.is_known:
        return PlaceMeant()
    spots = spots_named(municipality, words.words, loosely=False).spots
    found = {_narrowed(municipality, spot.id): name_of(municipality, spot) for spot in spots}
    if not found:
        people = [one for one in directory.find_people(words.words, near=near).matches if one.score >= CLEARLY_MEANT]
        found = {f"person:{one.person.id}": one.person.name for one in people}
    if not found:
        functions = {one.function for one in directory.find_matters(words.words).matches if one.how in SURE}
        found = {one.id: "" for one in functions} if len(functions) == 1 else {}
    if len(found) > 1:
        return PlaceMeant(several=tuple(found.values())[:MOST_TOLD])
    return PlaceMeant(place=Whereabouts(id=next(iter(found))) if found else words)


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


def _narrowed(municipality: Municipality, spot_id: str) -> str:
    """The one answer group of a unit that has just one, or the spot as it is."""
    kind, _, unit = spot_id.partition(":")
    groups = municipality.groups_by_unit.get(UnitId(unit), ()) if kind == "unit" else ()
    return f"group:{groups[0]}" if len(groups) == 1 else spot_id
