"""What several replicas send of one case: each message once unmarked, and the card shows in the end what there is."""

from __future__ import annotations

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.periods import as_utc
from services.outbox import BEGUN_HOLDS
from tests.services.several_outboxes import CARD, PLACE, Town

HOLDS = BEGUN_HOLDS.total_seconds()
REPLICAS = st.integers(0, 2)
STEPS = st.one_of(
    st.tuples(st.just("happens"), REPLICAS),
    st.tuples(st.just("happens and tells"), REPLICAS),
    st.tuples(st.just("errand"), REPLICAS),
    st.tuples(st.just("errand"), REPLICAS),
    st.tuples(st.just("sweep"), REPLICAS),
    st.tuples(st.just("through"), st.integers(0, 9)),
    st.tuples(st.just("answer"), st.integers(0, 9)),
    st.tuples(st.just("answer"), st.integers(0, 9)),
    st.tuples(st.just("lost answer"), st.integers(0, 9)),
    st.tuples(st.just("kill"), REPLICAS),
    st.tuples(st.just("time"), st.sampled_from([1, 12, 60, 115, 125])),
)


async def _step(town: Town, number: int, what: str, which: int) -> None:
    waiting = [ticket for ticket in town.tickets if ticket.is_open]
    if what.startswith("happens"):
        await town.happens(f"e{number}", tells=what != "happens")
    elif what in ("errand", "sweep"):
        await town.starts(which, sweeps=what == "sweep")
    elif what == "kill":
        await town.kills(which)
    elif what == "time":
        town.seconds += which
    elif waiting:
        ticket = waiting[which % len(waiting)]
        if what == "through":
            await town.lets_through(ticket)
        else:
            await town.answers(ticket, is_heard=what == "answer")


@settings(max_examples=80, deadline=None)
@given(st.lists(STEPS, min_size=4, max_size=40))
def test_whatever_order_things_arrive_in_nothing_is_lost_or_twice_unmarked(steps: list[tuple[str, int]]) -> None:
    """Errands and sweeps of three replicas, paused, killed and unanswered at any point, with clocks a second apart."""

    async def live() -> None:
        town, told = Town(3, skews=(0.0, 1.0, -1.0)), []
        await town.happens("first", tells=True)
        for number, (what, which) in enumerate(steps):
            await _step(town, number, what, which)
            told += [f"e{number}"] if what == "happens and tells" else []
        await town.runs_out()
        if town.died_over_a_card:
            # It may have been overtaken by another, which nobody is left to know: the next change puts it right.
            await town.happens("next")
            await town.runs_out()
        for line in ("first", *told):
            arrived = [marked for one, marked in town.posted if one == line]
            assert arrived, f"{line} is lost"
            assert arrived.count(False) <= 1, f"{line} came twice unmarked"
        loaded = await town.cases.load(PLACE)
        assert loaded is not None
        (standing,) = loaded.value.outgoing.standing
        assert town.cards[standing.activity] == loaded.value.happened

    asyncio.run(live())


async def test_of_an_errand_and_a_sweep_one_sends() -> None:
    """The replica that had the turn sends whatever it holds; the note that it has begun lets no sweep do so too."""
    town = Town(2)
    await town.happens("a", tells=True)
    await asyncio.gather(town.starts(0), town.starts(1, sweeps=True))
    await town.runs_out()
    assert sorted(town.posted) == [("a", False), ("card:a", False)]


async def test_a_replica_that_stood_still_sends_nothing_that_another_may_have_begun() -> None:
    """Its own clock tells it, right before it sends; the other's message says that it may have come before."""
    town = Town(2)
    await town.happens("a")
    await town.starts(0)
    (paused,) = town.tickets
    town.seconds += HOLDS + 1
    await town.starts(1, sweeps=True)
    (_, other) = town.tickets
    await town.lets_through(paused)
    assert town.posted == []
    loaded = await town.cases.load(PLACE)
    assert loaded is not None
    (begun,) = loaded.value.outgoing.unsent
    assert begun.begun_at == as_utc(town.now(1))
    assert begun.due_at == as_utc(town.now(1)) + BEGUN_HOLDS
    await town.answers(other)
    await town.runs_out()
    assert town.posted == [("card:a", True)]


async def test_what_a_slow_replica_did_not_get_out_in_time_is_tried_again_if_nobody_else_did() -> None:
    """It lets be what it can't be sure of, and its own next sweep takes it up."""
    town = Town(1)
    await town.happens("a")
    await town.starts(0)
    town.seconds += HOLDS - 5
    await town.lets_through(town.tickets[0])
    assert town.posted == []
    await town.runs_out()
    assert town.posted == [("card:a", False)]


async def test_a_card_painted_from_what_was_is_painted_again() -> None:
    """The older of two changes in place arrives last, from a replica that was slower, and is not what stays."""
    for late_settles_last in (True, False):
        town = Town(2)
        await town.happens("a")
        await town.starts(0)
        await town.answers(town.tickets[0])
        await town.happens("b")
        await town.starts(0)
        slow = town.tickets[-1]
        await town.happens("c")
        await town.starts(1)
        quick = town.tickets[-1]
        await town.lets_through(quick)
        if late_settles_last:
            await town.answers(quick)
        await town.lets_through(slow)
        assert town.cards == {"a1": ("a", "b")}
        await town.answers(slow)
        await town.answers(quick)
        await town.runs_out()
        assert town.cards == {"a1": ("a", "b", "c")}


async def test_a_card_that_nothing_came_between_is_changed_once() -> None:
    """The care costs nothing where one replica is at it."""
    town = Town(2)
    await town.happens("a")
    await town.runs_out()
    await town.happens("b")
    await town.starts(1)
    await town.answers(town.tickets[-1])
    assert len(town.tickets) == 2
    loaded = await town.cases.load(PLACE)
    assert loaded is not None
    assert (loaded.value.outgoing.unsent, loaded.value.outgoing.standing[0].card) == ((), CARD)
