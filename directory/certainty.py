"""Owns whether the one who was found is surely meant: whether everything that was typed is theirs.

Theirs are their names, with their marks or none at all, what they are called for short, their whole number or address,
and the unit, title or matter that was told. What merely sounds or looks alike, or is the beginning of a name, may as
well be somebody who isn't here: whoever is found by it is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from directory.columns import Ints
from directory.hint_index import HintIndex
from directory.name_index import NameIndex, Step
from directory.number_index import NumberIndex
from directory.people_in_order import PeopleInOrder
from directory.questions import Question, Word, joined_readings
from directory.readings import NamesWeighed, names_bearing_all, read_as_own, read_at

FEWEST_DIGITS = 7
"""Of a number's end, enough to be nobody's extension."""


class Certainty:
    """Judges a lone answer."""

    def __init__(self, people: PeopleInOrder, names: NameIndex, hints: HintIndex, numbers: NumberIndex) -> None:
        self._people = people
        self._names = names
        self._hints = hints
        self._numbers = numbers

    def is_certain(self, question: Question, number: int, *, exactly: bool) -> bool:
        """Whether everything that was typed is this person's, whose `number` it is, and no one else's but for marks."""
        if exactly:
            return self._is_told_by_marks(question)
        if question.number and not self._is_numbered(question.number):
            return False
        if not question.words:
            return True
        who = np.array([number], dtype=np.int32)
        ways = joined_readings(question.words, self._names.is_compound)
        is_called = any(self._is_called(way, who) for way in ways) and self._is_told_by_marks(question)
        return is_called or self._is_titled(question.words, number)

    def _is_told_by_marks(self, question: Question) -> bool:
        """Where no mark was typed, that nobody has the same name with marks: "goran" may be Göran as well as Goran."""
        if question.number or not all(word.typed.isascii() for word in question.words):
            return True
        readings = [
            read_at(self._names, word, index, Step.NAME, read_at(self._names, word, index, Step.LETTERS, None))
            for index, word in enumerate(question.words)
        ]
        if not readings or any(reading.is_vain for reading in readings):
            return True
        names = names_bearing_all(readings)
        fit = NamesWeighed(self._names, names).fit(readings, {})
        return int((fit > 0).sum()) <= 1

    def _is_numbered(self, typed: str) -> bool:
        _, is_whole = self._numbers.by_number(typed)
        return is_whole or sum(letter.isdigit() for letter in typed) >= FEWEST_DIGITS

    def _is_called(self, way: Sequence[Word], who: Ints) -> bool:
        if any(word.is_joined for word in way):
            # Two words that were typed as one name, which they are nobody's.
            return False
        readings = [read_as_own(self._names, word, index) for index, word in enumerate(way)]
        hinted = {
            index: self._hints.fits(who, self._hints.fitting(word.folded, Step.NAME))
            for index, word in enumerate(way)
            if not word.is_letter
        }
        return bool(NamesWeighed(self._names, self._people.name_of[who]).fit(readings, hinted)[0] > 0)

    def _is_titled(self, parts: Sequence[Word], number: int) -> bool:
        holders = self._hints.holders([word.folded for word in parts if not word.tells_where])
        for word in parts:
            if word.tells_where:
                holders = holders[self._hints.fits(holders, self._hints.fitting(word.folded, Step.NAME))]
        return number in holders
