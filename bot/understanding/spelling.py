"""Owns reading a typed word as a word of the grammar: exact first, then without dots and rings, then misspelt.

It must not know what any word means. Short words are never guessed at: one letter apart there is another word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_GUESSED = 6
TWO_ERRORS_FROM = 9
_FOLD = str.maketrans("åäöéèüáóæø", "aaoeeuaoao")
_NORDIC = str.maketrans("æø", "äö")


def fold(word: str) -> str:
    """The word without rings, dots and accents: what someone types on a foreign keyboard."""
    return word.translate(_FOLD)


class Speller:
    """Reads words against one vocabulary.

    `aliases` are other ways to write a word; `endings` are the last parts of compounds that mean what their last part
    means; `folded_first` decides the words that collide without their dots (ar: är, not år);
    `never_guessed` are too rare to be what a misspelt word was meant to be.
    """

    def __init__(
        self,
        vocabulary: Iterable[str],
        *,
        aliases: Mapping[str, str],
        endings: Mapping[str, str],
        folded_first: Mapping[str, str],
        never_guessed: frozenset[str] = frozenset(),
    ) -> None:
        self._aliases = dict(aliases)
        self._words = frozenset(vocabulary) | frozenset(self._aliases.values())
        self._endings = endings
        self._folded = {fold(word): word for word in sorted(self._words)} | dict(folded_first)
        self._folded |= {fold(alias): word for alias, word in self._aliases.items() if fold(alias) not in self._folded}
        self._by_length: dict[int, list[str]] = {}
        for folded in self._folded:
            if len(folded) >= SHORTEST_GUESSED - 1 and folded not in never_guessed:
                self._by_length.setdefault(len(folded), []).append(folded)
        self._read = lru_cache(maxsize=8192)(self._look_up)

    def knows(self, word: str) -> bool:
        """Whether the word stands in the vocabulary exactly as typed (lower case)."""
        return word in self._words or word in self._aliases

    def read(self, word: str, *, guess: bool = True) -> str | None:
        """The vocabulary's word for a typed one in lower case, or None; `guess` False takes it only as it stands."""
        return self._read(word, guess)

    def _look_up(self, word: str, guess: bool) -> str | None:
        if word in self._words:
            return word
        if word in self._aliases:
            return self._aliases[word]
        if not guess:
            return None
        word = word.translate(_NORDIC)
        plain = fold(word)
        if plain == word and plain in self._folded:
            return self._folded[plain]
        return self._nearest(plain) or self._last_part(word)

    def _last_part(self, word: str) -> str | None:
        return next(
            (
                means
                for ending, means in self._endings.items()
                if len(word) >= len(ending) + 2 and (word.endswith(ending) or fold(word).endswith(fold(ending)))
            ),
            None,
        )

    def _nearest(self, plain: str) -> str | None:
        length = len(plain)
        if length < SHORTEST_GUESSED:
            return None
        errors = 2 if length >= TWO_ERRORS_FROM else 1
        nearby = [w for n in range(length - errors, length + errors + 1) for w in self._by_length.get(n, ())]
        found = process.extract(plain, nearby, scorer=OSA.distance, score_cutoff=errors, limit=8)
        if not found:
            return None
        best = min(found, key=lambda match: (match[1], match[0][0] != plain[0], -len(match[0]), match[0]))
        return self._folded[best[0]]
