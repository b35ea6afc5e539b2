"""The formula of request units: the published figures come out of it, and it behaves as costs do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.request_units import KILOBYTE, deletion, insert, point_read, query, replacement

SIZES = st.integers(min_value=0, max_value=2_000_000)
PATHS = st.integers(min_value=0, max_value=30)
PARTITIONS = st.integers(min_value=1, max_value=200)


def test_the_published_figures_come_out_of_it() -> None:
    """1 KB and 100 KB, read and written; an update beside a creation; a thousand results; an empty partition."""
    assert point_read(KILOBYTE) == pytest.approx(1)
    assert point_read(100 * KILOBYTE) == pytest.approx(10)
    assert insert(KILOBYTE, indexed=0) == pytest.approx(5.5)
    assert insert(100 * KILOBYTE, indexed=0) == pytest.approx(50)
    assert insert(KILOBYTE, indexed=5) == pytest.approx(7.05)
    assert replacement(KILOBYTE, indexed=0) == pytest.approx(11)
    assert query(1000 * KILOBYTE, partitions=1) == pytest.approx(1000, rel=0.01)
    assert query(0, partitions=1) == pytest.approx(2.5)


def test_what_is_not_there_costs_a_read_all_the_same() -> None:
    """A 404 is charged."""
    assert point_read(0) == 1


@given(SIZES, SIZES, PATHS)
def test_what_is_larger_never_costs_less(one: int, other: int, indexed: int) -> None:
    """Reads, writes and queries grow with what they move."""
    small, large = sorted((one, other))
    assert 1 <= point_read(small) <= point_read(large)
    assert 5 <= insert(small, indexed=indexed) <= insert(large, indexed=indexed)
    assert query(small, partitions=1) <= query(large, partitions=1)


@given(SIZES, PATHS)
def test_a_write_costs_more_than_a_read_and_an_update_twice_a_creation(size: int, indexed: int) -> None:
    """So a write that isn't needed is the first thing to save."""
    assert point_read(size) < deletion(size, indexed=indexed) <= insert(size, indexed=indexed)
    assert replacement(size, indexed=indexed) == 2 * insert(size, indexed=indexed)


@given(SIZES, PATHS)
def test_each_indexed_path_makes_a_write_dearer(size: int, indexed: int) -> None:
    """So only what queries use is indexed."""
    assert insert(size, indexed=indexed + 1) > insert(size, indexed=indexed)


@given(SIZES, PARTITIONS)
def test_a_query_costs_more_than_a_read_and_grows_with_the_partitions_it_looks_in(size: int, partitions: int) -> None:
    """So what has a known id is read by it."""
    assert query(size, partitions=partitions) > point_read(min(size, KILOBYTE))
    assert query(size, partitions=partitions + 1) > query(size, partitions=partitions)


@given(SIZES, PARTITIONS)
def test_strong_consistency_doubles_what_reading_costs(size: int, partitions: int) -> None:
    """Session consistency is enough here: what is decided is guarded by an etag."""
    assert point_read(size, strong=True) == 2 * point_read(size)
    assert query(size, partitions=partitions, strong=True) == 2 * query(size, partitions=partitions)
