"""The watch over coverage: what has groups looked at, and that it costs what has changed or come, and no more (M2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from policy.coverage_books import Ending, PassedOver
from policy.diversions import DiversionBook
from policy.errors import PolicyError
from policy.organisation import GroupId
from policy.outgoing import StandingCard
from policy.reasons import Reason
from services.coverage_facts import book_place
from services.ports import PROGRESS, Conflict, Place
from storage.housekeeping_repository import stored_progress
from tests.policy.counted_group import GROUP, TUESDAY, group
from tests.policy.small_town import ANNA, BO, DAG, KARIN, TOP, VERA, at, diversion, period
from tests.policy.watched_group import LO, MIA, watched_town
from tests.services.coverage_stage import AWAY, CoverageStage

OTHER = GroupId("vaxel")


async def test_a_group_gets_its_book_when_it_is_first_looked_at_and_no_write_after_that() -> None:
    """Looking at what hasn't changed costs no write."""
    stage = CoverageStage()
    await stage.looks()
    assert stage.cases.saves == 1
    await stage.looks("2026-11-23 10:01")
    await stage.looks("2026-11-23 14:00")
    assert stage.cases.saves == 1
    with pytest.raises(PolicyError, match=r"coverage\.no_such_group"):
        await stage.watch.look_at(GroupId("no"), now=stage.now)


async def test_the_sweep_walks_only_groups_whose_time_has_come() -> None:
    """One has a gap; of the other nothing is to come for two weeks."""
    stage = CoverageStage(group(members=(ANNA,)), replace(group(members=(VERA,)), id=OTHER, unit=TOP))
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    await stage.looks(group=OTHER)
    assert await stage.sweeps("2026-11-23 13:59") == 0
    assert await stage.sweeps("2026-11-23 14:00") == 1
    assert (await stage.book(OTHER)).next_step_at is not None
    assert await stage.sweeps("2026-11-23 14:01") == 0


async def test_one_group_that_fails_stands_in_nobodys_way() -> None:
    """The other is looked at all the same."""
    stage = CoverageStage(group(members=(ANNA,)), replace(group(members=(ANNA,)), id=OTHER))
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    await stage.looks(group=OTHER)
    stage.heard()
    stage.cases.unreadable = GROUP
    stage.now = at("2026-11-24 08:00")
    assert await stage.watch.sweep(now=stage.now) == 2
    stage.cases.unreadable = None
    await stage.delivers()
    assert sorted(stage.heard()) == ["bo alert card", "bo sounds"]


async def test_a_change_is_looked_at_though_the_process_died_before_it_could() -> None:
    """The job finds whoever's diversions have changed since it came so far (a crash between)."""
    stage = CoverageStage()
    await stage.looks()
    await stage.watch.sweep_changes(now=stage.now)
    stage.now += timedelta(minutes=30)
    await stage.diverts(ANNA, AWAY)
    stage.now += timedelta(hours=3)
    again = CoverageStage(store=stage.store, now="2026-11-23 13:30")
    assert await again.watch.sweep_changes(now=again.now) == 1
    await again.delivers()
    assert again.heard() == ["bo alert card"]
    mark = await stored_progress(again.store).load(Place(PROGRESS, "coverage_changes"))
    assert mark is not None
    assert mark.value.reached_at == at("2026-11-23 10:30")


async def test_the_changes_are_walked_without_a_write_when_nothing_has_happened() -> None:
    """And who has been looked at is not looked at once more."""
    stage = CoverageStage()
    await stage.diverts(ANNA, AWAY)
    assert await stage.watch.sweep_changes(now=stage.now) == 1
    saves = stage.cases.saves
    mark = await stored_progress(stage.store).load(Place(PROGRESS, "coverage_changes"))
    for seconds in range(5, 60, 5):
        assert await stage.watch.sweep_changes(now=stage.now + timedelta(seconds=seconds)) == 0
    assert stage.cases.saves == saves
    later = await stored_progress(stage.store).load(Place(PROGRESS, "coverage_changes"))
    assert mark is not None
    assert later is not None
    assert later.etag == mark.etag


async def test_a_change_that_is_saved_a_moment_after_a_later_one_is_not_missed() -> None:
    """It bears the instant of its turn, and there is an overlap for that."""
    stage = CoverageStage()
    await stage.looks()
    stage.now += timedelta(seconds=40)
    await stage.diverts(VERA, AWAY)
    await stage.watch.sweep_changes(now=stage.now)
    stage.now -= timedelta(seconds=30)
    await stage.diverts(ANNA, AWAY)
    assert await stage.watch.sweep_changes(now=stage.now + timedelta(seconds=35)) == 1
    assert (await stage.alert()).asked == BO


async def test_who_took_something_on_without_being_a_member_is_looked_after_too() -> None:
    """And whoever is asked as a manager, when they go away."""
    stage = CoverageStage()
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t", now=stage.now)
    assert (await stage.alert()).ending is Ending.COVERED
    stage.now += timedelta(minutes=1)
    await stage.diverts(LO, AWAY)
    await stage.follows(LO)
    assert (await stage.alert()).ending is None
    await stage.diverts(BO, diversion(Reason.SICK, "2026-11-23 09:00", None))
    await stage.follows(BO)
    assert (await stage.alert()).asked == DAG
    saves = stage.cases.saves
    await stage.follows(MIA)
    assert stage.cases.saves == saves


async def test_the_line_goes_past_who_has_no_chat_and_who_turns_out_to_be_out_of_reach() -> None:
    """At once for the one; for the other when the outbox has learnt it, which the next sweep acts on."""
    stage = CoverageStage()
    stage.chats.unreachable, stage.chats.blocked = {BO}, {DAG}
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    alert = await stage.alert()
    assert [(one.person, one.why) for one in alert.passed] == [
        (BO, PassedOver.UNREACHABLE),
        (DAG, PassedOver.UNREACHABLE),
    ]
    await stage.sweeps("2026-11-23 10:01")
    assert (await stage.alert()).asked == KARIN
    assert "karin alert card" in stage.heard()


async def test_where_nobody_can_be_reached_the_first_stays_asked() -> None:
    """And the alert says of all why."""
    stage = CoverageStage()
    stage.chats.unreachable = {BO, DAG, KARIN}
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    alert = await stage.alert()
    assert alert.asked == BO
    assert {one.person for one in alert.passed} == {BO, DAG, KARIN}
    before = await stage.book()
    await stage.looks()
    assert (await stage.book()).alerts == before.alerts


async def test_the_review_looks_at_groups_when_the_directory_or_the_day_has_changed() -> None:
    """A bounded part a run, and only groups that something comes of are written."""
    stage = CoverageStage(group(members=(ANNA,)), replace(group(members=(VERA,)), id=OTHER, unit=TOP))
    review = stage.review()
    assert await review.run(now=stage.now) == 2
    assert await review.run(now=stage.now) == 0
    assert stage.cases.saves == 2
    stage.directory.municipality = watched_town(group(members=()))
    assert await review.run(now=stage.now) == 1
    assert len((await stage.book()).open_alerts) == 6
    assert await review.run(now=stage.now + timedelta(days=1)) == 1


async def test_a_group_that_is_no_more_is_looked_at_no_more() -> None:
    """And nothing of it is told."""
    stage = CoverageStage(group(members=()))
    await stage.looks()
    stage.directory.municipality = watched_town(replace(group(members=()), id=OTHER))
    stage.heard()
    assert await stage.sweeps("2026-11-24 09:00") == 1
    book = await stage.book()
    assert (book.next_step_at, book.outgoing.unsent) == (None, ())
    assert stage.heard() == []


async def test_whoever_saves_in_between_has_the_group_looked_at_once_more() -> None:
    """The etag decides; the alert is raised once."""
    stage = CoverageStage()
    await stage.diverts(ANNA, AWAY)

    async def another_looks() -> None:
        await stage.watch.look_at(GROUP, now=stage.now)

    stage.cases.before_save = another_looks
    await stage.looks()
    assert stage.heard() == ["bo alert card"]
    loaded = await stage.cases.load(book_place(GROUP))
    with pytest.raises(Conflict):
        await stage.cases.save(None, await stage.book())
    assert loaded is not None


async def test_what_was_decided_before_a_crash_is_told_after_it() -> None:
    """The decision and what is to be told of it were one write."""
    stage = CoverageStage()
    await stage.diverts(ANNA, AWAY)
    await stage.watch.look_at(GROUP, now=stage.now)
    after = CoverageStage(store=stage.store)
    await after.delivers()
    assert after.heard() == ["bo alert card"]


async def test_old_alerts_and_shifts_leave_the_book_at_the_next_write() -> None:
    """Five weeks after the alert has ended, a week after the shift."""
    stage = CoverageStage()
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t", now=stage.now)
    await stage.diverts(ANNA, diversion(Reason.VACATION, "2026-12-21 08:00", "2026-12-21 17:00"))
    await stage.looks("2026-12-15 10:00")
    book = await stage.book()
    assert ([one.on for one in book.alerts], book.shifts) == ([TUESDAY, date(2026, 12, 21)], ())
    await stage.diverts(ANNA)
    await stage.looks("2026-12-30 10:00")
    assert [one.on for one in (await stage.book()).alerts] == [date(2026, 12, 21)]


async def test_an_answers_card_is_brought_up_to_date_if_something_happened_meanwhile() -> None:
    """The answer was on its way when somebody else acted."""
    stage = CoverageStage()
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    asked_at = stage.now
    stage.now += timedelta(seconds=5)
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t", now=stage.now)
    await stage.delivers()
    stage.heard()
    card = StandingCard(to=DAG, card="alert:2026-11-24", conversation="chat", activity="said-1")
    await stage.outbox.note_card("coverage", book_place(GROUP), card, now=asked_at)
    assert stage.heard() == ["dag alert card"]
    later = replace(card, to=KARIN)
    await stage.outbox.note_card("coverage", book_place(GROUP), later, now=stage.now)
    assert stage.heard() == []


async def test_what_an_absence_would_open_is_foreseen() -> None:
    """Before it is saved: Anna is alone that day; nobody is told (A2)."""
    stage = CoverageStage()
    after = DiversionBook(person=ANNA, diversions=(diversion(Reason.MEETING, "2026-11-24 14:00", "2026-11-24 16:00"),))
    (foreseen,) = await stage.foresees(after)
    assert foreseen.group.id == GROUP
    assert [gap.period for gap in foreseen.gaps] == [period("2026-11-24 14:00", "2026-11-24 15:00")]
    assert stage.cases.saves == 0


async def test_what_an_absence_leaves_as_it_was_is_not_foreseen() -> None:
    """An open line, an evening, a colleague who is in, a gap that is there already, less of what was."""
    stage = CoverageStage()
    for harmless in (
        diversion(Reason.MEETING, "2026-11-24 14:00", "2026-11-24 16:00", open_line=True),
        diversion(Reason.MEETING, "2026-11-24 15:00", "2026-11-24 16:00"),
        diversion(Reason.MEETING, "2026-11-23 07:00", "2026-11-23 09:30"),
    ):
        after = DiversionBook(person=ANNA, diversions=(harmless,))
        assert await stage.foresees(after) == ()
    await stage.diverts(ANNA, AWAY)
    shorter = replace(AWAY, period=period("2026-11-24 08:00", "2026-11-24 12:00"))
    assert await stage.foresees(DiversionBook(person=ANNA, diversions=(shorter,))) == ()
    both = CoverageStage(group(members=(ANNA, LO)))
    assert await both.foresees(DiversionBook(person=ANNA, diversions=(AWAY,))) == ()


async def test_a_gap_that_grows_is_foreseen_whole_and_a_long_absence_two_months_of_it() -> None:
    """The gap as it would be."""
    stage = CoverageStage()
    await stage.diverts(ANNA, diversion(Reason.MEETING, "2026-11-24 09:00", "2026-11-24 10:00"))
    wider = diversion(Reason.MEETING, "2026-11-24 09:00", "2026-11-24 11:00")
    (foreseen,) = await stage.foresees(DiversionBook(person=ANNA, diversions=(wider,)))
    assert [gap.period for gap in foreseen.gaps] == [period("2026-11-24 09:00", "2026-11-24 11:00")]
    leave = diversion(Reason.PARENTAL_LEAVE, "2026-11-24 08:00", None)
    (foreseen,) = await stage.foresees(DiversionBook(person=ANNA, diversions=(leave,)))
    assert foreseen.gaps[-1].end_at < at("2027-01-23 00:00")
    assert len(foreseen.gaps) > 35


async def test_who_has_taken_a_gap_on_is_foreseen_to_open_it_again() -> None:
    """Lo is no member, and has taken it."""
    stage = CoverageStage()
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t", now=stage.now)
    meeting = diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 11:00")
    after = replace((await stage.diversions.load(LO)).value, diversions=(meeting,))
    (foreseen,) = await stage.foresees(after)
    assert [gap.period for gap in foreseen.gaps] == [period("2026-11-24 10:00", "2026-11-24 11:00")]
