"""When an alert can be put off to: only moments that make sense are offered (M2)."""

from __future__ import annotations

from policy.coverage import Gap
from policy.coverage_later import Later, moments_ahead
from policy.periods import Period
from policy.working_calendar import OFFICE_HOURS
from tests.policy.small_town import at, small_town

CALENDAR = small_town().calendar


def offered(now: str, start: str, end: str) -> list[tuple[Later, str]]:
    """What is offered of a gap, in local time."""
    gaps = (Gap(Period(at(start), at(end)), 0, 1),)
    found = moments_ahead(CALENDAR, OFFICE_HOURS, gaps, now=at(now))
    return [(kind, f"{CALENDAR.local(instant):%Y-%m-%d %H:%M}") for kind, instant in found]


def test_of_a_gap_days_ahead_all_three() -> None:
    """M2: an hour on, the next working morning, and the working day before."""
    assert offered("2026-11-23 10:00", "2026-11-26 13:00", "2026-11-26 15:00") == [
        (Later.IN_AN_HOUR, "2026-11-23 11:00"),
        (Later.NEXT_MORNING, "2026-11-24 08:00"),
        (Later.DAY_BEFORE, "2026-11-25 08:00"),
    ]


def test_the_same_moment_is_offered_once() -> None:
    """M2: of a gap the day after tomorrow the next morning is the day before."""
    assert [kind for kind, _ in offered("2026-11-23 10:00", "2026-11-25 13:00", "2026-11-25 15:00")] == [
        Later.IN_AN_HOUR,
        Later.NEXT_MORNING,
    ]


def test_nothing_later_than_the_gap() -> None:
    """M2: a gap in the afternoon leaves an hour, one within the hour nothing."""
    assert offered("2026-11-23 10:00", "2026-11-23 13:00", "2026-11-23 15:00") == [
        (Later.IN_AN_HOUR, "2026-11-23 11:00")
    ]
    assert offered("2026-11-23 12:30", "2026-11-23 13:00", "2026-11-23 15:00") == []


def test_a_gap_that_has_begun_can_wait_while_it_lasts() -> None:
    """M2: it sounds again before it is over, and not after."""
    assert offered("2026-11-23 13:10", "2026-11-23 13:00", "2026-11-23 15:00") == [
        (Later.IN_AN_HOUR, "2026-11-23 14:10")
    ]
    assert offered("2026-11-23 14:10", "2026-11-23 13:00", "2026-11-23 15:00") == []


def test_the_morning_is_a_working_day() -> None:
    """M2: from a Friday to the Monday; over the new year to the first day that is worked."""
    over_the_weekend = offered("2026-11-27 10:00", "2026-11-30 13:00", "2026-11-30 15:00")
    assert (Later.NEXT_MORNING, "2026-11-30 08:00") in over_the_weekend
    over_the_new_year = offered("2026-12-30 10:00", "2027-01-04 13:00", "2027-01-04 15:00")
    assert (Later.NEXT_MORNING, "2027-01-04 08:00") in over_the_new_year
