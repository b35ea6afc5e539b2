"""Promises handed to a colleague (S6): theirs once they accept, whatever breaks on the way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from policy.callbacks import Callback, State, id_once_moved
from policy.errors import NotAllowed, PolicyError
from services.callback_cases import place_of
from services.ports import Place
from storage.document_store import StoreUnavailable
from tests.policy.promises import local
from tests.policy.small_town import ANNA, BO, DISA, NILS, VERA, at
from tests.services.callback_stage import NOW, CallbackStage, told
from tests.storage.memory_store import MemoryStore


async def _offered(stage: CallbackStage, callback: Callback, turn: str = "offer") -> None:
    outcome = await stage.handover.offer(ANNA, [place_of(callback)], NILS, turn=turn, now=stage.now)
    assert outcome.to.id == NILS


async def test_it_stays_with_the_first_until_the_colleague_takes_it() -> None:
    """S6: asked, and still Anna's to keep."""
    stage = CallbackStage()
    made = await stage.promised()
    await _offered(stage, made)
    assert told(await stage.ticks()) == [("nils", "callback.offer")]
    assert [one.id for one in await stage.callbacks.mine(ANNA)] == [made.id]
    assert await stage.callbacks.mine(NILS) == ()


async def test_taken_it_is_the_colleagues_and_both_know() -> None:
    """S6: the times stand; the first holder is told in a line."""
    stage = CallbackStage()
    made = await stage.promised(answer="2026-11-26 12:00")
    await _offered(stage, made)
    await stage.ticks()
    taken = await stage.handover.accept(NILS, place_of(made), "offer", turn="t1", now=stage.now)
    assert (taken.holder, local(taken.contact_due_at), local(taken.answer_due_at)) == (
        NILS,
        "2026-11-24 15:00",
        "2026-11-26 12:00",
    )
    assert ("anna", "callback.accepted") in told(await stage.ticks())
    assert await stage.callbacks.mine(ANNA) == ()
    assert [one.id for one in await stage.callbacks.mine(NILS)] == [taken.id]
    old = await stage.stored(made)
    assert (old.state, old.moved_to, old.next_step_at) == (State.HANDED_OVER, NILS, None)
    again = await stage.handover.accept(NILS, place_of(made), "offer", turn="t1", now=stage.now)
    assert again == await stage.stored(taken)


async def test_old_buttons_follow_it() -> None:
    """The first holder may mark it no more, the new one by any card; the sender can still take it back."""
    stage = CallbackStage()
    left = await stage.left(VERA)
    await _offered(stage, left)
    await stage.handover.accept(NILS, place_of(left), "offer", turn="t1", now=NOW)
    with pytest.raises(NotAllowed) as caught:
        await stage.callbacks.done(ANNA, place_of(left), turn="t2", now=NOW)
    assert caught.value.params == {"name": "Nils Norén"}
    await stage.callbacks.tried(NILS, place_of(left), turn="t3", now=NOW)
    assert (await stage.messages.sent_message(VERA, place_of(left))).holder == NILS
    assert [one.holder for one in await stage.messages.left_by(VERA)] == [NILS]
    withdrawn = await stage.callbacks.withdraw(VERA, place_of(left), turn="t4", now=NOW)
    assert (withdrawn.callback.holder, withdrawn.callback.state) == (NILS, State.WITHDRAWN)


async def test_the_senders_card_goes_along() -> None:
    """V1: the sender sees who has it now, in the same card; the colleague's offer becomes the promise."""
    stage = CallbackStage()
    left = await stage.left(VERA)
    await stage.stands(left, VERA, "message", "m1")
    await _offered(stage, left)
    await stage.ticks()
    await stage.ticks()
    asked = (await stage.stored(left)).outgoing.card_of(NILS, "offer.offer")
    assert asked is not None
    taken = await stage.handover.accept(
        NILS, place_of(left), "offer", turn="t1", now=stage.now, shown_on=asked.activity
    )
    sent = told(await stage.ticks())
    assert ("vera", "callback.card") in sent
    assert ("nils", "callback.card") not in sent
    assert {(one.to, one.card) for one in (await stage.stored(taken)).outgoing.standing} == {
        (VERA, "message"),
        (NILS, "promise"),
    }
    assert {one.to for one in (await stage.stored(left)).outgoing.standing} <= {ANNA}


async def test_declined_it_stays_and_the_first_is_told() -> None:
    """The next colleague can be asked."""
    stage = CallbackStage()
    made = await stage.promised()
    await _offered(stage, made)
    await stage.ticks()
    callback, holder = await stage.handover.decline(NILS, place_of(made), "offer", turn="t1", now=NOW)
    assert (callback.offered_to, holder.id) == (None, ANNA)
    assert ("anna", "callback.declined") in told(await stage.ticks())
    await stage.handover.offer(ANNA, [place_of(made)], DISA, turn="t2", now=NOW)
    assert (await stage.stored(made)).offered_to == DISA


async def test_only_whom_it_is_offered_to_answers() -> None:
    """And only while the offer stands."""
    stage = CallbackStage()
    made = await stage.promised()
    await _offered(stage, made)
    for actor in (ANNA, BO):
        for answer in (stage.handover.accept, stage.handover.decline):
            with pytest.raises(NotAllowed, match=r"callback\.not_offered"):
                await answer(actor, place_of(made), "offer", turn="t1", now=NOW)
    await stage.callbacks.done(ANNA, place_of(made), turn="t2", now=NOW)
    for answer in (stage.handover.accept, stage.handover.decline):
        with pytest.raises(PolicyError, match=r"callback\.offer_over"):
            await answer(NILS, place_of(made), "offer", turn="t3", now=NOW)


async def test_whom_it_can_not_be_offered_to_is_said() -> None:
    """Oneself, someone unknown, someone without a chat."""
    stage = CallbackStage()
    made = await stage.promised()
    stage.unreachable.add(NILS)
    for to, code in ((ANNA, "to_oneself"), (NILS, "unreachable")):
        with pytest.raises(PolicyError, match=rf"callback\.{code}") as caught:
            await stage.handover.offer(ANNA, [place_of(made)], to, turn="t1", now=NOW)
        assert caught.value.field == "to"
    assert (await stage.stored(made)).offered_to is None


async def test_several_are_offered_at_once_but_for_those_that_are_done() -> None:
    """A card that is a little old offers what is left."""
    stage = CallbackStage()
    first, second = await stage.promised(), await stage.promised()
    await stage.callbacks.done(ANNA, place_of(first), turn="t1", now=NOW)
    outcome = await stage.handover.offer(ANNA, [place_of(first), place_of(second)], NILS, turn="t2", now=NOW)
    assert [one.id for one in outcome.callbacks] == [second.id]
    await stage.callbacks.done(ANNA, place_of(second), turn="t3", now=NOW)
    with pytest.raises(PolicyError, match=r"callback\.closed"):
        await stage.handover.offer(ANNA, [place_of(first), place_of(second)], NILS, turn="t4", now=NOW)


class _StopsAfter(MemoryStore):
    """A store that is out of reach after a number of writes, until it is mended."""

    writes_left = 1_000

    async def create(self, *args: object, **more: object) -> object:  # type: ignore[override]
        """A write."""
        return await self._counted(super().create, *args, **more)

    async def replace(self, *args: object, **more: object) -> object:  # type: ignore[override]
        """A write."""
        return await self._counted(super().replace, *args, **more)

    async def _counted(self, write: Callable[..., Awaitable[object]], *args: object, **more: object) -> object:
        if self.writes_left <= 0:
            raise StoreUnavailable("out of reach")
        self.writes_left -= 1
        return await write(*args, **more)


@pytest.mark.parametrize("writes", [0, 1, 2])
async def test_a_move_that_breaks_off_is_completed_by_the_sweep(writes: int) -> None:
    """Accepted, made, closed: after any of the writes the process may die. One promise comes of it, never two."""
    stage = CallbackStage()
    made = await stage.promised()
    await _offered(stage, made)
    await stage.ticks()
    store = stage.store
    store.__class__ = _StopsAfter
    assert isinstance(store, _StopsAfter)
    store.writes_left = writes
    with pytest.raises(StoreUnavailable):
        await stage.handover.accept(NILS, place_of(made), "offer", turn="t1", now=stage.now)
    store.writes_left = 1_000
    if writes == 0:
        await stage.handover.accept(NILS, place_of(made), "offer", turn="t1", now=stage.now)
    await stage.ticks()
    old = await stage.stored(made)
    assert (old.state, old.moved_to) == (State.HANDED_OVER, NILS)
    assert [one.id for one in await stage.callbacks.mine(NILS)] == [id_once_moved(old)]
    assert await stage.callbacks.mine(ANNA) == ()
    assert told(stage.messenger.sent).count(("anna", "callback.accepted")) == 1


async def test_an_accepted_promise_that_has_not_arrived_is_nobodys_to_mark() -> None:
    """Between the writes it is closed to everyone for the moment."""
    stage = CallbackStage()
    made = await stage.promised()
    await _offered(stage, made)
    store = stage.store
    store.__class__ = _StopsAfter
    assert isinstance(store, _StopsAfter)
    store.writes_left = 1
    with pytest.raises(StoreUnavailable):
        await stage.handover.accept(NILS, place_of(made), "offer", turn="t1", now=stage.now)
    with pytest.raises(PolicyError, match=r"callback\.closed"):
        await stage.callbacks.done(ANNA, place_of(made), turn="t2", now=stage.now)


async def test_a_move_of_nothing_is_gone() -> None:
    """The sweep may come to a place that is empty by now."""
    stage = CallbackStage()
    with pytest.raises(PolicyError, match=r"callback\.gone"):
        await stage.handover.complete(Place("anna", "nothing"), now=NOW)


async def test_one_taken_over_late_is_reminded_of_by_the_new_holders_time() -> None:
    """At half past four, due at three: not all reminders at once, but its manager hears if nothing happens (M1)."""
    stage = CallbackStage(now=at("2026-11-24 14:00"))
    made = await stage.promised()
    await stage.passes_until("2026-11-24 16:30")
    await _offered(stage, made)
    await stage.ticks()
    await stage.handover.accept(NILS, place_of(made), "offer", turn="t1", now=stage.now)
    sent = told(await stage.passes_until("2026-11-25 12:00"))
    assert ("nils", "callback.overdue") not in sent
    assert ("gun", "callback.raised") in sent
    assert ("bo", "callback.raised") not in sent
