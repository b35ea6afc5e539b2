"""Who covers an answer group and where the gaps are (A2, M2), told. Anna and Bo work 8–17, Disa Mon–Wed 8–12."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from policy.coverage import covers_of, gaps
from policy.periods import Period
from policy.reasons import Reason
from tests.policy.phone_duty import (
    CALENDAR,
    TUESDAY,
    WEDNESDAY,
    duty,
    facts,
    gaps_in,
    hours,
    permits,
    span_in_words,
    works,
)
from tests.policy.small_town import ANNA, BO, DISA, NILS, STRANGER, diversion, period

WEEK = period("2026-11-23 00:00", "2026-11-30 00:00")
LUNCH = diversion(Reason.LUNCH, "2026-11-24 11:30", "2026-11-24 13:30")


def test_whoever_is_in_covers_the_group() -> None:
    """A2: one of one is enough."""
    assert gaps_in(facts(permits(ANNA)), TUESDAY) == []


def test_a_lunch_that_nobody_takes_over_is_a_gap_on_both_sides_of_the_lunch_closure() -> None:
    """A2: the closure itself is no phone time."""
    assert gaps_in(facts(permits(ANNA), (ANNA, LUNCH))) == ["24/11 11:30–12:00 0/1", "24/11 13:00–13:30 0/1"]


def test_two_who_are_away_at_different_times_leave_a_gap_where_they_meet() -> None:
    """A2: Anna is away 9–11, Bo 10–12: nobody is there 10–11."""
    away = (
        (ANNA, diversion(Reason.MEETING, "2026-11-24 09:00", "2026-11-24 11:00")),
        (BO, diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 12:00")),
    )
    assert gaps_in(facts(permits(ANNA, BO), *away)) == ["24/11 10:00–11:00 0/1"]


def test_a_gap_goes_on_when_one_comes_as_another_goes_and_that_is_too_few() -> None:
    """A2: one of two all along is one gap, not two."""
    away = (
        (ANNA, diversion(Reason.MEETING, "2026-11-24 08:00", "2026-11-24 10:00")),
        (BO, diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 12:00")),
    )
    assert gaps_in(facts(permits(ANNA, BO, on="8-12*2"), *away)) == ["24/11 08:00–12:00 1/2"]


def test_a_minimum_is_of_its_own_stretch() -> None:
    """A2: two in the morning rush, one after it."""
    assert gaps_in(facts(permits(ANNA, on="8-10*2 10-12 13-16"))) == ["24/11 08:00–10:00 1/2"]


def test_a_gap_over_two_stretches_that_touch_is_one_and_tells_its_worst_moment() -> None:
    """A2: 1 of 3 until ten, then nobody: that nobody is there is worse than that two are lacking."""
    away = diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 12:00")
    found = facts(permits(ANNA, on="8-10*3 10-12"), (ANNA, away))
    assert gaps_in(found) == ["24/11 08:00–12:00 0/1"]
    (gap,) = gaps(CALENDAR, found, TUESDAY)
    assert gap.is_unstaffed


def test_someone_diverted_with_an_open_line_can_be_reached() -> None:
    """A3: so the group is covered, as the receipt says."""
    open_line = diversion(Reason.MEETING, "2026-11-24 09:00", "2026-11-24 11:00", open_line=True)
    assert gaps_in(facts(permits(ANNA), (ANNA, open_line))) == []


def test_until_further_notice_has_no_end() -> None:
    """A3: someone who is away until further notice is away on Wednesday too."""
    sick = diversion(Reason.SICK, "2026-11-24 14:00", None)
    assert gaps_in(facts(permits(ANNA), (ANNA, sick)), Period(TUESDAY.start_at, WEDNESDAY.end_at)) == [
        "24/11 14:00–16:00 0/1",
        "25/11 08:00–12:00 0/1",
        "25/11 13:00–16:00 0/1",
    ]


def test_part_time_leaves_the_afternoon() -> None:
    """A2: Disa is in 8–12."""
    assert gaps_in(facts(permits(DISA))) == ["24/11 13:00–16:00 0/1"]


def test_alternating_weeks_follow_the_number_of_the_week() -> None:
    """A2: week 48 is even, 49 odd: who works Tuesdays in even weeks is not there a week later."""
    found = facts(permits(ANNA, on="8-12"), working={ANNA: works("8-17", days=(1,), odd=(2,))})
    assert gaps_in(found, TUESDAY) == []
    assert gaps_in(found, period("2026-12-01 00:00", "2026-12-02 00:00")) == ["1/12 08:00–12:00 0/1"]


def test_week_53_is_odd_and_so_is_week_1() -> None:
    """A2: whoever works in odd weeks alone is in on 31 December's neighbours: 29 December and 5 January."""
    found = facts(permits(ANNA, on="8-12"), working={ANNA: works("8-17", days=(), odd=(1,))})
    assert gaps_in(found, period("2026-12-29 00:00", "2026-12-30 00:00")) == []
    assert gaps_in(found, period("2027-01-05 00:00", "2027-01-06 00:00")) == []
    assert gaps_in(found, period("2027-01-12 00:00", "2027-01-13 00:00")) == ["12/1 08:00–12:00 0/1"]


def test_nobody_is_promised_on_a_holiday_or_a_closed_day_and_less_on_a_shortened_one() -> None:
    """M2: Thursday closes at 13, Friday is closed, and New Year's Day is a Friday."""
    nobody = facts(permits())
    assert gaps_in(nobody, period("2026-11-26 00:00", "2026-11-28 00:00")) == ["26/11 08:00–12:00 0/1"]
    assert gaps_in(nobody, period("2026-12-31 00:00", "2027-01-02 00:00")) == []


def test_a_stretch_that_a_shortened_day_cuts_is_promised_until_it_closes() -> None:
    """M2: 30 April closes at 15."""
    assert gaps_in(facts(permits()), period("2026-04-30 00:00", "2026-05-01 00:00")) == [
        "30/4 08:00–12:00 0/1",
        "30/4 13:00–15:00 0/1",
    ]


def test_a_dated_exception_holds_as_it_stands() -> None:
    """M2: longer hours, none at all, and hours on a closed day, when nobody works."""
    group = permits(
        ANNA, exceptions={date(2026, 11, 24): hours("8-18"), date(2026, 11, 25): (), date(2026, 11, 27): hours("9-10")}
    )
    assert gaps_in(facts(group), WEEK) == ["24/11 17:00–18:00 0/1", "27/11 09:00–10:00 0/1"]


def test_a_group_that_never_had_anyone_is_a_gap_all_through() -> None:
    """A2: and so is one whose members the bot knows nothing of."""
    assert gaps_in(facts(permits())) == ["24/11 08:00–12:00 0/1", "24/11 13:00–16:00 0/1"]
    assert gaps_in(facts(permits(STRANGER))) == gaps_in(facts(permits()))


def test_where_a_roster_is_kept_only_who_stands_on_it_answers() -> None:
    """M2: Anna has the morning, split with Bo, and nobody the afternoon."""
    shifts = (
        duty(ANNA, "2026-11-24 08:00", "2026-11-24 10:00"),
        duty(BO, "2026-11-24 10:00", "2026-11-24 12:00"),
    )
    assert gaps_in(facts(permits(ANNA, BO, keeps_roster=True), shifts=shifts)) == ["24/11 13:00–16:00 0/1"]


def test_a_planned_shift_counts_only_in_working_hours_an_agreed_one_always() -> None:
    """M2: Disa works 8–12: put down for the afternoon she isn't there, unless she said so herself."""
    group = permits(DISA, keeps_roster=True, on="13-16")
    planned = duty(DISA, "2026-11-24 13:00", "2026-11-24 16:00")
    agreed = duty(DISA, "2026-11-24 13:00", "2026-11-24 16:00", agreed=True)
    assert gaps_in(facts(group, shifts=(planned,))) == ["24/11 13:00–16:00 0/1"]
    assert gaps_in(facts(group, shifts=(agreed,))) == []


def test_who_has_agreed_but_is_diverted_does_not_cover() -> None:
    """A3: a later absence opens the gap again, for as long as it lasts."""
    agreed = duty(DISA, "2026-11-24 13:00", "2026-11-24 16:00", agreed=True)
    meeting = diversion(Reason.MEETING, "2026-11-24 14:00", "2026-11-24 15:00")
    assert gaps_in(facts(permits(on="13-16"), (DISA, meeting), shifts=(agreed,))) == ["24/11 14:00–15:00 0/1"]


def test_a_colleague_of_another_unit_covers_what_they_have_taken() -> None:
    """M2: Nils is no member, and covers 13–14 as he said; as a planned shift it would count for nothing."""
    assert gaps_in(
        facts(permits(on="13-16"), shifts=(duty(NILS, "2026-11-24 13:00", "2026-11-24 14:00", agreed=True),))
    ) == ["24/11 14:00–16:00 0/1"]
    planned = duty(NILS, "2026-11-24 13:00", "2026-11-24 14:00")
    assert gaps_in(facts(permits(on="13-16"), shifts=(planned,))) == ["24/11 13:00–16:00 0/1"]


def test_gaps_are_cut_to_what_is_asked_about() -> None:
    """A2: from ten to half past three."""
    assert gaps_in(facts(permits()), period("2026-11-24 10:00", "2026-11-24 15:30")) == [
        "24/11 10:00–12:00 0/1",
        "24/11 13:00–15:30 0/1",
    ]


def test_coverage_without_an_end_is_refused() -> None:
    """There would be no end to it."""
    with pytest.raises(ValueError, match="end"):
        gaps(CALENDAR, facts(permits()), period("2026-11-24 10:00", None))


def test_phone_hours_in_the_night_when_the_clocks_go_back_are_an_hour_longer() -> None:
    """M2: a line that is open 01–04 on 25 October is open for four hours."""
    nights = permits(exceptions={date(2026, 10, 25): hours("1-4")})
    (gap,) = gaps(CALENDAR, facts(nights), period("2026-10-25 00:00", "2026-10-26 00:00"))
    assert gap.period.length == timedelta(hours=4)


def test_phone_hours_in_the_night_when_the_clocks_go_forward_are_an_hour_shorter() -> None:
    """M2: 01–04 on 29 March is two hours; 02:00–02:30 is never shown and so promised to nobody."""
    sunday = date(2026, 3, 29)
    asked = period("2026-03-29 00:00", "2026-03-30 00:00")
    (gap,) = gaps(CALENDAR, facts(permits(exceptions={sunday: hours("1-4")})), asked)
    assert gap.period.length == timedelta(hours=2)
    assert gaps(CALENDAR, facts(permits(exceptions={sunday: hours("2-2:30")})), asked) == ()
    (half,) = gaps(CALENDAR, facts(permits(exceptions={sunday: hours("2:30-4")})), asked)
    assert half.period.length == timedelta(hours=1)


def test_who_covers_is_told_by_person_with_periods_that_touch_as_one() -> None:
    """M2: "vem har telefonpassning?"."""
    group = permits(ANNA, DISA)
    shift = duty(DISA, "2026-11-24 12:00", "2026-11-24 13:00", agreed=True)
    covers = covers_of(CALENDAR, facts(group, (ANNA, LUNCH), shifts=(shift,)), TUESDAY)
    assert [(one.person, [span_in_words(span) for span in one.periods]) for one in covers] == [
        (ANNA, ["24/11 08:00–11:30", "24/11 13:30–17:00"]),
        (DISA, ["24/11 08:00–13:00"]),
    ]
