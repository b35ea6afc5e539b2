"""When somebody can be reached again, and which days off stand in the way (A3, V1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.availability import Availability, State, availability
from policy.diversions import Diversion, DiversionBook
from policy.organisation import PersonId
from policy.periods import Period, as_utc
from policy.reasons import Reason
from policy.return_times import DayOff, Off, first_reachable
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingCalendar, WorkingHours
from tests.policy.small_town import ANNA, BO, VERA, ZONE, at, diversion, small_town

NOT_FRIDAYS = WorkingHours({day: (Stretch(time(8), time(17)),) for day in range(4)})
EVERY_OTHER_FRIDAY = WorkingHours(OFFICE_HOURS.weeks, odd_weeks=NOT_FRIDAYS.weeks)
AFTERNOONS = WorkingHours({day: (Stretch(time(13), time(17)),) for day in range(5)})
MORNINGS = WorkingHours({day: (Stretch(time(8), time(12)),) for day in range(5)})
NIGHTS = WorkingHours({day: (Stretch(time(2, 30), time(6)), Stretch(time(22), time(23, 59))) for day in range(7)})
CLOSING = WorkingCalendar(ZONE, closed_on=frozenset({date(2026, 11, 26)}), shortened_on={date(2026, 11, 25): time(12)})
"""Wednesday closes at noon, Thursday is closed."""


def _told(
    when: str,
    *diversions: Diversion,
    hours: WorkingHours = OFFICE_HOURS,
    calendar: WorkingCalendar | None = None,
    viewer: PersonId = VERA,
) -> Availability:
    town = small_town(calendar)
    anna = replace(town.people[ANNA], hours=hours)
    book = DiversionBook(person=ANNA, diversions=diversions)
    return availability(town, book, anna, viewer=viewer, at=at(when))


def _off(told: Availability) -> list[tuple[Off, str]]:
    return [(one.off, one.name or one.on.isoformat()) for one in told.days_off]


def test_an_evening_and_a_weekend_explain_themselves() -> None:
    """V1: nobody has to be told why someone isn't there on a Saturday."""
    assert _told("2026-11-24 18:00").days_off == ()
    assert _told("2026-11-27 18:00").days_off == ()
    assert _told("2026-11-28 12:00").days_off == ()


def test_a_holiday_is_named() -> None:
    """V1: asked on the evening before Christmas Eve: back on Monday, because of three days."""
    told = _told("2026-12-23 18:00")
    assert told.back_at == at("2026-12-28 08:00")
    assert _off(told) == [(Off.HOLIDAY, "Julafton"), (Off.HOLIDAY, "Juldagen")]


def test_over_new_year_the_eve_and_the_day_are_named() -> None:
    """V1: the return is of next year."""
    told = _told("2026-12-31 10:00")
    assert told.back_at == at("2027-01-04 08:00")
    assert _off(told) == [(Off.HOLIDAY, "Nyårsafton"), (Off.HOLIDAY, "Nyårsdagen")]


def test_part_time_tells_the_weekday_that_the_person_never_works() -> None:
    """V1: "arbetar inte fredagar"; Monday is next."""
    told = _told("2026-11-26 18:00", hours=NOT_FRIDAYS)
    assert told.back_at == at("2026-11-30 08:00")
    assert told.days_off == (DayOff(off=Off.WEEKDAY, on=date(2026, 11, 27)),)


def test_part_time_by_turns_tells_only_this_friday() -> None:
    """V1: week 49 is odd, so that Friday is free; week 48 is even."""
    assert _told("2026-11-26 18:00", hours=EVERY_OTHER_FRIDAY).back_at == at("2026-11-27 08:00")
    told = _told("2026-12-03 18:00", hours=EVERY_OTHER_FRIDAY)
    assert told.back_at == at("2026-12-07 08:00")
    assert told.days_off == (DayOff(off=Off.THIS_DAY, on=date(2026, 12, 4)),)


def test_an_early_closing_and_a_closed_day_are_told() -> None:
    """V1: Wednesday at one: the house closed at noon and is closed all Thursday."""
    told = _told("2026-11-25 13:00", calendar=CLOSING)
    assert told.back_at == at("2026-11-27 08:00")
    assert told.days_off == (
        DayOff(off=Off.SHORTENED, on=date(2026, 11, 25), closes=time(12)),
        DayOff(off=Off.CLOSED, on=date(2026, 11, 26)),
    )


def test_whoever_works_afternoons_has_no_day_when_the_house_closes_at_noon() -> None:
    """V1: the shortened day is the reason, though it has not come yet."""
    told = _told("2026-11-24 18:00", hours=AFTERNOONS, calendar=CLOSING)
    assert told.back_at == at("2026-11-27 13:00")
    assert [one.off for one in told.days_off] == [Off.SHORTENED, Off.CLOSED]


def test_half_days_are_back_the_next_half() -> None:
    """V1: mornings are over at noon; a lunch that ends at one is back the next morning."""
    assert _told("2026-11-24 12:00", hours=MORNINGS).back_at == at("2026-11-25 08:00")
    lunch = diversion(Reason.LUNCH, "2026-11-24 11:30", "2026-11-24 13:00")
    assert _told("2026-11-24 11:45", lunch, hours=MORNINGS).back_at == at("2026-11-25 08:00")
    assert _told("2026-11-24 11:45", lunch, hours=AFTERNOONS).back_at == at("2026-11-24 13:00")


def test_only_the_last_of_a_row_of_diversions_is_followed_by_days_off() -> None:
    """Masking: Thursday's vacation is told by no day off; the free Friday after it is."""
    meeting = diversion(Reason.MEETING, "2026-11-25 14:00", "2026-11-25 17:00")
    vacation = diversion(Reason.VACATION, "2026-11-26 08:00", "2026-11-26 17:00")
    told = _told("2026-11-25 15:00", meeting, vacation, hours=NOT_FRIDAYS)
    assert told.back_at == at("2026-11-30 08:00")
    assert told.days_off == (DayOff(off=Off.WEEKDAY, on=date(2026, 11, 27)),)
    monday = diversion(Reason.VACATION, "2026-11-30 08:00", "2026-11-30 17:00")
    assert _told("2026-11-25 15:00", meeting, vacation, monday, hours=NOT_FRIDAYS).days_off == ()


def test_what_goes_on_until_further_notice_after_a_meeting_is_told_and_masked() -> None:
    """V1: no return is in sight, because of something that is not the meeting; why is not for the switchboard."""
    meeting = diversion(Reason.MEETING, "2026-11-24 13:00", "2026-11-24 17:00")
    leave = diversion(Reason.PARENTAL_LEAVE, "2026-11-25 08:00", None)
    told = _told("2026-11-24 14:00", meeting, leave)
    assert told.absence is not None
    assert told.absence.diversion is meeting
    assert told.lasting is not None
    assert (told.lasting.diversion, told.lasting.shows_reason) == (leave, False)
    for_manager = _told("2026-11-24 14:00", meeting, leave, viewer=BO)
    assert for_manager.lasting is not None
    assert for_manager.lasting.shows_reason
    evening = _told("2026-11-23 18:00", replace(leave, period=Period(at("2026-11-24 08:00"), None)))
    assert (evening.state, evening.back_at) == (State.OFF_DUTY, None)
    assert evening.lasting is not None


def test_an_open_line_at_night_has_nobody_at_its_other_end() -> None:
    """V1: calls are let through while the person works; at nine in the evening they are off duty until morning."""
    trip = diversion(Reason.BUSINESS_TRIP, "2026-11-24 08:00", "2026-11-26 17:00", open_line=True)
    assert _told("2026-11-24 10:00", trip).state is State.OPEN_LINE
    told = _told("2026-11-24 21:00", trip)
    assert (told.state, told.back_at, told.is_reachable) == (State.OFF_DUTY, at("2026-11-25 08:00"), False)


def test_what_comes_next_today_is_told_of_whoever_can_be_reached() -> None:
    """V1: "ledig nu, möte 14:00"; a private reason is no more than the time."""
    meeting = diversion(Reason.MEETING, "2026-11-24 14:00", "2026-11-24 15:00")
    doctor = diversion(Reason.OTHER, "2026-11-24 11:00", "2026-11-24 12:00")
    told = _told("2026-11-24 10:00", doctor, meeting)
    assert told.next is not None
    assert told.next.absence is not None
    assert (told.next.at, told.next.absence.shows_reason) == (at("2026-11-24 11:00"), False)
    told = _told("2026-11-24 12:00", doctor, meeting)
    assert told.next is not None
    assert told.next.absence is not None
    assert (told.next.at, told.next.absence.shows_reason) == (at("2026-11-24 14:00"), True)


def test_with_nothing_more_today_the_working_time_ends() -> None:
    """V1: at 17, at noon on a short day, before the break; an open line and tomorrow's meeting are no end."""
    tomorrow = diversion(Reason.MEETING, "2026-11-25 08:00", "2026-11-25 17:00")
    open_line = diversion(Reason.TRAINING, "2026-11-24 13:00", "2026-11-24 15:00", open_line=True)
    told = _told("2026-11-24 10:00", open_line, tomorrow)
    assert told.next is not None
    assert (told.next.at, told.next.absence) == (at("2026-11-24 17:00"), None)
    wednesday = _told("2026-11-25 10:00", calendar=CLOSING)
    assert wednesday.next is not None
    assert wednesday.next.at == at("2026-11-25 12:00")


def test_whoever_is_back_today_is_told_of_with_what_comes_after_that() -> None:
    """V1: lunch until one, and a meeting from two: there is an hour to call in. Not so of tomorrow."""
    lunch = diversion(Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00")
    meeting = diversion(Reason.MEETING, "2026-11-24 14:00", "2026-11-24 17:00")
    told = _told("2026-11-24 12:30", lunch, meeting)
    assert told.next is not None
    assert (told.back_at, told.next.at) == (at("2026-11-24 13:00"), at("2026-11-24 14:00"))
    assert _told("2026-11-24 15:00", lunch, meeting).next is None


@pytest.mark.parametrize(
    ("when", "gone", "back"),
    [("10:45", True, False), ("10:44", False, False), ("11:45", False, True), ("11:44", False, False)],
)
def test_a_quarter_of_an_hour_is_soon(when: str, gone: bool, back: bool) -> None:
    """V1: the meeting from eleven to twelve: hurry, or wait."""
    told = _told(f"2026-11-24 {when}", diversion(Reason.MEETING, "2026-11-24 11:00", "2026-11-24 12:00"))
    assert (told.is_soon_gone, told.is_back_soon) == (gone, back)


def test_a_shift_that_begins_in_the_hour_that_the_clock_skips_begins_at_the_change() -> None:
    """A3: on that night half past two is three o'clock; in October the first half past two is meant."""
    calendar = WorkingCalendar(ZONE)
    for evening, begins in (("2026-03-29 01:00", "2026-03-29 03:00"), ("2026-10-25 01:00", "2026-10-25 02:30")):
        back = first_reachable(DiversionBook(person=ANNA), at(evening), calendar, NIGHTS)
        assert back.at is not None
        assert as_utc(back.at) == as_utc(at(begins))


STARTS = [
    datetime(2026, 10, 23, 6, tzinfo=ZONE),
    datetime(2026, 11, 24, 6, tzinfo=ZONE),
    datetime(2026, 12, 22, 6, tzinfo=ZONE),
    datetime(2026, 12, 30, 6, tzinfo=ZONE),
    datetime(2026, 3, 27, 6, tzinfo=ZONE),
    datetime(2027, 3, 25, 6, tzinfo=ZONE),
]
"""Days before the clocks go back, an ordinary one, Christmas, New Year, before they go forward, and Easter."""
STEP = timedelta(minutes=15)


@st.composite
def _books(draw: st.DrawFn) -> tuple[datetime, DiversionBook]:
    """An instant, and up to five diversions after it, apart from each other, the last perhaps without an end."""
    start = as_utc(draw(st.sampled_from(STARTS)))
    edges = sorted(draw(st.sets(st.integers(0, 500), max_size=10)))
    if len(edges) % 2 and draw(st.booleans()):
        edges = edges[:-1]
    found = []
    for number in range(0, len(edges), 2):
        ends = start + edges[number + 1] * STEP if number + 1 < len(edges) else None
        found.append(
            Diversion(
                id=str(number),
                reason=Reason.SICK,
                period=Period(start + edges[number] * STEP, ends),
                open_line=draw(st.booleans()),
                set_by=ANNA,
                set_at=start,
            )
        )
    return start + draw(st.integers(0, 500)) * STEP, DiversionBook(person=ANNA, diversions=tuple(found))


@settings(max_examples=40, deadline=None)
@given(_books(), st.sampled_from([OFFICE_HOURS, NOT_FRIDAYS, EVERY_OTHER_FRIDAY, MORNINGS, AFTERNOONS, NIGHTS]))
def test_the_return_is_the_first_quarter_that_a_walk_through_time_finds_free(
    drawn: tuple[datetime, DiversionBook], hours: WorkingHours
) -> None:
    """A3: against one who goes quarter by quarter on the real clock, and knows nothing of days or links."""
    instant, book = drawn
    calendar = WorkingCalendar(ZONE, closed_on=CLOSING.closed_on, shortened_on=CLOSING.shortened_on)
    back = first_reachable(book, instant, calendar, hours)
    walked = instant
    for _ in range(4 * 24 * 14):
        hindrance = book.running(walked)
        if calendar.is_working_time(walked, hours) and (hindrance is None or hindrance.open_line):
            break
        walked += STEP
    else:
        assert back.at is None or as_utc(back.at) >= walked
        return
    assert back.at is not None
    assert as_utc(back.at) == walked
