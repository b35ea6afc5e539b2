"""Owns which known words a mistyped one may stand for: one slip in a short word, two in a long one.

A slip is a letter too many, one lacking, a wrong one, or two neighbours that changed places (optimal string alignment).
It is found through the words that are left when a letter, or two, are taken away, which both words then share. Those
rests are kept as hashes alone, and what shares one is measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from directory.columns import Ints, Longs, Lookup, distinct

SHORTEST_WITH_ONE = 4
SHORTEST_WITH_TWO = 8
TWO = 2
LONGEST = 40
"""Letters of a word that count; no name is longer."""
MOST_RECENT = 200

_Hashes = npt.NDArray[np.uint64]
_BASE = 0x9E3779B97F4A7C15
_MODULUS = 1 << 64
_BACK = pow(_BASE, -1, _MODULUS)
_POWERS = np.array([pow(_BASE, place, _MODULUS) for place in range(LONGEST)], dtype=np.uint64)


class TypingErrors:
    """The known words, arranged for being found by mistyped ones."""

    def __init__(self, known: Sequence[str]) -> None:
        self._known = known
        by_length: defaultdict[int, list[int]] = defaultdict(list)
        for number, word in enumerate(known):
            by_length[min(len(word), LONGEST)].append(number)
        one, two = _Gathered(), _Gathered()
        for length, numbers in by_length.items():
            prefixes = _prefixes([known[number] for number in numbers], length)
            places = np.array(numbers, dtype=np.int32)
            one.add(_without_one(prefixes), places)
            if length >= SHORTEST_WITH_TWO - TWO:
                two.add(_without_two(prefixes), places)
        self._one, self._two = one.lookup(), two.lookup()
        self._recent: dict[str, Mapping[str, int]] = {}
        """One question asks for the same word several times."""

    def near(self, word: str) -> Mapping[str, int]:
        """The known words that the word may be a slip of, other than itself, with the number of slips (1 or 2).

        Two slips are looked for only in a long word that one slip explains nowhere.
        """
        if len(word) < SHORTEST_WITH_ONE:
            return {}
        found = self._recent.get(word)
        if found is None:
            if len(self._recent) == MOST_RECENT:
                self._recent.clear()
            found = self._recent[word] = self._near(word[:LONGEST])
        return found

    def _near(self, word: str) -> Mapping[str, int]:
        prefixes = _prefixes([word], len(word))
        ones = _without_one(prefixes)[0].view(np.int64)
        found = self._measured(word, self._one.all_at(ones), 1)
        if found or len(word) < SHORTEST_WITH_TWO:
            return found
        rests = np.concatenate((ones, _without_two(prefixes)[0].view(np.int64)))
        return self._measured(word, np.concatenate((self._one.all_at(rests), self._two.all_at(rests))), TWO)

    def _measured(self, word: str, candidates: Ints, slips: int) -> dict[str, int]:
        known = (self._known[number] for number in distinct(candidates).tolist())
        return {one: slips for one in known if OSA.distance(word, one, score_cutoff=slips) == slips}


class _Gathered:
    """Hashes with the places of the words that they are of."""

    def __init__(self) -> None:
        self._keys: list[Longs] = []
        self._places: list[Ints] = []

    def add(self, hashes: _Hashes, places: Ints) -> None:
        self._keys.append(hashes.view(np.int64).ravel())
        self._places.append(np.repeat(places, hashes.shape[1]))

    def lookup(self) -> Lookup:
        if not self._keys:
            return Lookup(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32))
        return Lookup(np.concatenate(self._keys), np.concatenate(self._places))


def _prefixes(words: Sequence[str], length: int) -> _Hashes:
    """Of each word the hashes of its beginnings, from none of its letters to all: a polynomial, modulo 2 ** 64."""
    letters = np.array(words, dtype=f"U{max(length, 1)}").view(np.uint32).reshape(len(words), -1).astype(np.uint64)
    hashes = np.zeros((len(words), length + 1), dtype=np.uint64)
    np.cumsum(letters[:, :length] * _POWERS[:length], axis=1, out=hashes[:, 1:])
    return hashes


def _without_one(prefixes: _Hashes) -> _Hashes:
    """The whole word's hash, and its hash without each of its letters in turn."""
    whole = prefixes[:, -1:]
    return np.concatenate((whole, prefixes[:, :-1] + (whole - prefixes[:, 1:]) * np.uint64(_BACK)), axis=1)


def _without_two(prefixes: _Hashes) -> _Hashes:
    """The word's hash without any two of its letters."""
    first, second = np.triu_indices(prefixes.shape[1] - 1, k=1)
    begun = prefixes[:, first]
    middle = (prefixes[:, second] - prefixes[:, first + 1]) * np.uint64(_BACK)
    end = (prefixes[:, -1:] - prefixes[:, second + 1]) * np.uint64(pow(_BACK, 2, _MODULUS))
    return np.asarray(begun + middle + end, dtype=np.uint64)
