"""What those who are told of a gap do about it (A2, M2): ask, put down, take, say no, let be, be told again."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest

from policy.coverage import DutyShift
from policy.coverage_books import Answer, Ending
from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.organisation import PersonId
from policy.periods import as_utc
from policy.reasons import Reason
from services.coverage_outcomes import Done
from storage.kinds import KINDS
from storage.sqlite import SqliteStore
from tests.policy.counted_group import GROUP, TUESDAY, group, stretch
from tests.policy.small_town import ANNA, BO, DAG, DISA, EVA, KARIN, NILS, STRANGER, at, diversion, period
from tests.policy.watched_group import LO, MIA
from tests.services.coverage_stage import CoverageStage

AWAY = diversion(Reason.VACATION, "2026-11-24 08:00", "2026-11-24 17:00")


async def gap(stage: CoverageStage | None = None) -> CoverageStage:
    """Anna is on holiday on Tuesday, and Bo has been told on the Monday."""
    stage = stage or CoverageStage()
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    stage.heard()
    return stage


async def asked(stage: CoverageStage | None = None) -> CoverageStage:
    """And Bo has asked his colleagues."""
    stage = await gap(stage)
    await stage.alerts.ask_colleagues(BO, GROUP, TUESDAY, turn="ask", now=stage.now)
    await stage.delivers()
    stage.heard()
    return stage


async def test_everyone_able_to_cover_is_asked_and_once() -> None:
    """Those of the unit who work then; not Anna who is away, nor the managers, nor who is asked already."""
    stage = await gap()
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
    stage = await gap()
    await stage.diverts(LO, AWAY)
    stage.chats.unreachable = {MIA}
    outcome = await stage.alerts.ask_colleagues(BO, GROUP, TUESDAY, turn="t1", now=stage.now)
    assert {one.person for one in outcome.alert.invitations} == {DISA}


async def test_nobody_to_ask_is_said() -> None:
    """All are away."""
    stage = await gap()
    for person in (LO, MIA, DISA):
        await stage.diverts(person, AWAY)
    with pytest.raises(PolicyError, match=r"coverage\.nobody_to_ask"):
        await stage.alerts.ask_colleagues(BO, GROUP, TUESDAY, turn="t1", now=stage.now)


async def test_the_first_to_take_it_has_it_and_everyones_card_ends_right() -> None:
    """M2: the managers' card, and the others' who were asked."""
    stage = await asked()
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
    stage = await asked()
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)
    before = await stage.book()
    with pytest.raises(PolicyError, match=r"coverage\.taken") as refused:
        await stage.alerts.take(MIA, GROUP, TUESDAY, turn="t3", now=stage.now)
    assert refused.value.params == {"name": "Lo Lund"}
    assert await stage.book() == before


async def test_two_who_take_it_at_the_same_moment_one_has_it() -> None:
    """Mia has decided when Lo's is saved: she decides again, and is told."""
    stage = await asked()

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
        stage = await asked(CoverageStage(store=store))
        takers = [LO, MIA, LO, MIA, LO]
        outcomes = await asyncio.gather(
            *(
                stage.alerts.take(person, GROUP, TUESDAY, turn=f"take-{number}", now=stage.now)
                for number, person in enumerate(takers)
            ),
            return_exceptions=True,
        )
        assert sum(not isinstance(one, Exception) for one in outcomes) == 1
        assert len((await stage.book()).shifts) == 1
    finally:
        await store.close()


async def test_a_part_can_be_taken_and_the_rest_stays_for_the_others() -> None:
    """The alert goes on with what is left."""
    stage = await asked()
    part = period("2026-11-24 09:00", "2026-11-24 11:00")
    outcome = await stage.alerts.take(LO, GROUP, TUESDAY, part=part, turn="t2", now=stage.now)
    assert outcome.done is Done.TAKEN_IN_PART
    assert [one.period for one in outcome.alert.gaps] == [period("2026-11-24 11:00", "2026-11-24 15:00")]
    rest = await stage.alerts.take(MIA, GROUP, TUESDAY, turn="t3", now=stage.now)
    assert (rest.done, rest.alert.ending, rest.alert.ended_by) == (Done.TAKEN, Ending.COVERED, MIA)


async def test_part_timers_take_what_they_work_of_it_unless_they_say_more() -> None:
    """Disa works until noon."""
    stage = await asked()
    outcome = await stage.alerts.take(DISA, GROUP, TUESDAY, turn="t2", now=stage.now)
    assert [one.period for one in outcome.alert.gaps] == [period("2026-11-24 12:00", "2026-11-24 15:00")]
    more = period("2026-11-24 12:00", "2026-11-24 13:00")
    outcome = await stage.alerts.take(DISA, GROUP, TUESDAY, part=more, turn="t3", now=stage.now)
    assert [one.period for one in outcome.alert.gaps] == [period("2026-11-24 13:00", "2026-11-24 15:00")]


async def test_the_same_turn_once_more_takes_nothing_twice() -> None:
    """A crash after the save, and the turn comes again."""
    stage = await asked()
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)
    before = await stage.book()
    outcome = await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now + timedelta(seconds=20))
    assert outcome.done is Done.TAKEN
    assert await stage.book() == before


async def test_nobody_takes_what_they_are_diverted_in() -> None:
    """The fault is at the part that they gave."""
    stage = await asked()
    await stage.diverts(LO, diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 11:00"))
    part = period("2026-11-24 09:00", "2026-11-24 12:00")
    with pytest.raises(PolicyError, match=r"coverage\.diverted_then") as refused:
        await stage.alerts.take(LO, GROUP, TUESDAY, part=part, turn="t2", now=stage.now)
    assert refused.value.field == "part"
    outcome = await stage.alerts.take(LO, GROUP, TUESDAY, turn="t3", now=stage.now)
    assert [one.period for one in outcome.alert.gaps] == [period("2026-11-24 10:00", "2026-11-24 11:00")]


async def test_a_part_outside_the_gap_is_refused() -> None:
    """There is nothing to take there."""
    stage = await asked()
    part = period("2026-11-24 15:00", "2026-11-24 16:00")
    with pytest.raises(PolicyError, match=r"coverage\.not_in_gap"):
        await stage.alerts.take(LO, GROUP, TUESDAY, part=part, turn="t2", now=stage.now)


async def test_who_answers_already_makes_the_gap_no_smaller() -> None:
    """Two are needed, and Lo is one of them."""
    stage = await gap(CoverageStage(group(stretch("09:00", "15:00", 2), members=(ANNA, LO))))
    with pytest.raises(PolicyError, match=r"coverage\.counts_already"):
        await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)


async def test_a_member_who_was_not_asked_may_take_it_and_a_stranger_may_not() -> None:
    """Colleagues of the unit too, and the managers themselves; nobody else (A2)."""
    stage = await gap()
    for person in (NILS, EVA):
        with pytest.raises(NotAllowed, match=r"coverage\.not_asked"):
            await stage.alerts.take(person, GROUP, TUESDAY, turn="t1", now=stage.now)
    with pytest.raises(PolicyError, match=r"person\.not_in_directory"):
        await stage.alerts.take(STRANGER, GROUP, TUESDAY, turn="t1", now=stage.now)
    outcome = await stage.alerts.take(MIA, GROUP, TUESDAY, turn="t2", now=stage.now)
    assert outcome.alert.ended_by == MIA
    await stage.delivers()
    assert sorted(stage.heard()) == ["bo alert card", "bo taken"]


async def test_whoever_is_put_down_is_told_and_covers_at_once() -> None:
    """*Utse*: the gap is covered, the card with them says so, and they may say no (M2)."""
    stage = await gap()
    outcome = await stage.alerts.appoint(BO, GROUP, TUESDAY, LO, turn="t1", now=stage.now)
    assert (outcome.done, outcome.alert.ending, outcome.alert.ended_by) == (Done.APPOINTED, Ending.COVERED, LO)
    await stage.delivers()
    assert stage.heard() == ["lo invited card"]
    again = await stage.alerts.appoint(BO, GROUP, TUESDAY, LO, turn="t1", now=stage.now)
    assert again.done is Done.APPOINTED
    said = await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)
    assert said.done is Done.TAKEN
    (one,) = (await stage.alert()).invitations
    assert one.answered_at == as_utc(stage.now)
    assert len((await stage.book()).shifts) == 1


async def test_who_says_no_to_being_put_down_opens_the_gap_again_and_it_is_told() -> None:
    """With why, for the manager who put them down alone."""
    stage = await gap()
    await stage.alerts.appoint(BO, GROUP, TUESDAY, LO, turn="t1", now=stage.now)
    await stage.delivers()
    stage.heard()
    stage.now += timedelta(minutes=5)
    outcome = await stage.alerts.decline(LO, GROUP, TUESDAY, note="Jag är på kurs", turn="t2", now=stage.now)
    assert (outcome.done, outcome.alert.ending) == (Done.DECLINED, None)
    assert (await stage.book()).shifts == ()
    await stage.delivers()
    assert sorted(stage.heard()) == ["bo alert card", "bo declined"]
    shown = await stage.alerts.show(BO, GROUP, TUESDAY, now=stage.now)
    assert [one.note for one in shown.alert.invitations] == ["Jag är på kurs"]
    others = await stage.alerts.show(MIA, GROUP, TUESDAY, now=stage.now)
    assert [one.note for one in others.alert.invitations] == [""]
    once_more = await stage.alerts.decline(LO, GROUP, TUESDAY, note="", turn="t3", now=stage.now)
    assert once_more.done is Done.DECLINED
    assert [one.note for one in (await stage.alert()).invitations] == ["Jag är på kurs"]


async def test_who_cannot_cover_or_be_told_cannot_be_put_down() -> None:
    """The fault is at the person."""
    stage = await gap()
    await stage.diverts(LO, AWAY)
    stage.chats.unreachable = {MIA}
    for person, code in (
        (LO, "coverage.cannot_cover"),
        (NILS, "coverage.cannot_cover"),
        (MIA, "coverage.out_of_reach"),
        (STRANGER, "person.unknown"),
    ):
        with pytest.raises(PolicyError, match=code.replace(".", r"\.")) as refused:
            await stage.alerts.appoint(BO, GROUP, TUESDAY, person, turn="t1", now=stage.now)
        assert refused.value.field == "person"


async def test_a_no_of_everyone_asked_is_told_to_who_asked() -> None:
    """What was done has come to nothing, so it sounds again."""
    stage = await asked()
    for person in (DISA, LO, MIA):
        stage.now += timedelta(minutes=1)
        await stage.alerts.decline(person, GROUP, TUESDAY, turn=f"no-{person}", now=stage.now)
    await stage.delivers()
    assert "bo sounds" in stage.heard()


async def test_only_who_was_asked_can_say_no() -> None:
    """There is nothing to say no to."""
    stage = await asked()
    with pytest.raises(PolicyError, match=r"coverage\.not_invited"):
        await stage.alerts.decline(NILS, GROUP, TUESDAY, turn="t1", now=stage.now)
    with pytest.raises(PolicyError, match=r"coverage\.text_too_long") as refused:
        await stage.alerts.decline(LO, GROUP, TUESDAY, note="x" * 201, turn="t1", now=stage.now)
    assert refused.value.field == "note"


async def test_a_gap_let_be_is_silent_and_a_bigger_one_is_not() -> None:
    """*Acceptera luckan* silences those gaps and no other (M2)."""
    stage = CoverageStage()
    await stage.diverts(ANNA, diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 11:00"))
    await stage.looks()
    stage.heard()
    outcome = await stage.alerts.accept_gap(BO, GROUP, TUESDAY, reason="  Studiedag ", turn="t1", now=stage.now)
    assert (outcome.done, outcome.alert.ending) == (Done.ACCEPTED, Ending.ACCEPTED)
    assert outcome.alert.acceptance is not None
    assert (outcome.alert.acceptance.reason, outcome.alert.acceptance.by) == ("Studiedag", BO)
    await stage.sweeps("2026-11-24 10:01")
    assert stage.heard() == []
    await stage.diverts(ANNA, diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 11:30"))
    await stage.looks("2026-11-24 10:05")
    assert (await stage.alert()).ending is None
    assert sorted(stage.heard()) == ["bo alert card", "bo sounds"]


async def test_a_gap_let_be_through_a_later_day_is_let_be_on_the_days_between() -> None:
    """A post that nobody has is a gap each day, and is accepted once."""
    stage = CoverageStage(group(members=()))
    await stage.looks()
    assert len((await stage.book()).open_alerts) == 6
    stage.heard()
    await stage.alerts.accept_gap(
        BO, GROUP, TUESDAY, reason="Vakant", until_on=date(2026, 12, 4), turn="t1", now=stage.now
    )
    book = await stage.book()
    assert [one.on for one in book.open_alerts] == []
    for day in range(24, 31):
        await stage.sweeps(f"2026-11-{day} 06:00")
    await stage.sweeps("2026-12-02 07:00")
    assert [one.on for one in (await stage.book()).open_alerts] == [
        date(2026, 12, 7),
        date(2026, 12, 8),
        date(2026, 12, 9),
    ]


@pytest.mark.parametrize(
    ("reason", "until_on", "faults"),
    [
        ("", None, [("coverage.reason_missing", "reason")]),
        ("!?", date(2026, 11, 23), [("coverage.reason_missing", "reason"), ("coverage.until_too_early", "until")]),
        ("x" * 201, date(2028, 1, 1), [("coverage.text_too_long", "reason"), ("coverage.until_too_late", "until")]),
    ],
)
async def test_letting_a_gap_be_needs_a_reason_and_a_day(
    reason: str, until_on: date | None, faults: list[tuple[str, str]]
) -> None:
    """Every fault is at its field."""
    stage = await gap()
    with pytest.raises(PolicyErrors) as refused:
        await stage.alerts.accept_gap(BO, GROUP, TUESDAY, reason=reason, until_on=until_on, turn="t1", now=stage.now)
    assert [(one.code, one.field) for one in refused.value.errors] == faults


async def test_an_alert_can_be_asked_to_sound_again() -> None:
    """*Påminn igen*: at that time, and it is nobody else's until then."""
    stage = await gap()
    outcome = await stage.alerts.remind_later(BO, GROUP, TUESDAY, at=at("2026-11-23 16:00"), turn="t1", now=stage.now)
    assert outcome.done is Done.LATER
    await stage.sweeps("2026-11-23 15:59")
    assert stage.heard() == []
    await stage.sweeps("2026-11-23 16:00")
    assert sorted(stage.heard()) == ["bo alert card", "bo sounds"]


@pytest.mark.parametrize(
    ("when", "code"),
    [("2026-11-23 10:00", "coverage.remind_past"), ("2026-11-24 15:00", "coverage.remind_too_late")],
)
async def test_a_reminder_lies_ahead_and_before_the_end(when: str, code: str) -> None:
    """The fault is at the time."""
    stage = await gap()
    with pytest.raises(PolicyError, match=code.replace(".", r"\.")) as refused:
        await stage.alerts.remind_later(BO, GROUP, TUESDAY, at=at(when), turn="t1", now=stage.now)
    assert refused.value.field == "at"


@pytest.mark.parametrize("actor", [LO, ANNA, NILS, EVA, STRANGER])
async def test_only_the_line_of_managers_may_act(actor: PersonId) -> None:
    """Each act by itself (M2)."""
    stage, now = await gap(), at("2026-11-23 10:00")
    for act in (
        stage.alerts.appoint(actor, GROUP, TUESDAY, MIA, turn="t", now=now),
        stage.alerts.accept_gap(actor, GROUP, TUESDAY, reason="Ja", turn="t", now=now),
        stage.alerts.remind_later(actor, GROUP, TUESDAY, at=at("2026-11-23 12:00"), turn="t", now=now),
        *(() if actor == ANNA else (stage.alerts.ask_colleagues(actor, GROUP, TUESDAY, turn="t", now=now),)),
    ):
        with pytest.raises(NotAllowed, match=r"coverage\.not_yours"):
            await act


async def test_whoever_opened_the_gap_may_ask_colleagues_and_the_manager_still_has_it() -> None:
    """Anna is the one who is away."""
    stage = await gap()
    outcome = await stage.alerts.ask_colleagues(ANNA, GROUP, TUESDAY, turn="t1", now=stage.now)
    assert (outcome.done, outcome.may_ask, outcome.may_act) == (Done.ASKED, True, False)
    assert outcome.alert.handled_at is None
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)
    await stage.delivers()
    assert {"anna taken", "bo taken"} <= set(stage.heard())


async def test_a_deputy_and_the_manager_above_may_act_and_then_have_it_in_hand() -> None:
    """It goes on to nobody else until it sounds again."""
    for actor in (DAG, KARIN):
        stage = await gap()
        outcome = await stage.alerts.ask_colleagues(actor, GROUP, TUESDAY, turn="t1", now=stage.now)
        assert (outcome.alert.asked, outcome.alert.asked_before) == (actor, (BO,))


async def test_an_alert_shows_to_whom_it_concerns_and_candidates_to_who_may_ask() -> None:
    """The reason why a gap is let be is for managers."""
    stage = await gap()
    assert {one.person.id for one in (await stage.alerts.show(BO, GROUP, TUESDAY, now=stage.now)).candidates} == {
        DISA,
        LO,
        MIA,
    }
    assert (await stage.alerts.show(LO, GROUP, TUESDAY, now=stage.now)).candidates == ()
    with pytest.raises(NotAllowed, match=r"coverage\.not_yours"):
        await stage.alerts.show(EVA, GROUP, TUESDAY, now=stage.now)
    with pytest.raises(PolicyError, match=r"coverage\.no_alert"):
        await stage.alerts.show(BO, GROUP, date(2026, 11, 25), now=stage.now)
    await stage.alerts.accept_gap(BO, GROUP, TUESDAY, reason="Studiedag", turn="t1", now=stage.now)
    shown = await stage.alerts.show(LO, GROUP, TUESDAY, now=stage.now)
    assert shown.alert.acceptance is not None
    assert shown.alert.acceptance.reason == ""


async def test_a_manager_sees_the_open_alerts_of_all_below() -> None:
    """The nearest first; whoever leads nothing has none."""
    stage = CoverageStage(group(members=()))
    await stage.looks()
    for person, count in ((BO, 6), (KARIN, 6), (LO, 0), (EVA, 0)):
        found = await stage.alerts.open_alerts(person, now=stage.now)
        assert len(found) == count
        assert [one.alert.on for one in found] == sorted(one.alert.on for one in found)


async def test_acting_on_a_day_without_a_gap_or_with_one_that_is_over_is_refused() -> None:
    """The card in the chat was of yesterday's."""
    stage = await gap()
    with pytest.raises(PolicyError, match=r"coverage\.no_alert"):
        await stage.alerts.ask_colleagues(BO, GROUP, date(2026, 11, 25), turn="t1", now=stage.now)
    await stage.diverts(ANNA)
    for act in (
        stage.alerts.ask_colleagues(BO, GROUP, TUESDAY, turn="t1", now=stage.now),
        stage.alerts.appoint(BO, GROUP, TUESDAY, LO, turn="t1", now=stage.now),
        stage.alerts.take(LO, GROUP, TUESDAY, turn="t1", now=stage.now),
        stage.alerts.accept_gap(BO, GROUP, TUESDAY, reason="Ja", turn="t1", now=stage.now),
    ):
        with pytest.raises(PolicyError, match=r"coverage\.over"):
            await act


async def test_a_running_gap_is_taken_from_now_on() -> None:
    """What has gone by nobody can take."""
    stage = await asked()
    await stage.sweeps("2026-11-24 10:30")
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)
    (shift,) = (await stage.book()).shifts
    assert isinstance(shift, DutyShift)
    assert (shift.period, shift.agreed) == (period("2026-11-24 10:30", "2026-11-24 15:00"), True)
    assert (await stage.alert()).ending is Ending.COVERED


async def test_who_falls_ill_after_taking_it_is_heard_of() -> None:
    """The manager thought it mended."""
    stage = await asked()
    part = period("2026-11-24 09:00", "2026-11-24 11:00")
    await stage.alerts.take(LO, GROUP, TUESDAY, part=part, turn="t2", now=stage.now)
    await stage.delivers()
    stage.heard()
    await stage.diverts(LO, diversion(Reason.SICK, "2026-11-23 10:00", None))
    await stage.watch.look_at_groups_of(LO, now=stage.now + timedelta(minutes=1))
    stage.now += timedelta(minutes=1)
    await stage.delivers()
    assert "bo sounds" in stage.heard()
