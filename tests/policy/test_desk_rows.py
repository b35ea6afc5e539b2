"""How many rows a desk has room for, and in what order they stand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.desk_rows import LEAST_OF_EACH, MOST_COUNTED, MOST_ROWS, DeskRow, Section, SectionSeen, fitted, seen


def row(number: int, *, is_pressing: bool = False, is_overdue: bool = False) -> DeskRow:
    """An order to place."""
    return DeskRow(
        section=Section.ORDERS, partition="anna", id=str(number), is_pressing=is_pressing, is_overdue=is_overdue
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, MOST_COUNTED), min_size=len(Section), max_size=len(Section)))
def test_a_desk_never_has_more_rows_than_there_is_room_for_and_counts_the_others(counts: list[int]) -> None:
    """Each section shows something of what it has, and nothing is left out of its count."""
    sections = [seen(one, [row(n) for n in range(count)]) for one, count in zip(Section, counts, strict=True)]
    shown = fitted(sections)
    assert sum(len(one.rows) for one in shown) == min(MOST_ROWS, sum(counts))
    for before, after, count in zip(sections, shown, counts, strict=True):
        assert len(after.rows) >= min(count, LEAST_OF_EACH)
        assert after.rows == before.rows[: len(after.rows)]
        assert after.count == count


def test_what_is_overdue_comes_first_then_what_presses_then_as_it_was_read() -> None:
    """The operator reads from the top."""
    rows = [row(1), row(2, is_pressing=True), row(3, is_overdue=True), row(4), row(5, is_pressing=True)]
    assert [one.id for one in seen(Section.ORDERS, rows).rows] == ["3", "2", "5", "1", "4"]


def test_more_than_are_counted_are_said_to_be_more() -> None:
    """Thirty are counted; beyond that it says that there are more."""
    assert seen(Section.ORDERS, [row(n) for n in range(MOST_COUNTED)]).or_more is False
    beyond = seen(Section.ORDERS, [row(n) for n in range(MOST_COUNTED + 1)])
    assert (beyond.or_more, beyond.count) == (True, MOST_COUNTED)


def test_two_rows_of_one_case_are_told_apart() -> None:
    """Two corrections of one person's details are two rows."""
    first = DeskRow(section=Section.DETAILS, partition="anna", id="details", part="t1")
    second = DeskRow(section=Section.DETAILS, partition="anna", id="details", part="t2")
    assert first.key != second.key
    assert SectionSeen(section=Section.DETAILS).count == 0
