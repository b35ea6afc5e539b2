"""What the watch over coverage keeps over time (M2): a group's book stays small, and what was let be stays let be."""

from __future__ import annotations

from datetime import date, timedelta

from policy.coverage_books import Ending
from policy.reasons import Reason
from tests.policy.counted_group import GROUP, TUESDAY
from tests.policy.small_town import ANNA, BO, diversion
from tests.services.coverage_stage import CoverageStage, with_colleagues_asked


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
