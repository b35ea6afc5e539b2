"""What counts as an absence in what a calendar shows: free or busy, and automatic replies (A3)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.calendar_absences import (
    Absence,
    CalendarSeen,
    OwnTime,
    Showing,
    Shown,
    Sign,
    absences,
    is_worth_asking,
    not_diverted,
    seen_from,
    worked_length,
)
from policy.diversions import Diversion
from policy.periods import Period
from policy.reasons import Reason
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingCalendar, WorkingHours
from tests.policy.small_town import ZONE, at, diversion, period

OWN = OwnTime(calendar=WorkingCalendar(ZONE), hours=OFFICE_HOURS)
NOW = at("2026-11-23 09:00")
"""A Monday."""


def out(start: str, end: str) -> Shown:
    """Out of office in the calendar."""
    return Shown(Showing.OUT_OF_OFFICE, period(start, end))


def busy(start: str, end: str) -> Shown:
    """Busy in the calendar."""
    return Shown(Showing.BUSY, period(start, end))


def away(start: str, end: str | None) -> Diversion:
    """A diversion, whatever for."""
    return diversion(Reason.LEAVE, start, end)


def found(*shown: Shown, now: datetime = NOW, own: OwnTime = OWN, replies: Period | None = None) -> list[Absence]:
    """What is worth a question."""
    seen = CalendarSeen(shown=shown, replies=replies)
    return [one for one in absences(seen, own, now=now) if is_worth_asking(one, own, now=now)]


def periods(*shown: Shown, now: datetime = NOW, own: OwnTime = OWN, replies: Period | None = None) -> list[Period]:
    """Their periods."""
    return [one.period for one in found(*shown, now=now, own=own, replies=replies)]


def test_an_absence_over_a_weekend_is_one() -> None:
    """A3: from Thursday to Tuesday, whether the weekend stands in the calendar or not, and at working hours' ends."""
    whole = periods(out("2026-11-26 00:00", "2026-12-02 00:00"))
    parted = periods(out("2026-11-26 00:00", "2026-11-28 00:00"), out("2026-11-30 00:00", "2026-12-02 00:00"))
    assert whole == parted == [period("2026-11-26 08:00", "2026-12-01 17:00")]


@pytest.mark.parametrize(
    ("now", "first", "back", "expected"),
    [
        ("2026-12-14 09:00", "2026-12-23 00:00", "2027-01-08 00:00", ("2026-12-23 08:00", "2027-01-07 17:00")),
        ("2026-12-14 09:00", "2026-12-24 00:00", "2026-12-28 00:00", None),
        ("2026-03-23 09:00", "2026-03-27 00:00", "2026-03-31 00:00", ("2026-03-27 08:00", "2026-03-30 17:00")),
        ("2026-10-19 09:00", "2026-10-23 00:00", "2026-10-27 00:00", ("2026-10-23 08:00", "2026-10-26 17:00")),
        ("2026-06-15 09:00", "2026-06-18 00:00", "2026-06-23 00:00", ("2026-06-18 08:00", "2026-06-22 17:00")),
    ],
)
def test_holidays_new_year_and_both_changes_of_the_clock(
    now: str, first: str, back: str, expected: tuple[str, str] | None
) -> None:
    """A3: days off join what they part and make no absence by themselves; hours are those on the wall."""
    wanted = [] if expected is None else [period(*expected)]
    assert periods(out(first, back), now=at(now)) == wanted


def test_a_working_day_between_parts_two_absences() -> None:
    """A3: back on Wednesday, away again on Thursday."""
    shown = out("2026-11-30 00:00", "2026-12-02 00:00"), out("2026-12-03 00:00", "2026-12-04 00:00")
    assert periods(*shown) == [
        period("2026-11-30 08:00", "2026-12-01 17:00"),
        period("2026-12-03 08:00", "2026-12-03 17:00"),
    ]


def test_the_days_are_the_persons_own() -> None:
    """A3: who never works on Fridays is away from Thursday to Monday, and what takes only a Friday is no absence."""
    hours = WorkingHours({day: (Stretch(time(9), time(12)), Stretch(time(13), time(15))) for day in range(4)})
    own = OwnTime(calendar=OWN.calendar, hours=hours)
    shown = out("2026-11-26 00:00", "2026-11-27 00:00"), out("2026-11-30 00:00", "2026-12-01 00:00")
    assert periods(*shown, own=own) == [period("2026-11-26 09:00", "2026-11-30 15:00")]
    assert periods(out("2026-11-27 00:00", "2026-11-28 00:00"), own=own) == []


def test_a_day_of_meetings_is_no_absence_but_what_lasts_all_day_is() -> None:
    """A3: meetings from morning to evening, and even one that takes all the working day, are work."""
    assert periods(busy("2026-11-25 08:00", "2026-11-25 12:00"), busy("2026-11-25 12:00", "2026-11-25 17:00")) == []
    assert periods(busy("2026-11-25 08:00", "2026-11-25 17:00")) == []
    (all_day,) = found(busy("2026-11-25 00:00", "2026-11-26 00:00"))
    assert (all_day.sign, all_day.period) == (Sign.ALL_DAY, period("2026-11-25 08:00", "2026-11-25 17:00"))


def test_a_whole_day_may_begin_at_another_zones_midnight() -> None:
    """A3: entered in UTC, a whole day lasts here from one o'clock to one."""
    midnight = datetime(2026, 11, 25, tzinfo=UTC)
    entered = Shown(Showing.BUSY, Period(midnight, midnight + timedelta(days=1)))
    assert periods(entered) == [period("2026-11-25 08:00", "2026-11-25 17:00")]


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_the_day_of_a_change_of_clocks_is_a_whole_day_too(day: str) -> None:
    """A3: it has 23 hours, or 25; here somebody works on Sundays."""
    own = OwnTime(calendar=OWN.calendar, hours=WorkingHours({6: (Stretch(time(8), time(16)),)}))
    midnight = at(f"{day} 00:00")
    following = (midnight + timedelta(days=1)).replace(hour=0)
    shown = Shown(Showing.BUSY, Period(midnight, following))
    now = midnight - timedelta(days=3)
    assert periods(shown, now=now, own=own) == [period(f"{day} 08:00", f"{day} 16:00")]


def test_some_hours_out_of_office_are_asked_about_shortly_before() -> None:
    """A3: three hours today or on the next working day; not an hour, not next week, and not what is nearly over."""
    assert periods(out("2026-11-23 13:00", "2026-11-23 16:00")) == [period("2026-11-23 13:00", "2026-11-23 16:00")]
    assert periods(out("2026-11-24 13:00", "2026-11-24 17:00"))
    assert not periods(out("2026-11-23 13:00", "2026-11-23 15:59"))
    assert not periods(out("2026-11-25 13:00", "2026-11-25 17:00"))
    assert not periods(out("2026-11-23 13:00", "2026-11-23 17:00"), now=at("2026-11-23 14:30"))
    assert periods(out("2026-11-30 13:00", "2026-11-30 17:00"), now=at("2026-11-27 09:00"))


def test_a_part_of_a_day_goes_with_the_whole_days_beside_it() -> None:
    """A3: from Thursday noon until Monday evening."""
    assert periods(out("2026-11-26 12:00", "2026-11-30 18:00")) == [period("2026-11-26 12:00", "2026-11-30 17:00")]


def test_automatic_replies_and_the_calendar_are_joined() -> None:
    """A3: replies from the evening before until Friday, out of office on two days of them: one absence."""
    replies = period("2026-11-24 17:00", "2026-11-28 00:00")
    (one,) = found(out("2026-11-25 00:00", "2026-11-27 00:00"), replies=replies)
    assert (one.sign, one.period) == (Sign.OUT_OF_OFFICE, period("2026-11-25 08:00", "2026-11-27 17:00"))
    (alone,) = found(replies=replies)
    assert (alone.sign, alone.period) == (Sign.REPLIES, one.period)
    assert not found(replies=period("2026-11-27 17:00", "2026-11-30 08:00")), "a weekend is nobody's absence"


def test_what_goes_on_further_than_is_read_has_no_end() -> None:
    """A3: a guessed return would be a wrong one."""
    (one,) = found(out("2026-12-07 00:00", "2027-08-01 00:00"))
    assert one.goes_on
    assert one.period == Period(at("2026-12-07 08:00"), None)
    (just,) = found(out("2026-12-07 00:00", "2027-01-21 00:00"))
    assert just.period == period("2026-12-07 08:00", "2027-01-20 17:00")


def test_what_is_diverted_and_what_is_past_is_not_left() -> None:
    """A3: the rest alone; an open line is a choice too; until further notice covers all that follows."""
    (week,) = found(out("2026-11-23 00:00", "2026-11-28 00:00"))
    noon = at("2026-11-23 12:00")
    left = not_diverted(week, [away("2026-11-23 00:00", "2026-11-25 12:00")], now=noon)
    assert left is not None
    assert left.period == period("2026-11-25 12:00", "2026-11-27 17:00")
    from_ten = [away("2026-11-23 10:00", "2026-11-27 17:00")]
    assert not_diverted(week, from_ten, now=noon) is None, "this morning is past"
    (further,) = found(out("2026-12-07 00:00", "2027-08-01 00:00"))
    forever = [away("2026-12-09 08:00", None)]
    rest = not_diverted(further, forever, now=noon)
    assert rest is not None
    assert rest.period == period("2026-12-07 08:00", "2026-12-08 17:00")


MINUTES = st.integers(min_value=0, max_value=10 * 24 * 4)
SPANS = st.lists(
    st.tuples(MINUTES, st.integers(min_value=1, max_value=3 * 24 * 4), st.sampled_from(Showing)), max_size=6
)
STARTS = st.sampled_from(["2026-03-26 09:00", "2026-10-22 09:00", "2026-12-28 09:00", "2026-06-16 13:30"])


@settings(max_examples=40, deadline=None)
@given(start=STARTS, spans=SPANS)
def test_absences_are_working_time_apart_and_within_what_was_shown(
    start: str, spans: list[tuple[int, int, Showing]]
) -> None:
    """A3: over both changes of the clock, New Year and Midsummer, whatever stands in the calendar."""
    now = at(start)
    quarter = timedelta(minutes=15)
    shown = tuple(
        Shown(how, Period(now + first * quarter, now + (first + long) * quarter)) for first, long, how in spans
    )
    told = absences(CalendarSeen(shown=shown), OWN, now=now)
    worked = list(OWN.calendar.working_periods(seen_from(now, OWN.calendar)))
    parts = [part for one in told for part in one.parts]
    assert all(any(whole.covers(part) for whole in worked) for part in parts)
    assert all(any(one.period.covers(part) or one.period.overlaps(part) for one in shown) for part in parts)
    assert parts == sorted(parts, key=lambda part: part.start_at)
    for before, after in pairwise(told):
        between = Period(before.parts[-1].end_at or now, after.parts[0].start_at)
        assert worked_length(filter(None, (whole.intersection(between) for whole in worked))) > timedelta()
    outs = [one.period for one in shown if one.showing is Showing.OUT_OF_OFFICE]
    for whole in worked:
        for span in outs:
            both = span.intersection(whole)
            assert both is None or any(part.overlaps(both) for part in parts)
