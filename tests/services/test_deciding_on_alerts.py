"""What managers decide about a gap (M2): let it be, be told again; and who may see it and act on it at all."""

from __future__ import annotations

from datetime import date

import pytest

from policy.coverage_books import Ending
from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.organisation import PersonId
from policy.reasons import Reason
from services.coverage_outcomes import Done
from tests.policy.counted_group import GROUP, TUESDAY, group, stretch
from tests.policy.small_town import ANNA, BO, DAG, DISA, EVA, KARIN, NILS, STRANGER, at, diversion
from tests.policy.watched_group import LO, MIA
from tests.services.coverage_stage import CoverageStage, with_gap


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
        BO, GROUP, date(2026, 11, 23), reason="Vakant", until_on=date(2026, 12, 4), turn="t1", now=stage.now
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


async def test_a_gap_let_be_on_one_day_lets_no_deeper_one_be_on_another() -> None:
    """Two are needed: one was in on Tuesday, nobody is on Wednesday."""
    stage = CoverageStage(group(stretch("09:00", "15:00", 2), members=(ANNA, LO)))
    await stage.diverts(ANNA, diversion(Reason.VACATION, "2026-11-24 08:00", "2026-11-26 17:00"))
    await stage.diverts(LO, diversion(Reason.VACATION, "2026-11-25 08:00", "2026-11-25 17:00"))
    await stage.looks()
    until_on = date(2026, 11, 30)
    await stage.alerts.accept_gap(BO, GROUP, TUESDAY, reason="Ja", until_on=until_on, turn="t1", now=stage.now)
    book = await stage.book()
    assert [one.on for one in book.open_alerts] == [date(2026, 11, 25)]
    thursday = book.alert_of(date(2026, 11, 26))
    assert thursday is not None
    assert thursday.ending is Ending.ACCEPTED


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
    stage = await with_gap()
    with pytest.raises(PolicyErrors) as refused:
        await stage.alerts.accept_gap(BO, GROUP, TUESDAY, reason=reason, until_on=until_on, turn="t1", now=stage.now)
    assert [(one.code, one.field) for one in refused.value.errors] == faults


async def test_an_alert_can_be_asked_to_sound_again() -> None:
    """*Påminn igen*: at that time, and it is nobody else's until then."""
    stage = await with_gap()
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
    stage = await with_gap()
    with pytest.raises(PolicyError, match=code.replace(".", r"\.")) as refused:
        await stage.alerts.remind_later(BO, GROUP, TUESDAY, at=at(when), turn="t1", now=stage.now)
    assert refused.value.field == "at"


@pytest.mark.parametrize("actor", [LO, ANNA, NILS, EVA, STRANGER])
async def test_only_the_line_of_managers_may_act(actor: PersonId) -> None:
    """Each act by itself (M2)."""
    stage, now = await with_gap(), at("2026-11-23 10:00")
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
    stage = await with_gap()
    outcome = await stage.alerts.ask_colleagues(ANNA, GROUP, TUESDAY, turn="t1", now=stage.now)
    assert (outcome.done, outcome.may_ask, outcome.may_act) == (Done.ASKED, True, False)
    assert outcome.alert.handled_at is None
    await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)
    await stage.delivers()
    assert {"anna taken", "bo taken"} <= set(stage.heard())


async def test_a_deputy_and_the_manager_above_may_act_and_then_have_it_in_hand() -> None:
    """It goes on to nobody else until it sounds again."""
    for actor in (DAG, KARIN):
        stage = await with_gap()
        outcome = await stage.alerts.ask_colleagues(actor, GROUP, TUESDAY, turn="t1", now=stage.now)
        assert (outcome.alert.asked, outcome.alert.asked_before) == (actor, (BO,))


async def test_an_alert_shows_to_whom_it_concerns_and_candidates_to_who_may_ask() -> None:
    """The reason why a gap is let be is for managers."""
    stage = await with_gap()
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
    stage = await with_gap()
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
