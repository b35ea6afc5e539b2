"""Phone duty as a plan: posts, parts, what is possible, and that a plan saved is the plan that is shown again (M2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from policy.answer_groups import AnswerGroup, GroupChange, PhoneHours, PhoneStretch
from policy.coverage import DutyShift, GroupFacts, gaps
from policy.coverage_week import day_of
from policy.diversions import DiversionBook
from policy.duty_planning import Part, Post, able_in, planned, post_id, posts_of, require_possible, whole, with_plan
from policy.errors import PolicyErrors
from policy.ids import GroupId, PersonId
from policy.periods import Period
from policy.reasons import Reason
from policy.working_calendar import Stretch
from tests.policy.small_town import ANNA, BO, BUILDING, DAG, DISA, at, diversion, period, small_town

TOWN = small_town()
CALENDAR = TOWN.calendar
MONDAY = date(2026, 11, 30)
MORNING, AFTERNOON = PhoneStretch(Stretch(time(9), time(12)), 2), PhoneStretch(Stretch(time(13), time(15)))
GROUP = AnswerGroup(
    id=GroupId("bygglov"),
    name="Bygglov",
    unit=BUILDING,
    members=(ANNA, DAG, DISA),
    phone_hours=PhoneHours(weekdays={0: (MORNING, AFTERNOON)}),
    keeps_roster=True,
)
FIRST, SECOND = (Post(period("2026-11-30 09:00", "2026-11-30 12:00"), number) for number in (0, 1))
THIRD = Post(period("2026-11-30 13:00", "2026-11-30 15:00"))
WITHIN = day_of(CALENDAR, MONDAY)
NOW = at("2026-11-24 10:00")


def _shift(id_: str, person: PersonId, start: str, end: str, *, agreed: bool = False) -> DutyShift:
    span = period(f"2026-11-30 {start}", f"2026-11-30 {end}")
    return DutyShift(id=id_, person=person, period=span, agreed=agreed, set_by=BO, set_at=NOW)


def _part(person: PersonId | None, start: str, end: str) -> Part:
    return Part(period(f"2026-11-30 {start}", f"2026-11-30 {end}"), person)


def test_there_are_as_many_posts_as_must_be_able_to_answer_at_once() -> None:
    """M2: two in the morning, one in the afternoon, none on a day without phone hours."""
    assert posts_of(CALENDAR, GROUP, [MONDAY, MONDAY + timedelta(days=1)]) == (FIRST, SECOND, THIRD)
    assert [post_id(post, CALENDAR) for post in (FIRST, SECOND, THIRD)] == [
        "20261130-0900-0",
        "20261130-0900-1",
        "20261130-1300-0",
    ]


def test_shifts_make_the_plan_that_they_were_saved_from() -> None:
    """M2: with a post that is parted, and one that nobody has for a while; what was agreed to stands beside."""
    plan = {
        FIRST: (_part(ANNA, "09:00", "10:00"), _part(DAG, "10:00", "12:00")),
        SECOND: (_part(None, "09:00", "10:30"), _part(DISA, "10:30", "12:00")),
        THIRD: whole(THIRD, []),
    }
    agreed = _shift("agreed", DAG, "13:00", "14:00", agreed=True)
    shifts = with_plan((agreed,), plan, within=WITHIN, by=BO, turn="t", now=NOW)
    assert planned([FIRST, SECOND, THIRD], shifts) == plan
    assert agreed in shifts


def test_saving_the_same_plan_again_changes_nothing() -> None:
    """M2: a shift that is as before is the very one that it was, whoever saves it."""
    plan = {FIRST: (_part(ANNA, "09:00", "12:00"),), SECOND: whole(SECOND, []), THIRD: (_part(DAG, "13:00", "15:00"),)}
    shifts = with_plan((), plan, within=WITHIN, by=BO, turn="first", now=NOW)
    assert with_plan(shifts, plan, within=WITHIN, by=ANNA, turn="again", now=at("2026-11-25 08:00")) == shifts


def test_what_lies_outside_the_days_is_left_as_it_was() -> None:
    """M2: also of a shift that reaches into them."""
    before = replace(_shift("long", ANNA, "09:00", "12:00"), period=period("2026-11-29 22:00", "2026-11-30 12:00"))
    nobody = {post: whole(post, []) for post in (FIRST, SECOND, THIRD)}
    assert [one.period for one in with_plan((before,), nobody, within=WITHIN, by=BO, turn="t", now=NOW)] == [
        period("2026-11-29 22:00", "2026-11-30 00:00")
    ]


def test_each_is_in_one_place_at_a_time_and_a_member() -> None:
    """M2: each fault at its post."""
    plan = {
        FIRST: (_part(ANNA, "09:00", "12:00"),),
        SECOND: (_part(DAG, "09:00", "11:00"), _part(ANNA, "11:00", "12:00")),
        THIRD: (_part(BO, "13:00", "15:00"),),
    }
    with pytest.raises(PolicyErrors) as refused:
        require_possible(plan, GROUP, CALENDAR)
    assert [(error.code, error.field) for error in refused.value.errors] == [
        ("duty.twice", "20261130-0900-1"),
        ("duty.not_member", "20261130-1300-0"),
    ]
    require_possible({**plan, SECOND: (_part(DAG, "09:00", "12:00"),), THIRD: whole(THIRD, [])}, GROUP, CALENDAR)


def test_who_can_answer_is_told_as_if_there_were_no_roster() -> None:
    """M2: also where the manager has begun to keep one; diverted and outside their hours they can't."""
    change = GroupChange(id="c", from_on=MONDAY, published_on=MONDAY, keeps_roster=True)
    facts = GroupFacts(group=replace(GROUP, keeps_roster=False, changes=(change,)), people=TOWN.people)
    away = diversion(Reason.SICK, "2026-11-30 10:00", "2026-11-30 11:00")
    book = {ANNA: DiversionBook(person=ANNA, diversions=(away,))}
    able = able_in(CALENDAR, replace(facts, books=book), [MONDAY])
    assert able[ANNA] == (
        period("2026-11-30 08:00", "2026-11-30 10:00"),
        period("2026-11-30 11:00", "2026-11-30 17:00"),
    )
    assert able[DISA] == (period("2026-11-30 08:00", "2026-11-30 12:00"),)


def test_a_plan_that_fills_its_posts_with_those_who_are_in_leaves_no_gap() -> None:
    """A2, M2: what is planned is what coverage counts; the place that nobody has is the gap."""
    plan = {FIRST: (_part(ANNA, "09:00", "12:00"),), SECOND: (_part(DAG, "09:00", "12:00"),), THIRD: whole(THIRD, [])}
    shifts = with_plan((), plan, within=WITHIN, by=BO, turn="t", now=NOW)
    found = gaps(CALENDAR, GroupFacts(group=GROUP, people=TOWN.people, shifts=shifts), WITHIN)
    assert [gap.period for gap in found] == [Period(THIRD.period.start_at, THIRD.period.end_at)]
