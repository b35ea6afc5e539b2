"""Which times a promise can be kept at (S7), and when a left message is due at the latest (A5)."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from policy.callback_times import Misfit, after_working, latest_contact
from policy.periods import as_utc
from policy.reasons import Reason
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingCalendar, WorkingHours
from tests.policy.promises import CALENDAR, TUESDAY, diary, local
from tests.policy.small_town import MORNINGS_MONDAY_TO_WEDNESDAY, ZONE, at, diversion

LOCAL_DAYS = WorkingCalendar(
    ZONE,
    closed_on=frozenset({date(2027, 5, 7)}),
    shortened_on={date(2026, 12, 23): time(13), date(2027, 3, 25): time(12), date(2027, 4, 30): time(8)},
)
UNTIL_FOUR = WorkingHours({weekday: (Stretch(time(8), time(16)),) for weekday in range(5)})

LATEST = [
    ("en tisdag", "2026-11-24 09:00", "2026-11-25 17:00"),
    ("en fredag", "2026-11-27 16:59", "2026-11-30 17:00"),
    ("en lördag", "2026-11-28 12:00", "2026-11-30 17:00"),
    ("dagen före en förkortad dag", "2026-12-22 10:00", "2026-12-23 13:00"),
    ("den förkortade dagen före julafton", "2026-12-23 12:00", "2026-12-28 17:00"),
    ("nyårsaftons dag före", "2026-12-30 09:00", "2027-01-04 17:00"),
    ("onsdag före skärtorsdag", "2027-03-24 09:00", "2027-03-25 12:00"),
    ("skärtorsdagen", "2027-03-25 09:00", "2027-03-30 17:00"),
    ("före en dag som är stängd från början", "2027-04-29 09:00", "2027-05-03 17:00"),
    ("dagen före Kristi himmelsfärd, med klämdag", "2027-05-05 09:00", "2027-05-10 17:00"),
    ("fredag före klockbytet i mars", "2027-03-26 09:00", "2027-03-30 17:00"),
    ("lördag före klockbytet i oktober", "2026-10-24 09:00", "2026-10-26 17:00"),
]


@pytest.mark.parametrize(("name", "left", "latest"), LATEST, ids=[name for name, _, _ in LATEST])
def test_a_message_is_due_at_the_end_of_the_next_working_day(name: str, left: str, latest: str) -> None:
    """A5: holidays, closed days and shortened days counted out."""
    assert local(latest_contact(LOCAL_DAYS, at(left))) == latest, name


MISFITS = [
    ("i arbetstid", "2026-11-24 15:00", None),
    ("vid dagens slut", "2026-11-24 17:00", None),
    ("efter dagens slut", "2026-11-24 17:30", Misfit.OUTSIDE_HOURS),
    ("just när dagen börjar", "2026-11-25 08:00", Misfit.OUTSIDE_HOURS),
    ("en lördag", "2026-11-28 12:00", Misfit.OUTSIDE_HOURS),
    ("på julafton", "2026-12-24 12:00", Misfit.DAY_OFF),
    ("på annandag påsk", "2027-03-29 12:00", Misfit.DAY_OFF),
    ("nu", "2026-11-24 09:00", Misfit.PAST),
    ("igår", "2026-11-23 12:00", Misfit.PAST),
    ("i sitt eget möte", "2026-11-25 14:00", Misfit.DIVERTED),
    ("när mötet slutar", "2026-11-25 15:00", Misfit.DIVERTED),
    ("strax efter mötet", "2026-11-25 15:30", None),
    ("när mötet börjar", "2026-11-25 13:00", None),
]
MEETING = diversion(Reason.MEETING, "2026-11-25 13:00", "2026-11-25 15:00")


@pytest.mark.parametrize(("name", "due", "misfit"), MISFITS, ids=[name for name, _, _ in MISFITS])
def test_a_time_is_fit_when_there_is_free_working_time_right_up_to_it(
    name: str, due: str, misfit: Misfit | None
) -> None:
    """S7: a realistic time is inside working hours, on a working day, outside one's own diversions, and ahead."""
    assert diary(MEETING).misfit(at(due), now=TUESDAY) is misfit, name


BETTER = [
    ("en lördag blir fredag kväll", "2026-11-28 12:00", "2026-11-27 17:00"),
    ("kvällen blir arbetsdagens slut", "2026-11-24 20:00", "2026-11-24 17:00"),
    ("julafton blir dagen före", "2026-12-24 12:00", "2026-12-23 17:00"),
    ("tidigt på morgonen blir dagen före", "2026-11-25 07:30", "2026-11-24 17:00"),
    ("i mötet blir före mötet", "2026-11-25 14:00", "2026-11-25 13:00"),
    ("det som varit blir snart", "2026-11-23 12:00", "2026-11-24 10:00"),
]


@pytest.mark.parametrize(("name", "wanted", "better"), BETTER, ids=[name for name, _, _ in BETTER])
def test_the_better_time_is_the_last_fit_one_before(name: str, wanted: str, better: str) -> None:
    """S7: the caller hears no later than they were told."""
    suggestion = diary(MEETING).suggestion(at(wanted), now=TUESDAY)
    assert suggestion is not None, name
    assert local(suggestion.better) == better


def test_without_a_fit_time_before_it_is_the_first_after() -> None:
    """Away from now on: an hour after coming back, which gives time to call."""
    away = diversion(Reason.MEETING, "2026-11-24 08:30", "2026-11-24 15:00")
    suggestion = diary(away).suggestion(at("2026-11-24 14:00"), now=TUESDAY)
    assert suggestion is not None
    assert (suggestion.misfit, suggestion.diversion, suggestion.may_keep) == (Misfit.DIVERTED, away, True)
    assert local(suggestion.better) == "2026-11-24 16:00"


def test_a_time_too_near_to_keep_is_not_offered() -> None:
    """Five to five, for eight in the evening: nobody calls within five minutes."""
    now = at("2026-11-24 16:55")
    assert local(diary().better(at("2026-11-24 20:00"), now=now)) == "2026-11-25 09:00"


def test_an_open_line_is_no_hindrance() -> None:
    """Calls are let through, so calls can be made."""
    away = diversion(Reason.MEETING, "2026-11-25 13:00", "2026-11-25 15:00", open_line=True)
    assert diary(away).misfit(at("2026-11-25 14:00"), now=TUESDAY) is None


def test_what_has_been_can_not_be_insisted_on() -> None:
    """A promise can't be due before it is made."""
    suggestion = diary().suggestion(at("2026-11-23 12:00"), now=TUESDAY)
    assert suggestion is not None
    assert not suggestion.may_keep


def test_a_left_message_is_never_due_past_its_limit() -> None:
    """A5: neither wanted, nor offered, nor because the receiver is away all the while."""
    latest = latest_contact(CALENDAR, TUESDAY)
    suggestion = diary().suggestion(at("2026-11-27 12:00"), now=TUESDAY, latest=latest)
    assert suggestion is not None
    assert (suggestion.misfit, suggestion.may_keep) == (Misfit.TOO_LATE, False)
    assert suggestion.better == latest
    away = diversion(Reason.VACATION, "2026-11-24 08:00", "2026-12-04 17:00")
    assert diary(away).due_of_message(left_at=TUESDAY) == latest


def test_a_left_message_is_due_where_its_receiver_can_call() -> None:
    """A5: the latest is the limit; part time and a meeting bring it forward."""
    assert local(diary(hours=UNTIL_FOUR).due_of_message(left_at=TUESDAY)) == "2026-11-25 16:00"
    afternoon = diversion(Reason.MEETING, "2026-11-25 13:00", "2026-11-25 17:00")
    assert local(diary(afternoon).due_of_message(left_at=TUESDAY)) == "2026-11-25 13:00"


def test_a_promise_without_a_time_is_due_the_next_working_day() -> None:
    """A5 is the usual measure for one's own promises too, but there a part-timer may go past it."""
    assert local(diary().usual_due(now=TUESDAY)) == "2026-11-25 17:00"
    wednesday_noon = at("2026-11-25 12:30")
    part_time = diary(hours=MORNINGS_MONDAY_TO_WEDNESDAY)
    assert local(part_time.usual_due(now=wednesday_noon)) == "2026-11-30 09:00"


def test_a_day_said_alone_is_known() -> None:
    """ "Senast imorgon" is read as when the office closes; for someone who leaves at four it is four, unasked."""
    suggestion = diary(hours=UNTIL_FOUR).suggestion(at("2026-11-25 17:00"), now=TUESDAY)
    assert suggestion is not None
    assert suggestion.day_meant
    half_past = diary(hours=UNTIL_FOUR).suggestion(at("2026-11-25 16:30"), now=TUESDAY)
    assert half_past is not None
    assert not half_past.day_meant


def test_working_time_is_counted_over_nights_and_weekends() -> None:
    """M1: the manager hears after hours of work, not of sleep."""
    assert (
        local(after_working(CALENDAR, OFFICE_HOURS, at("2026-11-27 15:00"), timedelta(hours=4))) == "2026-11-30 10:00"
    )
    assert (
        local(after_working(CALENDAR, OFFICE_HOURS, at("2026-12-23 17:00"), timedelta(hours=4))) == "2026-12-28 12:00"
    )


def test_someone_who_never_works_is_not_searched_for_without_end() -> None:
    """Empty hours: the wanted time is all there is."""
    never = diary(hours=WorkingHours({}))
    assert never.better(at("2026-11-25 12:00"), now=TUESDAY) == as_utc(at("2026-11-25 12:00"))
    assert never.suggestion(at("2026-11-25 12:00"), now=TUESDAY) is None
