"""Owns columns of numbers that are searched: rows of different lengths, and numbers by what a text hashes to.

A million rows cost what their numbers cost, not an object each. It must not know what they are of.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

NONE: Ints = np.empty(0, dtype=np.int32)
_FIRST: Flags = np.ones(1, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of different lengths, one after the other; row i begins at `starts[i]` and ends where the next begins."""

    starts: Longs
    values: Ints

    def of(self, row: int) -> Ints:
        """One row."""
        return self.values[self.starts[row] : self.starts[row + 1]]

    def all_of(self, rows: Ints) -> Ints:
        """Several rows, as one."""
        begins = self.starts[rows]
        return self.values[spans(begins, self.starts[rows + 1] - begins)]

    def between(self, first: int, end: int) -> Ints:
        """The rows from the first up to the end, as one."""
        return self.values[self.starts[first] : self.starts[end]]


class Lookup:
    """Numbers by text or by number. A text is known by its hash of 64 bits: two that share one aren't told apart."""

    def __init__(self, keys: Longs, values: Ints) -> None:
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._values = values[order]
        self._sought = memoryview(cast(Any, self._keys))

    def of(self, text: str) -> Ints:
        """The values under a text, in the order given."""
        return self.at(hash(text))

    def at(self, key: int) -> Ints:
        """The values under a number."""
        return self._values[bisect_left(self._sought, key) : bisect_right(self._sought, key)]

    def between(self, least: int, end: int) -> Ints:
        """The values under the numbers from the least up to the end."""
        return self._values[bisect_left(self._sought, least) : bisect_left(self._sought, end)]

    def first_of(self, texts: Iterable[str]) -> Ints:
        """The first value under each of the texts; -1 where there is none."""
        keys = longs(map(hash, texts))
        if not len(self._keys):
            return np.full(len(keys), -1, dtype=np.int32)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[at] == keys, self._values[at], np.int32(-1))

    def all_at(self, keys: Longs) -> Ints:
        """The values under any of the numbers."""
        begins = np.searchsorted(self._keys, keys, side="left")
        return self._values[spans(begins, np.searchsorted(self._keys, keys, side="right") - begins)]


def lookup_of(texts: Iterable[str], values: Ints | None = None) -> Lookup:
    """The values by their texts; without values, each text's place."""
    keys = longs(map(hash, texts))
    return Lookup(keys, np.arange(len(keys), dtype=np.int32) if values is None else values)


def grouped(row_of: Ints, rows: int, values: Ints | None = None) -> Rows:
    """The values by the row of each, in the order given; without values, the places themselves."""
    order = np.argsort(row_of, kind="stable").astype(np.int32)
    return Rows(starts_of(np.bincount(row_of, minlength=rows)), order if values is None else values[order])


def starts_of(lengths: npt.NDArray[np.integer]) -> Longs:
    """Where each row begins, and where the last one ends."""
    starts = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def spans(begins: npt.NDArray[np.integer], lengths: npt.NDArray[np.integer]) -> Longs:
    """The places from each beginning on, so many of each, one span after the other."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(begins - before, lengths) + np.arange(int(lengths.sum()), dtype=np.int64)


def ints(values: Iterable[int]) -> Ints:
    """A column of small numbers."""
    return np.fromiter(values, dtype=np.int32)


def longs(values: Iterable[int]) -> Longs:
    """A column of large numbers."""
    return np.fromiter(values, dtype=np.int64)


def distinct(values: Ints) -> Ints:
    """Each value once, in order; quicker than numpy's own for columns that are nearly in order."""
    if not len(values):
        return values
    ordered = np.sort(values, kind="stable")
    return np.asarray(ordered[np.concatenate((_FIRST, ordered[1:] != ordered[:-1]))])


def joined(parts: list[Ints]) -> Ints:
    """Columns as one."""
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else NONE
