"""Owns whom a hint fits: units with all that is below them, titles, and what people answer for, as numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from directory.columns import Flags, Ints
from policy.organisation import Unit, UnitId


@dataclass(slots=True)
class Fitting:
    """Whom a hint fits: everyone at or below these units, with one of these titles, and in one of these topics."""

    units: set[int] = field(default_factory=set)
    titles: set[int] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)
    in_units: Flags | None = None
    """Of each unit in which people work whether it is at or below one of them, once that has been asked for."""
    in_topics: Ints | None = None
    """Whom the topics are of, once that has been asked for."""

    def __bool__(self) -> bool:
        return bool(self.units or self.titles or self.topics)

    def add(self, other: Fitting) -> None:
        """Let it fit whom the other fits too."""
        self.units |= other.units
        self.titles |= other.titles
        self.topics |= other.topics


class UnitsInOrder:
    """The units, each right before those below it, so that a unit with all below it is a stretch of them."""

    def __init__(self, units: Mapping[UnitId, Unit], of_people: Sequence[UnitId]) -> None:
        """`of_people` numbers the units in which people work."""
        below: defaultdict[UnitId | None, list[UnitId]] = defaultdict(list)
        for unit in units.values():
            below[unit.parent if unit.parent in units else None].append(unit.id)
        self.number: dict[UnitId, int] = {}
        self._ends = [0] * len(units)
        ahead: list[tuple[UnitId, bool]] = [(unit, False) for unit in reversed(below[None])]
        while ahead:
            here, is_done = ahead.pop()
            if is_done:
                self._ends[self.number[here]] = len(self.number)
                continue
            self.number[here] = len(self.number)
            ahead.append((here, True))
            ahead += [(one, False) for one in reversed(below.get(here, ()))]
        self._of_people = np.array([self.number.get(unit, len(units)) for unit in of_people], dtype=np.int64)

    def at_or_below(self, units: Collection[int]) -> Flags:
        """Of each unit in which people work, by its number there, whether it is one of them or below one."""
        changes = np.zeros(len(self._ends) + 2, dtype=np.int64)
        begins = np.fromiter(units, dtype=np.int64)
        np.add.at(changes, begins, 1)
        np.add.at(changes, np.array([self._ends[unit] for unit in units], dtype=np.int64), -1)
        return np.asarray((np.cumsum(changes) > 0)[self._of_people])
