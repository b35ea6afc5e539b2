"""Owns columns of numbers: rows of different lengths, instants as microseconds. It must not know what they are of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from policy.periods import Period

Ints = npt.NDArray[np.int64]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NEVER = 2**62
"""The end of what has none; negative, the start of what always was."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different lengths: row i of a column is `column[offsets[i]:offsets[i + 1]]`."""

    offsets: Ints
    columns: tuple[Ints, ...]

    @property
    def lengths(self) -> Ints:
        """How many elements each row has."""
        return np.diff(self.offsets)

    def of(self, rows: Ints) -> tuple[Ints, tuple[Ints, ...]]:
        """The elements of those rows, one row after the other, and for each its place in `rows`."""
        begins = self.offsets[rows]
        lengths = self.offsets[rows + 1] - begins
        place = np.repeat(np.arange(len(rows), dtype=np.int64), lengths)
        before = np.cumsum(lengths) - lengths
        element = np.arange(len(place), dtype=np.int64) + (begins - before)[place]
        return place, tuple(column[element] for column in self.columns)


def ragged(row_of: Ints, rows: int, *columns: Ints) -> Ragged:
    """Columns by the row that each element belongs to; within a row the order is kept."""
    order = np.argsort(row_of, kind="stable")
    offsets = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(np.bincount(row_of, minlength=rows))))
    return Ragged(offsets, tuple(column[order] for column in columns))


def ints(values: Iterable[int]) -> Ints:
    """A column of those."""
    return np.fromiter(values, dtype=np.int64)


def columns(rows: Iterable[tuple[int, ...]], width: int) -> tuple[Ints, ...]:
    """Rows as so many columns."""
    whole = np.array(list(rows), dtype=np.int64).reshape(-1, width)
    return tuple(np.ascontiguousarray(whole[:, number]) for number in range(width))


def bounds(period: Period) -> tuple[int, int]:
    """Its start and end in microseconds since 1970; one without an end ends NEVER."""
    return micros(period.start_at), NEVER if period.end_at is None else micros(period.end_at)


def micros(instant: datetime) -> int:
    """An instant in UTC as microseconds since 1970."""
    return (instant - EPOCH) // MICROSECOND


def instant_at(micros_since: int) -> datetime:
    """The instant, in UTC, so many microseconds after 1970."""
    return EPOCH + int(micros_since) * MICROSECOND
