"""Owns the gaps of all answer groups at once (A2): what `policy.coverage.gaps` says of each, in one sweep over columns.

Each start and end of phone hours, and of a time in which somebody can answer, is a step: one number made of the group,
the time and the change. Sorted, their running sums are how many can answer and how many must. That this gives what the
plain rule gives is tested with municipalities drawn at random (docs/decisions/0012-numpy-for-coverage-in-bulk.md).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from policy.answer_groups import AnswerGroup
from policy.coverage import Gap
from policy.ids import GroupId
from policy.periods import Period
from services.columns import Ints, Ragged, instant_at
from services.coverage_columns import Columns
from services.coverage_spans import Spans, spans_of

AT_ONCE = 2_000_000
"""Steps: that keeps memory small, and a processor's caches busy."""
OF_THE_MINIMUM = 32
"""The bits in a running sum that are how many can answer; above them is how many must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsOfAll:
    """The gaps of all groups in a period, a row each, in order of group and time."""

    groups: tuple[AnswerGroup, ...]
    number_of: Mapping[GroupId, int]
    group: Ints
    start_at: Ints
    end_at: Ints
    able: Ints
    minimum: Ints
    promised: Ints
    """How long each group has promised to answer, in microseconds."""

    def of(self, group: GroupId) -> tuple[Gap, ...]:
        """One group's gaps, as the plain rule gives them."""
        number = self.number_of[group]
        first, end = np.searchsorted(self.group, (number, number + 1)).tolist()
        return tuple(self._gap(row) for row in range(first, end))

    def lacking(self) -> Ints:
        """How long each group's gaps are together, in microseconds."""
        lengths = np.zeros(len(self.groups), dtype=np.int64)
        np.add.at(lengths, self.group, self.end_at - self.start_at)
        return lengths

    def _gap(self, row: int) -> Gap:
        period = Period(instant_at(int(self.start_at[row])), instant_at(int(self.end_at[row])))
        return Gap(period, int(self.able[row]), int(self.minimum[row]))


def gaps_of_all(facts: Columns, within: Period, *, at_once: int = AT_ONCE) -> GapsOfAll:
    """The gaps of every group inside a period that has an end (A2); about `at_once` steps are sorted together."""
    spans = spans_of(facts, within)
    steps = _Steps(facts, spans)
    rows = [np.concatenate(column) for column in zip(*steps.gaps(at_once), strict=True)]
    return GapsOfAll(
        groups=facts.groups,
        number_of=facts.number_of,
        group=rows[0],
        start_at=rows[1],
        end_at=rows[2],
        able=rows[3],
        minimum=rows[4],
        promised=_promised(spans)[facts.phone_hours_of],
    )


def _promised(spans: Spans) -> Ints:
    """Microseconds of phone hours, by pattern."""
    starts, ends, _minima = spans.promised.columns
    lengths = np.zeros(len(spans.promised.offsets) - 1, dtype=np.int64)
    np.add.at(lengths, np.repeat(np.arange(len(lengths)), spans.promised.lengths), ends - starts)
    return lengths


def _times(spans: Spans) -> Ints:
    """Every time at which something changes, once, in order."""
    of_patterns = (*spans.working.columns, *spans.promised.columns[:2])
    of_rows = (column for rows in (spans.more, spans.fewer) for column in (rows.start_at, rows.end_at))
    return np.unique(np.concatenate((*of_patterns, *of_rows)))


class _Steps:
    """The steps of a period, by blocks of groups.

    A step, from its highest bits: group, time (its place among all), whether it is of the minimum, and by how much.
    """

    def __init__(self, facts: Columns, spans: Spans) -> None:
        self._facts = facts
        self._times = _times(spans)
        most = max(facts.counted.max(initial=1), spans.promised.columns[2].max(initial=1))
        self._half = 1 << int(most).bit_length()
        self._change_bits = self._half.bit_length()
        self._below_group = self._change_bits + 1 + len(self._times).bit_length()
        if self._below_group + len(facts.groups).bit_length() >= np.iinfo(np.int64).bits:
            raise ValueError("too many groups and times to be looked at together")
        self._working = Ragged(spans.working.offsets, self._places(*spans.working.columns))
        self._few = self._all_but_counted(spans)

    def gaps(self, at_once: int) -> Iterator[tuple[Ints, ...]]:
        """The gaps of each block: their groups, starts, ends, able and minima."""
        for first, end in self._blocks(at_once):
            steps = np.concatenate((self._few_of(first, end), *self._counted_of(first, end)))
            steps.sort()
            yield self._swept(steps)

    def _blocks(self, at_once: int) -> Iterator[tuple[int, int]]:
        """Groups from and up to: so many that their counted steps are about those at once."""
        steps = np.cumsum(2 * self._working.lengths[self._facts.counted_hours])
        wanted = np.arange(at_once, steps[-1] if len(steps) else 0, at_once)
        cuts = np.unique(self._facts.counted_group[np.searchsorted(steps, wanted)]).tolist()
        edges = [0, *(cut for cut in cuts if cut > 0), len(self._facts.groups)]
        return itertools.pairwise(edges)

    def _places(self, *columns: Ints) -> tuple[Ints, ...]:
        return tuple(np.searchsorted(self._times, column) for column in columns)

    def _step(self, group: Ints, place: Ints, change: Ints | int, *, of_minimum: bool = False) -> Ints:
        low = (place << (self._change_bits + 1)) | (int(of_minimum) << self._change_bits)
        return (group << self._below_group) | (low + (self._half + change))

    def _all_but_counted(self, spans: Spans) -> Ints:
        """The steps of phone hours, and of spans of a single person, in order."""
        group = np.arange(len(self._facts.groups), dtype=np.int64)
        owner, (starts, ends, minimum) = spans.promised.of(self._facts.phone_hours_of)
        begins, finishes = self._places(starts, ends)
        steps = [
            self._step(group[owner], begins, minimum, of_minimum=True),
            self._step(group[owner], finishes, -minimum, of_minimum=True),
        ]
        for rows, change in ((spans.more, 1), (spans.fewer, -1)):
            begins, finishes = self._places(rows.start_at, rows.end_at)
            steps += [self._step(rows.group, begins, change), self._step(rows.group, finishes, -change)]
        few = np.concatenate(steps)
        few.sort()
        return few

    def _few_of(self, first: int, end: int) -> Ints:
        begins, finishes = np.searchsorted(self._few, (first << self._below_group, end << self._below_group)).tolist()
        return self._few[begins:finishes]

    def _counted_of(self, first: int, end: int) -> tuple[Ints, Ints]:
        begins, finishes = np.searchsorted(self._facts.counted_group, (first, end)).tolist()
        group = self._facts.counted_group[begins:finishes]
        row, (starts, ends) = self._working.of(self._facts.counted_hours[begins:finishes])
        group, many = group[row], self._facts.counted[begins:finishes][row]
        return self._step(group, starts, many), self._step(group, ends, -many)

    def _swept(self, steps: Ints) -> tuple[Ints, ...]:
        """Where the running sums lack somebody, as maximal runs of moments within one group."""
        moment = steps >> (self._change_bits + 1)
        is_last = np.concatenate((moment[1:] != moment[:-1], [True]))[: len(steps)]
        change = (steps & ((1 << self._change_bits) - 1)) - self._half
        change <<= ((steps >> self._change_bits) & 1) * OF_THE_MINIMUM
        sums = np.cumsum(change)[is_last]
        moment = moment[is_last]
        able, minimum = sums & ((1 << OF_THE_MINIMUM) - 1), sums >> OF_THE_MINIMUM
        is_lacking = able < minimum
        before = np.concatenate(([False], is_lacking[:-1]))[: len(sums)]
        # The last moment of a group promises nothing, so no run goes on into the next group.
        first, after = np.flatnonzero(is_lacking & ~before), np.flatnonzero(~is_lacking & before)
        badness = np.where(is_lacking, (able << OF_THE_MINIMUM) - minimum, np.iinfo(np.int64).max)
        worst = np.minimum.reduceat(badness, first) if len(first) else first
        fewest = -(-worst >> OF_THE_MINIMUM)
        place_bits = self._below_group - self._change_bits - 1
        places = moment & ((1 << place_bits) - 1)
        return (
            moment[first] >> place_bits,
            self._times[places[first]],
            self._times[places[after]],
            fewest,
            (fewest << OF_THE_MINIMUM) - worst,
        )
