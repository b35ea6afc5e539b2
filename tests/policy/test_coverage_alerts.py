"""The alert's life (M2, B1): when it is raised, sounds, goes on to the next, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from policy.coverage_books import Ending, Rung
from policy.diversions import Diversion
from policy.outgoing import NOTHING_OUTGOING
from policy.reasons import Reason
from tests.policy.counted_group import group, stretch
from tests.policy.small_town import ANNA, BO, VERA, at, diversion
from tests.policy.watched_group import Watched

AWAY = diversion(Reason.VACATION, "2026-11-24 08:00", "2026-11-24 17:00")


@pytest.fixture
def watched() -> Watched:
    """The group, with nothing wrong, on Monday morning the week before."""
    return Watched()


def test_a_gap_is_told_to_the_manager_five_working_days_ahead(watched: Watched) -> None:
    """M2: not before, and quietly: in the morning when the manager's day begins."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-16 08:00")
    assert watched.heard() == []
    watched.goes_on_until("2026-11-17 07:59")
    assert watched.heard() == []
    watched.goes_on_until("2026-11-17 08:01")
    assert watched.heard() == ["bo alert 2026-11-24"]


def test_a_gap_that_opens_within_the_five_days_is_told_at_once(watched: Watched) -> None:
    """And says on which rung it is."""
    watched.looks("2026-11-20 10:00")
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-20 10:05")
    alert = watched.alert
    assert (alert.rung, alert.asked) == (Rung.AHEAD, BO)
    assert watched.heard() == ["bo alert 2026-11-24"]


def test_it_sounds_a_working_day_before_an_hour_before_and_when_it_is_there(watched: Watched) -> None:
    """The ladder: each rung changes the card in place and is heard as a line (M2)."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-20 10:00")
    alert = watched.alert
    watched.book = replace(watched.book, alerts=(replace(alert, handled_at=alert.asked_at),))
    watched.heard()
    watched.goes_on_until("2026-11-23 08:59")
    assert watched.heard() == []
    watched.goes_on_until("2026-11-23 09:01")
    assert watched.heard() == ["bo sounds 2026-11-24 day"]
    _is_seen_to(watched)
    watched.goes_on_until("2026-11-24 08:01")
    assert watched.heard() == ["bo sounds 2026-11-24 hour"]
    _is_seen_to(watched)
    watched.goes_on_until("2026-11-24 09:01")
    assert watched.heard() == ["bo sounds 2026-11-24 now"]


def _is_seen_to(watched: Watched) -> None:
    """Whoever is asked has done something, so that nobody else is."""
    alerts = tuple(replace(one, handled_at=one.asked_at) if one.ending is None else one for one in watched.book.alerts)
    watched.book = replace(watched.book, alerts=alerts)
    watched.looks()
    watched.heard()


def test_a_gap_within_the_hour_begins_on_that_rung(watched: Watched) -> None:
    """What is told late isn't told as if there was time."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-24 08:10")
    alert = watched.alert
    assert alert.rung is Rung.HOUR


def test_what_is_there_now_waits_for_nobodys_morning() -> None:
    """Inside phone hours the alert of a gap that is there is never kept quiet (M2)."""
    watched = Watched(group(stretch("06:00", "09:00"), members=(VERA,)))
    watched.diverts(VERA, diversion(Reason.OTHER, "2026-11-24 06:00", None))
    watched.looks("2026-11-24 05:10")
    assert watched.heard() == []
    watched.goes_on_until("2026-11-24 06:01")
    assert watched.heard() == ["bo alert 2026-11-24"]


def test_looking_again_changes_nothing(watched: Watched) -> None:
    """The same facts at the same time, or a minute later, are the same book: nothing to save."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-20 10:00")
    before = watched.book
    watched.looks()
    assert watched.book == before
    watched.looks("2026-11-20 10:01")
    assert watched.book == before


def test_gaps_of_one_day_are_one_alert_with_one_card(watched: Watched) -> None:
    """They move within it, and the card is changed in place without a sound."""
    watched.diverts(ANNA, *_meetings(("09:00", "10:00"), ("13:00", "14:00")))
    watched.looks("2026-11-23 10:00")
    alert = watched.alert
    assert len(alert.open) == 2
    assert watched.heard() == ["bo alert 2026-11-24"]
    watched.diverts(ANNA, *_meetings(("09:00", "10:00"), ("13:00", "13:30")))
    watched.looks("2026-11-23 10:05")
    assert watched.card_changes() == [BO]


def test_a_gap_that_grows_sounds_again(watched: Watched) -> None:
    """More than was told is news; less is not."""
    watched.diverts(ANNA, *_meetings(("09:00", "10:00")))
    watched.looks("2026-11-23 10:00")
    watched.heard()
    watched.diverts(ANNA, *_meetings(("09:00", "09:30")))
    watched.looks("2026-11-23 10:05")
    assert watched.heard() == []
    watched.diverts(ANNA, *_meetings(("09:00", "10:00")))
    watched.looks("2026-11-23 10:06")
    assert watched.heard() == []
    watched.diverts(ANNA, *_meetings(("09:00", "11:00")))
    watched.looks("2026-11-23 10:07")
    assert watched.heard() == ["bo sounds 2026-11-24 day"]


def test_the_days_second_gap_has_a_ladder_of_its_own(watched: Watched) -> None:
    """When the first is over the next is ahead again, and sounds as it comes."""
    watched.diverts(ANNA, *_meetings(("09:00", "10:00"), ("13:00", "14:00")))
    watched.looks("2026-11-24 09:00")
    _is_seen_to(watched)
    watched.goes_on_until("2026-11-24 11:59")
    assert watched.heard() == []
    watched.goes_on_until("2026-11-24 13:01")
    assert watched.heard()[0] == "bo sounds 2026-11-24 hour"


def test_it_ends_covered_when_somebody_is_there_again(watched: Watched) -> None:
    """The card says so, without a sound."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-23 10:00")
    watched.heard()
    watched.diverts(ANNA)
    watched.looks("2026-11-23 11:00")
    alert = watched.alert
    assert (alert.ending, alert.open) == (Ending.COVERED, ())
    assert watched.card_changes() == [BO]


def test_it_ends_passed_when_the_time_went_by(watched: Watched) -> None:
    """And nothing is asked of anyone after that."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-24 14:00")
    watched.goes_on_until("2026-11-24 15:01")
    alert = watched.alert
    assert alert.ending is Ending.PASSED
    watched.heard()
    watched.goes_on_until("2026-11-25 08:00")
    assert watched.heard() == []


def test_it_ends_withdrawn_when_the_phone_hours_are_changed(watched: Watched) -> None:
    """It is a gap no more, and nobody covers it."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-23 10:00")
    watched.group = replace(
        watched.group, phone_hours=replace(watched.group.phone_hours, exceptions={date(2026, 11, 24): ()})
    )
    watched.looks("2026-11-23 11:00")
    alert = watched.alert
    assert alert.ending is Ending.WITHDRAWN


def test_an_ended_alert_opens_again_under_the_same_name(watched: Watched) -> None:
    """The same card, and a line, because its reader thought it mended."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-23 10:00")
    watched.diverts(ANNA)
    watched.looks("2026-11-23 11:00")
    watched.heard()
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-23 12:00")
    alert = watched.alert
    assert alert.ending is None
    assert watched.heard() == ["bo sounds 2026-11-24 day"]
    assert len(watched.book.alerts) == 1


def test_what_is_mended_before_anyone_was_told_wakes_nobody(watched: Watched) -> None:
    """A gap that came and went in the night."""
    watched.diverts(ANNA, AWAY)
    watched.looks("2026-11-22 22:00")
    watched.diverts(ANNA)
    watched.looks("2026-11-22 23:00")
    watched.goes_on_until("2026-11-23 12:00")
    assert watched.heard() == []
    assert watched.book.outgoing == NOTHING_OUTGOING


@pytest.mark.parametrize(
    ("gap_on", "told_on"),
    [
        ("2026-12-28", "2026-12-17"),
        ("2027-01-04", "2026-12-22"),
        ("2027-04-05", "2027-03-25"),
        ("2026-10-26", "2026-10-19"),
    ],
    ids=["over Christmas", "over New Year", "over Easter as the clocks go forward", "as the clocks go back"],
)
def test_working_days_are_counted_over_holidays_and_changes_of_the_clock(gap_on: str, told_on: str) -> None:
    """Five working days before, on the municipality's clocks."""
    watched = Watched()
    watched.diverts(ANNA, diversion(Reason.VACATION, f"{gap_on} 08:00", f"{gap_on} 17:00"))
    watched.looks(at(f"{told_on} 12:00") - timedelta(hours=13))
    assert watched.book.alert_of(date.fromisoformat(gap_on)) is None
    watched.goes_on_until(f"{told_on} 08:01")
    assert watched.heard() == [f"bo alert {gap_on}"]


def test_a_working_day_before_a_monday_in_the_morning_after_the_clocks_changed_is_the_friday() -> None:
    """At the same clock: an hour more or less of elapsed time doesn't shift it."""
    watched = Watched()
    watched.diverts(ANNA, diversion(Reason.VACATION, "2026-10-26 08:00", "2026-10-26 17:00"))
    watched.looks("2026-10-22 10:00")
    assert watched.alert_on("2026-10-26").rung is Rung.AHEAD
    _is_seen_to(watched)
    watched.goes_on_until("2026-10-23 08:59")
    assert watched.heard() == []
    watched.goes_on_until("2026-10-23 09:01")
    assert watched.heard() == ["bo sounds 2026-10-26 day"]


def _meetings(*times: tuple[str, str]) -> list[Diversion]:
    return [diversion(Reason.MEETING, f"2026-11-24 {start}", f"2026-11-24 {end}") for start, end in times]
