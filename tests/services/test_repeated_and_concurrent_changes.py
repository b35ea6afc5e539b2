"""The same turn twice, two turns at once, and a store that someone else always gets to first."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from policy.errors import PolicyError
from policy.outgoing import NOTHING_OUTGOING
from policy.reasons import Reason
from services.ports import Conflict
from services.retrying import ATTEMPTS, until_saved
from tests.policy.small_town import ANNA, BO, VERA, diversion
from tests.services.diversion_stage import LUNCH, NOW, SICK, Stage, wanted
from tests.services.fakes import failing

SECONDS_LATER = NOW + timedelta(seconds=16)
"""When the wire brings a slow turn once more."""
RUNNING = diversion(Reason.REMOTE_WORK, "2026-11-24 08:00", "2026-11-24 17:00", id_="remote")
VACATION = diversion(Reason.VACATION, "2026-11-30 08:00", "2026-12-04 17:00", id_="vacation")


async def _deliver(stage: Stage) -> None:
    """The outbox sends everything."""
    loaded = await stage.books.load(ANNA)
    await stage.books.save(loaded, replace(loaded.value, outgoing=NOTHING_OUTGOING))


async def test_setting_twice_in_one_turn_sets_once_with_the_same_outcome() -> None:
    """A repeated turn: one diversion, one notification, one receipt, which *Ångra* still works from."""
    stage = Stage(RUNNING, VACATION)
    trip = wanted(Reason.BUSINESS_TRIP, "2026-11-24 09:00", "2026-11-24 17:00")
    first = await stage.set(BO, trip, turn="t")
    stood = stage.books[ANNA]
    again = await stage.set(BO, trip, turn="t")
    assert again == first
    assert stage.books[ANNA] == stood
    assert stage.books.saves == 1


async def test_setting_again_later_in_the_same_turn_sets_once() -> None:
    """The repeat comes sixteen seconds later; the book is as the first one left it."""
    stage = Stage(RUNNING)
    await stage.set(BO, SICK, turn="t")
    stood = stage.books[ANNA]
    again = await stage.set(BO, SICK, turn="t", now=SECONDS_LATER)
    assert again.saved
    assert stage.books[ANNA] == stood


async def test_a_repeat_after_the_delivery_does_not_tell_again() -> None:
    """The notification is sent and gone; the turn's repeat must not write it anew."""
    stage = Stage()
    first = await stage.set(BO, LUNCH, turn="t")
    await _deliver(stage)
    stage.delivered_soon.clear()
    again = await stage.set(BO, LUNCH, turn="t")
    assert again == first
    assert stage.books[ANNA].outgoing.unsent == ()
    assert stage.delivered_soon == []


async def test_a_repeat_before_the_delivery_asks_for_it_again() -> None:
    """A crash came between the save and the delivery: the repeat wakes the outbox, which has one notification."""
    stage = Stage()
    await stage.set(BO, LUNCH, turn="t")
    await stage.set(BO, LUNCH, turn="t")
    assert stage.delivered_soon == [ANNA, ANNA]
    assert [n.id for n in stage.books[ANNA].outgoing.unsent] == ["t"]


async def test_ending_twice_in_one_turn_ends_one_diversion() -> None:
    """A repeated "jag är tillbaka" takes away what ran, once, and never the next one."""
    stage = Stage(RUNNING, VACATION)
    first = await stage.service.end(BO, ANNA, change_id="t", now=NOW)
    again = await stage.service.end(BO, ANNA, change_id="t", now=SECONDS_LATER)
    assert (again.diversion, again.change_id, again.told.state) == (first.diversion, "t", first.told.state)
    assert stage.books[ANNA].diversions == (VACATION,)
    assert len(stage.books[ANNA].outgoing.unsent) == 1


async def test_undoing_twice_in_one_turn_undoes_once() -> None:
    """A repeated *Ångra* is no second one, and is told once."""
    stage = Stage(VACATION)
    await stage.set(ANNA, LUNCH, turn="t")
    first = await stage.service.undo(BO, ANNA, change_id="t", turn="u", now=NOW)
    again = await stage.service.undo(BO, ANNA, change_id="t", turn="u", now=NOW)
    assert again == first
    assert stage.books[ANNA].diversions == (VACATION,)
    assert [n.id for n in stage.books[ANNA].outgoing.unsent] == ["u"]


async def test_setting_repeated_after_it_was_undone_does_not_set_again() -> None:
    """The wire is slow and the person is quick: what they undid stays undone."""
    stage = Stage(VACATION)
    await stage.set(ANNA, LUNCH, turn="t")
    await stage.service.undo(ANNA, ANNA, change_id="t", turn="u", now=NOW)
    await stage.set(ANNA, LUNCH, turn="t", now=SECONDS_LATER)
    assert stage.books[ANNA].diversions == (VACATION,)


async def test_opening_the_line_twice_in_one_turn_changes_once() -> None:
    """The repeat finds the line open already and gives the same receipt."""
    stage = Stage(RUNNING)
    first = await stage.service.let_calls_through(ANNA, ANNA, open_line=True, change_id="t", now=NOW)
    again = await stage.service.let_calls_through(ANNA, ANNA, open_line=True, change_id="t", now=NOW)
    assert again == first
    assert stage.books.saves == 1


# --- Someone else saves first


@pytest.mark.parametrize("conflicts", [1, ATTEMPTS - 1])
async def test_after_a_conflict_it_is_decided_once_more(conflicts: int) -> None:
    """Someone else saved first: load, decide, save again; the person is told once."""
    stage = Stage()
    stage.books.before_save = failing(conflicts, Conflict())
    assert (await stage.set(BO, LUNCH)).saved
    assert stage.books.saves == 1
    assert len(stage.books[ANNA].outgoing.unsent) == 1


async def test_the_tries_have_an_end_that_says_so() -> None:
    """`store.busy` after the last try, with nothing saved."""
    stage = Stage()
    stage.books.before_save = failing(ATTEMPTS, Conflict())
    with pytest.raises(PolicyError) as error:
        await stage.set(BO, LUNCH)
    assert error.value.code == "store.busy"
    assert stage.books.saves == 0
    assert stage.delivered_soon == []


async def test_another_fault_than_a_conflict_is_not_tried_again() -> None:
    """What a second try would not mend is the caller's to know."""
    attempts = 0

    async def attempt() -> None:
        nonlocal attempts
        attempts += 1
        raise PolicyError("diversion.gone")

    with pytest.raises(PolicyError) as error:
        await until_saved(attempt)
    assert (error.value.code, attempts) == ("diversion.gone", 1)


async def test_two_who_set_at_once_both_stand() -> None:
    """Anna says lunch while the switchboard sets a meeting: neither save wipes out the other."""
    stage = Stage(VACATION)
    meeting = wanted(Reason.MEETING, "2026-11-24 15:00", "2026-11-24 16:00")
    await asyncio.gather(stage.set(ANNA, LUNCH, turn="a"), stage.set(VERA, meeting, turn="v"))
    assert [d.id for d in stage.books[ANNA].diversions] == ["a", "v", "vacation"]
    assert [n.id for n in stage.books[ANNA].outgoing.unsent] == ["v"]


async def test_the_same_turn_at_two_replicas_at_once_sets_once() -> None:
    """The wire's repeat overtakes the first: the one that loses the race sees that its turn is done."""
    stage = Stage(VACATION)
    first, again = await asyncio.gather(stage.set(BO, LUNCH, turn="t"), stage.set(BO, LUNCH, turn="t"))
    assert first == again
    assert stage.books.saves == 1
    assert [n.id for n in stage.books[ANNA].outgoing.unsent] == ["t"]


async def test_what_someone_else_saved_meanwhile_is_shown_first() -> None:
    """Rule 4 after a conflict: the meeting that was set a moment ago is asked about, not cut unseen."""
    stage = Stage()
    meeting = wanted(Reason.MEETING, "2026-11-24 12:30", "2026-11-24 14:00")
    veras = asyncio.Event()

    async def vera_comes_first() -> None:
        if not veras.is_set():
            veras.set()
            await stage.set(VERA, meeting, turn="v")

    stage.books.before_save = vera_comes_first
    outcome = await stage.set(ANNA, LUNCH, turn="a")
    assert not outcome.saved
    assert [d.before.id for d in outcome.displaced] == ["v"]
    assert [d.id for d in stage.books[ANNA].diversions] == ["v"]
