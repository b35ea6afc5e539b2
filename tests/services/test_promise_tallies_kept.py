"""Counting promises as they are kept: once each, in the right month, whatever is cut off in between (S6)."""

from __future__ import annotations

from datetime import timedelta

from policy.callbacks import Callback
from policy.organisation import PersonId
from policy.person_months import PersonMonth
from policy.promise_tallies import IN_TIME
from services.callback_cases import place_of
from services.person_months import person_month_place
from storage.document_store import StoreUnavailable
from tests.policy.small_town import ANNA, BO, at
from tests.services.callback_stage import CallbackStage


async def month(stage: CallbackStage, name: str = "2026-11", person: PersonId = ANNA) -> PersonMonth | None:
    """What is stored of the person's month."""
    loaded = await stage.months.load(person_month_place(person, name))
    return None if loaded is None else loaded.value


async def marked_done(stage: CallbackStage, made: Callback) -> None:
    """The holder marks it as done."""
    await stage.callbacks.done(ANNA, place_of(made), turn=stage.turn(), now=stage.now)


async def test_a_promise_is_counted_soon_after_it_is_kept_and_once() -> None:
    """With nothing of the caller."""
    stage = CallbackStage()
    made = await stage.promised()
    await stage.passes_until("2026-11-24 16:00")
    await marked_done(stage, made)
    await stage.ticks()
    assert await month(stage) is None
    await stage.passes_until("2026-11-24 20:00")
    november = await month(stage)
    assert november is not None
    assert dict(november.late) == {made.id: timedelta(hours=1)}
    assert "Kalle" not in repr(november)
    assert (await stage.stored(made)).tallied_in == "2026-11"


async def test_one_that_is_opened_again_is_counted_where_it_is_done_at_last() -> None:
    """Done by mistake on the last of November, undone, and done in December: it is December's alone."""
    stage = CallbackStage(now=at("2026-11-30 15:00"))
    made = await stage.promised("2026-12-01 15:00")
    await stage.callbacks.done(ANNA, place_of(made), turn="t1", now=stage.now)
    await stage.passes_until("2026-11-30 16:00")
    assert (await month(stage)) is not None
    await stage.callbacks.undo(ANNA, place_of(made), "t1", turn="t2", now=stage.now)
    await stage.passes_until("2026-12-01 10:00")
    await marked_done(stage, made)
    await stage.passes_until("2026-12-01 11:00")
    november, december = await month(stage), await month(stage, "2026-12")
    assert november is not None
    assert december is not None
    assert (dict(november.late), dict(december.late)) == ({}, {made.id: IN_TIME})


async def test_one_that_is_withdrawn_after_all_leaves_the_figures() -> None:
    """It was never kept."""
    stage = CallbackStage()
    made = await stage.promised()
    await stage.callbacks.done(ANNA, place_of(made), turn="t1", now=stage.now)
    await stage.passes_until("2026-11-24 10:00")
    await stage.callbacks.undo(ANNA, place_of(made), "t1", turn="t2", now=stage.now)
    await stage.callbacks.withdraw(ANNA, place_of(made), turn="t3", now=stage.now)
    await stage.passes_until("2026-11-24 11:00")
    november = await month(stage)
    assert november is not None
    assert dict(november.late) == {}


async def test_a_crash_between_the_month_and_the_promise_counts_nothing_twice() -> None:
    """The promise is not noted as counted: the next sweep does it again, and finds it there."""
    stage = CallbackStage()
    made = await stage.promised()
    await marked_done(stage, made)
    save = stage.desk.cases.save

    async def gone(*_: object) -> None:
        raise StoreUnavailable("gone")

    stage.clock.passes(minutes=15)
    stage.cases.save = gone  # type: ignore[method-assign, assignment]
    await stage.ticks()
    stage.cases.save = save  # type: ignore[method-assign]
    assert (await stage.stored(made)).tallied_in == ""
    once = await month(stage)
    await stage.ticks()
    assert (await stage.stored(made)).tallied_in == "2026-11"
    assert await month(stage) == once
    assert once is not None
    assert len(once.late) == 1


async def test_promises_of_two_at_once_are_both_counted() -> None:
    """A month that somebody else saved in between is loaded and decided upon once more."""
    stage = CallbackStage()
    for matter in ("ett", "två"):
        await marked_done(stage, await stage.promised(matter=matter))
    await stage.passes_until("2026-11-24 10:00")
    november = await month(stage)
    assert november is not None
    assert len(november.late) == 2
    assert await month(stage, person=BO) is None


async def test_what_was_only_read_is_not_counted() -> None:
    """A message with nobody to call."""
    stage = CallbackStage()
    left = await stage.left(BO, message="Bara så du vet", caller="", phone="", matter="")
    await marked_done(stage, left)
    await stage.passes_until("2026-11-24 11:00")
    assert await month(stage) is None


async def test_what_is_counted_already_is_left_as_it_is() -> None:
    """So the step costs one load once it is done."""
    stage = CallbackStage()
    made = await stage.promised()
    await marked_done(stage, made)
    tallies = stage.reminders.tallies
    promise = await stage.stored(made)
    first = await tallies.noted(promise)
    assert first.tallied_in == "2026-11"
    assert await tallies.noted(first) is first
