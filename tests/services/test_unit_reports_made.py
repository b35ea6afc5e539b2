"""Managers' cards (M1): made when they are due, once, whatever is cut off, and let go of when they are sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.errors import NotAllowed
from policy.organisation import PersonId
from policy.unit_reports import Kind
from services.unit_reports import bounced, report_place, sent
from storage.document_store import StoreUnavailable
from tests.policy.small_town import ANNA, BO, DAG, DISA, GUN, KARIN, STRANGER, at
from tests.services.figure_stage import Stage


async def test_only_managers_whom_the_bot_can_reach_get_a_report_and_only_what_is_due_is_looked_at() -> None:
    """The walk may come by as often as it likes."""
    stage = Stage()
    for person in (BO, BO, ANNA, DAG):
        await stage.meets(person)
    stage.messenger.unreachable = frozenset({KARIN})
    await stage.meets(KARIN)
    assert [person for person in (BO, ANNA, DAG, KARIN) if await stage.report(person) is not None] == [BO]
    assert await stage.sweeps("2026-11-30 07:59") == 0
    assert await stage.sweeps("2026-11-30 08:00") == 1
    assert await stage.sweeps("2026-11-30 08:01") == 0
    report = await stage.report()
    assert report is not None
    assert [(one.to, one.code, one.waits) for one in report.outgoing.unsent] == [(BO, "report.week", True)]
    assert stage.soon == [report_place(BO)]
    assert report.week_figures is not None
    assert report.week_figures.size == len({DAG, ANNA, DISA, GUN})


async def test_a_cards_figures_are_let_go_of_once_it_is_sent_and_kept_while_it_may_still_be() -> None:
    """They are other people's."""
    stage = Stage()
    await stage.meets(BO)
    await stage.sweeps("2026-12-01 08:00")
    report = await stage.report()
    assert report is not None
    assert None not in (report.week_figures, report.month_figures)
    week, month = sorted(report.outgoing.unsent, key=lambda one: one.code, reverse=True)
    assert bounced(report, week, stage.now) == report
    given_up = replace(report, outgoing=report.outgoing.without(week.id))
    assert bounced(given_up, week, stage.now).week_figures is None
    after = sent(report, month, stage.now)
    assert (after.month_figures, after.week_figures) == (None, report.week_figures)


async def test_a_card_that_could_not_go_out_gives_way_to_the_next_weeks() -> None:
    """Nobody gets two Monday cards at once."""
    stage = Stage()
    await stage.meets(BO)
    await stage.sweeps("2026-11-30 08:00")
    await stage.sweeps("2026-12-07 08:00")
    report = await stage.report()
    assert report is not None
    assert sorted(one.id for one in report.outgoing.unsent) == ["report.month:2026-11", "report.week:2026-W50"]


async def test_who_can_not_be_reached_on_monday_gets_it_the_day_they_can() -> None:
    """And not at all, once the week is over."""
    stage = Stage()
    await stage.meets(BO)
    stage.messenger.unreachable = frozenset({BO})
    assert await stage.sweeps("2026-11-30 08:00") == 1
    report = await stage.report()
    assert report is not None
    assert (report.outgoing.unsent, report.week) == ((), "2026-W48")
    stage.messenger.unreachable = frozenset()
    assert await stage.sweeps("2026-11-30 09:00") == 0
    assert await stage.sweeps("2026-12-01 08:00") == 1
    report = await stage.report()
    assert report is not None
    assert {one.code for one in report.outgoing.unsent} == {"report.week", "report.month"}


async def test_a_crash_while_a_card_is_made_makes_it_once_more_and_once() -> None:
    """The card and that it was made are one write."""
    stage = Stage()
    await stage.meets(BO)
    save = stage.cases.save

    async def gone(*_: object) -> None:
        raise StoreUnavailable("gone")

    stage.cases.save = gone  # type: ignore[method-assign, assignment]
    assert await stage.sweeps("2026-11-30 08:00") == 1
    stage.cases.save = save  # type: ignore[method-assign]
    assert await stage.sweeps("2026-11-30 08:01") == 1
    assert await stage.sweeps("2026-11-30 08:02") == 0
    report = await stage.report()
    assert report is not None
    assert len(report.outgoing.unsent) == 1


async def test_who_leads_no_unit_any_more_is_let_go_of() -> None:
    """With what they had chosen; not before every replica must know that."""
    stage = Stage()
    await stage.meets(BO)
    units = {unit.id: replace(unit, manager=KARIN) for unit in stage.town.units.values()}
    stage.directory.municipality = replace(stage.town, units=units)
    await stage.sweeps("2026-11-30 08:00")
    assert await stage.report() is not None
    await stage.sweeps("2026-11-30 08:10")
    assert await stage.report() is None


async def test_a_card_that_is_turned_off_while_it_is_on_its_way_does_not_come() -> None:
    """And its figures go with it."""
    stage = Stage()
    await stage.meets(BO)
    await stage.sweeps("2026-11-30 08:00")
    report = await stage.reports.turn(BO, Kind.WEEK, on=False, now=stage.now)
    assert (report.outgoing.unsent, report.week_figures, report.wants_week) == ((), None, False)
    assert await stage.reports.turn(BO, Kind.WEEK, on=False, now=stage.now) == report
    assert not await stage.reports.wants(BO, Kind.WEEK)
    assert await stage.reports.wants(BO, Kind.MONTH)


@pytest.mark.parametrize("actor", [ANNA, DAG, STRANGER])
async def test_whoever_manages_no_unit_has_no_card_to_turn_off(actor: PersonId) -> None:
    """Nor on: not a deputy either."""
    with pytest.raises(NotAllowed, match=r"report\.no_unit"):
        await Stage().reports.turn(actor, Kind.WEEK, on=True, now=at("2026-11-25 10:00"))
