"""Owns what a labelled search is: what was typed, and who is right; and which third of all is held back from tuning.

A search is tuned on two thirds of its mistakes. Nobody looks at which of the others fail, only at how many.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from policy.organisation import Person

THIRDS = 3


class Names(StrEnum):
    """What a search names."""

    ONE = "one"
    SEVERAL = "several"
    """Everyone who is right is meant as much as the others: whoever asked has to pick."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed, by whom, and the ids of everyone, or of every function, that is right."""

    text: str
    right: frozenset[str]
    near: Person | None = None

    @property
    def names(self) -> Names:
        """One, several or nobody."""
        return (Names.NOBODY, Names.ONE)[len(self.right)] if len(self.right) < 2 else Names.SEVERAL

    @property
    def is_held_back(self) -> bool:
        """Whether it is of the third that is held back, by the hash of its text."""
        return blake2b(self.text.encode(), digest_size=4).digest()[0] % THIRDS == 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search came to: ids, the best first, and whether one was given as certain."""

    ids: tuple[str, ...]
    is_certain: bool = False


@dataclass(slots=True)
class Tally:
    """How many searches of a sort went how."""

    asked: int = 0
    first: int = 0
    """The right one first; of several, one of them; of nobody, no answer at all."""
    among_five: int = 0
    certain: int = 0
    """The right one given as certain."""
    wrong_and_certain: int = 0

    def add(self, search: Search, answer: Answer) -> None:
        """Count one."""
        self.asked += 1
        if search.right:
            self.first += bool(answer.ids) and answer.ids[0] in search.right
            self.among_five += not search.right.isdisjoint(answer.ids[:5])
        else:
            self.first += not answer.ids
            self.among_five += not answer.ids
        is_right = search.names is Names.ONE and answer.ids[:1] == tuple(search.right)
        self.certain += answer.is_certain and is_right
        self.wrong_and_certain += answer.is_certain and not is_right

    def __iadd__(self, other: Tally) -> Tally:
        """Count the other's too."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self
