"""Owns what one typed word may stand for at a step, and how well all the words together fit one person's name.

Each word must stand for a place of its own in the name: "Anna A" is not answered by Annas who have no other A.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from directory.name_index import INITIAL, NameIndex, NameWord, Step
from directory.questions import Word

DECIMALS = 3
"""So that people whom a question fits alike score alike, whatever the order of the sums."""
HINT = 0.95
IN_DOUBLE_NAME = 0.93
"""Anna, for someone called Anna-Karin."""


class Reading:
    """One typed word, read as freely as a step allows."""

    def __init__(self, names: NameIndex, word: Word, index: int, step: Step) -> None:
        self.word = word
        self.is_letter = word.is_letter
        self._names = names
        self._index = index
        self._step = step

    @cached_property
    def scores(self) -> dict[str, float]:
        """The known words that it may stand for, each with how well."""
        scores: dict[str, float] = {}
        if self.is_letter:
            return scores
        for step in Step:
            if step > self._step:
                break
            for known, score in self._names.readings(self.word.typed, step).items():
                scores[known] = max(score, scores.get(known, 0.0))
        return scores

    @cached_property
    def people(self) -> set[int]:
        """Who bears one of those words."""
        if self.is_letter:
            return self._with_initial()
        if self._step is Step.LETTERS:
            return self._names.exact.get(self.word.typed, set())
        bearers = [self._names.bearers(known, self._step) for known in self.scores]
        return set().union(*bearers) if len(bearers) != 1 else bearers[0]

    def scores_of_bearers(self) -> dict[int, float]:
        """Everyone who bears the word, if it is all that was typed, with how well it stands for theirs."""
        if self.is_letter:
            return {}
        if self._step > Step.NAME:
            words_of = self._names.words_of
            return {number: round(max(map(self.score, words_of[number])), DECIMALS) for number in self.people}
        exact = self._names.exact.get(self.word.typed, set())
        scores = dict.fromkeys(self.people - exact, max(self.scores.values(), default=0.0))
        return scores | dict.fromkeys(exact, 1.0)

    def score(self, bears: NameWord) -> float:
        """How well it stands for a word of someone's name; 0 for not at all, 1 to the letter."""
        if self.is_letter:
            return INITIAL if bears.word[0] == self.word.folded else 0.0
        score = 1.0 if bears.typed == self.word.typed else self.scores.get(bears.word, 0.0)
        return score if bears.whole else score * IN_DOUBLE_NAME

    def _with_initial(self) -> set[int]:
        """A letter is the first name's initial where it comes first, and the last name's after another word."""
        letter = self.word.folded
        expected, other = self._names.last_initial, self._names.first_initial
        if self._index == 0:
            expected, other = other, expected
        if self._step < Step.BEGUN:
            return set()
        if self._step is Step.BEGUN:
            return expected.get(letter, set())
        return expected.get(letter, set()) | other.get(letter, set())


def by_length(readings: Sequence[Reading]) -> list[tuple[int, Reading]]:
    """The words with their indexes, longest first: they choose their places in a name in this order."""
    return sorted(enumerate(readings), key=lambda one: -len(one[1].word.typed))


def fit(readings: Sequence[tuple[int, Reading]], name: Sequence[NameWord], hinted: Collection[int]) -> float:
    """How well the words (`by_length`) fit a name, from 0 (not at all) to 1: the mean over their letters.

    A word that finds no place in the name may be a hint, if its index is in `hinted`; at least one whole word must be
    of the name.
    """
    taken = 0
    total = weight = 0.0
    named = False
    for index, reading in readings:
        best, takes = 0.0, 0
        if not (reading.word.tells_where and index in hinted):
            for word in name:
                score = reading.score(word)
                if score > best and not word.takes & taken:
                    best, takes = score, word.takes
        if best:
            taken |= takes
            named = named or not reading.is_letter
        elif index in hinted:
            best = HINT
        else:
            return 0.0
        letters = len(reading.word.typed)
        total += best * letters
        weight += letters
    return round(total / weight, DECIMALS) if named else 0.0
