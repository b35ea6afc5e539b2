"""A check in bulk leaves nothing unchecked, and names what fails it."""

from __future__ import annotations

import pytest

from tests.in_bulk import each_of


def test_every_one_that_fails_is_named_with_what_was_found() -> None:
    """One failure hides no other."""
    seen: list[int] = []

    @each_of({"one": 1, "two": 2, "three": 3, "four": 4})
    def check(number: int) -> None:
        """Is even."""
        seen.append(number)
        assert number % 2 == 0, f"{number} is odd"

    with pytest.raises(AssertionError, match=r"(?s)2 of 4 fail\none: 1 is odd\n.*\nthree: 3 is odd"):
        check()
    assert seen == [1, 2, 3, 4]
    assert (check.__name__, check.__doc__) == ("check", "Is even.")


def test_what_stops_a_check_says_where_it_was() -> None:
    """A fault in the check itself is no finding, and goes on as what it is."""

    @each_of({"nothing": 0})
    def check(number: int) -> None:
        assert 1 / number

    with pytest.raises(ZeroDivisionError) as raised:
        check()
    assert raised.value.__notes__ == ["while checking nothing"]


def test_nothing_at_all_is_no_success() -> None:
    """A table that has come to be empty checks nothing."""

    @each_of({})
    def check(number: int) -> None:
        raise AssertionError(number)

    with pytest.raises(AssertionError, match="nothing to check"):
        check()


def test_all_that_hold_are_one_test_that_passes() -> None:
    """And it asks for no fixture."""
    each_of({"one": 1})(lambda number: None)()
