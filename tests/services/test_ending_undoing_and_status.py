"""Ending and undoing diversions, one's own list, and finding one to change it: outcomes, refusals, who is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from policy.availability import State
from policy.errors import NotAllowed, PolicyError
from policy.organisation import PersonId
from policy.reasons import Reason
from tests.policy.small_town import ANNA, BO, DAG, EVA, KARIN, STRANGER, VERA, at, diversion
from tests.services.diversion_stage import LUNCH, NOW, Stage

RUNNING = diversion(Reason.SICK, "2026-11-24 08:00", "2026-11-24 17:00", id_="sick", note="Magsjuka")
VACATION = diversion(Reason.VACATION, "2026-11-30 08:00", "2026-12-04 17:00", id_="vacation")
WHO = PersonId("who")


async def test_ending_what_runs_says_that_the_person_is_in() -> None:
    """A3: "jag är tillbaka"; what lies ahead stays."""
    stage = Stage(RUNNING, VACATION)
    outcome = await stage.service.end(ANNA, ANNA, change_id="t", now=NOW)
    assert (outcome.change_id, outcome.person.id, outcome.diversion) == ("t", ANNA, RUNNING)
    assert outcome.told.state is State.IN
    assert stage.books[ANNA].diversions == (VACATION,)


async def test_ending_one_that_lies_ahead_leaves_what_is_told_now() -> None:
    """A3: the vacation is called off; right now the person is as away as before."""
    stage = Stage(RUNNING, VACATION)
    outcome = await stage.service.end(ANNA, ANNA, change_id="t", now=NOW, diversion_id="vacation")
    assert outcome.diversion == VACATION
    assert outcome.told.state is State.AWAY
    assert outcome.told.absence is not None
    assert not outcome.told.absence.shows_reason
    assert stage.books[ANNA].diversions == (RUNNING,)


@pytest.mark.parametrize(("diversion_id", "code"), [(None, "diversion.none_running"), ("unknown", "diversion.gone")])
async def test_what_is_not_there_cannot_be_ended(diversion_id: str | None, code: str) -> None:
    """A3: nothing runs, or the one named is gone; nothing is saved, nobody is told."""
    stage = Stage(VACATION)
    with pytest.raises(PolicyError) as error:
        await stage.service.end(BO, ANNA, change_id="t", now=NOW, diversion_id=diversion_id)
    assert error.value.code == code
    assert stage.books.saves == 0
    assert stage.delivered_soon == []


async def test_who_has_no_book_at_all_has_nothing_running() -> None:
    """A3: the first thing somebody says is "jag är tillbaka"."""
    with pytest.raises(PolicyError) as error:
        await Stage().service.end(ANNA, ANNA, change_id="t", now=NOW)
    assert error.value.code == "diversion.none_running"


async def test_the_person_is_told_when_someone_else_ends_or_undoes() -> None:
    """Masking: once for each change, with times where they help, and nothing of why."""
    stage = Stage(RUNNING, VACATION)
    await stage.service.end(VERA, ANNA, change_id="t", now=NOW)
    await stage.service.undo(BO, ANNA, change_id="t", turn="u", now=NOW)
    ended, undone = stage.books[ANNA].outgoing.unsent
    assert (ended.id, ended.to, ended.code) == ("t", ANNA, "diversion.ended_by_other")
    assert set(ended.params) == {"actor", "start_at", "end_at"}
    assert (undone.id, undone.to, undone.code) == ("u", ANNA, "diversion.undone_by_other")
    assert undone.params == {"actor": BO}
    assert "sick" not in repr((ended, undone))
    assert "Magsjuka" not in repr((ended, undone))
    assert stage.delivered_soon == [ANNA, ANNA]


async def test_undoing_gives_back_what_stood_and_what_is_told() -> None:
    """Ångra: the sick leave runs again."""
    stage = Stage(RUNNING)
    ended = await stage.service.end(ANNA, ANNA, change_id="t", now=NOW)
    outcome = await stage.service.undo(ANNA, ANNA, change_id=ended.change_id, turn="u", now=NOW)
    assert outcome.person.id == ANNA
    assert outcome.told.state is State.AWAY
    assert stage.books[ANNA].diversions == (RUNNING,)


@pytest.mark.parametrize(("change", "code"), [("t", "diversion.undo_used"), ("older", "diversion.undo_superseded")])
async def test_an_undo_that_comes_too_late_is_refused(change: str, code: str) -> None:
    """Ångra works once, on the latest change."""
    stage = Stage()
    await stage.set(ANNA, LUNCH, turn="t")
    await stage.service.undo(ANNA, ANNA, change_id="t", turn="u", now=NOW)
    with pytest.raises(PolicyError) as error:
        await stage.service.undo(ANNA, ANNA, change_id=change, turn="v", now=NOW)
    assert error.value.code == code


async def test_an_undo_of_what_has_passed_is_refused() -> None:
    """Ångra at two, of a lunch that ended at one."""
    stage = Stage()
    await stage.set(ANNA, LUNCH, turn="t")
    with pytest.raises(PolicyError) as error:
        await stage.service.undo(ANNA, ANNA, change_id="t", turn="u", now=at("2026-11-24 14:00"))
    assert error.value.code == "diversion.undo_over"
    assert stage.books.saves == 1


@pytest.mark.parametrize("actor", [DAG, EVA, KARIN, STRANGER])
async def test_nobody_else_ends_or_undoes(actor: PersonId) -> None:
    """A3: a deputy, a colleague, the manager's manager and a stranger are refused, and nothing changes."""
    stage = Stage(RUNNING)
    await stage.set(ANNA, LUNCH, turn="t")
    stood = stage.books[ANNA]
    with pytest.raises(NotAllowed):
        await stage.service.end(actor, ANNA, change_id="x", now=NOW)
    with pytest.raises(NotAllowed):
        await stage.service.undo(actor, ANNA, change_id="t", turn="x", now=NOW)
    assert stage.books[ANNA] == stood


async def test_the_status_is_what_runs_and_what_lies_ahead_with_return_times() -> None:
    """A3: one's own list, with the reasons, each with when one is back, and what the switchboard says meanwhile."""
    stage = Stage(diversion(Reason.BREAK, "2026-11-24 07:00", "2026-11-24 08:00"), RUNNING, VACATION)
    status = await stage.service.status(ANNA, ANNA, now=NOW)
    assert status.running is not None
    assert (status.running.diversion, status.running.back_at) == (RUNNING, at("2026-11-25 08:00"))
    assert [(one.diversion, one.back_at) for one in status.upcoming] == [(VACATION, at("2026-12-07 08:00"))]
    assert status.told.absence is not None
    assert not status.told.absence.shows_reason


async def test_the_status_of_someone_with_no_diversions_is_empty() -> None:
    """A3: nothing runs, nothing lies ahead, in."""
    status = await Stage().service.status(ANNA, ANNA, now=NOW)
    assert (status.running, status.upcoming, status.told.state) == (None, (), State.IN)


async def test_the_nearest_manager_may_see_the_status() -> None:
    """Masking: "the person and the nearest manager see the reason"."""
    status = await Stage(RUNNING).service.status(BO, ANNA, now=NOW)
    assert status.running is not None
    assert status.running.diversion.reason is Reason.SICK


@pytest.mark.parametrize(
    ("actor", "code"),
    [(VERA, "diversion.not_shown"), (EVA, "diversion.not_allowed"), (KARIN, "diversion.not_allowed")],
)
async def test_the_status_is_nobody_elses(actor: PersonId, code: str) -> None:
    """Masking: the switchboard may set a diversion, but not read the list of them, which holds the reasons."""
    with pytest.raises(NotAllowed) as refusal:
        await Stage(RUNNING).service.status(actor, ANNA, now=NOW)
    assert refusal.value.code == code


async def test_a_diversion_is_found_so_that_it_can_be_changed() -> None:
    """Ändra: the person, the nearest manager, and, where the reason is public, the switchboard."""
    meeting = diversion(Reason.MEETING, "2026-11-25 08:00", "2026-11-25 09:00", id_="meeting")
    stage = Stage(RUNNING, meeting)
    assert await stage.service.find(ANNA, ANNA, "sick", now=NOW) == RUNNING
    assert await stage.service.find(BO, ANNA, "sick", now=NOW) == RUNNING
    assert await stage.service.find(VERA, ANNA, "meeting", now=NOW) == meeting


async def test_a_form_would_tell_the_reason_so_the_switchboard_does_not_get_it() -> None:
    """Masking: Ändra on a private diversion is refused to the switchboard."""
    with pytest.raises(NotAllowed) as refusal:
        await Stage(RUNNING).service.find(VERA, ANNA, "sick", now=NOW)
    assert refusal.value.code == "diversion.not_shown"


@pytest.mark.parametrize(("diversion_id", "now"), [("unknown", NOW), ("sick", at("2026-11-24 17:00"))])
async def test_what_is_gone_or_over_is_not_found(diversion_id: str, now: datetime) -> None:
    """Ändra on an old card."""
    with pytest.raises(PolicyError) as error:
        await Stage(RUNNING).service.find(ANNA, ANNA, diversion_id, now=now)
    assert error.value.code == "diversion.gone"


@pytest.mark.parametrize("actor", [ANNA, VERA])
async def test_nobody_unknown_has_diversions(actor: PersonId) -> None:
    """Someone who has left the directory since the card was made: each use case says so."""
    service = Stage().service
    calls = (
        service.end(actor, WHO, change_id="t", now=NOW),
        service.undo(actor, WHO, change_id="t", turn="u", now=NOW),
        service.status(actor, WHO, now=NOW),
        service.find(actor, WHO, "d", now=NOW),
        service.let_calls_through(actor, WHO, open_line=True, change_id="t", now=NOW),
    )
    for call in calls:
        with pytest.raises(PolicyError) as error:
            await call
        assert error.value.code == "person.unknown"
