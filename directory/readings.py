"""Owns what one typed word may stand for at a step, and how well all the words together fit names, many at once.

Each word must stand for a place of its own in the name: "Anna A" is not answered by Annas who have no other A.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from directory.columns import NONE, Flags, Ints, Scores, distinct, joined
from directory.name_index import NameIndex, Run, Step
from directory.name_words import Stands
from directory.questions import Word

DECIMALS = 3
"""So that people whom a question fits alike score alike, whatever the order of the sums."""
HINT = 0.95
FEWER = 25
"""Times as many who bear a word as names to sift: then the names' own words are looked at."""


class Reading:
    """One typed word, read as freely as a step allows."""

    def __init__(self, names: NameIndex, word: Word, runs: Sequence[Run], *, before: int = 0) -> None:
        """`before` of the runs are those of the step before."""
        self.word = word
        self.is_letter = word.is_letter
        self.runs = [run for run in runs if run.first < run.end]
        self.is_wider = len(self.runs) > before
        """Whether it may stand for more than at the step before."""
        self._names = names

    @property
    def is_vain(self) -> bool:
        """Whether it stands for nothing at all."""
        return not self.runs

    @cached_property
    def borne(self) -> int:
        """How many names there are to look through for whoever bears it."""
        starts = self._names.words.bearers.starts
        return sum(int(starts[end] - starts[first]) for first, end in self._stretches)

    @cached_property
    def names(self) -> Ints:
        """The names that bear what it may stand for; more than once where they bear more than one such word."""
        return joined([self._names.words.bearers.between(first, end) for first, end in self._stretches])

    @cached_property
    def _stretches(self) -> list[tuple[int, int]]:
        """The known words that it may stand for, each once: what a step adds may be what the one before had."""
        found: list[tuple[int, int]] = []
        for run in sorted(self.runs, key=lambda one: one.first):
            if found and run.first <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], run.end))
            else:
                found.append((run.first, run.end))
        return found

    def is_borne_by(self, names: Ints) -> Flags:
        """Which of the names bear what the word may stand for: by their words, or by all who do if those are few."""
        if len(names) * FEWER < self.borne:
            return np.asarray(self.scores(self._names.words.of_name[names]).max(axis=1, initial=0.0) > 0)
        flags = np.zeros(len(self._names.words.of_name), dtype=np.bool_)
        flags[self.names] = True
        return np.asarray(flags[names])

    def scored(self) -> tuple[Ints, Scores]:
        """The names that bear it, and how well it stands for a word of theirs; a name may come more than once."""
        if self.is_letter or not self.runs:
            return NONE, np.empty(0, dtype=np.float32)
        starts = self._names.words.bearers.starts
        found = []
        for first, end in self._stretches:
            lengths = np.diff(starts[first : end + 1])
            found.append(np.repeat(self._table[first - self._least : end - self._least], lengths))
        return self.names, np.concatenate(found).round(DECIMALS)

    def scores(self, words: Ints) -> Scores:
        """How well it stands for each of the words; 0 for not at all, 1 to the letter."""
        if not self.runs:
            return np.zeros(words.shape, dtype=np.float32)
        return self._table.take(words - self._least, mode="clip")

    @cached_property
    def _least(self) -> int:
        return min(run.first for run in self.runs) - 1

    @cached_property
    def _table(self) -> Scores:
        """The scores of the words from the least on, between two zeros for all that are outside of them."""
        table = np.zeros(max(run.end for run in self.runs) - self._least + 1, dtype=np.float32)
        for run in self.runs:
            part = table[run.first - self._least : run.end - self._least]
            np.maximum(part, run.scores, out=part)
        return table


def read_at(names: NameIndex, word: Word, index: int, step: Step, narrower: Reading | None) -> Reading:
    """The word at that place of the question, as freely as the step allows; `narrower` is it at the step before."""
    if word.is_letter:
        return Reading(names, word, _initials(names, word, index, step))
    kept = () if narrower is None else narrower.runs
    return Reading(names, word, [*kept, *names.runs(word.typed, step)], before=len(kept))


def read_as_own(names: NameIndex, word: Word, index: int) -> Reading:
    """The word as nothing but what is somebody's own."""
    runs = _initials(names, word, index, Step.BEGUN) if word.is_letter else names.own(word.typed)
    return Reading(names, word, runs)


def _initials(names: NameIndex, word: Word, index: int, step: Step) -> list[Run]:
    """A letter is the first name's initial where it comes first, and the last name's after another word."""
    if step < Step.BEGUN:
        return []
    if step > Step.BEGUN:
        return names.initial(word.folded, Stands.FIRST, Stands.LAST)
    return names.initial(word.folded, Stands.FIRST if index == 0 else Stands.LAST)


class NamesWeighed:
    """Names, with the places and words of each, to be fitted with what was typed."""

    def __init__(self, names: NameIndex, numbers: Ints) -> None:
        self.numbers = numbers
        self._words = names.words.of_name[numbers]
        self._takes = names.words.takes[numbers]

    def fit(self, readings: Sequence[Reading], hinted: Mapping[int, Flags]) -> Scores:
        """How well the words fit each name, from 0 (not at all) to 1: the mean over their letters.

        A word that finds no place in the name may be a hint where `hinted` says so of its index; at least one whole
        word must be of the name. Longest first: they choose their places in a name in that order.
        """
        if not len(self.numbers):
            return np.zeros(0, dtype=np.float32)
        rows = np.arange(len(self.numbers))
        taken = np.zeros(len(rows), dtype=np.uint16)
        total = np.zeros(len(rows), dtype=np.float32)
        fits, named = np.ones(len(rows), dtype=np.bool_), np.zeros(len(rows), dtype=np.bool_)
        weight = 0
        for index, reading in sorted(enumerate(readings), key=lambda one: -len(one[1].word.typed)):
            scores = reading.scores(self._words)
            if weight:
                scores[(self._takes & taken[:, None]) > 0] = 0.0
            if index in hinted and reading.word.tells_where:
                scores[hinted[index]] = 0.0
            if scores.shape[1] == 0:
                return total
            place = scores.argmax(axis=1)
            best = scores[rows, place]
            taken |= np.where(best > 0, self._takes[rows, place], np.uint16(0))
            if not reading.is_letter:
                named |= best > 0
            if index in hinted:
                best = np.where((best == 0) & hinted[index], np.float32(HINT), best)
            fits &= best > 0
            letters = len(reading.word.typed)
            total += best * letters
            weight += letters
        total[~(fits & named)] = 0.0
        return (total / np.float32(max(weight, 1))).round(DECIMALS)


def names_bearing_all(readings: Sequence[Reading]) -> Ints:
    """The names that may bear every one of the words, each name once, in order."""
    rarest, *others = sorted(readings, key=lambda one: one.borne)
    names = rarest.names
    for other in others:
        names = names[other.is_borne_by(names)] if len(names) else names
    return distinct(names)
