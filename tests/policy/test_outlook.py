"""What is told of a stretch of time ahead (V1), and when someone is asked whether "until further notice" holds (A3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

import pytest

from policy.availability import Outlook, outlook
from policy.diversions import Diversion, DiversionBook
from policy.open_ended import must_ask_whether_it_lasts
from policy.organisation import PersonId
from policy.periods import Period
from policy.reasons import Reason
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingHours
from tests.policy.small_town import ANNA, BO, DISA, VERA, at, diversion, period, small_town

TOWN = small_town()
NOW = at("2026-11-24 09:00")
THURSDAY = period("2026-11-26 08:00", "2026-11-26 17:00")
WHOLE_DAY = diversion(Reason.VACATION, "2026-11-26 08:00", "2026-11-26 17:00", note="Fjällen")
MORNING = diversion(Reason.MEETING, "2026-11-26 08:00", "2026-11-26 12:00")
AFTERNOON = diversion(Reason.SICK, "2026-11-26 12:00", "2026-11-26 17:00")


def _outlook(
    asked: Period, *diversions: Diversion, viewer: PersonId = VERA, person: PersonId = ANNA, now: datetime = NOW
) -> Outlook:
    book = DiversionBook(person=person, diversions=diversions)
    return outlook(TOWN, book, TOWN.people[person], viewer=viewer, period=asked, now=now)


def _works_and_reachable(
    asked: Period, *diversions: Diversion, person: PersonId = ANNA, now: datetime = NOW
) -> tuple[bool, bool]:
    told = _outlook(asked, *diversions, person=person, now=now)
    return told.works, told.reachable


def test_with_no_absence_the_person_works_and_can_be_reached() -> None:
    """V1: nothing stands in the way on Thursday."""
    told = _outlook(THURSDAY)
    assert (told.works, told.reachable, told.absences) == (True, True, ())


def test_away_the_whole_day_cannot_be_reached() -> None:
    """V1: works that day, diversions aside, but none of it is left."""
    told = _outlook(THURSDAY, WHOLE_DAY)
    assert (told.works, told.reachable) == (True, False)
    assert [absence.diversion for absence in told.absences] == [WHOLE_DAY]


def test_away_part_of_the_day_can_be_reached_the_rest_of_it() -> None:
    """V1: a meeting until noon leaves the afternoon; with a sick afternoon nothing is left."""
    assert _works_and_reachable(THURSDAY, MORNING) == (True, True)
    assert _works_and_reachable(THURSDAY, MORNING, AFTERNOON) == (True, False)


def test_an_open_line_leaves_the_person_reachable() -> None:
    """V1: calls are let through, so an open line takes nothing away, though it is told."""
    told = _outlook(THURSDAY, replace(WHOLE_DAY, open_line=True))
    assert told.reachable
    assert len(told.absences) == 1


def test_on_a_weekend_or_a_holiday_nobody_works() -> None:
    """V1: off duty, whether or not a diversion says so; part time is off duty on its free days."""
    assert _works_and_reachable(period("2026-11-28 00:00", "2026-11-30 00:00")) == (False, False)
    assert _works_and_reachable(period("2026-12-24 00:00", "2026-12-25 00:00")) == (False, False)
    assert _works_and_reachable(THURSDAY, person=DISA) == (False, False)


def test_what_only_touches_the_period_is_not_told() -> None:
    """Half-open: what ends as the period begins, or begins as it ends, is none of the question's business."""
    before = diversion(Reason.MEETING, "2026-11-25 08:00", "2026-11-26 08:00")
    after = diversion(Reason.MEETING, "2026-11-26 17:00", "2026-11-27 08:00")
    assert _outlook(THURSDAY, before, after).absences == ()


def test_what_has_passed_of_the_period_counts_no_more() -> None:
    """V1: asked at 15 about today, a free morning is no way to reach someone, and this morning's lunch is not told."""
    today = period("2026-11-24 08:00", "2026-11-24 17:00")
    lunch = diversion(Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00")
    meeting = diversion(Reason.MEETING, "2026-11-24 14:00", "2026-11-24 17:00")
    told = _outlook(today, lunch, meeting, now=at("2026-11-24 15:00"))
    assert (told.works, told.reachable) == (True, False)
    assert [absence.diversion for absence in told.absences] == [meeting]
    assert told.period == today
    assert _outlook(today, lunch, meeting, now=at("2026-11-24 09:00")).reachable


@pytest.mark.parametrize("asked", [period("2026-11-23 08:00", "2026-11-24 09:00"), period("2026-11-26 08:00", None)])
def test_a_period_that_is_over_or_has_no_end_is_refused(asked: Period) -> None:
    """An outlook is ahead, and somewhere it stops."""
    with pytest.raises(ValueError, match=r"over|end"):
        _outlook(asked)


def test_each_absence_ahead_is_masked_on_its_own() -> None:
    """Masking: in one answer the meeting is told and the sick afternoon is "away"; the nearest manager sees both."""
    colleague = _outlook(THURSDAY, MORNING, AFTERNOON)
    assert [absence.shows_reason for absence in colleague.absences] == [True, False]
    manager = _outlook(THURSDAY, MORNING, AFTERNOON, viewer=BO)
    assert [absence.shows_reason for absence in manager.absences] == [True, True]


def test_an_outlook_over_the_clock_change_counts_the_days_of_the_zone() -> None:
    """V1: the weekend of 2026-10-25 has an hour more, and Monday's office hours still begin at 8 local time."""
    monday = diversion(Reason.MEETING, "2026-10-26 08:00", "2026-10-26 17:00")
    weekend_and_monday = period("2026-10-24 00:00", "2026-10-27 00:00")
    assert _works_and_reachable(weekend_and_monday, monday, now=at("2026-10-23 12:00")) == (True, False)


# --- "Until further notice": does it still hold? (A3)

SICK = diversion(Reason.SICK, "2026-11-24 08:00", None, set_at="2026-11-24 07:30")
AFTERNOONS = WorkingHours({weekday: (Stretch(time(13), time(17)),) for weekday in range(5)})


def _asks(
    now: str,
    *,
    last_asked: str | None = None,
    held: Diversion = SICK,
    hours: WorkingHours = OFFICE_HOURS,
) -> bool:
    return must_ask_whether_it_lasts(
        held,
        now=at(now),
        last_asked_at=None if last_asked is None else at(last_asked),
        calendar=TOWN.calendar,
        hours=hours,
    )


ASKING = [
    ("nästa arbetsmorgon", "2026-11-25 08:00", None, True),
    ("strax före tolv går bra", "2026-11-25 11:59", None, True),
    ("samma dag som den sattes", "2026-11-24 09:00", None, False),
    ("redan frågad i dag", "2026-11-25 09:00", "2026-11-25 08:00", False),
    ("frågad i går", "2026-11-26 08:00", "2026-11-25 08:00", True),
    ("före arbetsdagens början", "2026-11-25 07:59", None, False),
    ("på eftermiddagen", "2026-11-25 12:00", None, False),
    ("på lördagen", "2026-11-28 09:00", None, False),
    ("på julafton", "2026-12-24 09:00", "2026-12-23 08:00", False),
    ("måndag efter klockomställningen", "2027-03-30 08:00", "2027-03-25 08:00", True),
]


@pytest.mark.parametrize(("name", "now", "last_asked", "asks"), ASKING, ids=[row[0] for row in ASKING])
def test_until_further_notice_is_asked_about_once_each_working_morning(
    name: str, now: str, last_asked: str | None, asks: bool
) -> None:
    """A3: "those are asked about each working morning"."""
    assert _asks(now, last_asked=last_asked) is asks, name


def test_whoever_works_afternoons_alone_is_asked_as_their_day_begins() -> None:
    """A3: nobody's "until further notice" goes unasked because their morning comes after noon."""
    assert not _asks("2026-11-25 12:59", hours=AFTERNOONS)
    assert _asks("2026-11-25 13:00", hours=AFTERNOONS)
    assert not _asks("2026-11-25 13:30", last_asked="2026-11-25 13:00", hours=AFTERNOONS)


def test_a_diversion_with_an_end_is_never_asked_about() -> None:
    """A3: it has its return time."""
    ends = diversion(Reason.SICK, "2026-11-24 08:00", "2026-12-24 08:00")
    assert not _asks("2026-11-25 08:00", held=ends)


def test_a_diversion_that_has_not_begun_is_not_asked_about() -> None:
    """A3: a leave from next week on holds nothing yet."""
    ahead = diversion(Reason.PARENTAL_LEAVE, "2026-12-01 08:00", None, set_at="2026-11-20 08:00")
    assert not _asks("2026-11-25 08:00", held=ahead)
    assert _asks("2026-12-01 08:00", held=ahead)
