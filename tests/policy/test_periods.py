"""The half-open period: its ends, midnight, the two clock changes, New Year, and "until further notice"."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.periods import Period, as_utc
from tests.policy.small_town import ZONE, at, period

MINUTES = 40
"""The small world of the property tests: its minutes are 0-39, and an open end reaches past them all."""
ORIGIN = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
"""Fifteen minutes before the clocks go back, so that the properties run across the change."""


def _minute(number: int) -> datetime:
    return (ORIGIN + timedelta(minutes=number)).astimezone(ZONE)


@st.composite
def _periods(draw: st.DrawFn) -> Period:
    start = draw(st.integers(0, MINUTES - 1))
    end = draw(st.none() | st.integers(start + 1, MINUTES))
    return Period(_minute(start), None if end is None else _minute(end))


def _minutes_of(some: Period) -> set[int]:
    """The minutes inside, found one by one with nothing but the definition: start <= minute < end."""
    inside = set()
    for number in range(MINUTES + 5):
        instant = ORIGIN + timedelta(minutes=number)
        if some.start_at <= instant and (some.end_at is None or instant < some.end_at):
            inside.add(number)
    return inside


def test_a_period_holds_its_start_and_not_its_end() -> None:
    """Half-open at both ends: someone with lunch 12-13 is away at 12:00:00 and back at 13:00:00."""
    lunch = period("2026-11-24 12:00", "2026-11-24 13:00")
    assert lunch.contains(at("2026-11-24 12:00"))
    assert not lunch.contains(at("2026-11-24 11:59") + timedelta(seconds=59, microseconds=999_999))
    assert lunch.contains(at("2026-11-24 12:59") + timedelta(seconds=59, microseconds=999_999))
    assert not lunch.contains(at("2026-11-24 13:00"))


def test_periods_that_only_touch_do_not_overlap() -> None:
    """Lunch until 13 and a meeting from 13 are two things, with no instant in common."""
    lunch = period("2026-11-24 12:00", "2026-11-24 13:00")
    meeting = period("2026-11-24 13:00", "2026-11-24 14:00")
    assert not lunch.overlaps(meeting)
    assert not meeting.overlaps(lunch)
    assert lunch.intersection(meeting) is None
    assert lunch.without(meeting) == (lunch,)


def test_a_period_runs_over_midnight() -> None:
    """A day's end is no end: 22-06 holds midnight and the small hours."""
    night = period("2026-11-24 22:00", "2026-11-25 06:00")
    assert night.contains(at("2026-11-25 00:00"))
    assert night.contains(at("2026-11-25 05:59"))
    assert not night.contains(at("2026-11-25 06:00"))
    assert night.length == timedelta(hours=8)


def test_a_period_runs_over_new_year() -> None:
    """31 December 22:00 to 1 January 06:00 is eight hours, in two years."""
    night = period("2026-12-31 22:00", "2027-01-01 06:00")
    assert night.length == timedelta(hours=8)
    assert night.contains(at("2027-01-01 00:00"))


def test_the_night_the_clocks_go_back_has_an_hour_more() -> None:
    """2026-10-25: 03:00 becomes 02:00, so 01-04 is four hours."""
    assert period("2026-10-25 01:00", "2026-10-25 04:00").length == timedelta(hours=4)


def test_the_night_the_clocks_go_forward_has_an_hour_less() -> None:
    """2027-03-28: 02:00 becomes 03:00, so 01-04 is two hours."""
    assert period("2027-03-28 01:00", "2027-03-28 04:00").length == timedelta(hours=2)


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    """From the first 02:30 to the second is an hour, though the clock shows the same; the wall clock never decides."""
    hour = Period(at("2026-10-25 02:30"), at("2026-10-25 02:30", fold=1))
    assert hour.length == timedelta(hours=1)
    assert hour.contains(at("2026-10-25 02:45"))
    assert not hour.contains(at("2026-10-25 02:45", fold=1))


def test_an_end_that_looks_later_on_the_clock_but_comes_first_is_refused() -> None:
    """From the second 02:10 back to the first 02:50 is backwards, though 02:50 reads as later than 02:10."""
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(at("2026-10-25 02:10", fold=1), at("2026-10-25 02:50"))


@pytest.mark.parametrize("end", ["2026-11-24 12:00", "2026-11-24 11:59"])
def test_a_period_that_is_empty_or_runs_backwards_is_refused(end: str) -> None:
    """A period holds at least something."""
    with pytest.raises(ValueError, match="ends after it starts"):
        period("2026-11-24 12:00", end)


def test_an_instant_without_a_zone_is_refused() -> None:
    """A naive time could be anyone's; it is never taken for the server's."""
    naive = datetime(2026, 11, 24, 12)  # noqa: DTZ001 - the very thing that is refused
    with pytest.raises(ValueError, match="zone"):
        as_utc(naive)
    with pytest.raises(ValueError, match="zone"):
        Period(naive, None)
    with pytest.raises(ValueError, match="zone"):
        period("2026-11-24 12:00", None).contains(naive)


def test_the_same_instants_make_the_same_period_whatever_zone_they_came_in() -> None:
    """Periods are values: equal, and equal in a set, if they hold the same instants."""
    local = period("2026-11-24 12:00", "2026-11-24 13:00")
    utc = Period(datetime(2026, 11, 24, 11, tzinfo=UTC), datetime(2026, 11, 24, 12, tzinfo=UTC))
    assert {local} == {utc}


def test_until_further_notice_has_no_length_and_no_last_instant() -> None:
    """An open-ended period holds everything from its start on."""
    leave = period("2026-11-24 08:00", None)
    assert leave.length is None
    assert leave.contains(at("2036-11-24 08:00"))
    assert not leave.contains(at("2026-11-24 07:59"))


def test_what_is_taken_out_of_an_open_ended_period_leaves_an_open_end() -> None:
    """An hour out of "until further notice" leaves what came before, and what goes on after without an end."""
    leave = period("2026-11-24 08:00", None)
    meeting = period("2026-11-25 10:00", "2026-11-25 11:00")
    assert leave.without(meeting) == (
        period("2026-11-24 08:00", "2026-11-25 10:00"),
        period("2026-11-25 11:00", None),
    )


@given(_periods(), _periods())
def test_without_leaves_exactly_the_minutes_of_the_one_and_not_the_other(one: Period, other: Period) -> None:
    """`without` against the set of minutes: nothing lost, nothing kept that was taken, parts in order and apart."""
    parts = one.without(other)
    assert set().union(*map(_minutes_of, parts)) == _minutes_of(one) - _minutes_of(other)
    assert sum(len(_minutes_of(part)) for part in parts) == len(_minutes_of(one) - _minutes_of(other))
    assert list(parts) == sorted(parts, key=lambda part: part.start_at)


@given(_periods(), _periods())
def test_intersection_holds_exactly_the_minutes_of_both(one: Period, other: Period) -> None:
    """`intersection` and `overlaps` against the set of minutes, whichever way round they are asked."""
    both = one.intersection(other)
    assert (set() if both is None else _minutes_of(both)) == _minutes_of(one) & _minutes_of(other)
    assert one.overlaps(other) == other.overlaps(one) == bool(_minutes_of(one) & _minutes_of(other))


@given(_periods(), _periods())
def test_covers_says_whether_every_minute_is_inside(one: Period, other: Period) -> None:
    """`covers` against the set of minutes; an open end is covered by an open end alone."""
    open_end_is_kept = other.end_at is not None or one.end_at is None
    assert one.covers(other) == (_minutes_of(other) <= _minutes_of(one) and open_end_is_kept)
