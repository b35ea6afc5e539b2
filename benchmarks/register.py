"""Owns who is right of an invented municipality's people when something was typed: by plain reading, never by search.

It compares names letter by letter, so that what it says is a measure for a search, and not the search's own opinion.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from policy.organisation import Municipality, Person, UnitId

MOST_SLIPS = 2


class Register:
    """Everyone by name and unit."""

    def __init__(self, town: Municipality) -> None:
        self.town = town
        self.people = list(town.people.values())
        self._by_name: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
        self._lasts_of: defaultdict[str, set[str]] = defaultdict(set)
        self._in_unit: defaultdict[UnitId, list[Person]] = defaultdict(list)
        self._by_mobile: defaultdict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            self._by_name[person.first_name, person.last_name].append(person)
            self._lasts_of[person.first_name].add(person.last_name)
            self._in_unit[person.unit].append(person)
            self._by_mobile[person.mobile[-4:]].append(person)
        self._firsts, self._lasts = list(self._lasts_of), list({person.last_name for person in self.people})
        self._alike: dict[tuple[str, str], list[str]] = {}

    def called(self, firsts: Collection[str], lasts: Collection[str]) -> frozenset[str]:
        """Everyone with one of those first and one of those last names."""
        return _ids(p for first in firsts for last in lasts for p in self._by_name.get((first, last), ()))

    def is_called(self, text: str) -> bool:
        """Whether it is somebody's name to the letter."""
        first, _, last = text.partition(" ")
        return (first, last) in self._by_name

    def alike(self, first: str, last: str, letters: Callable[[str], str]) -> frozenset[str]:
        """Everyone whose names come to the same when they are written with those letters."""
        return self.called(
            [one for one in self._firsts if letters(one) == letters(first)],
            [one for one in self._lasts if letters(one) == letters(last)],
        )

    def beginning(self, first: str, last: str) -> frozenset[str]:
        """Everyone of that first name whose last name begins so."""
        return self.called([first], [one for one in self._lasts_of[first] if one.casefold().startswith(last)])

    def with_last_name(self, last: str) -> frozenset[str]:
        """Everyone of that last name."""
        return self.called(self._firsts, [last])

    def in_unit(self, unit: UnitId, fits: Callable[[Person], bool]) -> frozenset[str]:
        """Those of a unit."""
        return _ids(person for person in self._in_unit[unit] if fits(person))

    def ending(self, digits: str) -> frozenset[str]:
        """Those whose mobile number ends with these four digits."""
        return _ids(self._by_mobile[digits])

    def fewest_slips(self, first: str, last: str) -> frozenset[str]:
        """Everyone whose name is the fewest slips away from it."""
        near_firsts, near_lasts = _near(first, self._firsts), _near(last, self._lasts)
        found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        for one, slips in near_firsts.items():
            for other in self._lasts_of[one] & near_lasts.keys():
                found[slips + near_lasts[other]].append((one, other))
        return _ids(p for name in found[min(found)] for p in self._by_name[name]) if found else frozenset()


def _near(typed: str, names: list[str]) -> dict[str, int]:
    slips = process.cdist(
        [typed.casefold()], [n.casefold() for n in names], scorer=OSA.distance, score_cutoff=MOST_SLIPS
    )
    return {names[at]: int(slips[0][at]) for at in np.flatnonzero(slips[0] <= MOST_SLIPS)}


def _ids(people: Iterable[Person]) -> frozenset[str]:
    return frozenset(str(person.id) for person in people)
