"""Owns which names are suggested when nobody answers to a question: those that look most like it, or none.

They are offered to choose from, never taken for an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from directory.folding import fold, words
from directory.name_index import NameIndex, Step
from policy.organisation import Person

MOST_SUGGESTED = 3
LIKE_ENOUGH = 55.0
"""Of a whole name, its words in alphabetical order, as `rapidfuzz.fuzz.ratio` measures, from 0 to 100."""
WORD_LIKE_ENOUGH = 0.86
"""Of one word, as Jaro and Winkler measure, from 0 to 1."""
MOST_COMPARED = 2_000
SHORTEST = 2


class NearestNames:
    """Everyone's names, to compare with."""

    def __init__(self, people: Sequence[Person], names: NameIndex) -> None:
        self._people = people
        self._names = names
        self._sorted = [_in_order(fold(word) for word in words(person.name)) for person in people]

    def suggest(self, folded: Sequence[str], *, limit: int) -> tuple[Person, ...]:
        """At most three people (or `limit`) whose names are like the words, the likest first."""
        whole = _in_order(folded)
        if len(whole) < SHORTEST:
            return ()
        compared = sorted(self._sharing_a_word(folded))[:MOST_COMPARED]
        ranked = process.extract(
            whole,
            {number: self._sorted[number] for number in compared},
            scorer=fuzz.ratio if len(folded) > 1 else fuzz.partial_ratio,
            score_cutoff=LIKE_ENOUGH,
            limit=min(limit, MOST_SUGGESTED),
        )
        return tuple(self._people[number] for _, _, number in ranked)

    def _sharing_a_word(self, folded: Sequence[str]) -> set[int]:
        """Who bears one of the words, or failing that a word that looks like one."""
        found: set[int] = set()
        for word in folded:
            for known in (*self._names.readings(word, Step.NAME), *self._names.slips(word)):
                found |= self._names.bearers(known, Step.CALLED)
        if found:
            return found
        for word in folded:
            if len(word) >= SHORTEST:
                for known, _, _ in process.extract(
                    word, self._names.known, scorer=JaroWinkler.similarity, score_cutoff=WORD_LIKE_ENOUGH, limit=3
                ):
                    found |= self._names.bearers(known, Step.CALLED)
        return found


def _in_order(name: Iterable[str]) -> str:
    return " ".join(sorted(name))
