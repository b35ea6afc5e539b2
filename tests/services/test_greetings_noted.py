"""The greeting's use cases: what is noted, by whom, and what is drafted (A4, S1)."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from policy.errors import NotAllowed, PolicyError
from policy.greetings import FaultKind, GreetingKind, State, Why
from policy.organisation import PersonId
from policy.reasons import Reason
from tests.policy.small_town import ANNA, BO, DAG, EVA, STRANGER, VERA, at, diversion
from tests.services.greeting_stage import NOW, Stage

HOLIDAY = diversion(Reason.VACATION, "2026-11-30 08:00", "2026-12-11 17:00", id_="away", answers_instead=DAG)
FAR = diversion(Reason.PARENTAL_LEAVE, "2027-02-01 08:00", None)


async def test_what_was_recorded_is_noted_with_what_it_says_and_replaces() -> None:
    """A4: with the name, title and unit of that day, and the receipt can tell what was there before."""
    stage = Stage()
    first = await stage.records(GreetingKind.GENERIC)
    assert (first.seen.standing.state, first.replaced) == (State.GENERIC, None)
    second = await stage.records()
    assert second.seen.standing.state is State.PERSONAL
    assert second.replaced is not None
    assert second.replaced.kind is GreetingKind.GENERIC
    said = (await stage.known()).recorded.said  # type: ignore[union-attr]
    assert (said.name, said.title, said.unit) == ("Anna Alm", "byggnadsinspektör", "Bygg")


async def test_the_same_turn_twice_notes_once() -> None:
    """Teams sends a turn again when it is slow; what it replaced is still told rightly."""
    stage = Stage()
    await stage.records(GreetingKind.GENERIC)
    once = await stage.records(turn="t")
    again = await stage.records(turn="t")
    assert again == once
    undone = await stage.service.undo(ANNA, change_id="t", turn="u", now=NOW)
    assert (await stage.service.undo(ANNA, change_id="t", turn="u", now=NOW)).seen == undone.seen
    assert undone.seen.standing.state is State.GENERIC


async def test_an_absence_greeting_is_noted_until_the_person_is_back() -> None:
    """A4: the return time is the next working time after the absence, and the day after it is asked for anew."""
    stage = Stage(HOLIDAY)
    noted = await stage.records(GreetingKind.ABSENCE)
    assert noted.seen.recorded is not None
    assert noted.seen.recorded.until_at == at("2026-12-14 08:00")
    assert (await stage.stands(now=at("2026-12-14 08:00"))).whys == (Why.ABSENCE_OVER,)


async def test_a_receipts_button_names_an_absence_that_lies_further_ahead() -> None:
    """A4: the greeting for February can be recorded in November, for an absence that nobody knows the end of."""
    stage = Stage(HOLIDAY, FAR)
    noted = await stage.records(GreetingKind.ABSENCE, diversion=FAR.id)
    assert noted.seen.recorded is not None
    assert noted.seen.recorded.until_at is None
    script = await stage.service.script(ANNA, now=NOW, diversion=FAR.id)
    assert script.absence is not None
    assert script.absence.back_at is None


async def test_the_draft_tells_of_the_absence_that_is_near_and_who_answers_instead() -> None:
    """S1: names, title and unit from the directory; when the person is back; never why (POLICY, last section)."""
    script = await Stage(HOLIDAY).service.script(ANNA, now=NOW)
    assert (script.said.name, script.said.unit, script.municipality) == ("Anna Alm", "Bygg", "Småbygd")
    assert script.absence is not None
    assert script.absence.back_at == at("2026-12-14 08:00")
    assert script.absence.stand_in is not None
    assert script.absence.stand_in.id == DAG
    assert "vacation" not in repr(script).lower()
    assert (await Stage().service.script(ANNA, now=NOW)).absence is None


async def test_a_fault_found_by_a_test_call_is_told_to_the_person_once() -> None:
    """A4: by the switchboard; noting the same again tells nobody again, something new does."""
    stage = Stage()
    await stage.records()
    told = await stage.test_calls(note="Säger Lisa")
    assert (told.fault.by, told.fault.note, told.can_be_told, told.earlier) == (VERA, "Säger Lisa", True, None)
    assert (await stage.stands()).whys == (Why.REPORTED,)
    assert await stage.unsent() == ["greeting.reported"]
    assert len(stage.soon) == 1
    again = await stage.test_calls()
    assert again.earlier == told.fault
    assert (await stage.known()).fault == told.fault
    assert len(stage.soon) == 1
    await stage.test_calls(kind=FaultKind.MISSING)
    assert (await stage.stands()).state is State.MISSING
    assert await stage.unsent() == ["greeting.reported"]


@pytest.mark.parametrize("actor", [ANNA, BO, EVA, STRANGER])
async def test_nobody_but_the_switchboard_notes_test_calls(actor: PersonId) -> None:
    """A4: not the person, not the manager, not a stranger; nothing is saved and nobody is told."""
    stage = Stage()
    await stage.records()
    before = await stage.known()
    with pytest.raises(NotAllowed, match=r"person\.lacks_role"):
        await stage.test_calls(actor=actor)
    with pytest.raises(NotAllowed, match=r"person\.lacks_role"):
        await stage.service.take_back_report(actor, ANNA, turn="turn-1", now=NOW)
    assert await stage.known() == before
    assert stage.soon == []


async def test_a_test_call_of_nobody_or_of_no_mailbox_is_refused() -> None:
    """A4: with a word that says which."""
    stage = Stage()
    with pytest.raises(PolicyError, match=r"person\.unknown"):
        await stage.test_calls(STRANGER)
    stage.in_directory(ANNA, has_voicemail=False)
    with pytest.raises(PolicyError, match=r"greeting\.no_mailbox"):
        await stage.test_calls()


async def test_whoever_cant_be_reached_is_said_to_the_switchboard() -> None:
    """A4: so that somebody tells them in another way."""
    stage = Stage()
    stage.messenger.unreachable.add(ANNA)
    assert not (await stage.test_calls()).can_be_told


async def test_a_test_call_can_be_taken_back_before_anyone_is_told() -> None:
    """A slip of the finger must not reach the person."""
    stage = Stage()
    await stage.records()
    await stage.test_calls(turn="slip")
    await stage.service.take_back_report(VERA, ANNA, turn="slip", now=NOW)
    assert await stage.unsent() == []
    assert (await stage.stands()).state is State.PERSONAL
    with pytest.raises(PolicyError, match=r"greeting\.report_gone"):
        await stage.service.take_back_report(VERA, ANNA, turn="slip", now=NOW)


async def test_recording_anew_calls_off_what_was_to_be_told() -> None:
    """A4: who has mended it already isn't told to."""
    stage = Stage()
    await stage.test_calls()
    noted = await stage.records()
    assert noted.seen.fault is None
    assert await stage.unsent() == []


async def test_who_has_no_mailbox_is_told_so_and_nothing_is_noted() -> None:
    """A4 is about whoever has one."""
    stage = Stage()
    stage.in_directory(ANNA, has_voicemail=False)
    with pytest.raises(PolicyError, match=r"greeting\.no_mailbox_of_own"):
        await stage.records()
    assert (await stage.service.seen(ANNA, now=NOW)).standing.state is State.NO_MAILBOX
    assert await stage.unsent() == []


async def test_who_is_in_no_directory_has_no_greeting() -> None:
    """Identity comes from the wire, and the directory says who works here."""
    stage = Stage()
    for attempt in (
        stage.service.seen(STRANGER, now=NOW),
        stage.service.script(STRANGER, now=NOW),
        stage.records(person=STRANGER),
        stage.service.undo(STRANGER, change_id="c", turn="t", now=NOW),
    ):
        with pytest.raises(PolicyError, match=r"person\.not_in_directory"):
            await attempt


async def test_two_at_once_are_both_noted() -> None:
    """The person records while the switchboard notes a fault: neither is lost, whoever is first."""
    stage = Stage()
    await stage.records(GreetingKind.GENERIC, now=NOW - timedelta(days=1))
    await asyncio.gather(stage.records(turn="hers"), stage.test_calls(turn="veras"))
    known = await stage.known()
    assert known.last_change is not None
    assert known.last_change.id == "hers"
    assert known.recorded is not None
    assert known.recorded.kind is GreetingKind.PERSONAL
    assert (known.fault is None) or known.fault.turn == "veras"
