"""Owns how what was said of an errand is taken apart: the words that tell the matter, and those around them (S3).

It knows no matter; what tells one is told from the frame ("kunden vill klaga på …") by the frame's own words alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from directory.errand_words import FRAMING, LITTLE, OFFICE, PLACING, WITHIN
from directory.folding import words

MOST_LETTERS = 300
MOST_TELLING = 8
"""Words of the matter that are looked at; nobody says more of it in a breath."""


@dataclass(frozen=True, slots=True)
class Told:
    """A word of the matter. `placed`: it is after a word such as "vid", and so says where something is.

    `where`: it is after another one and "på" or "i", and so may say where that is: "vatten på gatan".
    """

    word: str
    place: int
    placed: bool = False
    where: bool = False

    @property
    def bit(self) -> int:
        """What stands for it in a set of them."""
        return 1 << self.place


@dataclass(frozen=True, slots=True)
class Errand:
    """What was said: `telling` are the words of the matter, `beside` those around it that some matters have in them."""

    telling: tuple[Told, ...]
    beside: tuple[Told, ...] = ()
    bare: bool = False
    """Whether it has no å, ä or ö, so that they may have been left out of it."""

    @property
    def all(self) -> tuple[Told, ...]:
        """Both, in the order in which they were said."""
        return tuple(sorted((*self.telling, *self.beside), key=lambda told: told.place))

    @property
    def bits(self) -> int:
        """All of the telling words as a set."""
        return sum(told.bit for told in self.telling)


def parse_errand(text: str) -> Errand:
    """The errand in the text. Where every word is one of the frame, those that say most are the matter after all."""
    said = words(text[:MOST_LETTERS])
    spoken = [word for word in said if not word.isdigit()]
    loose = [word for word in spoken if word not in FRAMING]
    matters = [word for word in loose if word not in OFFICE]
    chosen = matters or loose or [word for word in spoken if word not in LITTLE] or spoken
    telling = frozenset(chosen)
    placed, where = _placed(spoken), _where(spoken, telling)
    told: list[Told] = []
    beside: list[Told] = []
    for word in dict.fromkeys(spoken):
        place = len(told) + len(beside)
        if word in telling and len(told) < MOST_TELLING:
            told.append(Told(word, place, word in placed, word in where))
        elif word not in telling and word not in LITTLE and len(beside) < MOST_TELLING:
            beside.append(Told(word, place))
    return Errand(tuple(told), tuple(beside), bare=all(word.isascii() for word in said))


def _placed(spoken: Sequence[str]) -> frozenset[str]:
    """The first word after each that comes before a place, little words left out."""
    found = set()
    waits = False
    for word in spoken:
        if word in PLACING:
            waits = True
        elif waits and word not in LITTLE:
            found.add(word)
            waits = False
    return frozenset(found)


def _where(spoken: Sequence[str], telling: frozenset[str]) -> frozenset[str]:
    """The first telling word after each telling one that "på" or "i" follows right on, little words left out."""
    found = set()
    waits = False
    for before, word in pairwise(("", *spoken)):
        if word in WITHIN:
            waits = before in telling
        elif waits and word not in LITTLE:
            found.add(word)
            waits = False
    return frozenset(found & telling)
