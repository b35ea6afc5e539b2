"""Working hours (V1): stretches, part time by turns, next working time, and working time within a period."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.periods import Period
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingCalendar, WorkingHours
from tests.policy.small_town import ZONE, at, period

CALENDAR = WorkingCalendar(ZONE)
LOCAL_DAYS = WorkingCalendar(
    ZONE,
    closed_on=frozenset({date(2026, 5, 15)}),
    shortened_on={date(2026, 12, 23): time(12), date(2026, 4, 30): time(15)},
)
SPLIT_DAY = WorkingHours({weekday: (Stretch(time(8), time(12)), Stretch(time(13), time(17))) for weekday in range(5)})
NIGHTS = WorkingHours({weekday: (Stretch(time(0), time(6)), Stretch(time(22), time(23, 59))) for weekday in range(7)})
BY_TURNS = WorkingHours(
    {0: (Stretch(time(8), time(12)),)}, odd_weeks={1: (Stretch(time(8), time(12)),), 6: (Stretch(time(9), time(10)),)}
)


def test_a_day_is_worked_in_its_stretches() -> None:
    """Working time is half-open too: in at 08:00, out at 17:00, and not there in a lunch that the hours leave out."""
    assert not CALENDAR.is_working_time(at("2026-11-24 07:59"), SPLIT_DAY)
    assert CALENDAR.is_working_time(at("2026-11-24 08:00"), SPLIT_DAY)
    assert not CALENDAR.is_working_time(at("2026-11-24 12:00"), SPLIT_DAY)
    assert CALENDAR.is_working_time(at("2026-11-24 13:00"), SPLIT_DAY)
    assert not CALENDAR.is_working_time(at("2026-11-24 17:00"), SPLIT_DAY)


def test_a_shortened_day_cuts_and_drops_stretches() -> None:
    """23 December closes at 12: the afternoon is gone whole; 30 April closes at 15: the afternoon is cut."""
    assert LOCAL_DAYS.stretches(date(2026, 12, 23), SPLIT_DAY) == (Stretch(time(8), time(12)),)
    assert LOCAL_DAYS.stretches(date(2026, 4, 30), SPLIT_DAY) == (
        Stretch(time(8), time(12)),
        Stretch(time(13), time(15)),
    )
    closes_as_it_begins = WorkingHours({2: (Stretch(time(12), time(16)),)})
    assert LOCAL_DAYS.stretches(date(2026, 12, 23), closes_as_it_begins) == ()
    assert not LOCAL_DAYS.is_working_time(at("2026-12-23 12:00"))
    assert LOCAL_DAYS.is_working_time(at("2026-12-23 11:59"))


def test_someone_who_works_weekends_does_so_except_on_holidays() -> None:
    """A Sunday in someone's own hours is working time for them, though no working day; Easter Day is not."""
    sundays = WorkingHours({6: (Stretch(time(9), time(15)),)})
    assert CALENDAR.is_working_time(at("2026-11-29 10:00"), sundays)
    assert not CALENDAR.is_working_day(date(2026, 11, 29))
    assert not CALENDAR.is_working_time(at("2026-04-05 10:00"), sundays)


def test_part_time_by_turns_follows_the_number_of_the_iso_week() -> None:
    """Even week 48: Monday; odd week 49: Tuesday and Sunday."""
    assert BY_TURNS.stretches(date(2026, 11, 23)) == (Stretch(time(8), time(12)),)
    assert BY_TURNS.stretches(date(2026, 11, 24)) == ()
    assert BY_TURNS.stretches(date(2026, 11, 30)) == ()
    assert BY_TURNS.stretches(date(2026, 12, 1)) == (Stretch(time(8), time(12)),)


def test_weeks_53_and_1_are_both_odd_so_the_odd_week_comes_twice() -> None:
    """2026 has a week 53: the turns follow the printed week number, so two odd weeks come after each other then."""
    week_53, week_1, week_2 = date(2026, 12, 29), date(2027, 1, 5), date(2027, 1, 12)
    assert [day.isocalendar().week for day in (week_53, week_1, week_2)] == [53, 1, 2]
    assert BY_TURNS.stretches(week_53) == BY_TURNS.stretches(week_1) == (Stretch(time(8), time(12)),)
    assert BY_TURNS.stretches(week_2) == ()


def test_the_iso_week_decides_also_where_it_belongs_to_the_other_year() -> None:
    """Sunday 3 January 2027 lies in week 53 of 2026, an odd one."""
    assert BY_TURNS.stretches(date(2027, 1, 3)) == (Stretch(time(9), time(10)),)


NEXT_WORKING_TIMES = [
    ("mitt på dagen är nu", "2026-11-24 10:17", "2026-11-24 10:17"),
    ("före åtta är klockan åtta", "2026-11-24 06:00", "2026-11-24 08:00"),
    ("på slaget åtta är nu", "2026-11-24 08:00", "2026-11-24 08:00"),
    ("på slaget fem är i morgon", "2026-11-24 17:00", "2026-11-25 08:00"),
    ("fredag kväll är måndag", "2026-11-27 18:00", "2026-11-30 08:00"),
    ("torsdag kväll före påsk är tisdag", "2026-04-02 17:00", "2026-04-07 08:00"),
    ("dagen före julafton är måndag", "2026-12-23 17:00", "2026-12-28 08:00"),
    ("före nyår är efter nyår", "2026-12-30 17:00", "2027-01-04 08:00"),
    ("helgen då klockan ställs tillbaka", "2026-10-23 17:00", "2026-10-26 08:00"),
    ("påsken då klockan ställs fram", "2027-03-25 17:00", "2027-03-30 08:00"),
]


@pytest.mark.parametrize(("name", "from_", "until"), NEXT_WORKING_TIMES, ids=[row[0] for row in NEXT_WORKING_TIMES])
def test_next_working_time_is_now_or_when_work_next_begins(name: str, from_: str, until: str) -> None:
    """V1: when the person sought can be reached."""
    assert CALENDAR.next_working_time(at(from_)) == at(until), name


def test_next_working_time_understands_an_instant_in_utc() -> None:
    """06:59 UTC is 07:59 in winter and 08:59 in summer: the municipality's zone decides."""
    assert CALENDAR.next_working_time(datetime(2026, 11, 24, 6, 59, tzinfo=UTC)) == at("2026-11-24 08:00")
    summer = datetime(2026, 7, 6, 6, 59, tzinfo=UTC)
    assert CALENDAR.next_working_time(summer) == summer


def test_next_working_time_after_an_early_closing_is_the_next_working_day() -> None:
    """23 December closes at noon; from then on the next working time is the Monday after Christmas."""
    assert LOCAL_DAYS.next_working_time(at("2026-12-23 12:00")) == at("2026-12-28 08:00")


def test_someone_with_no_hours_has_no_next_working_time() -> None:
    """Empty hours end the search instead of going on for ever."""
    assert CALENDAR.next_working_time(at("2026-11-24 10:00"), WorkingHours({})) is None


def test_working_hours_in_the_night_the_clocks_go_back_follow_the_clock() -> None:
    """00-06 on 2026-10-25 is seven hours of working time, and the hour that comes twice is inside both times."""
    (night,) = CALENDAR.working_periods(period("2026-10-25 00:00", "2026-10-25 12:00"), NIGHTS)
    assert night.length == timedelta(hours=7)
    assert CALENDAR.is_working_time(at("2026-10-25 02:30"), NIGHTS)
    assert CALENDAR.is_working_time(at("2026-10-25 02:30", fold=1), NIGHTS)


def test_working_hours_in_the_night_the_clocks_go_forward_follow_the_clock() -> None:
    """00-06 on an ordinary Sunday in March when the clocks go forward (2026-03-29) is five hours."""
    (night,) = CALENDAR.working_periods(period("2026-03-29 00:00", "2026-03-29 12:00"), NIGHTS)
    assert night.length == timedelta(hours=5)


def test_a_day_with_a_clock_change_has_its_usual_office_hours() -> None:
    """The Mondays after the two changes begin at 08:00 local: 07:00 UTC in winter, 06:00 UTC in summer."""
    winter = CALENDAR.next_working_time(at("2026-10-25 12:00"))
    summer = CALENDAR.next_working_time(at("2026-03-29 12:00"))
    assert winter == datetime(2026, 10, 26, 7, tzinfo=UTC)
    assert summer == datetime(2026, 3, 30, 6, tzinfo=UTC)


def test_working_periods_are_cut_to_what_was_asked() -> None:
    """From Friday 16:00 to Monday 09:00 there are two hours of work."""
    asked = period("2026-11-27 16:00", "2026-11-30 09:00")
    assert list(CALENDAR.working_periods(asked)) == [
        period("2026-11-27 16:00", "2026-11-27 17:00"),
        period("2026-11-30 08:00", "2026-11-30 09:00"),
    ]


def test_working_periods_of_a_period_without_an_end_are_refused() -> None:
    """There would be no end to them."""
    with pytest.raises(ValueError, match="end"):
        list(CALENDAR.working_periods(period("2026-11-27 16:00", None)))


def test_an_instant_without_a_zone_is_refused() -> None:
    """A naive time is never taken for the server's own."""
    naive = datetime(2026, 11, 24, 12)  # noqa: DTZ001 - the very thing that is refused
    with pytest.raises(ValueError, match="zone"):
        CALENDAR.is_working_time(naive)
    with pytest.raises(ValueError, match="zone"):
        CALENDAR.next_working_time(naive)


@pytest.mark.parametrize("end", [time(8), time(7)])
def test_a_stretch_that_is_empty_or_backwards_is_refused(end: time) -> None:
    """A day's stretch ends after it starts; one over midnight is two stretches."""
    with pytest.raises(ValueError, match="ends after it starts"):
        Stretch(time(8), end)


STEP = timedelta(minutes=30)
HOURS = st.sampled_from([OFFICE_HOURS, SPLIT_DAY, NIGHTS, BY_TURNS, WorkingHours({5: (Stretch(time(9), time(15)),)})])
AROUND = st.sampled_from(
    [
        datetime(2026, 10, 23, tzinfo=UTC),
        datetime(2027, 3, 25, tzinfo=UTC),
        datetime(2026, 12, 22, tzinfo=UTC),
        datetime(2026, 12, 30, tzinfo=UTC),
        datetime(2026, 4, 1, tzinfo=UTC),
        datetime(2026, 5, 13, tzinfo=UTC),
    ]
)


@settings(max_examples=60)
@given(hours=HOURS, origin=AROUND, first=st.integers(0, 100), steps=st.integers(1, 250))
def test_working_periods_hold_exactly_the_instants_that_are_working_time(
    hours: WorkingHours, origin: datetime, first: int, steps: int
) -> None:
    """`working_periods` against asking every half hour, around holidays, New Year and both clock changes."""
    asked = Period(origin + first * STEP, origin + (first + steps) * STEP)
    found = list(LOCAL_DAYS.working_periods(asked, hours))
    for number in range(first, first + steps):
        instant = origin + number * STEP
        inside = any(part.contains(instant) for part in found)
        assert inside == LOCAL_DAYS.is_working_time(instant, hours), instant


@settings(max_examples=60)
@given(hours=HOURS, origin=AROUND, first=st.integers(0, 300))
def test_next_working_time_is_the_first_instant_that_is_working_time(
    hours: WorkingHours, origin: datetime, first: int
) -> None:
    """`next_working_time` against stepping half an hour at a time until someone works."""
    instant = origin + first * STEP
    later = instant
    while not LOCAL_DAYS.is_working_time(later, hours):
        later += STEP
    assert LOCAL_DAYS.next_working_time(instant, hours) == later
