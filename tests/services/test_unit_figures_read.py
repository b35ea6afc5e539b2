"""How units stand and how a month was there (M1): one by one for the nearest manager, and as sums for everyone else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from policy.coverage import Gap
from policy.coverage_books import Acceptance, CoverageAlert, CoverageBook, Rung
from policy.coverage_tallies import CoverageMonth, DayTally, Duty
from policy.errors import NotAllowed, PolicyError
from policy.periods import as_utc
from policy.person_months import PersonMonth
from policy.unit_figures import Matter
from services import unit_figures
from tests.policy.counted_group import GROUP, group, town_with
from tests.policy.small_town import ANNA, BO, DAG, DISA, EVA, KARIN, NILS, STRANGER, VERA, at, period
from tests.services.figure_stage import Stage

HOUR = timedelta(hours=1)


async def test_promises_overdue_are_counted_by_person_and_below_as_a_sum() -> None:
    """M1: Bo sees whose; Karin, further up, how many."""
    stage = Stage("2026-11-25 10:00")
    for number, holder in enumerate((ANNA, ANNA, DISA, NILS)):
        await stage.overdue(holder, id_=f"p{number}")
    row = next(row for row in (await stage.figures.week(BO, now=stage.now)).rows if row.matter is Matter.PROMISES)
    assert [(one.person, one.count) for one in row.concerned] == [(ANNA, 2), (DISA, 1)]
    above = await stage.figures.week(KARIN, now=stage.now)
    assert {row.matter: row.count for row in above.rows}[Matter.PROMISES] == 0
    (below,) = above.below
    assert below.counts["promises"] == 4
    of_gun = (await stage.figures.week(BO, now=stage.now)).below[0]
    assert (of_gun.is_too_small, of_gun.counts) == (True, {"gaps": 0})


async def test_many_peoples_promises_are_counted_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one query over everyone's, beyond so many people."""
    stage = Stage("2026-11-25 10:00")
    for number, holder in enumerate((ANNA, NILS, BO)):
        await stage.overdue(holder, id_=f"p{number}")
    one_by_one = await stage.figures.week(KARIN, now=stage.now)
    monkeypatch.setattr(unit_figures, "MANY", 0)
    assert await stage.figures.week(KARIN, now=stage.now) == one_by_one


async def test_a_gap_that_a_manager_has_let_be_is_no_longer_told_of() -> None:
    """Until it is to be talked of again."""
    stage = Stage("2026-11-25 10:00")
    stage.directory.municipality = town_with(group(members=()))
    week = (await stage.figures.week(BO, now=stage.now)).gaps
    assert [gap.is_told for gap in week] == [False] * len(week)
    thursday = next(gap for gap in week if gap.period.start_at.day == 26)
    let_be = Acceptance(
        by=BO,
        at=as_utc(stage.now),
        reason="Stängt",
        until_at=as_utc(at("2026-11-27 00:00")),
        gaps=(Gap(thursday.period, 0, 1),),
    )
    alert = CoverageAlert(
        on=thursday.period.start_at.date(), open=(), first=(), raised_at=stage.now, rung=Rung.DAY, acceptance=let_be
    )
    await stage.coverage.save(None, CoverageBook(group=GROUP, alerts=(alert,)))
    left = (await stage.figures.week(BO, now=stage.now)).gaps
    assert set(week) - set(left) == {thursday}
    later = (await stage.figures.week(BO, now=at("2026-11-26 08:00"))).gaps
    assert thursday.period not in [gap.period for gap in later]
    assert period("2026-11-27 09:00", "2026-11-27 15:00") in [gap.period for gap in left]


async def test_ones_own_month_is_for_oneself_and_the_nearest_manager() -> None:
    """M1; every other is refused, and nobody's month is nobody's."""
    figures = Stage().figures
    for actor in (ANNA, BO):
        assert (await figures.person(actor, ANNA, "2026-10")).person == ANNA
    for actor in (DAG, KARIN, NILS, STRANGER):
        with pytest.raises(NotAllowed, match=r"figures\.not_yours"):
            await figures.person(actor, ANNA, "2026-10")
    with pytest.raises(PolicyError, match=r"person\.unknown"):
        await figures.person(ANNA, STRANGER, "2026-10")
    with pytest.raises(PolicyError, match=r"person\.not_in_directory"):
        await figures.week(STRANGER, now=at("2026-11-25 10:00"))


async def test_duty_of_other_units_people_is_shown_together_and_only_of_three_or_more() -> None:
    """M1: two of them, or the reader and two, would tell of each."""
    stage = Stage()
    answers = group(members=(ANNA, KARIN, NILS, EVA, VERA))
    stage.directory.municipality = town_with(answers)
    day = DayTally(on=date(2026, 10, 14), promised=9 * HOUR, duty=9 * HOUR)
    month = CoverageMonth(group=GROUP, month="2026-10", kept_until=as_utc(at("2027-12-01 00:00")), days=(day,))
    await stage.figures.months.save(None, month)
    kept_until = as_utc(at("2027-12-01 00:00"))
    for person in (ANNA, KARIN, NILS):
        own = PersonMonth(person=person, month="2026-10", kept_until=kept_until).with_duty(GROUP, day.on, HOUR)
        await stage.figures.people.save(None, own)
    (shown,) = (await stage.figures.month(BO, "2026-10")).groups
    assert (shown.others, shown.of_others, shown.hides_others) == (2, timedelta(), True)
    assert shown.by_person == (Duty(ANNA, HOUR),)
    own = PersonMonth(person=EVA, month="2026-10", kept_until=kept_until).with_duty(GROUP, day.on, HOUR)
    await stage.figures.people.save(None, own)
    (shown,) = (await stage.figures.month(BO, "2026-10")).groups
    assert (shown.others, shown.of_others, shown.hides_others) == (3, 8 * HOUR, False)
