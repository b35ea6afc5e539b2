"""Owns the words of people's names: which names bear which word, and which words each name bears, and where.

It must not know what is typed, nor who is meant. A first name, a last name and nicknames are each taken apart once,
however many bear them. Words and names are numbers; a word's number is its place in the order of its folded letters, so
that all the words that begin alike are neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from directory.columns import Ints, Longs, Lookup, distinct, grouped, ints, joined, longs, spans, starts_of
from directory.folding import fold, spelled_out, words
from directory.people_in_order import PeopleInOrder

# Words of family names that people leave out, so that "af Ekenstam" is found as Ekenstam.
PARTICLES = frozenset(["af", "al", "av", "da", "de", "del", "den", "der", "di", "el", "la", "le", "van", "von"])
MOST_PLACES = 15
"""Words of one name that are told apart; the rest of a longer name stands where its last one does."""
MOST_WORDS = 12
"""Of one name, double names run together and nicknames too; what goes beyond finds the name and isn't weighed."""
_BITS = 32

Places = npt.NDArray[np.uint16]


class Stands(IntEnum):
    """Where a word stands in a name: what may be meant by its initial."""

    FIRST = 0
    LAST = 1
    BETWEEN = 2
    """A nickname, a particle, or a double name run together."""


class NameWord(NamedTuple):
    """A word of a name, folded and as it is written; `part`: one part of a double name, not all of a first or last."""

    folded: str
    part: bool
    typed: str
    stands: Stands


@dataclass(slots=True)
class _Parts:
    """The words of each first name, last name or set of nicknames, with a bit for each place that a word takes."""

    bearing: list[list[tuple[NameWord, int]]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    initials: list[tuple[str, ...]] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)


class NameWords:
    """Everyone's name words, from the words and back."""

    def __init__(self, people: PeopleInOrder) -> None:
        self.compounds: set[str] = set()
        """The double names, run together."""
        first, last, nicknames = _Parts(), _Parts(), _Parts()
        for name in people.first_names:
            self._take_apart(name, first, Stands.FIRST, frozenset())
        for name in people.last_names:
            self._take_apart(name, last, Stands.LAST, PARTICLES)
        for several in people.nicknames:
            found = [NameWord(fold(word), False, word, Stands.BETWEEN) for name in several for word in words(name)]
            nicknames.bearing.append([(word, 0) for word in found])
        parts = (first, last, nicknames)
        self.words = sorted({word for part in parts for bearing in part.bearing for word, _ in bearing})
        numbers = {word: number for number, word in enumerate(self.words)}
        self._join(people, parts, numbers)
        self._spoken = _spoken(people, first, last)
        self._initials = _Initials(people, first, last)

    def called(self, whole: Sequence[str]) -> Ints:
        """The names that are just these words, to the letter, first or last name first."""
        return self._spoken.of(" ".join(whole))

    def with_initials(self, letters: str) -> Ints:
        """The names with those initials, folded: of a double first name one or all."""
        return self._initials.of(letters)

    def _join(self, people: PeopleInOrder, parts: Sequence[_Parts], numbers: dict[NameWord, int]) -> None:
        """Each name's words, from those of its parts: its first name's stand before its last name's."""
        columns = [_Bearing(part, numbers) for part in parts]
        of_name = (people.first_of, people.last_of, people.nicknames_of)
        counts = [column.lengths[of] for column, of in zip(columns, of_name, strict=True)]
        starts = starts_of(np.sum(counts, axis=0))
        values = np.empty(int(starts[-1]), dtype=np.int32)
        takes: Places = np.empty(len(values), dtype=np.uint16)
        before = ints(parts[0].places)[people.first_of] if people.names else ints(())
        none = np.zeros(people.names, dtype=np.int32)
        at = starts[:-1].copy()
        for column, of, count, shift in zip(columns, of_name, counts, (none, before, none), strict=True):
            to, source = spans(at, count), spans(column.starts[:-1][of], count)
            values[to] = column.words[source]
            takes[to] = column.takes[source] << np.repeat(shift, count)
            if column is columns[-1]:
                takes[to] = (1 << np.repeat(before, count)) - 1
            at += count
        self._arrange(starts, values, takes)
        names = np.repeat(np.arange(people.names, dtype=np.int32), np.diff(starts))
        self.bearers = grouped(values, len(self.words), names)
        """By word, the names that bear it."""

    def _arrange(self, starts: Longs, values: Ints, takes: Places) -> None:
        """Every name's words side by side, and the places that each takes; a word of -1 is none."""
        lengths = np.diff(starts)
        shape = (len(lengths), min(int(lengths.max(initial=0)), MOST_WORDS))
        self.of_name: Ints = np.full(shape, -1, dtype=np.int32)
        self.takes: Places = np.zeros(shape, dtype=np.uint16)
        for place in range(shape[1]):
            having = np.flatnonzero(lengths > place)
            self.of_name[having, place] = values[starts[having] + place]
            self.takes[having, place] = takes[starts[having] + place]

    def _take_apart(self, name: str, parts: _Parts, stands: Stands, left_out: frozenset[str]) -> None:
        several = words(name)
        said = tuple(word for word in several if word not in left_out) or several
        bearing: dict[NameWord, int] = {}
        for place, word in enumerate(several):
            where = stands if word in said else Stands.BETWEEN
            bearing.setdefault(NameWord(fold(word), said != (word,), word, where), 1 << min(place, MOST_PLACES // 2))
        places = min(len(several), MOST_PLACES // 2 + 1)
        if len(several) > 1:
            run_together = "".join(several)
            bearing[NameWord(fold(run_together), False, run_together, Stands.BETWEEN)] = (1 << places) - 1
            self.compounds.update((fold(run_together), spelled_out(run_together)))
        letters = "".join(fold(word)[0] for word in said)
        if stands is Stands.FIRST and len(several) > 1:
            # Per-Olof is PO to many.
            bearing.setdefault(NameWord(letters, True, letters, Stands.BETWEEN), (1 << places) - 1)
            self.compounds.add(letters)
        parts.bearing.append(list(bearing.items()))
        parts.places.append(places)
        parts.initials.append(tuple(dict.fromkeys((letters[:1], letters))) if letters else ())
        parts.spoken.append(" ".join(several))


class _Bearing:
    """The parts' words as columns."""

    def __init__(self, parts: _Parts, numbers: dict[NameWord, int]) -> None:
        self.lengths = ints(map(len, parts.bearing))
        self.starts: Longs = starts_of(self.lengths)
        flat: Iterable[tuple[NameWord, int]] = [one for bearing in parts.bearing for one in bearing]
        self.words: Ints = ints(numbers[word] for word, _ in flat)
        self.takes = np.fromiter((takes for _, takes in flat), dtype=np.uint16)


def _spoken(people: PeopleInOrder, first: _Parts, last: _Parts) -> Lookup:
    both = [
        (number, first.spoken[one], last.spoken[other])
        for number, (one, other) in enumerate(zip(people.first_of.tolist(), people.last_of.tolist(), strict=True))
        if first.spoken[one] and last.spoken[other]
    ]
    keys = longs(hash(text) for _, one, other in both for text in (f"{one} {other}", f"{other} {one}"))
    return Lookup(keys, np.repeat(ints(number for number, _, _ in both), 2))


class _Initials:
    """Names by their initials: those of first names and of last names are numbered, and a name has two such numbers."""

    def __init__(self, people: PeopleInOrder, first: _Parts, last: _Parts) -> None:
        self._numbers: dict[str, int] = {}
        one = self._numbered([letters[:1] for letters in first.initials])[people.first_of]
        all_of_them = self._numbered([letters[-1:] for letters in first.initials])[people.first_of]
        ends = self._numbered([letters[-1:] for letters in last.initials])[people.last_of]
        keys: list[Longs] = []
        names: list[Ints] = []
        for begun, apart in ((one, ends >= 0), (all_of_them, all_of_them != one)):
            known = np.flatnonzero((begun >= 0) & (ends >= 0) & apart)
            keys.append(begun[known].astype(np.int64) << _BITS | ends[known])
            names.append(known.astype(np.int32))
        self._names = Lookup(np.concatenate(keys), np.concatenate(names))

    def of(self, letters: str) -> Ints:
        found = []
        for end in range(1, len(letters)):
            begun, ended = self._numbers.get(letters[:end]), self._numbers.get(letters[end:])
            if begun is not None and ended is not None:
                found.append(self._names.at(begun << _BITS | ended))
        return distinct(joined(found))

    def _numbered(self, initials: list[tuple[str, ...]]) -> Ints:
        return ints(self._numbers.setdefault(one[0], len(self._numbers)) if one else -1 for one in initials)
