"""Reminders (S6): each once, in the person's working time, then to the manager (M1); they cost what is due."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from policy.callbacks import Stage
from policy.leadership import leaders_of
from policy.reasons import Reason
from services.callback_cases import place_of
from storage.document_store import Key
from tests.policy.promises import local
from tests.policy.small_town import ANNA, BO, DAG, EVA, GUN, KARIN, at, diversion, small_town
from tests.services.callback_stage import NOW, CallbackStage, told


async def test_an_unkept_promise_is_told_of_before_at_and_after_its_time_and_then_raised() -> None:
    """S6, M1: a card and a line each; the manager's card is the last."""
    stage = CallbackStage()
    await stage.promised("2026-11-24 11:00")
    sent = told(await stage.passes_until("2026-11-25 12:00"))
    assert [one for one in sent if one[1] != "callback.card"] == [
        ("anna", "callback.before"),
        ("anna", "callback.due"),
        ("anna", "callback.overdue"),
        ("bo", "callback.raised"),
    ]
    assert sent.count(("anna", "callback.card")) == 4


async def test_nothing_comes_outside_working_hours_and_only_the_latest_in_the_morning() -> None:
    """Due when the day ends: the person hears an hour before, and in the morning that it is overdue."""
    stage = CallbackStage()
    await stage.promised("2026-11-24 17:00")
    sent = [one for one in told(await stage.passes_until("2026-11-25 07:45")) if one[1] != "callback.card"]
    assert sent == [("anna", "callback.before")]
    sent = [one for one in told(await stage.passes_until("2026-11-25 08:15")) if one[1] != "callback.card"]
    assert sent == [("anna", "callback.overdue")]


async def test_a_kept_promise_is_left_alone() -> None:
    """Done, or agreed anew (S6): what was on its way is called off."""
    stage = CallbackStage()
    done, agreed = await stage.promised("2026-11-24 17:00"), await stage.promised("2026-11-24 17:00")
    await stage.passes_until("2026-11-24 18:30")
    await stage.callbacks.done(ANNA, place_of(done), turn="t1", now=stage.now)
    until = at("2026-11-27 15:00")
    await stage.callbacks.not_ready(ANNA, place_of(agreed), until, turn="t2", now=stage.now)
    sent = told(await stage.passes_until("2026-11-26 17:00"))
    assert [code for _, code in sent if code != "callback.card"] == []


@pytest.mark.parametrize(
    ("away", "open_line", "told_person"), [(False, False, BO), (True, False, DAG), (True, True, BO)]
)
async def test_the_deputy_hears_when_the_manager_is_away(away: bool, open_line: bool, told_person: str) -> None:
    """M1: an open line is no absence."""
    trip = diversion(Reason.BUSINESS_TRIP, "2026-11-24 08:00", "2026-11-27 17:00", open_line=open_line, person=BO)
    stage = CallbackStage(*([trip] if away else []), person=BO)
    await stage.promised("2026-11-24 11:00")
    sent = told(await stage.passes_until("2026-11-25 12:00"))
    assert [to for to, code in sent if code == "callback.raised"] == [told_person]


async def test_a_manager_without_a_chat_is_passed_over_unless_there_is_nobody_else() -> None:
    """M1: the deputy, else the manager all the same, whom the outbox goes on trying."""
    stage = CallbackStage()
    stage.unreachable.add(BO)
    await stage.promised("2026-11-24 11:00")
    assert ("dag", "callback.raised") in told(await stage.passes_until("2026-11-25 12:00"))
    stage = CallbackStage()
    stage.unreachable |= {BO, DAG}
    await stage.promised("2026-11-24 11:00")
    assert ("bo", "callback.raised") in told(await stage.passes_until("2026-11-25 12:00"))


def test_leaders_are_the_nearest_manager_and_that_units_deputies() -> None:
    """M1: for a manager, the unit above; never the person; nobody at the top."""
    town = small_town()
    people = town.people
    assert leaders_of(town, people[ANNA]) == (BO, DAG)
    assert leaders_of(town, people[DAG]) == (BO,)
    assert leaders_of(town, people[BO]) == (KARIN,)
    assert leaders_of(town, people[GUN]) == (BO, DAG)
    assert leaders_of(town, people[EVA]) == ()


async def test_the_top_has_nobody_above() -> None:
    """Eva leads and has no manager: she alone is reminded."""
    stage = CallbackStage()
    await stage.promised("2026-11-24 11:00", actor=EVA)
    sent = told(await stage.passes_until("2026-11-25 12:00"))
    assert {to for to, _ in sent} == {"eva"}
    assert ("eva", "callback.overdue") in sent


async def test_after_a_standstill_the_latest_is_told_and_nothing_else() -> None:
    """A night without a process: one line, not three; and the manager's, since it has come that far."""
    stage = CallbackStage()
    await stage.promised("2026-11-24 11:00")
    stage.clock.passes(days=1, hours=2)
    sent = told(await stage.ticks())
    assert sorted(sent) == [("anna", "callback.card"), ("anna", "callback.overdue"), ("bo", "callback.raised")]
    assert told(await stage.ticks()) == []


async def test_only_what_is_due_is_looked_at() -> None:
    """It costs what is due, not what exists."""
    stage = CallbackStage()
    for _ in range(5):
        await stage.promised("2026-11-27 15:00")
    due = await stage.promised("2026-11-24 11:00")
    stage.clock.passes(hours=1)
    assert await stage.reminders.sweep(now=stage.now) == 1
    assert (await stage.stored(due)).contact_reminded is Stage.BEFORE
    assert await stage.reminders.sweep(now=stage.now) == 0


async def test_one_broken_promise_stands_in_nobodys_way(caplog: pytest.LogCaptureFixture) -> None:
    """It is logged without a name or a number, and the others are reminded of."""
    stage = CallbackStage()
    broken, sound = await stage.promised("2026-11-24 11:00"), await stage.promised("2026-11-24 11:00")
    document = await stage.store.get(Key("callback", "anna", broken.id))
    assert document is not None
    await stage.store.replace(document, {**document.body, "state": "broken"})
    stage.clock.passes(hours=1)
    with caplog.at_level(logging.ERROR):
        await stage.reminders.sweep(now=stage.now)
    assert (await stage.stored(sound)).contact_reminded is Stage.BEFORE
    assert "Kalle" not in caplog.text
    assert "one of a sweep failed" in caplog.text


async def test_whoever_has_left_is_reminded_of_by_office_hours_and_harms_nobody() -> None:
    """A holder who is no longer in the directory: the sweep goes on, and comes to an end."""
    stage = CallbackStage()
    made = await stage.promised("2026-11-24 11:00")
    loaded = await stage.cases.load(place_of(made))
    assert loaded is not None
    gone = replace(made, holder="gone", id="of-gone")  # type: ignore[arg-type]
    await stage.cases.save(None, gone)
    await stage.passes_until("2026-11-26 12:00")
    assert (await stage.stored(gone)).next_step_at is None
    assert not [one for one in stage.messenger.sent if one.to == "gone"]


async def test_the_two_times_are_reminded_of_each_for_itself() -> None:
    """S6: after the next contact was agreed, the answer is still due."""
    stage = CallbackStage()
    made = await stage.promised("2026-11-24 11:00", answer="2026-11-25 15:00")
    await stage.callbacks.not_ready(ANNA, place_of(made), at("2026-11-27 15:00"), turn="t1", now=NOW)
    assert local((await stage.stored(made)).next_step_at) == "2026-11-25 14:00"
    sent = told(await stage.passes_until("2026-11-25 15:30"))
    assert [code for _, code in sent if code != "callback.card"] == ["callback.before", "callback.due"]
