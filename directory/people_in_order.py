"""Owns the order in which the search gives people who fit alike, and who shares a name.

By last name, first name and unit. People are numbers here, their places in that order, and so are names: those of one
name are neighbours, so that a name stands for all of its bearers by two numbers. It must not know what is typed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

import numpy as np

from directory.columns import Ints, distinct, grouped, ints, lookup_of, spans
from directory.folding import fold
from policy.organisation import Person, PersonId

_T = TypeVar("_T", bound=Hashable)


class Kinds(Generic[_T]):
    """The different values of something in the order of a key, and which of them each person has."""

    def __init__(self, values: Sequence[_T], key: Callable[[_T], Any]) -> None:
        self.values = sorted(set(values), key=key)
        numbers = {value: number for number, value in enumerate(self.values)}
        self.of = ints(map(numbers.__getitem__, values))


class PeopleInOrder:
    """Everyone by number, and the names that they share by number."""

    def __init__(self, people: Sequence[Person]) -> None:
        last, first = Kinds([p.last_name for p in people], _folded), Kinds([p.first_name for p in people], _folded)
        nicknames = Kinds([p.nicknames for p in people], _as_it_is)
        units = Kinds([p.unit for p in people], _as_it_is)
        titles = Kinds([p.title for p in people], _as_it_is)
        order = np.lexsort((units.of, nicknames.of, first.of, last.of))
        self.people = [people[number] for number in order.tolist()]
        self.last_names, self.first_names, self.nicknames = last.values, first.values, nicknames.values
        self.titles, self.title_of = titles.values, titles.of[order]
        self.units, self.unit_of = units.values, units.of[order]
        columns = [kinds.of[order] for kinds in (last, first, nicknames)]
        begins = np.ones(len(people), dtype=np.bool_)
        if len(people):
            begins[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
        self.name_of = (np.cumsum(begins) - 1).astype(np.int32)
        self.begins = np.append(np.flatnonzero(begins), len(people)).astype(np.int32)
        """The first bearer of each name, and after the last name the number of people."""
        self.last_of, self.first_of, self.nicknames_of = (column[begins] for column in columns)
        self.in_unit = grouped(self.unit_of, len(self.units))
        self.with_title = grouped(self.title_of, len(self.titles))
        self._ids = lookup_of(person.id for person in self.people)
        self._units = {unit: number for number, unit in enumerate(self.units)}

    @property
    def names(self) -> int:
        """How many different names there are."""
        return len(self.begins) - 1

    def spoken(self, name: int) -> str:
        """The name as it is said aloud."""
        return str(self.people[int(self.begins[name])].name)

    def bearers(self, names: Ints) -> Ints:
        """Everyone of those names."""
        begins = self.begins[names]
        return spans(begins, self.begins[names + 1] - begins).astype(np.int32)

    def staff(self, person: Person) -> Ints:
        """Everyone of the person's unit."""
        unit = self._units.get(person.unit)
        return ints(()) if unit is None else self.in_unit.of(unit)

    def number_of_each(self, ids: Sequence[PersonId]) -> Ints:
        """The number of each of them; -1 for who isn't here."""
        return self._ids.first_of(ids)

    def numbers_of(self, ids: Sequence[PersonId]) -> Ints:
        """The numbers of those who are here."""
        return distinct(np.concatenate([ints(()), *(self._ids.of(one) for one in ids)]))


def _folded(name: str) -> tuple[str, str]:
    return fold(name.casefold()), name


def _as_it_is(value: Any) -> Any:
    return value
