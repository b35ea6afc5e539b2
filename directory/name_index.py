"""Owns the words of people's names, and which known words a typed one may stand for, from exact to mistyped.

It must not decide who is meant: it says who bears which word. People are numbers here: their places in the order that
the search gives them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from directory.common_names import COMMON_NAMES
from directory.folding import fold, sound, spelled_out, words
from directory.nicknames import related_names
from directory.typing_errors import TypingErrors
from policy.organisation import Person

# Words of family names that people leave out, so that "af Ekenstam" is found as Ekenstam.
PARTICLES = frozenset(["af", "al", "av", "da", "de", "del", "den", "der", "di", "el", "la", "le", "van", "von"])
SHORTEST_GENITIVE = 4
MARKS_LEFT_OUT = 0.98
GENITIVE = 0.97
SOUNDS_ALIKE = 0.94
GOES_BY = 0.93
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
class NameWord:
    """A word of a person's name, folded and as it is written; `takes` has a bit for each place that it stands for.

    `whole`: it is a first name or a last name, not one part of a double one.
    """

    word: str
    typed: str
    takes: int
    whole: bool


class NameIndex:
    """Everyone's name words, from the words and back."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.words_of: list[tuple[NameWord, ...]] = []
        self.exact: defaultdict[str, set[int]] = defaultdict(set)
        self.whole: defaultdict[str, set[int]] = defaultdict(set)
        self.part: defaultdict[str, set[int]] = defaultdict(set)
        self.first_initial: defaultdict[str, set[int]] = defaultdict(set)
        self.last_initial: defaultdict[str, set[int]] = defaultdict(set)
        self.initials: defaultdict[str, set[int]] = defaultdict(set)
        self._compounds: set[str] = set()
        self._spelled: defaultdict[str, set[str]] = defaultdict(set)
        self._sounds: defaultdict[str, set[str]] = defaultdict(set)
        for number, person in enumerate(people):
            self._add(number, person)
        self.known = sorted(self.whole.keys() | self.part.keys())
        self._slips = TypingErrors(self.known)

    def readings(self, typed: str, step: Step) -> Mapping[str, float]:
        """The known words that a typed one may stand for at this very step, and how well, from 0 to 1.

        They are folded, so what is the same to the letter can't be told here and gets no 1.
        """
        folded = fold(typed)
        if step is Step.LETTERS:
            return {folded: MARKS_LEFT_OUT} if typed in self.exact else {}
        if step is Step.NAME:
            return self._same_name(folded)
        if step is Step.CALLED:
            return self._called(typed, folded)
        if step is Step.BEGUN:
            return {word: 0.55 + 0.35 * len(folded) / len(word) for word in self._beginning_with(folded)}
        # Lind is nobody's slip for Lund, whether or not anyone here is called Lind.
        return {} if self.is_a_name(folded) else self.slips(folded)

    def is_compound(self, folded: str) -> bool:
        """Whether it is a double name run together, be it with its marks spelled out or in the genitive."""
        return any(word in self._compounds for word in (folded, folded.removesuffix("s")))

    def is_a_name(self, folded: str) -> bool:
        """Whether it is a name in its own right, someone's here or a common one."""
        return folded in self.whole or folded in COMMON_NAMES

    def slips(self, folded: str) -> Mapping[str, float]:
        """The known words that it may be a typing error of, be it a name of its own or not."""
        return {word: _slipped_score(folded, word, slips) for word, slips in self._slips.near(folded).items()}

    def bearers(self, word: str, step: Step) -> set[int]:
        """Who bears the known word: as a whole first or last name up to NAME, from CALLED on in a double name too."""
        if step <= Step.NAME:
            return self.whole.get(word, set())
        return self.whole.get(word, set()) | self.part.get(word, set())

    def _same_name(self, folded: str) -> dict[str, float]:
        found = dict.fromkeys(self._spelled.get(folded, ()), MARKS_LEFT_OUT)
        if folded in self.whole:
            found[folded] = MARKS_LEFT_OUT
        elif len(folded) >= SHORTEST_GENITIVE and folded.endswith("s") and folded[:-1] in self.whole:
            found[folded[:-1]] = GENITIVE
        return found

    def _called(self, typed: str, folded: str) -> dict[str, float]:
        found = {folded: MARKS_LEFT_OUT} if folded in self.part else {}
        for heard in {sound(typed), sound(folded)}:
            for word in self._sounds.get(heard, ()):
                found.setdefault(word, SOUNDS_ALIKE)
        for name in related_names(folded):
            for word in self._sounds.get(sound(name), ()):
                found.setdefault(word, GOES_BY)
        return found

    def _beginning_with(self, folded: str) -> Iterator[str]:
        if len(folded) < len("ab"):
            return
        for index in range(bisect_left(self.known, folded), len(self.known)):
            if not self.known[index].startswith(folded):
                return
            yield self.known[index]

    def _add(self, number: int, person: Person) -> None:
        first, last = words(person.first_name), words(person.last_name)
        family = tuple(word for word in last if word not in PARTICLES) or last
        bearing: dict[NameWord, None] = {}
        for index, word in enumerate(first + last):
            whole = (first == (word,)) if index < len(first) else (family == (word,))
            bearing[self._bear(number, word, 1 << index, whole=whole)] = None
        for several, place in ((first, 0), (last, len(first))):
            if len(several) > 1:
                takes = ((1 << len(several)) - 1) << place
                joined = "".join(several)
                bearing[self._bear(number, joined, takes, whole=True)] = None
                self._compounds.update((fold(joined), spelled_out(joined)))
        for nickname in person.nicknames:
            for word in words(nickname):
                bearing[self._bear(number, word, (1 << len(first)) - 1, whole=True)] = None
        self.words_of.append(tuple(bearing))
        self._add_initials(number, first, family)

    def _bear(self, number: int, word: str, takes: int, *, whole: bool) -> NameWord:
        folded = fold(word)
        (self.whole if whole else self.part)[folded].add(number)
        if whole:
            self.exact[word].add(number)
        if not word.isascii() and (out := spelled_out(word)) != folded:
            self._spelled[out].add(folded)
        for heard in {sound(word), sound(folded)}:
            self._sounds[heard].add(folded)
        return NameWord(folded, word, takes, whole)

    def _add_initials(self, number: int, first: Sequence[str], family: Sequence[str]) -> None:
        if not (first and family):
            return
        for word in first:
            self.first_initial[fold(word)[0]].add(number)
        for word in family:
            self.last_initial[fold(word)[0]].add(number)
        for spoken in (first[:1], first):
            self.initials["".join(fold(word)[0] for word in (*spoken, *family))].add(number)


def _slipped_score(typed: str, word: str, slips: int) -> float:
    """Less for each slip the shorter the word is, and less again for a wrong first letter, which is seldom mistyped."""
    wrong_start = 0.05 if typed[0] != word[0] else 0.0
    return min(0.84, 0.9 - 0.6 * slips / len(word)) - wrong_start
