"""Whom an alert is put to (M2, B1): the line of managers, who is passed over and why, and when it goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.coverage_books import PassedOver
from policy.reasons import Reason
from tests.policy.counted_group import group
from tests.policy.small_town import ANNA, BO, DAG, KARIN, TOP, VERA, diversion
from tests.policy.watched_group import Watched, watched_town

AWAY = diversion(Reason.VACATION, "2026-11-24 08:00", "2026-11-24 17:00")


@pytest.fixture
def watched() -> Watched:
    """The group, with nothing wrong, on Monday morning the week before."""
    return Watched()


def test_without_an_answer_it_goes_on_to_the_next(watched: Watched) -> None:
    """Hours of the reader's own working time ahead of the gap, minutes when it is there."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-20 15:00")
    assert watched.heard() == ["bo alert 2026-11-24"]
    watched.goes_on_until("2026-11-23 08:59")
    assert watched.heard() == []
    watched.goes_on_until("2026-11-23 12:59")
    assert watched.heard() == ["bo sounds 2026-11-24 day"]
    watched.goes_on_until("2026-11-23 13:01")
    assert watched.heard() == ["dag alert 2026-11-24"]
    alert = watched.alert
    assert [(one.person, one.why) for one in alert.passed] == [(BO, PassedOver.NO_ANSWER)]
    assert (alert.asked, alert.asked_before) == (DAG, (BO,))


def test_whoever_is_away_or_cannot_be_reached_is_passed_over_at_once(watched: Watched) -> None:
    """And that is said on the alert."""
    watched.diverts(ANNA, AWAY)
    watched.diverts(BO, diversion(Reason.VACATION, "2026-11-18 08:00", "2026-11-30 17:00"))
    watched.unreachable = {DAG}
    watched.looks("2026-11-20 10:00")
    alert = watched.alert
    assert alert.asked == KARIN
    assert [(one.person, one.why) for one in alert.passed] == [
        (BO, PassedOver.AWAY),
        (DAG, PassedOver.UNREACHABLE),
    ]
    assert watched.heard() == ["karin alert 2026-11-24"]


def test_a_meeting_is_no_hindrance_days_ahead_but_is_when_it_is_now(watched: Watched) -> None:
    """There must be time to answer in."""
    watched.diverts(BO, diversion(Reason.MEETING, "2026-11-20 10:00", "2026-11-20 11:00"))
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-20 10:05")
    ahead = watched.alert
    assert ahead.asked == BO
    watched = Watched()
    watched.diverts(BO, diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 11:00"))
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-24 10:05")
    there = watched.alert
    assert there.asked == DAG


def test_an_open_line_is_no_absence(watched: Watched) -> None:
    """Who has their calls let through can be asked."""
    watched.diverts(BO, diversion(Reason.VACATION, "2026-11-18 08:00", "2026-11-30 17:00", open_line=True))
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-20 10:00")
    alert = watched.alert
    assert alert.asked == BO


def test_if_nobody_is_left_the_first_stays_asked_and_the_next_to_come_back_is_asked(watched: Watched) -> None:
    """All of the line are away; Dag is back before the gap."""
    for person, back in ((BO, "2026-11-30 17:00"), (DAG, "2026-11-23 13:00"), (KARIN, None)):
        watched.diverts(person, diversion(Reason.VACATION, "2026-11-18 08:00", back))
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-20 10:00")
    alert = watched.alert
    assert alert.asked == BO
    assert {one.person for one in alert.passed} == {BO, DAG, KARIN}
    watched.heard()
    watched.goes_on_until("2026-11-23 13:01")
    alert = watched.alert
    assert alert.asked == DAG
    assert watched.heard()[-1] == "dag alert 2026-11-24"


def test_who_was_asked_for_want_of_another_has_time_to_answer_once_they_are_back(watched: Watched) -> None:
    """And hears that it is there, because the card came while they were away."""
    watched.diverts(BO, diversion(Reason.VACATION, "2026-11-18 08:00", "2026-11-24 08:30"))
    for person in (DAG, KARIN):
        watched.diverts(person, diversion(Reason.VACATION, "2026-11-18 08:00", None))
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-20 10:00")
    watched.goes_on_until("2026-11-24 08:29")
    watched.heard()
    watched.goes_on_until("2026-11-24 08:44")
    alert = watched.alert
    assert (alert.asked, [one.person for one in alert.passed]) == (BO, [DAG, KARIN])
    assert watched.heard() == ["bo sounds 2026-11-24 hour"]
    watched.goes_on_until("2026-11-24 08:45")
    assert {one.person: one.why for one in watched.alert.passed}[BO] is PassedOver.NO_ANSWER


def test_a_manager_who_goes_away_before_answering_is_passed_over(watched: Watched) -> None:
    """At the next look, which their own diversion brings about."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-20 10:00")
    watched.diverts(BO, diversion(Reason.SICK, "2026-11-20 10:30", None))
    watched.looks("2026-11-20 10:31")
    alert = watched.alert
    assert (alert.asked, alert.passed[0].why) == (DAG, PassedOver.AWAY)


def test_a_unit_without_a_manager_and_the_switchboard_go_to_the_unit_above() -> None:
    """B1: the switchboard's gaps are the staff office's."""
    town = watched_town(group(members=(VERA,), keeps_roster=False))
    answers = replace(next(iter(town.groups.values())), unit=TOP)
    watched = Watched(town=replace(town, groups={answers.id: answers}))
    watched.diverts(VERA, diversion(Reason.OTHER, "2026-11-24 08:00", "2026-11-24 17:00"))
    watched.looks("2026-11-23 10:00")
    assert watched.heard() == ["karin alert 2026-11-24"]


def test_at_a_new_rung_all_who_were_asked_hear_it_if_nobody_has_answered(watched: Watched) -> None:
    """Who let it lie is told again when it is there."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-23 09:30")
    watched.goes_on_until("2026-11-24 07:59")
    watched.heard()
    watched.goes_on_until("2026-11-24 08:05")
    assert watched.heard() == ["dag sounds 2026-11-24 hour", "bo sounds 2026-11-24 hour"]
