"""The watch over coverage follows people wherever they stand, and loses nothing where something fails (M2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.answer_groups import PhoneHours
from policy.coverage_books import Ending
from policy.organisation import GroupId, Municipality
from policy.reasons import Reason
from services.coverage_review import GROUPS_A_RUN, MOST_UNSEEN
from services.coverage_watch import MOST_TRIES
from services.ports import COVERAGE_ID, PROGRESS, Place
from storage.document_store import Key
from storage.housekeeping_repository import stored_progress
from storage.kinds import COVERAGE_BOOK
from storage.shapes import StoredShapeError
from tests.policy.counted_group import GROUP, TUESDAY, group, stretch
from tests.policy.small_town import ANNA, BO, BUILDING, DAG, KARIN, VERA, at, diversion
from tests.policy.watched_group import LO, watched_town
from tests.services.coverage_stage import AWAY, CoverageStage, with_colleagues_asked, with_gap

OTHER = GroupId("another")


def _led_by_lo(town: Municipality) -> Municipality:
    return replace(town, units={**town.units, BUILDING: replace(town.units[BUILDING], manager=LO)})


async def test_who_leads_a_unit_above_and_took_a_gap_is_followed_too() -> None:
    """Karin took it on, and falls ill: the gap is there again, and is foreseen as any other."""
    stage = await with_gap()
    await stage.alerts.take(KARIN, GROUP, TUESDAY, turn="t", now=stage.now)
    assert (await stage.alert()).ending is Ending.COVERED
    stage.now += timedelta(minutes=1)
    ill = await stage.diverts(KARIN, diversion(Reason.SICK, "2026-11-23 09:00", None))
    (foreseen,) = await stage.foresight.compared(replace(ill, diversions=()), ill, stage.now)
    assert foreseen.group.id == GROUP
    await stage.follows(KARIN)
    assert (await stage.alert()).ending is None


async def test_who_leads_a_unit_above_and_is_asked_is_followed_too() -> None:
    """It had come to Karin; when she goes away it is not left waiting for her (B1)."""
    stage = CoverageStage()
    stage.chats.unreachable = {BO, DAG}
    stage = await with_gap(stage)
    assert (await stage.alert()).asked == KARIN
    stage.chats.unreachable = {BO}
    await stage.diverts(KARIN, diversion(Reason.SICK, "2026-11-23 09:00", None))
    await stage.follows(KARIN)
    assert [one.person for one in (await stage.alert()).passed][-1] == KARIN


async def test_an_alert_goes_to_who_leads_the_unit_now() -> None:
    """Bo has another post from today: he may do nothing about it any more, whether or not he had it in hand (M2)."""
    for begun in (with_gap, with_colleagues_asked):
        stage = await begun()
        stage.directory.municipality = _led_by_lo(stage.directory.municipality)
        await stage.looks("2026-11-23 10:05")
        assert (await stage.alert()).asked == LO
        assert "lo alert card" in stage.heard()
        saves = stage.cases.saves
        await stage.looks("2026-11-23 10:06")
        assert stage.cases.saves == saves


async def test_what_somebody_had_in_hand_who_has_left_goes_to_who_leads_now() -> None:
    """Bo had asked colleagues; he is in the directory no more."""
    stage = await with_colleagues_asked()
    town = stage.directory.municipality
    people = {one: person for one, person in town.people.items() if one != BO}
    stage.directory.municipality = replace(_led_by_lo(town), people=people)
    await stage.looks("2026-11-23 10:05")
    assert (await stage.alert()).asked == LO
    assert "lo alert card" in stage.heard()


async def test_who_is_away_is_not_asked_for_want_of_another_while_somebody_is_there() -> None:
    """Bo and Dag have the week off, and Karin has not answered: it stays with her, and they are left alone (M2)."""
    stage = CoverageStage()
    for one in (BO, DAG):
        await stage.diverts(one, diversion(Reason.VACATION, "2026-11-20 08:00", "2026-11-28 08:00"))
    stage = await with_gap(stage)
    for local in ("2026-11-23 14:00", "2026-11-24 08:00", "2026-11-24 09:00", "2026-11-24 12:00"):
        await stage.sweeps(local)
        assert (await stage.alert()).asked == KARIN
    assert {one.split()[0] for one in stage.heard()} == {"karin"}


async def test_a_group_that_fails_keeps_nobodys_other_groups_from_being_looked_at() -> None:
    """Anna is in both; the first can't be read, and the other's gap is told all the same."""
    stage = CoverageStage(group(members=(ANNA,)), replace(group(members=(ANNA,)), id=OTHER))
    await stage.diverts(ANNA, AWAY)
    stage.cases.unreadable = GROUP
    await stage.watch.sweep_changes(now=stage.now)
    await stage.delivers()
    assert stage.heard() == ["bo alert card"]


async def test_a_change_that_fails_is_met_again_though_later_ones_have_been_looked_at() -> None:
    """Until it comes right; and not for ever."""
    stage = CoverageStage()
    await stage.looks()
    await stage.watch.sweep_changes(now=stage.now)
    stage.now += timedelta(minutes=1)
    await stage.diverts(ANNA, AWAY)
    stage.now += timedelta(minutes=20)
    await stage.diverts(VERA, AWAY)
    stage.cases.unreadable = GROUP
    await stage.watch.sweep_changes(now=stage.now)
    stage.cases.unreadable = None
    assert await stage.watch.sweep_changes(now=stage.now + timedelta(minutes=10)) == 1
    assert (await stage.alert()).asked == BO
    mark = await stored_progress(stage.store).load(Place(PROGRESS, "coverage_changes"))
    assert mark is not None
    assert mark.value.reached_at == at("2026-11-23 10:21")


async def test_a_change_that_never_comes_right_holds_the_others_up_no_longer_than_for_a_while() -> None:
    """What is walked each time would grow and grow."""
    stage = CoverageStage()
    await stage.looks()
    await stage.watch.sweep_changes(now=stage.now)
    stage.now += timedelta(minutes=1)
    await stage.diverts(ANNA, AWAY)
    stage.now += timedelta(minutes=20)
    await stage.diverts(VERA, AWAY)
    stage.cases.unreadable = GROUP
    for _ in range(MOST_TRIES - 1):
        assert await stage.watch.sweep_changes(now=stage.now) in (1, 2)
    mark = await stored_progress(stage.store).load(Place(PROGRESS, "coverage_changes"))
    assert mark is not None
    assert mark.value.reached_at == at("2026-11-23 10:00")
    await stage.watch.sweep_changes(now=stage.now)
    assert await stage.watch.sweep_changes(now=stage.now) == 0


async def test_a_clock_that_is_ahead_hides_no_change_of_the_others() -> None:
    """Vera's change was made by a process whose clock is an hour ahead."""
    stage = CoverageStage()
    await stage.looks()
    stage.now += timedelta(hours=1)
    await stage.diverts(VERA, AWAY)
    stage.now -= timedelta(hours=1)
    await stage.watch.sweep_changes(now=stage.now)
    stage.now += timedelta(minutes=5)
    await stage.diverts(ANNA, AWAY)
    assert await stage.watch.sweep_changes(now=stage.now) == 1
    assert (await stage.alert()).asked == BO


async def test_the_review_comes_to_every_group_however_often_the_directory_changes() -> None:
    """A walk that is begun anew goes on with those that the last had not come to."""
    empty = replace(group(members=()), phone_hours=PhoneHours(weekdays={1: (stretch("09:00", "15:00"),)}))
    groups = [replace(empty, id=GroupId(f"g{number:03}")) for number in range(GROUPS_A_RUN + 1)]
    stage = CoverageStage(*groups)
    review = stage.review()
    for _ in range(2):
        await review.run(now=stage.now)
    for _ in range(2):
        stage.directory.municipality = _led_by_lo(watched_town(*groups))
        await review.run(now=stage.now)
    assert (await stage.alert(group=groups[-1].id)).asked == LO


async def test_a_group_that_fails_in_the_review_is_tried_again_in_the_next_run() -> None:
    """The store was away for a moment; and what never comes right is let go for the day."""
    stage = CoverageStage(group(members=()))
    review = stage.review()
    stage.cases.unreadable = GROUP
    assert await review.run(now=stage.now) == 1
    stage.cases.unreadable = None
    assert await review.run(now=stage.now) == 1
    assert (await stage.book()).open_alerts
    assert await review.run(now=stage.now) == 0
    stage.cases.unreadable = GROUP
    stage.directory.municipality = watched_town(group(members=()))
    tried = [await review.run(now=stage.now) for _ in range(40)]
    assert (sum(tried), tried[-1]) == (30, 0)


async def test_a_book_that_cannot_be_read_hides_no_other_group_from_the_review() -> None:
    """They can't be seen all at once then, and are looked at one by one."""
    stage = CoverageStage(replace(group(members=()), id=OTHER), group(members=()))
    await stage.looks(group=OTHER)
    book = await stage.store.get(Key(COVERAGE_BOOK.name, OTHER, COVERAGE_ID))
    assert book is not None
    await stage.store.replace(book, {**book.body, "alerts": "torn"})
    review = stage.review()
    for _ in range(MOST_UNSEEN - 1):
        with pytest.raises(StoredShapeError):
            await review.run(now=stage.now)
    assert await review.run(now=stage.now) == 2
    assert (await stage.book()).open_alerts
