"""How a group's phone hours stand at a moment: open until when, or closed, why and until when (M2, S3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.answer_groups import AnswerGroup, PhoneHours, PhoneStretch
from policy.hours_now import Closed, hours_now
from policy.ids import GroupId, UnitId
from policy.working_calendar import Stretch, WorkingCalendar
from tests.policy.small_town import ZONE, at

CALENDAR = WorkingCalendar(
    ZONE,
    closed_on=frozenset({date(2027, 5, 7)}),
    shortened_on={date(2026, 12, 23): time(13), date(2027, 1, 5): time(9)},
)


def _stretches(*hours: str) -> tuple[PhoneStretch, ...]:
    ends = ([time.fromisoformat(end) for end in one.split("-")] for one in hours)
    return tuple(PhoneStretch(Stretch(start, end)) for start, end in ends)


def _group(
    weekdays: dict[int, tuple[PhoneStretch, ...]], exceptions: dict[date, tuple[PhoneStretch, ...]]
) -> AnswerGroup:
    hours = PhoneHours(weekdays=weekdays, exceptions=exceptions)
    return AnswerGroup(id=GroupId("g"), name="Bygglov", unit=UnitId("bygg"), phone_hours=hours)


WEEK = {weekday: _stretches("09:00-11:30", "13:00-15:00") for weekday in range(4)} | {4: _stretches("09:00-11:30")}
BYGGLOV = _group(WEEK, {date(2026, 12, 28): _stretches("09:00-11:00"), date(2026, 12, 30): ()})
NIGHTS = _group({6: _stretches("01:00-04:00")}, {})

OPEN = {
    "it begins": ("2026-11-23 09:00", "2026-11-23 11:30"),
    "in the middle": ("2026-11-23 10:15", "2026-11-23 11:30"),
    "after the break": ("2026-11-23 13:00", "2026-11-23 15:00"),
    "a date of its own": ("2026-12-28 10:30", "2026-12-28 11:00"),
}

CLOSED = {
    "before it opens": ("2026-11-23 07:00", Closed.LATER_TODAY, "2026-11-23 09:00", ""),
    "as the break begins": ("2026-11-23 11:30", Closed.LATER_TODAY, "2026-11-23 13:00", ""),
    "after the day": ("2026-11-23 15:00", Closed.OVER_TODAY, "2026-11-24 09:00", ""),
    "after the week": ("2026-11-27 12:00", Closed.OVER_TODAY, "2026-11-30 09:00", ""),
    "on a Sunday": ("2026-11-29 10:00", Closed.NOT_THAT_DAY, "2026-11-30 09:00", ""),
    "on a shortened day": ("2026-12-23 14:00", Closed.OVER_TODAY, "2026-12-28 09:00", ""),
    "on Christmas Day": ("2026-12-25 10:00", Closed.HOLIDAY, "2026-12-28 09:00", "Juldagen"),
    "on a date that it is closed on": ("2026-12-30 10:00", Closed.OTHERWISE_TODAY, "2027-01-04 09:00", ""),
    "in the last minute of the year": ("2026-12-31 23:59", Closed.HOLIDAY, "2027-01-04 09:00", "Nyårsafton"),
    "in the first of the next": ("2027-01-01 00:00", Closed.HOLIDAY, "2027-01-04 09:00", "Nyårsdagen"),
    "on a day that ends as it would open": ("2027-01-05 09:30", Closed.OTHERWISE_TODAY, "2027-01-07 09:00", ""),
    "on a bridge day": ("2027-05-07 10:00", Closed.CLOSED_DAY, "2027-05-10 09:00", ""),
    "before the clocks go forward": ("2026-03-27 16:00", Closed.OVER_TODAY, "2026-03-30 09:00", ""),
    "before the clocks go back": ("2026-10-23 16:00", Closed.OVER_TODAY, "2026-10-26 09:00", ""),
}


@pytest.mark.parametrize("case", OPEN)
def test_open_until_the_stretch_ends(case: str) -> None:
    """M2: from its first instant on, and not at its last."""
    now, until = OPEN[case]
    found = hours_now(BYGGLOV, CALENDAR, at(now))
    assert (found.is_open, found.until, found.opens_at) == (True, at(until), None)


@pytest.mark.parametrize("case", CLOSED)
def test_closed_with_why_and_when_it_opens(case: str) -> None:
    """M2, S3: what to tell a caller who is told that nobody answers."""
    now, why, opens_at, holiday = CLOSED[case]
    found = hours_now(BYGGLOV, CALENDAR, at(now))
    assert (found.closed, found.opens_at, found.holiday) == (why, at(opens_at), holiday)


def test_stretches_that_touch_are_one() -> None:
    """A row that differs only in how many must answer is no time at which it closes."""
    group = _group({0: _stretches("09:00-10:00", "10:00-12:00", "12:30-13:00")}, {})
    assert hours_now(group, CALENDAR, at("2026-11-23 09:30")).until == at("2026-11-23 12:00")


def test_a_group_with_no_hours_in_sight_never_opens() -> None:
    """As one that has been told of and has no hours yet; one that reopens after the summer does."""
    assert hours_now(_group({}, {}), CALENDAR, at("2026-11-23 09:30")).closed is Closed.NEVER
    summer = _group({}, {date(2026, 8, 10): _stretches("09:00-10:00")})
    assert hours_now(summer, CALENDAR, at("2026-06-20 09:30")).opens_at == at("2026-08-10 09:00")


def test_in_the_nights_when_the_clocks_change() -> None:
    """Both of the hours that the clock shows twice are open, and the one that it skips is none."""
    for fold in (0, 1):
        assert hours_now(NIGHTS, CALENDAR, at("2026-10-25 02:30", fold=fold)).until == at("2026-10-25 04:00")
    march = hours_now(NIGHTS, CALENDAR, at("2026-03-29 03:00"))
    assert march.until == at("2026-03-29 04:00")
    assert hours_now(NIGHTS, CALENDAR, at("2026-03-29 03:00") - timedelta(minutes=1)).until == march.until


@settings(max_examples=60, deadline=None)
@given(
    minutes=st.integers(0, 2 * 366 * 24 * 60),
    weekdays=st.dictionaries(
        st.integers(0, 6), st.sampled_from([_stretches("00:00-23:59"), *WEEK.values()]), max_size=7
    ),
)
def test_what_it_says_of_later_holds_then(minutes: int, weekdays: dict[int, tuple[PhoneStretch, ...]]) -> None:
    """M2: it is open when it opens and not just before, and closed when it closes, whenever it is asked."""
    group = replace(BYGGLOV, phone_hours=replace(BYGGLOV.phone_hours, weekdays=weekdays))
    instant: datetime = at("2026-01-01 00:00") + timedelta(minutes=minutes)
    found, blink = hours_now(group, CALENDAR, instant), timedelta(microseconds=1)
    if found.opens_at is not None:
        assert hours_now(group, CALENDAR, found.opens_at).is_open
        assert not hours_now(group, CALENDAR, found.opens_at - blink).is_open
    if found.until is not None:
        assert found.closed is None
        assert hours_now(group, CALENDAR, found.until - blink).is_open
        assert not hours_now(group, CALENDAR, found.until).is_open
