"""Colleagues are asked to cover a gap, and the first to take it has it (A2, M2)."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from policy.coverage import DutyShift
from policy.coverage_books import Answer, Ending
from policy.errors import NotAllowed, PolicyError
from policy.reasons import Reason
from services.coverage_outcomes import Done
from storage.kinds import KINDS
from storage.sqlite import SqliteStore
from tests.policy.counted_group import GROUP, TUESDAY, group, stretch
from tests.policy.small_town import ANNA, BO, DISA, EVA, NILS, STRANGER, at, diversion, period
from tests.policy.watched_group import LO, MIA
from tests.services.coverage_stage import AWAY, CoverageStage, with_colleagues_asked, with_gap


async def test_everyone_able_to_cover_is_asked_and_once() -> None:
    """Those of the unit who work then; not Anna who is away, nor the managers, nor who is asked already."""
    stage = await with_gap()
    outcome = await stage.alerts.ask_colleagues(BO, GROUP, TUESDAY, turn="t1", now=stage.now)
    assert outcome.done is Done.ASKED
    assert {one.person for one in outcome.alert.invitations} == {DISA, LO, MIA}
    await stage.delivers()
    assert sorted(stage.heard()) == ["disa invited card", "lo invited card", "mia invited card"]
    again = await stage.alerts.ask_colleagues(BO, GROUP, TUESDAY, turn="t2", now=stage.now)
    assert again.done is Done.NOBODY_NEW
    await stage.delivers()
    assert stage.heard() == []


async def test_who_is_diverted_then_or_has_no_chat_is_not_asked() -> None:
    """Nor can they be told."""
    stage = await with_gap()
    await stage.diverts(LO, AWAY)
    stage.chats.unreachable = {MIA}
    outcome = await stage.alerts.ask_colleagues(BO, GROUP, TUESDAY, turn="t1", now=stage.now)
    assert {one.person for one in outcome.alert.invitations} == {DISA}


async def test_nobody_to_ask_is_said() -> None:
    """All are away."""
    stage = await with_gap()
    for person in (LO, MIA, DISA):
        await stage.diverts(person, AWAY)
    with pytest.raises(PolicyError, match=r"coverage\.nobody_to_ask"):
        await stage.alerts.ask_colleagues(BO, GROUP, TUESDAY, turn="t1", now=stage.now)


async def test_the_first_to_take_it_has_it_and_everyones_card_ends_right() -> None:
    """M2: the managers' card, and the others' who were asked."""
    stage = await with_colleagues_asked()
    outcome = await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)
    assert outcome.done is Done.TAKEN
    alert = await stage.alert()
    assert (alert.ending, alert.ended_by) == (Ending.COVERED, LO)
    assert {one.person: one.answer for one in alert.invitations} == {
        LO: Answer.TOOK,
        DISA: Answer.NOT_NEEDED,
        MIA: Answer.NOT_NEEDED,
    }
    await stage.delivers()
    assert sorted(stage.heard()) == ["bo alert card", "bo taken", "disa invited card", "mia invited card"]


async def test_whoever_comes_second_is_told_who_was_first() -> None:
    """And nothing of theirs is saved."""
    stage = await with_colleagues_asked()
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)
    before = await stage.book()
    with pytest.raises(PolicyError, match=r"coverage\.taken") as refused:
        await stage.alerts.take(MIA, GROUP, TUESDAY, turn="t3", now=stage.now)
    assert refused.value.params == {"name": "Lo Lund"}
    assert await stage.book() == before


async def test_two_who_take_it_at_the_same_moment_one_has_it() -> None:
    """Mia has decided when Lo's is saved: she decides again, and is told."""
    stage = await with_colleagues_asked()

    async def lo_takes_it() -> None:
        await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)

    stage.cases.before_save = lo_takes_it
    with pytest.raises(PolicyError, match=r"coverage\.taken"):
        await stage.alerts.take(MIA, GROUP, TUESDAY, turn="t3", now=stage.now)
    assert [one.person for one in (await stage.book()).shifts] == [LO]


async def test_five_who_take_it_at_once_in_sqlite_one_has_it(tmp_path: Path) -> None:
    """Over the real engine."""
    store = await SqliteStore.open(tmp_path / "book.db", kinds=KINDS, now=lambda: at("2026-11-23 10:00"))
    try:
        stage = await with_colleagues_asked(CoverageStage(store=store))
        takers = [LO, MIA, LO, MIA, LO]
        outcomes = await asyncio.gather(
            *(
                stage.alerts.take(person, GROUP, TUESDAY, turn=f"take-{number}", now=stage.now)
                for number, person in enumerate(takers)
            ),
            return_exceptions=True,
        )
        have_it = {who for who, one in zip(takers, outcomes, strict=True) if not isinstance(one, Exception)}
        assert have_it == {shift.person for shift in (await stage.book()).shifts}
        assert len((await stage.book()).shifts) == 1
    finally:
        await store.close()


async def test_a_part_can_be_taken_and_the_rest_stays_for_the_others() -> None:
    """The alert goes on with what is left."""
    stage = await with_colleagues_asked()
    part = period("2026-11-24 09:00", "2026-11-24 11:00")
    outcome = await stage.alerts.take(LO, GROUP, TUESDAY, part=part, turn="t2", now=stage.now)
    assert outcome.done is Done.TAKEN_IN_PART
    assert [one.period for one in outcome.alert.gaps] == [period("2026-11-24 11:00", "2026-11-24 15:00")]
    rest = await stage.alerts.take(MIA, GROUP, TUESDAY, turn="t3", now=stage.now)
    assert (rest.done, rest.alert.ending, rest.alert.ended_by) == (Done.TAKEN, Ending.COVERED, MIA)


async def test_part_timers_take_what_they_work_of_it_unless_they_say_more() -> None:
    """Disa works until noon."""
    stage = await with_colleagues_asked()
    outcome = await stage.alerts.take(DISA, GROUP, TUESDAY, turn="t2", now=stage.now)
    assert [one.period for one in outcome.alert.gaps] == [period("2026-11-24 12:00", "2026-11-24 15:00")]
    more = period("2026-11-24 12:00", "2026-11-24 13:00")
    outcome = await stage.alerts.take(DISA, GROUP, TUESDAY, part=more, turn="t3", now=stage.now)
    assert [one.period for one in outcome.alert.gaps] == [period("2026-11-24 13:00", "2026-11-24 15:00")]


async def test_the_same_turn_once_more_takes_nothing_twice() -> None:
    """A crash after the save, and the turn comes again."""
    stage = await with_colleagues_asked()
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)
    before = await stage.book()
    outcome = await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now + timedelta(seconds=20))
    assert outcome.done is Done.TAKEN
    assert await stage.book() == before


async def test_nobody_takes_what_they_are_diverted_in() -> None:
    """The fault is at the part that they gave."""
    stage = await with_colleagues_asked()
    await stage.diverts(LO, diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 11:00"))
    part = period("2026-11-24 09:00", "2026-11-24 12:00")
    with pytest.raises(PolicyError, match=r"coverage\.diverted_then") as refused:
        await stage.alerts.take(LO, GROUP, TUESDAY, part=part, turn="t2", now=stage.now)
    assert refused.value.field == "part"
    outcome = await stage.alerts.take(LO, GROUP, TUESDAY, turn="t3", now=stage.now)
    assert [one.period for one in outcome.alert.gaps] == [period("2026-11-24 10:00", "2026-11-24 11:00")]


async def test_a_part_outside_the_gap_is_refused() -> None:
    """There is nothing to take there."""
    stage = await with_colleagues_asked()
    part = period("2026-11-24 15:00", "2026-11-24 16:00")
    with pytest.raises(PolicyError, match=r"coverage\.not_in_gap"):
        await stage.alerts.take(LO, GROUP, TUESDAY, part=part, turn="t2", now=stage.now)


async def test_who_answers_already_makes_the_gap_no_smaller() -> None:
    """Two are needed, and Lo is one of them."""
    stage = await with_gap(CoverageStage(group(stretch("09:00", "15:00", 2), members=(ANNA, LO))))
    with pytest.raises(PolicyError, match=r"coverage\.counts_already"):
        await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)


async def test_a_member_who_was_not_asked_may_take_it_and_a_stranger_may_not() -> None:
    """Colleagues of the unit too, and the managers themselves; nobody else (A2)."""
    stage = await with_gap()
    for person in (NILS, EVA):
        with pytest.raises(NotAllowed, match=r"coverage\.not_asked"):
            await stage.alerts.take(person, GROUP, TUESDAY, turn="t1", now=stage.now)
    with pytest.raises(PolicyError, match=r"person\.not_in_directory"):
        await stage.alerts.take(STRANGER, GROUP, TUESDAY, turn="t1", now=stage.now)
    outcome = await stage.alerts.take(MIA, GROUP, TUESDAY, turn="t2", now=stage.now)
    assert outcome.alert.ended_by == MIA
    await stage.delivers()
    assert sorted(stage.heard()) == ["bo alert card", "bo taken"]


async def test_a_running_gap_is_taken_from_now_on() -> None:
    """What has gone by nobody can take."""
    stage = await with_colleagues_asked()
    await stage.sweeps("2026-11-24 10:30")
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)
    (shift,) = (await stage.book()).shifts
    assert isinstance(shift, DutyShift)
    assert (shift.period, shift.agreed) == (period("2026-11-24 10:30", "2026-11-24 15:00"), True)
    assert (await stage.alert()).ending is Ending.COVERED


async def test_who_falls_ill_after_taking_it_is_heard_of() -> None:
    """The manager thought it mended."""
    stage = await with_colleagues_asked()
    part = period("2026-11-24 09:00", "2026-11-24 11:00")
    await stage.alerts.take(LO, GROUP, TUESDAY, part=part, turn="t2", now=stage.now)
    await stage.delivers()
    stage.heard()
    await stage.diverts(LO, diversion(Reason.SICK, "2026-11-23 10:00", None))
    stage.now += timedelta(minutes=1)
    await stage.follows(LO)
    await stage.delivers()
    assert "bo sounds" in stage.heard()
