"""Several people at one promise at once, and things in any order: one outcome, nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.callbacks import Callback, State
from policy.errors import PolicyError
from policy.organisation import PersonId
from policy.periods import as_utc
from policy.promise_tallies import COUNTED_AFTER
from services.callback_cases import place_of
from tests.policy.small_town import ANNA, NILS, VERA
from tests.services.callback_stage import NOW, CallbackStage


async def test_of_two_who_close_it_at_once_one_is_told_that_it_is_closed() -> None:
    """The holder is done while the sender takes it back: one of the two stands, and the other hears so."""
    stage = CallbackStage()
    left = await stage.left(VERA)
    outcomes = await asyncio.gather(
        stage.callbacks.done(ANNA, place_of(left), turn="t1", now=NOW),
        stage.callbacks.withdraw(VERA, place_of(left), turn="t2", now=NOW),
        return_exceptions=True,
    )
    refused = [one for one in outcomes if isinstance(one, PolicyError)]
    assert [one.code for one in refused] == ["callback.closed"]
    assert len((await stage.stored(left)).events) == 1


async def test_a_colleague_accepts_as_the_holder_marks_it_done() -> None:
    """Either it is done with Anna, or open with Nils; never both, never neither."""
    stage = CallbackStage()
    made = await stage.promised()
    await stage.handover.offer(ANNA, [place_of(made)], NILS, turn="offer", now=NOW)
    await asyncio.gather(
        stage.handover.accept(NILS, place_of(made), "offer", turn="t1", now=NOW),
        stage.callbacks.done(ANNA, place_of(made), turn="t2", now=NOW),
        return_exceptions=True,
    )
    await stage.ticks()
    stored = await stage.stored(made)
    with_nils = await stage.callbacks.mine(NILS)
    assert (stored.state is State.DONE) != (len(with_nils) == 1)


async def test_a_sweep_and_an_accept_complete_one_move() -> None:
    """Both may find it half done."""
    stage = CallbackStage()
    made = await stage.promised()
    await stage.handover.offer(ANNA, [place_of(made)], NILS, turn="offer", now=NOW)
    await asyncio.gather(
        stage.handover.accept(NILS, place_of(made), "offer", turn="t1", now=NOW),
        *(stage.reminders.sweep(now=NOW) for _ in range(3)),
    )
    await stage.ticks()
    assert len(await stage.callbacks.mine(NILS)) == 1
    assert [(one.to, one.code) for one in stage.messenger.sent].count((ANNA, "callback.accepted")) == 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["tried", "done", "undo", "next", "withdraw", "offer", "accept", "decline", "see", "pass", "again"]
        ),
        st.sampled_from([ANNA, NILS, VERA]),
    ),
    max_size=14,
)


async def _step(stage: CallbackStage, first: Callback, what: str, actor: PersonId, offers: list[str]) -> None:
    """Somebody does something about the message, allowed or not, by the button that they got when it was left."""
    place, now = place_of(first), stage.now
    turn = "the-same" if what == "again" else stage.turn()
    latest = offers[-1] if offers else "none"
    marks = (await stage.desk.find(place)).value.events
    match what:
        case "tried" | "again":
            await stage.callbacks.tried(actor, place, turn=turn, now=now)
        case "done":
            await stage.callbacks.done(actor, place, turn=turn, now=now)
        case "undo":
            await stage.callbacks.undo(actor, place, marks[-1].id if marks else "none", turn=turn, now=now)
        case "next":
            until = as_utc(now) + timedelta(days=1)
            await stage.callbacks.not_ready(actor, place, until, turn=turn, now=now, keep=True)
        case "withdraw":
            await stage.callbacks.withdraw(actor, place, turn=turn, now=now)
        case "offer":
            to = NILS if actor == ANNA else ANNA
            offers.append(turn)
            await stage.handover.offer(actor, [place], to, turn=turn, now=now)
        case "accept":
            await stage.handover.accept(actor, place, latest, turn=turn, now=now)
        case "decline":
            await stage.handover.decline(actor, place, latest, turn=turn, now=now)
        case "see":
            await stage.messages.see(actor, place, turn=turn, now=now)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_whatever_is_done_there_is_one_promise_and_its_sender_can_follow_it(
    steps: list[tuple[str, PersonId]],
) -> None:
    """Through any handovers: one document is the promise, the old button leads to it, and what closed it closed it."""

    async def play() -> None:
        stage, offers = CallbackStage(), list[str]()
        left = await stage.left(VERA)
        await stage.stands(left, VERA, "message", "m1")
        for what, actor in steps:
            if what == "pass":
                stage.clock.passes(hours=3)
            with suppress(PolicyError):
                await _step(stage, left, what, actor, offers)
            await stage.ticks()
        (followed,) = await stage.messages.left_by(VERA)
        assert await stage.messages.sent_message(VERA, place_of(left)) == followed
        still_open = [one for who in (ANNA, NILS) for one in await stage.callbacks.mine(who)]
        assert still_open == ([followed] if followed.state is State.OPEN else [])
        assert followed.outgoing.card_of(VERA, "message") is not None
        assert len({event.id for event in followed.events}) == len(followed.events)
        assert [event.id for event in followed.events].count("the-same") <= 1
        counted_at = None if followed.closed_at is None else followed.closed_at + COUNTED_AFTER
        assert followed.is_open or followed.next_step_at in (None, followed.erased_after, counted_at)

    asyncio.run(play())
