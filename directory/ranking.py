"""Owns who comes first among people whom a question fits: who fits better, then the asker's unit, then by order.

It goes through no more of them than can come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from directory.columns import Ints, Places, Scores, distinct
from directory.people_in_order import PeopleInOrder

SPARE = 8
"""A name may be there several times, by as many of its words."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Someone by number, with how well the question fits; sorted, the best come first."""

    score: float
    is_far: bool
    number: int

    def __lt__(self, other: Ranked) -> bool:
        return (-self.score, self.is_far, self.number) < (-other.score, other.is_far, other.number)


class Ranking:
    """Ranks for one question: `close` are the asker's colleagues, `without` whom no answer may have."""

    def __init__(self, people: PeopleInOrder, close: Ints, without: Ints, most: int) -> None:
        self._people = people
        self._close = close
        self._close_names = distinct(people.name_of[close])
        self._is_close = frozenset(close.tolist())
        self._without = frozenset(without.tolist())
        self._most = most

    def of_names(self, names: Ints, scores: Scores) -> list[Ranked]:
        """The first of those who bear the names."""
        if not len(names):
            return []
        kept = scores > 0
        names, scores = (names, scores) if kept.all() else (names[kept], scores[kept])
        leading = _leading(names, scores, self._reach)
        found = self._first(self._bearers(names[leading], scores[leading]))
        if len(self._close):
            near = np.flatnonzero(np.isin(names, self._close_names))
            best = dict(sorted(zip(names[near].tolist(), scores[near].tolist(), strict=True), key=itemgetter(1)))
            of_close = zip(self._people.name_of[self._close].tolist(), self._close.tolist(), strict=True)
            pairs = sorted((-best[name], number) for name, number in of_close if name in best)
            found += self._first((-negative, number) for negative, number in pairs)
        return self.merged(found)

    def of_people(self, numbers: Ints, scores: Scores) -> list[Ranked]:
        """The first of those people."""
        if not len(numbers):
            return []
        kept = scores > 0
        numbers, scores = (numbers, scores) if kept.all() else (numbers[kept], scores[kept])
        leading: list[Places] = [_leading(numbers, scores, self._reach)]
        if len(self._close):
            leading.append(np.flatnonzero(np.isin(numbers, self._close)))
        at = np.concatenate(leading)
        pairs = zip(scores[at].tolist(), numbers[at].tolist(), strict=True)
        return self.merged([one for score, number in pairs if (one := self._ranked(score, number)) is not None])

    def merged(self, found: list[Ranked]) -> list[Ranked]:
        """The first of them all, each person once with the best of their scores."""
        best: dict[int, Ranked] = {}
        for one in sorted(found):
            best.setdefault(one.number, one)
        return list(best.values())[: self._most]

    @property
    def _reach(self) -> int:
        return self._most * SPARE + len(self._without)

    def _bearers(self, names: Ints, scores: Scores) -> Iterator[tuple[float, int]]:
        begins = self._people.begins
        for name, score in zip(names.tolist(), scores.tolist(), strict=True):
            for number in range(int(begins[name]), int(begins[name + 1])):
                yield score, number

    def _first(self, pairs: Iterator[tuple[float, int]]) -> list[Ranked]:
        found: dict[int, Ranked] = {}
        for score, number in pairs:
            ranked = self._ranked(score, number)
            if ranked is not None:
                found.setdefault(number, ranked)
            if len(found) == self._most:
                break
        return list(found.values())

    def _ranked(self, score: float, number: int) -> Ranked | None:
        if number in self._without:
            return None
        return Ranked(round(score, 3), number not in self._is_close, number)


def _leading(numbers: Ints, scores: Scores, most: int) -> Places:
    """The places of those with the best scores and, of equal ones, the lowest numbers; the best first."""
    at = np.arange(len(numbers))
    if len(numbers) > most:
        least = np.partition(scores, len(scores) - most)[len(scores) - most]
        better, ties = np.flatnonzero(scores > least), np.flatnonzero(scores == least)
        wanted = most - len(better)
        if wanted < len(ties):
            ties = ties[np.argpartition(numbers[ties], wanted - 1)[:wanted]]
        at = np.concatenate((better, ties))
    return np.asarray(at[np.lexsort((numbers[at], -scores[at]))])
