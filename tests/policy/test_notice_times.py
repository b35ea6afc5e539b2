"""The lead time of a notice, and when it is overdue (M3): measured in working days, over holidays and New Year."""

from __future__ import annotations

from datetime import date

import pytest

from policy.notice_steps import carried_out, in_force, received, withdrawn
from policy.notice_times import first_in_time, lead_days, next_step_of, overdue_at, takes_effect_at
from policy.periods import as_utc
from policy.working_calendar import WorkingCalendar
from tests.policy.notice_town import hours, notice, notice_town
from tests.policy.small_town import BO, VERA, ZONE, at

PLAIN = WorkingCalendar(ZONE)


@pytest.mark.parametrize(
    ("made", "effective", "days"),
    [
        ("2026-11-23 10:15", "2026-11-23", 0),
        ("2026-11-23 10:15", "2026-11-24", 1),
        ("2026-11-23 10:15", "2026-11-30", 5),
        ("2026-11-23 10:15", "2026-11-28", 5),
        ("2026-11-23 17:30", "2026-11-30", 4),
        ("2026-11-22 12:00", "2026-11-30", 5),
        ("2026-11-23 06:00", "2026-11-30", 5),
    ],
)
def test_working_days_are_counted_from_when_it_came(made: str, effective: str, days: int) -> None:
    """A day counts while some of its office hours are left; one that comes in the evening is the next day's (M3)."""
    assert lead_days(PLAIN, at(made), date.fromisoformat(effective)) == days


def test_holidays_and_new_year_count_for_nothing() -> None:
    """From 23 December to 7 January: the 23rd, 28th to 30th, 4th and 5th; Twelfth Night is a holiday (M3)."""
    assert lead_days(PLAIN, at("2026-12-23 09:00"), date(2027, 1, 7)) == 6
    shut = WorkingCalendar(ZONE, closed_on=frozenset({date(2026, 12, 28), date(2027, 1, 4)}))
    assert lead_days(shut, at("2026-12-23 09:00"), date(2027, 1, 7)) == 4


def test_the_clock_change_costs_no_day() -> None:
    """Autumn's long night is one night."""
    assert lead_days(PLAIN, at("2026-10-23 10:00"), date(2026, 10, 26)) == 1


def test_the_first_day_in_time_gives_what_is_asked_for() -> None:
    """Five working days over Christmas are into January (M3)."""
    first = first_in_time(PLAIN, at("2026-12-23 09:00"), 5)
    assert (first, lead_days(PLAIN, at("2026-12-23 09:00"), first)) == (date(2027, 1, 5), 5)
    assert first_in_time(PLAIN, at("2026-11-28 09:00"), 0) == date(2026, 11, 30)


def test_it_is_overdue_as_the_last_working_day_before_begins() -> None:
    """After New Year that day lies in the old year (M3)."""
    assert overdue_at(PLAIN, at("2026-12-01 09:00"), date(2027, 1, 1)) == at("2026-12-30 08:00")
    assert overdue_at(PLAIN, at("2026-11-23 10:15"), date(2026, 11, 30)) == at("2026-11-27 08:00")


def test_a_late_one_is_overdue_after_two_office_hours() -> None:
    """What comes on the day itself, and what comes as work ends."""
    assert overdue_at(PLAIN, at("2026-11-23 10:15"), date(2026, 11, 23)) == at("2026-11-23 12:15")
    assert overdue_at(PLAIN, at("2026-11-23 16:00"), date(2026, 11, 24)) == at("2026-11-24 09:00")


def test_its_steps_come_one_after_the_other() -> None:
    """Carry out, remind, put in force; then it waits to be let go (M3)."""
    town, calendar = notice_town(), PLAIN
    made = notice(hours())
    assert made.next_step_at is not None
    assert made.next_step_at < as_utc(at("2026-11-23 10:20"))
    done = carried_out(made, calendar)
    assert done.next_step_at == at("2026-12-04 08:00")
    seen = received(done, town, by=VERA, turn="t2", now=at("2026-11-24 09:00"))
    assert seen.next_step_at == takes_effect_at(calendar, date(2026, 12, 7)) == at("2026-12-07 00:00")
    held = in_force(seen, calendar, now=at("2026-12-07 00:01"))
    assert (held.next_step_at, held.kept_until) == (None, at("2027-03-07 00:00"))


def test_one_withdrawn_is_kept_three_months_from_then() -> None:
    """Once what followed from it is gone from the groups' books."""
    back = withdrawn(notice(hours()), notice_town(), by=BO, turn="t2", now=at("2026-11-24 09:00"))
    assert back.kept_until is None
    assert next_step_of(PLAIN, back) is not None
    gone = carried_out(back, PLAIN)
    assert (gone.kept_until, gone.next_step_at) == (at("2027-02-24 09:00"), None)
