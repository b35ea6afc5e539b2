"""Why a gap is one (A2, M2): what keeps each of the group, and never anyone's reason."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from policy.coverage import Gap
from policy.coverage_causes import Cause, CauseKind, causes
from policy.reasons import Reason
from tests.policy.phone_duty import CALENDAR, TUESDAY, causes_in, duty, facts, hours, permits, works
from tests.policy.small_town import ANNA, BO, DISA, NILS, STRANGER, diversion, period

FRIDAY_THAT_IS_CLOSED = period("2026-11-27 00:00", "2026-11-28 00:00")


def test_a_group_of_nobody_says_so() -> None:
    """A2: nobody is a member; or only people whom the bot doesn't know."""
    assert causes_in(facts(permits(on="8-12"))) == [["no_members"]]
    assert causes_in(facts(permits(STRANGER, on="8-12"))) == [["unknown_members"]]


def test_a_group_of_fewer_than_the_minimum_says_so() -> None:
    """A2: and nobody is blamed who is in."""
    assert causes_in(facts(permits(ANNA, on="8-12*2"))) == [["too_few_members"]]


def test_too_few_in_one_of_two_stretches_that_touch_is_said_of_the_whole_gap() -> None:
    """A2: two are wanted until ten, and then Anna is away."""
    away = diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 12:00")
    found = facts(permits(ANNA, on="8-10*2 10-12"), (ANNA, away))
    assert causes_in(found) == [["too_few_members", "diverted anna 24/11 10:00–12:00"]]


def test_each_who_is_diverted_is_named_with_the_time() -> None:
    """M2: the whole diversion's time, so that its end is seen; open ones are none."""
    away = (
        (ANNA, diversion(Reason.SICK, "2026-11-24 10:00", "2026-11-24 14:00")),
        (BO, diversion(Reason.MEETING, "2026-11-24 10:30", "2026-11-24 11:00")),
        (BO, diversion(Reason.MEETING, "2026-11-24 11:00", "2026-11-24 11:30", open_line=True)),
    )
    assert causes_in(facts(permits(ANNA, BO), *away)) == [
        ["diverted anna 24/11 10:00–14:00", "diverted bo 24/11 10:30–11:00"]
    ]


def test_a_cause_has_no_place_for_a_reason() -> None:
    """What an absence is for may be health data: nothing of it gets into a cause."""
    assert [field.name for field in fields(Cause)] == ["kind", "person", "period"]


def test_hours_are_the_cause_where_no_diversion_says_it_all() -> None:
    """M2: Disa never works on a Thursday, doesn't work afternoons, and Anna not this week."""
    assert causes_in(facts(permits(DISA, on="13-16"))) == [["not_then disa 24/11 13:00–16:00"]]
    thursday = period("2026-12-03 00:00", "2026-12-04 00:00")
    assert causes_in(facts(permits(DISA, on="8-12")), thursday) == [["not_that_weekday disa"]]
    by_turns = facts(permits(ANNA, on="8-12"), working={ANNA: works("8-17", days=(0,), odd=(1,))})
    assert causes_in(by_turns) == [["not_that_day anna"]]


def test_a_diversion_over_the_whole_gap_says_enough() -> None:
    """M2: that Disa doesn't work in the afternoon either would only be more words."""
    sick = diversion(Reason.SICK, "2026-11-24 08:00", "2026-11-25 17:00")
    assert causes_in(facts(permits(DISA, on="8-16"), (DISA, sick))) == [["diverted disa 24/11 08:00–17:00"]]


def test_a_diversion_over_a_part_of_the_gap_leaves_the_hours_to_tell() -> None:
    """M2: away 11–12, and not at work after that."""
    away = diversion(Reason.MEETING, "2026-11-24 11:00", "2026-11-24 12:00")
    assert causes_in(facts(permits(DISA, on="8-16"), (DISA, away))) == [
        ["diverted disa 24/11 11:00–12:00", "not_then disa 24/11 12:00–16:00"]
    ]


def test_a_day_off_is_one_cause_for_all() -> None:
    """M2: hours were promised on a closed day, and nobody works."""
    group = permits(ANNA, BO, exceptions={date(2026, 11, 27): hours("9-10")})
    assert causes_in(facts(group), FRIDAY_THAT_IS_CLOSED) == [["day_off"]]


def test_where_a_roster_is_kept_its_empty_place_is_the_cause() -> None:
    """M2: the members who are in aren't named, for nobody asked them to answer."""
    group = permits(ANNA, BO, keeps_roster=True, on="8-12 13-16")
    shifts = (duty(ANNA, "2026-11-24 08:00", "2026-11-24 12:00"),)
    assert causes_in(facts(group, shifts=shifts)) == [["nobody_on_duty"]]


def test_two_who_relieve_each_other_are_too_few_where_two_are_to_be_on_duty() -> None:
    """M2: there are two names in the gap, but never two at once."""
    group = permits(ANNA, BO, keeps_roster=True, on="8-12*2")
    shifts = (duty(ANNA, "2026-11-24 08:00", "2026-11-24 10:00"), duty(BO, "2026-11-24 10:00", "2026-11-24 12:00"))
    assert causes_in(facts(group, shifts=shifts)) == [["nobody_on_duty"]]


def test_who_stands_on_the_roster_and_is_away_is_the_cause() -> None:
    """M2: and who doesn't work then."""
    group = permits(ANNA, DISA, keeps_roster=True, on="8-12 13-16")
    shifts = (duty(ANNA, "2026-11-24 08:00", "2026-11-24 12:00"), duty(DISA, "2026-11-24 13:00", "2026-11-24 16:00"))
    away = diversion(Reason.MEETING, "2026-11-24 09:00", "2026-11-24 10:00")
    assert causes_in(facts(group, (ANNA, away), shifts=shifts)) == [
        ["diverted anna 24/11 09:00–10:00"],
        ["not_then disa 24/11 13:00–16:00"],
    ]


def test_a_place_on_the_roster_of_someone_who_is_no_member_is_empty() -> None:
    """M2: who has left the group stays on no list."""
    shifts = (duty(NILS, "2026-11-24 08:00", "2026-11-24 12:00"),)
    assert causes_in(facts(permits(ANNA, keeps_roster=True, on="8-12"), shifts=shifts)) == [["nobody_on_duty"]]


def test_who_took_a_part_is_no_cause_in_the_rest() -> None:
    """M2: Nils took 13–14, where two are wanted: what is lacking is people, not he."""
    taken = duty(NILS, "2026-11-24 13:00", "2026-11-24 14:00", agreed=True)
    assert causes_in(facts(permits(on="13-16*2"), shifts=(taken,))) == [["too_few_members"]]


def test_who_took_it_and_is_now_away_is_the_cause() -> None:
    """M2: that Nils' own hours end at 12 is no cause, for he had said that he would."""
    taken = duty(NILS, "2026-11-24 13:00", "2026-11-24 16:00", agreed=True)
    away = diversion(Reason.MEETING, "2026-11-24 14:00", "2026-11-24 15:00")
    found = facts(permits(on="13-16"), (NILS, away), shifts=(taken,), working={NILS: works("8-12")})
    assert causes_in(found) == [["diverted nils 24/11 14:00–15:00"]]


def test_the_hours_of_whoever_took_a_part_count_for_the_rest_of_a_members_gap() -> None:
    """M2: Disa took 12–13 beyond her hours; of 13–16 it is her hours that keep her."""
    taken = duty(DISA, "2026-11-24 12:00", "2026-11-24 13:00", agreed=True)
    assert causes_in(facts(permits(DISA, on="8-16"), shifts=(taken,))) == [["not_then disa 24/11 13:00–16:00"]]


def test_a_gap_of_hours_that_are_promised_no_more_blames_nobody_who_is_in() -> None:
    """M2: a card may be shown after the hours were changed."""
    gap = Gap(TUESDAY, 0, 1)
    kinds = {cause.kind for cause in causes(CALENDAR, facts(permits(ANNA, on="8-9")), gap)}
    assert kinds <= {CauseKind.NOT_THEN}
