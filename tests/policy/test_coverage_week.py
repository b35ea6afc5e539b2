"""Coverage as time passes: who covers when, day by day, with the same gaps as the alerts tell of (A2, M2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.answer_groups import AnswerGroup, PhoneHours, PhoneStretch
from policy.coverage import DutyShift, GroupFacts, covers_of, gaps
from policy.coverage_week import coverage_week, covered_stretches, day_of, monday_of
from policy.diversions import DiversionBook
from policy.ids import GroupId, PersonId
from policy.periods import Period
from policy.reasons import Reason
from policy.working_calendar import Stretch, WorkingCalendar
from tests.policy.small_town import ANNA, BO, BUILDING, DAG, DISA, ZONE, at, diversion, period, small_town

TOWN = small_town()
CALENDAR = TOWN.calendar
MONDAY = date(2026, 11, 30)
MORNING = PhoneStretch(Stretch(time(9), time(11, 30)))
AFTERNOON = PhoneStretch(Stretch(time(13), time(15)))
GROUP = AnswerGroup(
    id=GroupId("bygglov"),
    name="Bygglov",
    unit=BUILDING,
    members=(ANNA, DAG),
    phone_hours=PhoneHours(weekdays=dict.fromkeys(range(4), (MORNING, AFTERNOON)) | {4: (MORNING,)}),
)
FACTS = GroupFacts(group=GROUP, people=TOWN.people)


def _away(person: PersonId, start: str, end: str) -> DiversionBook:
    return DiversionBook(person=person, diversions=(diversion(Reason.SICK, start, end),))


def test_a_stretch_is_cut_where_who_can_answer_changes() -> None:
    """M2: Anna is away 10–12, so Dag answers alone until she is back."""
    facts = replace(FACTS, books={ANNA: _away(ANNA, "2026-11-30 10:00", "2026-11-30 12:00")})
    monday = coverage_week(CALENDAR, facts, MONDAY).days[0]
    assert [(one.period, one.able) for one in monday.stretches] == [
        (period("2026-11-30 09:00", "2026-11-30 10:00"), (ANNA, DAG)),
        (period("2026-11-30 10:00", "2026-11-30 11:30"), (DAG,)),
        (period("2026-11-30 13:00", "2026-11-30 15:00"), (ANNA, DAG)),
    ]
    assert not monday.has_gap


def test_whoever_has_phone_duty_is_tried_first() -> None:
    """A2: then the others as the group lists them."""
    shift = DutyShift(
        id="s",
        person=DAG,
        period=period("2026-11-30 09:00", "2026-11-30 11:30"),
        set_by=BO,
        set_at=at("2026-11-24 10:00"),
    )
    stretches = coverage_week(CALENDAR, replace(FACTS, shifts=(shift,)), MONDAY).days[0].stretches
    assert [one.able for one in stretches] == [(DAG, ANNA), (ANNA, DAG)]


def test_a_saturday_is_shown_only_with_phone_hours() -> None:
    """M2: five days, or as many as have hours."""
    assert [day.on.weekday() for day in coverage_week(CALENDAR, FACTS, MONDAY).days] == [0, 1, 2, 3, 4]
    saturdays = replace(GROUP, phone_hours=PhoneHours(weekdays={5: (MORNING,)}))
    week = coverage_week(CALENDAR, replace(FACTS, group=saturdays), MONDAY)
    assert [day.on.weekday() for day in week.days] == [0, 1, 2, 3, 4, 5]
    assert week.days[5].has_gap  # Nobody works on Saturdays.


def test_the_week_of_new_year_has_its_days_off_and_runs_into_the_next_year() -> None:
    """M2: week 53, with New Year's Eve and New Year's Day as days off, named."""
    week = coverage_week(CALENDAR, FACTS, date(2026, 12, 28))
    assert [(day.on, day.holiday, bool(day.stretches)) for day in week.days] == [
        (date(2026, 12, 28), "", True),
        (date(2026, 12, 29), "", True),
        (date(2026, 12, 30), "", True),
        (date(2026, 12, 31), "Nyårsafton", False),
        (date(2027, 1, 1), "Nyårsdagen", False),
    ]


def test_a_closed_day_of_the_municipality_has_no_name() -> None:
    """M2: it is closed all the same."""
    calendar = WorkingCalendar(ZONE, closed_on=frozenset({MONDAY}))
    monday = coverage_week(calendar, FACTS, MONDAY).days[0]
    assert (monday.is_closed, monday.holiday, monday.stretches) == (True, "", ())


@pytest.mark.parametrize(("on", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 30), 24)])
def test_a_day_is_as_long_as_the_clocks_make_it(on: date, hours: int) -> None:
    """M2: 23 hours in March, 25 in October."""
    assert day_of(CALENDAR, on).length == timedelta(hours=hours)


def test_a_week_begins_on_a_monday() -> None:
    """M2: and Sunday belongs to the Monday before it."""
    assert monday_of(date(2026, 12, 6)) == MONDAY
    with pytest.raises(ValueError, match="Monday"):
        coverage_week(CALENDAR, FACTS, date(2026, 12, 1))


DAYS = st.integers(0, 6)
STRETCHES = st.lists(
    st.tuples(st.integers(0, 46), st.integers(1, 16), st.integers(1, 3)).map(
        lambda given: PhoneStretch(
            Stretch(time(given[0] // 2, given[0] % 2 * 30), _half_hour(min(given[0] + given[1], 47))), given[2]
        )
    ),
    max_size=3,
)
ABSENCES = st.lists(
    st.tuples(st.sampled_from([ANNA, DAG, DISA]), st.integers(0, 7 * 48), st.integers(1, 60)), max_size=6
)
MONDAYS = st.sampled_from([date(2026, 3, 23), date(2026, 10, 19), date(2026, 12, 28), MONDAY])


def _half_hour(number: int) -> time:
    return time(number // 2, number % 2 * 30)


def _facts(
    weekdays: dict[int, list[PhoneStretch]], absences: list[tuple[PersonId, int, int]], monday: date
) -> GroupFacts:
    hours = {
        weekday: tuple(apart for apart in _apart(sorted(stretches, key=lambda one: one.stretch)))
        for weekday, stretches in weekdays.items()
    }
    begins = CALENDAR.at(monday, time(0))
    books: dict[PersonId, DiversionBook] = {}
    for person, start, length in absences:
        start_at = begins.astimezone(ZONE) + timedelta(minutes=30 * start)
        away = replace(
            diversion(Reason.MEETING, "2026-11-30 08:00", "2026-11-30 09:00"),
            id=f"{person}{start}",
            period=Period(start_at, start_at + timedelta(minutes=30 * length)),
        )
        book = books.get(person, DiversionBook(person=person))
        books[person] = replace(book, diversions=(*book.diversions, away))
    group = replace(GROUP, members=(ANNA, DAG, DISA), phone_hours=PhoneHours(weekdays=hours))
    return replace(FACTS, group=group, books=books)


def _apart(stretches: list[PhoneStretch]) -> list[PhoneStretch]:
    kept: list[PhoneStretch] = []
    for one in stretches:
        if not kept or kept[-1].stretch.end <= one.stretch.start:
            kept.append(one)
    return kept


@settings(max_examples=150, deadline=None)
@given(weekdays=st.dictionaries(DAYS, STRETCHES, max_size=5), absences=ABSENCES, monday=MONDAYS)
def test_what_is_shown_as_a_gap_is_what_the_alerts_call_one(
    weekdays: dict[int, list[PhoneStretch]], absences: list[tuple[PersonId, int, int]], monday: date
) -> None:
    """M2: one rule: minute by minute the week's gaps are those of `policy.coverage`, also as the clocks change."""
    facts = _facts(weekdays, absences, monday)
    within = Period(CALENDAR.at(monday, time(0)), CALENDAR.at(monday + timedelta(days=7), time(0)))
    shown = covered_stretches(CALENDAR, facts, within)
    assert all(
        before.period.end_at <= after.period.start_at for before, after in pairwise(shown) if before.period.end_at
    )
    told = gaps(CALENDAR, facts, within)
    covers = {one.person: one.periods for one in covers_of(CALENDAR, facts, within)}
    for one in shown:
        middle = _middle(one.period)
        assert one.is_gap == any(gap.period.contains(middle) for gap in told)
        assert set(one.able) == {person for person, spans in covers.items() if any(s.contains(middle) for s in spans)}
    for gap in told:
        assert (
            sum((_length(one.period) for one in shown if gap.period.covers(one.period)), timedelta())
            == gap.period.length
        )


def _middle(span: Period) -> datetime:
    return span.start_at + _length(span) / 2


def _length(span: Period) -> timedelta:
    assert span.length is not None
    return span.length
