"""Better times (S7, A5) against minutes looked at one by one, over clock changes, New Year, Christmas and Easter."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.callback_times import Diary, latest_contact
from policy.diversions import Diversion, DiversionBook
from policy.periods import Period, as_utc
from policy.reasons import Reason
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingCalendar, WorkingHours
from tests.policy.small_town import ANNA, MORNINGS_MONDAY_TO_WEDNESDAY, ZONE

ROUND_THE_CLOCK = WorkingHours({weekday: (Stretch(time(0), time(23, 59)),) for weekday in range(7)})
CALENDAR = WorkingCalendar(
    ZONE,
    closed_on=frozenset({datetime(2026, 12, 28, tzinfo=ZONE).date()}),
    shortened_on={datetime(2026, 12, 23, tzinfo=ZONE).date(): time(13)},
)
STARTS = st.sampled_from(
    [
        datetime(2026, 10, 23, 12, tzinfo=ZONE),  # the clocks go back on the 25th
        datetime(2026, 12, 22, 9, tzinfo=ZONE),  # Christmas
        datetime(2026, 12, 30, 9, tzinfo=ZONE),  # New Year
        datetime(2027, 3, 24, 9, tzinfo=ZONE),  # Easter, and the clocks go forward on the 28th
    ]
)
MINUTES = st.integers(0, 9 * 24 * 60)
HOURS = st.sampled_from([OFFICE_HOURS, MORNINGS_MONDAY_TO_WEDNESDAY, ROUND_THE_CLOCK])


def _later(start: datetime, minutes: int) -> datetime:
    return as_utc(start) + timedelta(minutes=minutes)


@st.composite
def _cases(draw: st.DrawFn) -> tuple[Diary, datetime, datetime]:
    """Someone's diary with up to two diversions, the present, and a time that is wanted, perhaps past."""
    start = draw(STARTS)
    edges = sorted(draw(st.lists(MINUTES, min_size=4, max_size=4, unique=True)))
    spans = [(edges[0], edges[1]), (edges[2], edges[3])][: draw(st.integers(0, 2))]
    diversions = tuple(
        Diversion(
            id=f"d{number}",
            reason=Reason.MEETING,
            period=Period(_later(start, begins), _later(start, ends)),
            open_line=draw(st.booleans()),
            set_by=ANNA,
            set_at=as_utc(start),
        )
        for number, (begins, ends) in enumerate(spans)
    )
    diary = Diary(calendar=CALENDAR, hours=draw(HOURS), book=DiversionBook(person=ANNA, diversions=diversions))
    return diary, as_utc(start), _later(start, draw(st.integers(-600, 9 * 24 * 60)))


def _can_call(diary: Diary, minute: datetime) -> bool:
    """Whether the person is at work and not diverted in the minute that begins then."""
    running = diary.book.running(minute)
    return CALENDAR.is_working_time(minute, diary.hours) and (running is None or running.open_line)


@settings(max_examples=150, deadline=None)
@given(_cases())
def test_a_time_is_fit_exactly_when_the_minute_before_it_is_free(case: tuple[Diary, datetime, datetime]) -> None:
    """S7: by the painter's measure, which knows nothing of periods."""
    diary, now, wanted = case
    fit = wanted > now and _can_call(diary, wanted - timedelta(minutes=1))
    assert (diary.misfit(wanted, now=now) is None) == fit


@settings(max_examples=150, deadline=None)
@given(_cases())
def test_the_better_time_can_be_kept_and_is_the_nearest(case: tuple[Diary, datetime, datetime]) -> None:
    """S7: it is ahead and fit; no minute between it and the wanted time would have been."""
    diary, now, wanted = case
    better = diary.better(wanted, now=now)
    assert better > now
    assert diary.misfit(better, now=now) is None
    if better <= wanted:
        minute = better
        while minute < wanted:
            assert not _can_call(diary, minute)
            minute += timedelta(minutes=1)
    else:
        # None before it was far enough ahead to be offered.
        minute = now + timedelta(minutes=15)
        while minute <= wanted:
            assert not _can_call(diary, minute - timedelta(minutes=1))
            minute += timedelta(minutes=1)


@settings(max_examples=150, deadline=None)
@given(_cases())
def test_a_left_message_never_goes_past_the_next_working_day(case: tuple[Diary, datetime, datetime]) -> None:
    """A5: whatever was wanted, and wherever its receiver is."""
    diary, now, wanted = case
    latest = latest_contact(CALENDAR, now)
    assert now < diary.due_of_message(left_at=now) <= latest
    assert diary.better(wanted, now=now, latest=latest) <= latest
    local_day = CALENDAR.local(latest).date()
    assert local_day == CALENDAR.next_working_day(CALENDAR.local(now).date())


@settings(max_examples=60, deadline=None)
@given(STARTS, MINUTES)
def test_the_limit_is_when_an_office_closes_on_a_day_that_is_worked(start: datetime, minutes: int) -> None:
    """A5: counted by the municipality's clocks on both sides of a clock change."""
    latest = CALENDAR.local(latest_contact(CALENDAR, _later(start, minutes)))
    assert CALENDAR.is_working_day(latest.date())
    assert latest.time() == CALENDAR.stretches(latest.date())[-1].end
