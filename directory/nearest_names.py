"""Owns which names are suggested when nobody answers to a question: those that look most like it, or none.

They are offered to choose from, never taken for an answer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from directory.columns import Ints, distinct, joined
from directory.name_index import NameIndex
from directory.name_words import Stands
from directory.people_in_order import PeopleInOrder
from policy.organisation import Person, PersonId

MOST_SUGGESTED = 3
LIKE_ENOUGH = 55.0
"""Of a whole name, its words in alphabetical order, as `rapidfuzz.fuzz.ratio` measures, from 0 to 100."""
WORD_LIKE_ENOUGH = 0.86
"""Of one word, as Jaro and Winkler measure, from 0 to 1."""
MOST_COMPARED = 300
SHORTEST = 2
MOST_WORDS_SCANNED = 20_000
"""Known words that are all measured; of more only those that begin like the typed one."""


class NearestNames:
    """Everyone's names, to compare with."""

    def __init__(self, people: PeopleInOrder, names: NameIndex) -> None:
        self._people = people
        self._names = names

    def suggest(
        self, folded: Sequence[str], *, limit: int, without: frozenset[PersonId] = frozenset()
    ) -> tuple[Person, ...]:
        """At most three people (or `limit`) whose names are like the words, the likest first."""
        whole = _in_order(folded)
        if len(whole) < SHORTEST:
            return ()
        most = min(limit, MOST_SUGGESTED)
        ranked = process.extract(
            whole,
            {number: self._words_of(number) for number in self._compared(folded).tolist()},
            scorer=fuzz.ratio if len(folded) > 1 else fuzz.partial_ratio,
            score_cutoff=LIKE_ENOUGH,
            limit=most + len(without),
        )
        found: list[Person] = []
        for _, _, name in ranked:
            for number in range(int(self._people.begins[name]), int(self._people.begins[name + 1])):
                person = self._people.people[number]
                if person.id not in without:
                    found.append(person)
                if len(found) == most:
                    return tuple(found)
        return tuple(found)

    def _words_of(self, name: int) -> str:
        words = self._names.words.words
        borne = (words[word] for word in self._names.words.of_name[name].tolist() if word >= 0)
        return _in_order(word.folded for word in borne if word.stands is not Stands.BETWEEN)

    def _compared(self, folded: Sequence[str]) -> Ints:
        """The names that share a word; of very many those that have most words beginning alike."""
        names = distinct(self._sharing_a_word(folded))
        if len(names) <= MOST_COMPARED:
            return names
        alike = self._names.beginning_alike([word[:SHORTEST] for word in folded], names)
        return names[np.argsort(-alike, kind="stable")[:MOST_COMPARED]]

    def _sharing_a_word(self, folded: Sequence[str]) -> Ints:
        """Who bears one of the words, or failing that a word that looks like one."""
        same = [known for word in folded for known in (*self._names.named(word), *self._names.slips(word))]
        if not same:
            same = [known for word in folded if len(word) >= SHORTEST for known in self._looking_like(word)]
        return joined([self._names.bearers(known) for known in same])

    def _looking_like(self, word: str) -> Iterator[str]:
        known: Sequence[str] = self._names.known
        if len(known) > MOST_WORDS_SCANNED:
            known = known[bisect_left(known, word[0]) : bisect_left(known, word[0] + chr(0x10FFFF))]
        if len(known) > MOST_WORDS_SCANNED:
            known = known[bisect_left(known, word[:2]) : bisect_left(known, word[:2] + chr(0x10FFFF))]
        for one, _, _ in process.extract(
            word, known, scorer=JaroWinkler.similarity, score_cutoff=WORD_LIKE_ENOUGH, limit=3
        ):
            yield one


def _in_order(name: Iterable[str]) -> str:
    return " ".join(sorted(name))
