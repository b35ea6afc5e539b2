"""Owns which known words a typed one may stand for, from exact to mistyped, and who bears them.

It must not decide who is meant. Known words are numbers, in the order of their folded letters (`name_words`); what a
typed word may stand for is a handful of runs of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from rapidfuzz.distance import OSA

from directory.columns import Ints, Lookup, Scores, ints, longs, starts_of
from directory.common_names import COMMON_NAMES
from directory.folding import fold, sound, spelled_out
from directory.name_words import NameWords, Stands
from directory.nicknames import related_names
from directory.people_in_order import PeopleInOrder
from directory.typing_errors import TypingErrors

SHORTEST_GENITIVE = 4
SHORTEST_BEGINNING = 2
MARKS_LEFT_OUT = 0.98
GENITIVE = 0.97
SOUNDS_ALIKE = 0.94
OTHER_SPELLING = 0.005
"""Less for each letter that is not the same, of what sounds alike."""
GOES_BY = 0.93
OTHER_MARKS = 0.9
MOST_OTHER_LETTERS = 4
IN_DOUBLE_NAME = 0.93
"""Anna, for someone called Anna-Karin."""
INITIAL = 0.6
INITIALS = 0.8


class Step(IntEnum):
    """How freely words are read: each step allows what those before it do, and is taken only when they found nobody."""

    LETTERS = 0
    """To the letter, with its marks."""
    NAME = 1
    """The same name: å, ä and ö may be left out or spelled out, and it may be in the genitive."""
    CALLED = 2
    """Nicknames, what sounds alike, and one part of a double name."""
    BEGUN = 3
    """The beginning of a name, or its initial."""
    SLIPPED = 4
    """Typing errors."""


@dataclass(frozen=True, slots=True)
class Run:
    """Known words that are neighbours, up to `end`, and how well a typed one stands for each, from 0 to 1."""

    first: int
    end: int
    scores: Scores | float


class NameIndex:
    """Everyone's name words, from the words and back."""

    def __init__(self, people: PeopleInOrder) -> None:
        self.words = NameWords(people)
        known = self.words.words
        self.known = list(dict.fromkeys(word.folded for word in known))
        """Every word that is borne, folded, in order."""
        self._number = {word: number for number, word in enumerate(self.known)}
        folded = ints(self._number[word.folded] for word in known)
        part = np.fromiter((word.part for word in known), dtype=np.bool_)
        self._begins = starts_of(np.bincount(folded, minlength=len(self.known))).tolist()
        wholes = np.bincount(folded[~part], minlength=len(self.known))
        self._parts = (np.array(self._begins[:-1], dtype=np.int64) + wholes).tolist()
        """Of each folded word, where its run begins and where those that are parts of double names do."""
        self._lengths = ints(map(len, self.known))[folded].astype(np.float32)
        self._stands = np.fromiter((word.stands for word in known), dtype=np.int8)
        self.weight: Scores = np.where(part, np.float32(IN_DOUBLE_NAME), np.float32(1.0))
        self._spelled, self._sounds = self._by_other_spellings()
        self._compounds_heard = frozenset(map(sound, self.words.compounds))
        self._slips = TypingErrors(self.known)

    def runs(self, typed: str, step: Step) -> list[Run]:
        """The known words that a typed one may stand for at this very step."""
        folded = fold(typed)
        if step is Step.LETTERS:
            return self._to_the_letter(typed, folded)
        if step is Step.NAME:
            return self._same(folded)
        if step is Step.CALLED:
            return self._called(typed, folded)
        if step is Step.BEGUN:
            return self._begun(typed, folded)
        # Lind is nobody's slip for Lund, whether or not anyone here is called Lind.
        slips = {} if self.is_a_name(folded) else self.slips(folded)
        return [self._run(self._number[word], score) for word, score in slips.items()]

    def initial(self, letter: str, *stands: Stands) -> list[Run]:
        """The known words that begin with the letter and stand there."""
        first, end = self._beginning_with(letter)
        fits = np.logical_or.reduce([self._stands[first:end] == where for where in stands])
        return [Run(first, end, fits * np.float32(INITIAL))] if fits.any() else []

    def is_compound(self, folded: str) -> bool:
        """Whether it is a double name run together, with its marks spelled out, in the genitive, or as heard."""
        if any(word in self.words.compounds for word in (folded, folded.removesuffix("s"))):
            return True
        return any(sound(word) in self._compounds_heard for word in (folded, *related_names(folded)))

    def is_a_name(self, folded: str) -> bool:
        """Whether it is a name in its own right, someone's here or a common one."""
        return self._is_whole(folded) or folded in COMMON_NAMES

    def slips(self, folded: str) -> Mapping[str, float]:
        """The known words that it may be a typing error of, be it a name of its own or not."""
        return {word: _slipped_score(folded, word, slips) for word, slips in self._slips.near(folded).items()}

    def named(self, word: str) -> list[str]:
        """The known words that are the same name as the folded one."""
        return list(dict.fromkeys(self.words.words[run.first].folded for run in self._same(word)))

    def bearers(self, word: str) -> Ints:
        """The names that bear the known word, be it in a double name."""
        number = self._number[word]
        return self.words.bearers.between(self._begins[number], self._begins[number + 1])

    def beginning_alike(self, beginnings: Sequence[str], names: Ints) -> Ints:
        """Of each of the names, how many of the beginnings, folded, some word of it has."""
        words = self.words.of_name[names]
        counts = np.zeros(len(names), dtype=np.int32)
        for first, end in map(self._beginning_with, beginnings):
            counts += ((words >= first) & (words < end)).any(axis=1)
        return counts

    def own(self, typed: str) -> list[Run]:
        """The known words that are the typed one's own: with its marks, or where it has none whatever theirs are, in
        the genitive too; and those that it is short for.

        A word that is somebody's name to the letter is no other's: Jonsson is not Jönsson.
        """
        folded = fold(typed)
        exact = self._to_the_letter(typed, folded)
        if exact:
            return exact
        if typed.isascii():
            short = {} if self.is_a_name(folded) else self._short_for(folded)
            return self._same(folded) or [self._run(number, score, whole=True) for number, score in short.items()]
        bare = typed.removesuffix("s")
        return self._to_the_letter(bare, fold(bare))

    def _is_whole(self, folded: str) -> bool:
        number = self._number.get(folded)
        return number is not None and self._parts[number] > self._begins[number]

    def _run(self, number: int, score: float, *, whole: bool = False) -> Run:
        first, end = self._begins[number], self._parts[number] if whole else self._begins[number + 1]
        return Run(first, end, score if whole else self.weight[first:end] * np.float32(score))

    def _to_the_letter(self, typed: str, folded: str) -> list[Run]:
        number = self._number.get(folded)
        whole = range(0) if number is None else range(self._begins[number], self._parts[number])
        same = [index for index in whole if self.words.words[index].typed == typed]
        return [Run(same[0], same[-1] + 1, 1.0)] if same else []

    def _same(self, folded: str) -> list[Run]:
        """The same name: with its marks left out or spelled out, or in the genitive."""
        found = [run for run in self._marked(folded) if not self.words.words[run.first].part]
        if self._is_whole(folded):
            found.append(self._run(self._number[folded], MARKS_LEFT_OUT, whole=True))
        elif (bare := _without_genitive(folded)) and self._is_whole(bare):
            found.append(self._run(self._number[bare], GENITIVE, whole=True))
        return found

    def _called(self, typed: str, folded: str) -> list[Run]:
        own = self._number.get(folded)
        found = {} if own is None else {own: MARKS_LEFT_OUT}
        for heard in {sound(typed), sound(folded)}:
            for number in self._sounds.of(heard).tolist():
                found.setdefault(number, _sounding_score(folded, self.known[number]))
        for number, score in self._short_for(folded).items():
            found.setdefault(number, score)
        return [*self._marked(folded), *(self._run(number, score) for number, score in found.items())]

    def _marked(self, folded: str) -> list[Run]:
        """The words that have marks which are spelled out here; what has others, or none, is not the same name."""
        marked = self._spelled.of(folded).tolist()
        return [Run(word, word + 1, float(self.weight[word]) * MARKS_LEFT_OUT) for word in marked]

    def _short_for(self, folded: str) -> dict[int, float]:
        heard = (sound(name) for name in related_names(folded))
        return {number: GOES_BY for one in heard for number in self._sounds.of(one).tolist()}

    def _begun(self, typed: str, folded: str) -> list[Run]:
        first, end = self._beginning_with(folded) if len(folded) >= SHORTEST_BEGINNING else (0, 0)
        if first == end:
            return []
        scores = np.float32(0.55) + np.float32(0.35 * len(folded)) / self._lengths[first:end]
        if not typed.isascii():
            # Whoever types the marks means them: "jön" begins Jönsson and hardly Jonsson.
            meant = [word.typed.startswith(typed) for word in self.words.words[first:end]]
            scores = np.where(meant, scores, scores * np.float32(OTHER_MARKS))
        return [Run(first, end, scores * self.weight[first:end])]

    def _beginning_with(self, folded: str) -> tuple[int, int]:
        first = bisect_left(self.known, folded)
        last = bisect_left(self.known, folded + chr(0x10FFFF), first)
        return self._begins[first], self._begins[last]

    def _by_other_spellings(self) -> tuple[Lookup, Lookup]:
        """The words by what they are with marks spelled out, where that is something else; folded words by sound."""
        spelled: list[tuple[int, int]] = []
        sounds: dict[tuple[int, int], None] = {}
        for number, word in enumerate(self.words.words):
            if not word.typed.isascii() and (out := spelled_out(word.typed)) != word.folded:
                spelled.append((hash(out), number))
            for heard in _heard(word.typed, word.folded):
                sounds[hash(heard), self._number[word.folded]] = None
        return _lookup(spelled), _lookup(sounds)


def _heard(typed: str, folded: str) -> Iterator[str]:
    yield sound(typed)
    if typed != folded and sound(folded) != sound(typed):
        yield sound(folded)


def _lookup(pairs: Collection[tuple[int, int]]) -> Lookup:
    return Lookup(longs(key for key, _ in pairs), ints(number for _, number in pairs))


def _without_genitive(folded: str) -> str:
    """Whose something is; empty when the word is no genitive. Andreas is not what Andrea has."""
    may_be = folded.endswith("s") and len(folded) >= SHORTEST_GENITIVE and folded not in COMMON_NAMES
    return folded[:-1] if may_be else ""


def _sounding_score(folded: str, known: str) -> float:
    """Of what sounds alike, what is spelled more alike is likelier."""
    return SOUNDS_ALIKE - OTHER_SPELLING * min(OSA.distance(folded, known), MOST_OTHER_LETTERS)


def _slipped_score(typed: str, word: str, slips: int) -> float:
    """Less for each slip the shorter the word is, and less again for a wrong first letter, which is seldom mistyped."""
    wrong_start = 0.05 if typed[0] != word[0] else 0.0
    return min(0.84, 0.9 - 0.6 * slips / len(word)) - wrong_start
