"""What is counted of a day's coverage (M1, M2): as things stood at each instant, however often it is looked at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.coverage import Gap, GroupFacts, gaps, promised_within
from policy.coverage_tallies import (
    DaySoFar,
    DayTally,
    Duty,
    as_it_was,
    begun_day,
    begun_month,
    closed_day,
    counted_on,
    next_day,
)
from policy.diversions import Diversion
from policy.periods import Period, as_utc
from policy.reasons import Reason
from policy.working_calendar import WorkingCalendar
from tests.policy.counted_group import GROUP, TUESDAY, book, facts, group, shift, stretch
from tests.policy.small_town import ANNA, BO, ZONE, at, diversion, period

CALENDAR = WorkingCalendar(ZONE)
HOUR = timedelta(hours=1)


def counted(*looks: tuple[str, GroupFacts], on: date = TUESDAY, accepted: tuple[Gap, ...] = ()) -> DayTally:
    """What the day came to, looked at then with those facts, and closed with the last of them."""
    so_far = begun_day(CALENDAR, on)
    for local, known in looks:
        so_far = counted_on(CALENDAR, known, so_far, now=at(local))
    return closed_day(so_far, accepted, now=at(looks[-1][0]))


def away(start: str, end: str) -> Diversion:
    """In a meeting on that Tuesday."""
    return diversion(Reason.MEETING, f"2026-11-24 {start}", f"2026-11-24 {end}")


def test_a_day_with_everyone_in_is_covered() -> None:
    """Six hours promised, none uncovered, and being in is nobody's duty."""
    assert counted(("2026-11-24 16:00", facts(group()))) == DayTally(on=TUESDAY, promised=6 * HOUR)


def test_a_gap_counts_as_long_as_it_was_there() -> None:
    """Anna came back after twenty minutes of an hour: by then her book shows nothing of it but what stood before."""
    alone = group(members=(ANNA,))
    planned = away("10:00", "11:00")
    before = facts(alone, book(ANNA, planned))
    back = facts(alone, book(ANNA, changed_at="2026-11-24 10:20", before=[planned]))
    for looks in (
        [("2026-11-24 10:20", back), ("2026-11-24 16:00", back)],
        [("2026-11-24 09:30", before), ("2026-11-24 10:21", back), ("2026-11-24 16:00", back)],
        [("2026-11-24 10:05", before), ("2026-11-24 16:00", back)],
    ):
        day = counted(*looks)
        assert (day.uncovered, day.longest, day.gaps) == (timedelta(minutes=20), timedelta(minutes=20), 1)


def test_a_gap_that_goes_on_over_several_looks_is_one() -> None:
    """And the longest is the longest, not the sum."""
    alone = facts(group(members=(ANNA,)), book(ANNA, away("10:00", "12:00"), away("13:00", "13:30")))
    looks = [(f"2026-11-24 {hour:02}:30", alone) for hour in range(9, 17)]
    day = counted(*looks)
    assert (day.gaps, day.uncovered, day.longest) == (2, timedelta(hours=2.5), 2 * HOUR)


def test_what_was_decided_only_now_opened_nothing_before() -> None:
    """Set at ten and said to be since nine, a meeting left the phone unanswered from ten, as far as is known."""
    alone = facts(group(members=(ANNA,)), book(ANNA, away("09:00", "12:00"), changed_at="2026-11-24 10:00"))
    assert counted(("2026-11-24 16:00", alone)).uncovered == 2 * HOUR


def test_the_latest_change_tells_what_stood_before_it() -> None:
    """Before it what stood then, after it what stands now."""
    first, second = away("09:00", "10:00"), away("11:00", "12:00")
    changed = book(ANNA, second, changed_at="2026-11-24 09:30", before=[first])
    day = period("2026-11-24 08:00", "2026-11-24 17:00")
    spans = [one.period for one in as_it_was(changed, day).diversions]
    assert spans == [period("2026-11-24 09:00", "2026-11-24 09:30"), second.period]
    later = period("2026-11-24 10:00", "2026-11-24 17:00")
    assert as_it_was(changed, later) is changed
    earlier = period("2026-11-24 08:00", "2026-11-24 09:00")
    assert as_it_was(changed, earlier).diversions == (first,)


def test_accepted_gaps_are_uncovered_all_the_same_and_told_apart() -> None:
    """A manager who lets an hour be has not had it covered; an acceptance counts no more than the gap."""
    alone = facts(group(members=(ANNA,)), book(ANNA, away("10:00", "12:00")))
    let_be = Gap(period("2026-11-24 11:00", "2026-11-24 14:00"), 0, 1)
    day = counted(("2026-11-24 16:00", alone), accepted=(let_be,))
    assert (day.uncovered, day.accepted) == (2 * HOUR, HOUR)


def test_duty_is_what_someone_was_put_down_for_or_took_and_could_answer() -> None:
    """In phone hours alone; a meeting in the middle of a shift is no duty; two shifts at once are one time."""
    roster = facts(
        group(keeps_roster=True),
        book(ANNA, away("10:00", "10:30")),
        shifts=[
            shift(ANNA, "2026-11-24 08:00", "2026-11-24 12:00"),
            shift(ANNA, "2026-11-24 11:00", "2026-11-24 12:00"),
            shift(BO, "2026-11-24 12:00", "2026-11-24 17:00"),
        ],
    )
    day = counted(("2026-11-24 11:00", roster), ("2026-11-24 18:00", roster))
    assert day.duty == timedelta(hours=5.5)
    assert day.uncovered == timedelta(minutes=30)


def test_who_takes_a_stretch_in_a_group_without_a_roster_has_duty_for_that_alone() -> None:
    """Attendance is not counted of anyone."""
    taken = facts(group(), shifts=[shift(BO, "2026-11-24 12:00", "2026-11-24 13:00", agreed=True)])
    assert counted(("2026-11-24 16:00", taken)).duty == HOUR
    so_far = counted_on(CALENDAR, taken, begun_day(CALENDAR, TUESDAY), now=at("2026-11-24 16:00"))
    assert so_far.duty == (Duty(BO, HOUR),)
    assert so_far.without_name(BO).duty == ()
    assert so_far.without_name(ANNA) == so_far


def test_fewer_than_the_minimum_is_uncovered() -> None:
    """One where there are to be two (A2)."""
    two = facts(group(stretch("09:00", "12:00", 2), stretch("13:00", "15:00")), book(ANNA, away("09:00", "15:00")))
    day = counted(("2026-11-24 16:00", two))
    assert (day.promised, day.uncovered) == (5 * HOUR, 3 * HOUR)


@pytest.mark.parametrize(
    ("on", "promised"),
    [
        (date(2026, 10, 23), 6 * HOUR),
        (date(2026, 12, 24), timedelta()),
        (date(2026, 12, 31), timedelta()),
        (date(2027, 1, 1), timedelta()),
        (date(2027, 1, 4), 6 * HOUR),
    ],
)
def test_holidays_promise_nothing(on: date, promised: timedelta) -> None:
    """Over Christmas and New Year."""
    assert counted((f"{on} 16:00", facts(group())), on=on).promised == promised


@pytest.mark.parametrize(("on", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 24), 24)])
def test_a_day_has_the_hours_that_its_clocks_give_it(on: date, hours: int) -> None:
    """Round the clock on the days on which the clocks change, with nobody there: every hour is uncovered."""
    whole = group(stretch("00:00", "23:59"), members=())
    week = {**whole.phone_hours.weekdays, 6: (stretch("00:00", "23:59"),)}
    always = facts(group(members=(), keeps_roster=False))
    round_the_clock = GroupFacts(
        group=type(whole)(id=GROUP, name="Jour", unit=whole.unit, phone_hours=type(whole.phone_hours)(weekdays=week)),
        people=always.people,
    )
    so_far = begun_day(CALENDAR, on)
    for hour in range(1, 26):
        now = as_utc(at(f"{on} 00:00")) + hour * HOUR
        so_far = counted_on(CALENDAR, round_the_clock, so_far, now=now)
    day = closed_day(so_far, (), now=as_utc(at(f"{on} 00:00")) + 26 * HOUR)
    assert day.promised == day.uncovered == day.longest == hours * HOUR - timedelta(minutes=1)


def test_a_day_is_counted_from_when_the_group_was_known() -> None:
    """Nothing is promised or uncovered of what was before."""
    so_far = begun_day(CALENDAR, TUESDAY, known_since=at("2026-11-24 14:00"))
    alone = facts(group(members=()))
    so_far = counted_on(CALENDAR, alone, so_far, now=at("2026-11-24 16:00"))
    day = closed_day(so_far, (), now=at("2026-11-24 16:00"))
    assert (day.promised, day.uncovered) == (HOUR, HOUR)


def test_a_day_counted_long_after_says_so() -> None:
    """Twelve hours and it is uncertain."""
    everyone = facts(group())
    assert not counted(("2026-11-25 03:00", everyone)).is_uncertain
    assert counted(("2026-11-25 03:01", everyone)).is_uncertain


def test_the_next_day_with_phone_hours_is_found_over_christmas() -> None:
    """From the Wednesday before Christmas Eve to the Monday after it."""
    assert next_day(CALENDAR, group(), date(2026, 12, 24)) == date(2026, 12, 28)
    assert next_day(CALENDAR, group(), TUESDAY) == TUESDAY
    nobody_answers = group(stretch("09:00", "15:00"))
    hours = type(nobody_answers.phone_hours)(weekdays={})
    assert (
        next_day(
            CALENDAR, type(nobody_answers)(id=GROUP, name="", unit=nobody_answers.unit, phone_hours=hours), TUESDAY
        )
        is None
    )


def test_a_day_stands_once_in_its_month() -> None:
    """The same day put there again takes its own place, and the days are in order."""
    november = begun_month(GROUP, "2026-11", CALENDAR, 13)
    tuesday, monday = DayTally(on=TUESDAY, promised=HOUR), DayTally(on=date(2026, 11, 23), promised=HOUR)
    filled = november.with_day(tuesday).with_day(monday).with_day(tuesday)
    assert filled.days == (monday, tuesday)
    assert (filled.month, filled.kept_until) == ("2026-11", at("2028-01-01 00:00"))


MINUTES = st.integers(8 * 60, 17 * 60 - 1)


@st.composite
def meetings(draw: st.DrawFn) -> Diversion:
    """A meeting at some minutes of the Tuesday."""
    first, last = sorted(draw(st.lists(MINUTES, min_size=2, max_size=2, unique=True)))
    begins, ends = (f"{minute // 60:02}:{minute % 60:02}" for minute in (first, last))
    return away(begins, ends)


@settings(deadline=None)
@given(meetings(), meetings(), st.lists(MINUTES, max_size=5), st.integers(1, 2))
def test_counting_piece_by_piece_comes_to_what_counting_at_once_does(
    annas: Diversion, bos: Diversion, looks: list[int], minimum: int
) -> None:
    """And to what the plain rule of coverage says of the whole day, where nothing was changed meanwhile."""
    known = facts(
        group(stretch("09:00", "12:00", minimum), stretch("12:30", "15:00")),
        book(ANNA, annas),
        book(BO, bos),
        shifts=[shift(ANNA, "2026-11-24 09:00", "2026-11-24 13:00", agreed=True)],
    )
    at_looks = [(f"2026-11-24 {minute // 60:02}:{minute % 60:02}", known) for minute in sorted(looks)]
    pieces = counted(*at_looks, ("2026-11-24 16:00", known))
    assert pieces == counted(("2026-11-24 16:00", known))
    day = Period(at("2026-11-24 00:00"), at("2026-11-25 00:00"))
    whole = gaps(CALENDAR, known, day)
    assert pieces.gaps == len(whole)
    assert pieces.uncovered == sum((gap.period.length or HOUR for gap in whole), timedelta())
    assert pieces.promised == sum(
        (one.period.length or HOUR for one in promised_within(CALENDAR, known.group, day)), timedelta()
    )


def test_a_day_so_far_that_is_looked_at_twice_is_the_same() -> None:
    """Looking costs nothing in the figures."""
    known = facts(group())
    once = counted_on(CALENDAR, known, begun_day(CALENDAR, TUESDAY), now=at("2026-11-24 10:00"))
    assert isinstance(once, DaySoFar)
    assert counted_on(CALENDAR, known, once, now=at("2026-11-24 10:00")) is once
    assert counted_on(CALENDAR, known, once, now=at("2026-11-24 09:00")) is once
