"""Owns which phrases an errand's words fit, and how well: those that it names, and those that it is only like (S3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import sqrt

from directory.errand_words import OFFICE
from directory.matter_question import Errand, Told
from directory.matter_shelf import MatterShelf, Phrase
from directory.matter_words import JOINED, Sense
from services.ports import How

UNSAID = 0.06
"""What a word such as avgift takes off, where the phrase has it and it wasn't said."""
MOST_JOINED = 6
MOST_WEIGHED = 300
LEAST_ALIKE = 0.45
_ORDER = list(How)


@dataclass(frozen=True, slots=True)
class Reading:
    """A known word that some of what was said stands for; `bits` are the words said."""

    bits: int
    sense: Sense


@dataclass(frozen=True, slots=True)
class Fit:
    """A phrase, which words said it takes up, how well, and in what way."""

    phrase: Phrase
    bits: int
    score: float
    how: How


Readings = dict[str, list[Reading]]
"""By the known word."""
Stands = Callable[[str], bool]
"""Whether a known word still stands in something that leads to anybody."""


def readings_of(errand: Errand, shelves: Sequence[MatterShelf], stands: Stands) -> Readings:
    """All that the words stand for without a doubt, alone or two of them together."""
    found: Readings = {}
    for told in errand.all:
        for sense in _surest(told, shelves, errand):
            found.setdefault(sense.word, []).append(Reading(told.bit, sense))
    for first, last in permutations(_near_the_matter(errand), 2):
        for shelf in shelves:
            for word in shelf.words.joined(first.word, last.word, bare=errand.bare):
                sense = Sense(word, JOINED, How.COMPOUND)
                found.setdefault(word, []).append(Reading(first.bit | last.bit, sense))
    return {word: several for word, several in found.items() if stands(word)}


def named(errand: Errand, readings: Readings, shelves: Sequence[MatterShelf]) -> list[Fit]:
    """The phrases of which every word that is needed was said, and not only words of the frame."""
    fits: dict[int, Fit] = {}
    for shelf in shelves:
        for phrase in shelf.named_by(readings):
            fits.setdefault(id(phrase), _fit(phrase, readings))
    return [fit for fit in fits.values() if fit.bits & errand.bits]


def alike(errand: Errand, sure: Readings, taken: int, shelves: Sequence[MatterShelf], stands: Stands) -> list[Fit]:
    """The phrases that what was said is only like: some of their words, or words much like theirs; best first.

    Words in the set `taken` have led somewhere, so they stand for nothing else.
    """
    freer = _freer(errand, sure, taken, shelves)
    readings = {word: several for word, several in freer.items() if stands(word)}
    heaviest = max((weight_of(told, readings, shelves) for told in errand.telling), default=0.0)
    said = sum(weight_of(told, readings, shelves) or heaviest for told in errand.telling) or 1.0
    fits: dict[int, Fit] = {}
    for word in sorted(readings, key=lambda one: -_best(readings[one]).sense.score):
        for shelf in shelves:
            for phrase in shelf.with_word(word) if len(fits) < MOST_WEIGHED else ():
                if id(phrase) not in fits:
                    fits[id(phrase)] = _likeness(phrase, readings, shelf, said)
    about = (fit for fit in fits.values() if fit.score >= LEAST_ALIKE and fit.bits & errand.bits)
    return sorted(about, key=lambda fit: -fit.score)


def weight_of(told: Told, readings: Mapping[str, Sequence[Reading]], shelves: Sequence[MatterShelf]) -> float:
    """How much a word said tells, by the rarest that it stands for; nothing if it is unknown."""
    weights = (
        min(shelf.weight(word) for shelf in shelves)
        for word, several in readings.items()
        if any(reading.bits & told.bit for reading in several)
    )
    return max(weights, default=0.0)


def _near_the_matter(errand: Errand) -> list[Told]:
    """The words of which two may be one compound."""
    return [told for told in errand.all if told in errand.telling or told.word in OFFICE][:MOST_JOINED]


def _surest(told: Told, shelves: Sequence[MatterShelf], errand: Errand) -> list[Sense]:
    found = [sense for shelf in shelves for sense in shelf.words.sure(told.word, bare=errand.bare)]
    forms = [sense for sense in found if sense.how is not How.COMPOUND]
    return forms or found


def _freer(errand: Errand, sure: Readings, taken: int, shelves: Sequence[MatterShelf]) -> Readings:
    readings = {word: list(several) for word, several in sure.items()}
    for told in errand.telling:
        for sense in () if taken & told.bit else _like(told, shelves, errand):
            readings.setdefault(sense.word, []).append(Reading(told.bit, sense))
    return readings


def _like(told: Told, shelves: Sequence[MatterShelf], errand: Errand) -> Iterator[Sense]:
    for shelf in shelves:
        yield from shelf.words.like(told.word, bare=errand.bare)


def _fit(phrase: Phrase, readings: Readings) -> Fit:
    taken = [_best(readings[word]) for word in phrase.key if word in readings]
    needed = [_best(readings[word]) for word in phrase.needed]
    bits = 0
    for reading in taken:
        bits |= reading.bits
    unsaid = UNSAID if any(word not in readings for word in phrase.key) else 0.0
    score = sum(reading.sense.score for reading in needed) / len(needed) - unsaid
    return Fit(phrase, bits, score, max((reading.sense.how for reading in needed), key=_ORDER.index))


def _likeness(phrase: Phrase, readings: Readings, shelf: MatterShelf, said: float) -> Fit:
    """How much of what was said the phrase takes up, and how much of the phrase was said."""
    taken = {word: _best(readings[word]) for word in phrase.key if word in readings}
    whole = sum(shelf.weight(word) for word in phrase.key) or 1.0
    met = sum(shelf.weight(word) * reading.sense.score for word, reading in taken.items())
    bits = 0
    for reading in taken.values():
        bits |= reading.bits
    how = max((reading.sense.how for reading in taken.values()), key=_ORDER.index)
    if how in (How.EXACT, How.BENT) and len(taken) < len(phrase.key):
        how = How.BEGUN
    return Fit(phrase, bits, min(met / said, 1.0) ** 0.5 * sqrt(met / whole), how)


def _best(several: Sequence[Reading]) -> Reading:
    return max(several, key=lambda reading: (reading.sense.score, reading.bits))
