"""What the watch over coverage keeps over time (M2): a group's book stays small, and what was let be stays let be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from policy.coverage_books import Ending
from policy.outgoing import StandingCard
from policy.reasons import Reason
from services.coverage_facts import book_place
from services.coverage_outcomes import Done
from tests.policy.counted_group import GROUP, TUESDAY
from tests.policy.small_town import ANNA, BO, diversion, period
from tests.policy.watched_group import LO
from tests.services.coverage_stage import AWAY, CoverageStage, with_colleagues_asked, with_gap


async def test_the_cards_of_alerts_that_have_left_the_book_leave_it_too() -> None:
    """A book doesn't grow with every alert that there ever was; those of other alerts stay."""
    stage = await with_colleagues_asked()
    assert len((await stage.book()).outgoing.standing) == 4
    await stage.diverts(ANNA, diversion(Reason.VACATION, "2027-01-12 08:00", "2027-01-12 17:00"))
    await stage.looks("2026-11-23 11:00")
    await stage.looks("2027-01-11 10:00")
    book = await stage.book()
    assert [one.on for one in book.alerts] == [date(2027, 1, 12)]
    assert [(one.to, one.card) for one in book.outgoing.standing] == [(BO, "alert:2027-01-12")]


async def test_gaps_that_are_let_be_for_long_stay_so_though_there_was_none_for_weeks() -> None:
    """The post is vacant until February; over the holidays a stand-in covers."""
    stage = CoverageStage()
    await stage.diverts(ANNA, diversion(Reason.VACATION, "2026-11-24 08:00", "2026-11-24 17:00"))
    await stage.looks()
    until_on = TUESDAY + timedelta(days=80)
    await stage.alerts.accept_gap(BO, GROUP, TUESDAY, reason="Vakant", until_on=until_on, turn="t", now=stage.now)
    await stage.diverts(ANNA, diversion(Reason.VACATION, "2027-01-26 08:00", "2027-01-26 17:00"))
    await stage.looks("2027-01-04 10:00")
    stage.heard()
    await stage.looks("2027-01-25 10:00")
    assert (await stage.alert(date(2027, 1, 26))).ending is Ending.ACCEPTED
    assert stage.heard() == []
    await stage.looks("2027-03-01 10:00")
    await stage.diverts(ANNA, diversion(Reason.VACATION, "2027-04-06 08:00", "2027-04-06 17:00"))
    await stage.looks("2027-04-05 10:00")
    assert [one.on for one in (await stage.book()).alerts] == [date(2027, 4, 6)]


async def test_a_gap_that_grows_within_what_is_let_be_on_all_days_is_let_be_too() -> None:
    """Whole days are accepted until Friday: first half of Wednesday is open, then all of it."""
    stage = CoverageStage()
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    until_on = TUESDAY + timedelta(days=3)
    await stage.alerts.accept_gap(BO, GROUP, TUESDAY, reason="Vakant", until_on=until_on, turn="t", now=stage.now)
    await stage.delivers()
    stage.heard()
    for end in ("12:00", "17:00"):
        stage.now += timedelta(minutes=1)
        await stage.diverts(ANNA, AWAY, diversion(Reason.VACATION, "2026-11-25 08:00", f"2026-11-25 {end}"))
        await stage.looks()
        assert (await stage.alert(date(2026, 11, 25))).ending is Ending.ACCEPTED
    acceptance = (await stage.alert(date(2026, 11, 25))).acceptance
    assert acceptance is not None
    assert [gap.period for gap in acceptance.gaps] == [period("2026-11-25 09:00", "2026-11-25 15:00")]
    assert stage.heard() == []


async def test_the_cards_of_phone_duty_in_weeks_long_gone_leave_the_book_too() -> None:
    """A duty card a member and week would be hundreds in a year."""
    stage = await with_gap()
    loaded = await stage.cases.load(book_place(GROUP))
    assert loaded is not None
    outgoing = loaded.value.outgoing
    for monday in ("2026-11-09", "2026-12-28"):
        card = StandingCard(to=ANNA, card=f"duty:{monday}", conversation="chat", activity=monday)
        outgoing = outgoing.standing_as(card)
    await stage.cases.save(loaded, replace(loaded.value, outgoing=outgoing))
    await stage.looks("2026-12-29 10:00")
    assert [one.card for one in (await stage.book()).outgoing.standing if one.to == ANNA] == ["duty:2026-12-28"]


async def test_time_does_not_go_back_for_a_group_that_was_looked_at_meanwhile() -> None:
    """A sweep that began before the gap was there, or over, comes to the group after another look (M2)."""
    stage = await with_gap()
    for local, before in (("2026-11-24 09:00", "2026-11-24 08:59"), ("2026-11-24 15:00", "2026-11-24 14:59")):
        await stage.looks(local)
        book = await stage.book()
        stage.heard()
        await stage.looks(before)
        await stage.looks(local)
        assert (await stage.book()).alerts == book.alerts
        assert stage.heard() == []


async def test_who_takes_what_they_have_taken_is_told_that_it_is_theirs() -> None:
    """A second press, in a turn of its own, is no race that they lost to themselves."""
    stage = await with_colleagues_asked()
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="one", now=stage.now)
    again = await stage.alerts.take(LO, GROUP, TUESDAY, turn="two", now=stage.now)
    assert again.done is Done.TAKEN
    assert len((await stage.book()).shifts) == 1
