"""Owns which known words a mistyped one may stand for: one slip in a short word, two in a long one.

A slip is a letter too many, one lacking, a wrong one, or two neighbours that changed places (optimal string alignment).
One slip is found through the words that are left when one letter is taken away, which both words then share; two slips
by measuring the words of nearly the same length, since those are few enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_WITH_ONE = 4
SHORTEST_WITH_TWO = 8
TWO = 2


class TypingErrors:
    """The known words, arranged for being found by mistyped ones."""

    def __init__(self, known: Sequence[str]) -> None:
        self._by_rest: defaultdict[str, list[str]] = defaultdict(list)
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in known:
            for rest in _rests(word):
                self._by_rest[rest].append(word)
            self._by_length[len(word)].append(word)

    def near(self, word: str) -> Mapping[str, int]:
        """The known words that the word may be a slip of, other than itself, with the number of slips (1 or 2).

        Two slips are looked for only in a long word that one slip explains nowhere.
        """
        if len(word) < SHORTEST_WITH_ONE:
            return {}
        candidates = {known for rest in _rests(word) for known in self._by_rest.get(rest, ())}
        found = {known: 1 for known in sorted(candidates) if OSA.distance(word, known, score_cutoff=1) == 1}
        if found or len(word) < SHORTEST_WITH_TWO:
            return found
        return {
            known: TWO
            for length in range(len(word) - TWO, len(word) + TWO + 1)
            for known, _, _ in process.extract_iter(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=TWO
            )
            if known != word
        }


def _rests(word: str) -> Iterator[str]:
    """The word itself, and what is left of it without each of its letters in turn."""
    yield word
    for index in range(len(word)):
        if index == 0 or word[index] != word[index - 1]:
            yield word[:index] + word[index + 1 :]
