"""When a manager's cards come (M1): on the first working morning of the week and of the month, once."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from policy.periods import as_utc
from policy.person_months import PromisesKept
from policy.unit_figures import MonthFigures, WeekFigures, ahead_of, percent_covered, percent_in_time, week_of
from policy.unit_reports import Kind, UnitReport, begun, due, made, scheduled, turned
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingCalendar, WorkingHours
from tests.policy.promises import local
from tests.policy.small_town import BO, MORNINGS_MONDAY_TO_WEDNESDAY, ZONE, at

CALENDAR = WorkingCalendar(ZONE)
HOUR = timedelta(hours=1)


def report(now: str, hours: WorkingHours = OFFICE_HOURS) -> UnitReport:
    """A manager whom the bot met then."""
    return begun(BO, CALENDAR, hours, now=at(now))


def comes_at(known: UnitReport, hours: WorkingHours = OFFICE_HOURS) -> list[tuple[str, str]]:
    """Let time go from step to step for a while; gives each card that came, and when."""
    found: list[tuple[str, str]] = []
    while known.next_step_at is not None and len(found) < 8:
        now: datetime = known.next_step_at
        kinds = due(known, CALENDAR, hours, now=now)
        found += [(local(now), kind.value) for kind in kinds]
        week = WeekFigures(week="", size=0) if Kind.WEEK in kinds else None
        month = MonthFigures(month="") if Kind.MONTH in kinds else None
        known = scheduled(made(known, CALENDAR.local(now).date(), week=week, month=month), CALENDAR, hours, now=now)
    return found


def test_the_first_cards_are_the_next_weeks_and_the_next_months() -> None:
    """Met on a Wednesday, at the first hour of work of each."""
    assert comes_at(report("2026-11-25 10:00"))[:4] == [
        ("2026-11-30 08:00", "week"),
        ("2026-12-01 08:00", "month"),
        ("2026-12-07 08:00", "week"),
        ("2026-12-14 08:00", "week"),
    ]


def test_over_christmas_and_new_year_they_come_on_the_first_day_of_work() -> None:
    """Week 53 has three working days; January begins after New Year's Day and a weekend, with week 1."""
    assert comes_at(report("2026-12-16 10:00"))[:5] == [
        ("2026-12-21 08:00", "week"),
        ("2026-12-28 08:00", "week"),
        ("2027-01-04 08:00", "week"),
        ("2027-01-04 08:00", "month"),
        ("2027-01-11 08:00", "week"),
    ]


def test_a_monday_off_moves_the_card_to_tuesday() -> None:
    """Easter Monday; and the first of May is no first working day."""
    assert ("2027-03-30 08:00", "week") in comes_at(report("2027-03-24 10:00"))
    assert ("2026-05-04 08:00", "month") in comes_at(report("2026-04-29 10:00"))


def test_a_manager_who_works_on_other_days_gets_it_when_they_do() -> None:
    """Part time, and every other week: a week without a day of work has no card."""
    assert comes_at(report("2026-11-26 10:00", MORNINGS_MONDAY_TO_WEDNESDAY), MORNINGS_MONDAY_TO_WEDNESDAY)[0] == (
        "2026-11-30 08:00",
        "week",
    )
    odd_thursdays = WorkingHours({}, odd_weeks={3: (Stretch(time(9), time(12)),)})
    cards = comes_at(report("2026-11-25 10:00", odd_thursdays), odd_thursdays)
    assert [when for when, what in cards if what == "week"][:2] == ["2026-12-03 09:00", "2026-12-17 09:00"]


def test_the_weeks_clocks_change_and_the_card_comes_at_eight_all_the_same() -> None:
    """Sunday the 25th of October 2026 and the 28th of March 2027."""
    assert comes_at(report("2026-10-21 10:00"))[0] == ("2026-10-26 08:00", "week")
    assert comes_at(report("2027-03-17 10:00"))[0] == ("2027-03-22 08:00", "week")


def test_a_standstill_over_the_morning_makes_it_late_and_over_the_week_makes_it_none() -> None:
    """On Wednesday the card of this week comes; the week before is over."""
    known = report("2026-11-25 10:00")
    assert due(known, CALENDAR, OFFICE_HOURS, now=at("2026-11-30 07:59")) == ()
    assert due(known, CALENDAR, OFFICE_HOURS, now=at("2026-12-09 10:00")) == (Kind.WEEK, Kind.MONTH)
    after = made(known, CALENDAR.local(at("2026-12-09 10:00")).date(), week=WeekFigures(week="2026-W50", size=0))
    assert after.week == "2026-W50"
    assert due(after, CALENDAR, OFFICE_HOURS, now=at("2026-12-11 10:00")) == (Kind.MONTH,)


@pytest.mark.parametrize("kind", Kind)
def test_a_card_that_is_turned_off_comes_no_more_and_turned_on_comes_the_next_time(kind: Kind) -> None:
    """The other goes on as before; turning on what is on changes nothing."""
    known = report("2026-11-25 10:00")
    off = turned(known, kind, CALENDAR, OFFICE_HOURS, on=False, now=at("2026-11-25 11:00"))
    assert {what for _, what in comes_at(off)} == {one.value for one in Kind if one is not kind}
    assert not off.wants(kind)
    on = turned(off, kind, CALENDAR, OFFICE_HOURS, on=True, now=at("2026-12-09 11:00"))
    assert kind not in due(on, CALENDAR, OFFICE_HOURS, now=at("2026-12-09 12:00"))
    assert kind in due(on, CALENDAR, OFFICE_HOURS, now=at("2027-01-04 08:00"))
    assert turned(known, kind, CALENDAR, OFFICE_HOURS, on=True, now=at("2026-11-25 11:00")) == known


def test_who_wants_neither_is_never_looked_at() -> None:
    """Nor who never works."""
    neither = report("2026-11-25 10:00")
    for kind in Kind:
        neither = turned(neither, kind, CALENDAR, OFFICE_HOURS, on=False, now=at("2026-11-25 11:00"))
    assert neither.next_step_at is None
    assert report("2026-11-25 10:00", WorkingHours({})).next_step_at is None


def test_this_week_and_the_next_end_on_a_sunday_night() -> None:
    """Also over the week in which the clocks go back."""
    ahead = ahead_of(CALENDAR, at("2026-10-21 10:00"))
    assert (ahead.start_at, ahead.end_at) == (as_utc(at("2026-10-21 10:00")), as_utc(at("2026-11-02 00:00")))
    assert week_of(CALENDAR.local(at("2027-01-02 10:00")).date()) == "2026-W53"


def test_a_share_is_a_hundred_only_when_nothing_is_wanting() -> None:
    """A minute in a month shows, as does one late promise of a thousand."""
    assert percent_covered(160 * HOUR, timedelta()) == 100
    assert percent_covered(160 * HOUR, timedelta(minutes=1)) == 99
    assert percent_covered(160 * HOUR, 160 * HOUR) == 0
    assert percent_covered(timedelta(), timedelta()) == 100
    assert percent_in_time(PromisesKept(done=1000, in_time=999)) == 99
    assert percent_in_time(PromisesKept(done=3, in_time=0)) == 0
    assert percent_in_time(PromisesKept()) == 100
