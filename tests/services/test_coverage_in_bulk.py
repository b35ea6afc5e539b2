"""The gaps of all groups at once against the plain rule, group by group (A2): one rule, one truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.answer_groups import AnswerGroup
from policy.coverage import gaps, promised_within
from policy.coverage_books import CoverageBook
from policy.diversions import DiversionBook
from policy.ids import GroupId, PersonId
from policy.organisation import Municipality
from policy.periods import Period
from policy.reasons import Reason
from services.columns import MICROSECOND
from services.coverage_columns import Columns, columns_of
from services.coverage_in_bulk import AT_ONCE, gaps_of_all
from tests.policy.drawn_groups import Town, towns
from tests.policy.phone_duty import TUESDAY, permits
from tests.policy.small_town import ANNA, BO, DISA, diversion, period, small_town


def in_columns(town: Town) -> Columns:
    """A town's facts as the store and the directory would give them: a group's changes stand in its book."""
    municipality = Municipality(
        name="Drawn",
        language="sv",
        calendar=town.calendar,
        people=town.people,
        units={},
        groups={group.id: replace(group, changes=()) for group in town.groups},
    )
    books = [
        CoverageBook(group=group.id, changes=group.changes, shifts=town.shifts[group.id])
        for group in town.groups
        if group.changes or town.shifts[group.id]
    ]
    return columns_of(municipality, books, town.books.values())


@settings(max_examples=200, deadline=None)
@given(towns(most_groups=6, longest=timedelta(days=4)), st.sampled_from((2, AT_ONCE)))
def test_every_groups_gaps_are_those_of_the_plain_rule(town: Town, at_once: int) -> None:
    """A2: whatever hours, minima, rosters, shifts, changes and diversions; and so is how long was promised."""
    found = gaps_of_all(in_columns(town), town.within, at_once=at_once)
    lacking = found.lacking()
    for group in town.groups:
        expected = gaps(town.calendar, town.facts_of(group), town.within)
        number = found.number_of[group.id]
        assert found.of(group.id) == expected
        assert lacking[number] == sum(map(_micros, (gap.period for gap in expected)))
        promised = promised_within(town.calendar, group, town.within)
        assert found.promised[number] == sum(_micros(one.period) for one in promised)


def test_blocks_don_t_show_in_what_is_found() -> None:
    """A hundred groups, each a block: every third is Anna's, who is away; every third Bo's; every third nobody's."""
    groups = [replace(permits(*members), id=GroupId(f"g{number}")) for number, members in _many()]
    away = DiversionBook(person=ANNA, diversions=(diversion(Reason.MEETING, "2026-11-24 09:00", "2026-11-24 10:00"),))
    found = gaps_of_all(columns_of(_town_of(*groups), [], [away]), TUESDAY, at_once=2)
    for group in groups:
        lengths = [gap.period.length for gap in found.of(group.id)]
        hours = {(ANNA,): [1], (BO,): [], (): [4, 3]}[group.members]
        assert lengths == [timedelta(hours=length) for length in hours]


def test_a_municipality_of_no_groups_and_no_people_has_no_gaps() -> None:
    """There is nothing to be short of."""
    empty = replace(small_town(), people={}, units={}, groups={})
    assert len(gaps_of_all(columns_of(empty, [], []), TUESDAY).group) == 0


def test_who_is_written_twice_counts_once() -> None:
    """A2: and whoever the directory doesn't know counts for nothing."""
    group = permits(DISA, DISA, on="8-12*2")
    found = gaps_of_all(columns_of(_town_of(group), [], [DiversionBook(person=BO)]), TUESDAY)
    assert [(gap.able, gap.minimum) for gap in found.of(group.id)] == [(1, 2)]


def test_what_has_no_end_is_refused() -> None:
    """There would be no end to it."""
    with pytest.raises(ValueError, match="end"):
        gaps_of_all(columns_of(small_town(), [], []), period("2026-11-24 10:00", None))


def _town_of(*groups: AnswerGroup) -> Municipality:
    return replace(small_town(), groups={group.id: group for group in groups})


def _many() -> Iterator[tuple[int, tuple[PersonId, ...]]]:
    for number in range(100):
        yield number, ((ANNA,), (BO,), ())[number % 3]


def _micros(span: Period) -> int:
    assert span.length is not None
    return span.length // MICROSECOND
