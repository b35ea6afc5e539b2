"""The outbox asks for what is due at once where it knows of something, and else once a minute; nothing waits longer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.organisation import PersonId
from policy.outgoing import NOTHING_OUTGOING, Notification, Outgoing
from services.outbox_pacing import ASKED_EVERY, MOST_KNOWN, PacedCases
from services.ports import Conflict, Loaded, Place
from services.replicas import HeldShards
from tests.policy.small_town import at

NOW = at("2026-11-24 09:00")
HERE = Place("anna", "book")
SECOND = timedelta(seconds=1)


class Cases:
    """Cases that count how often they are asked what is due; `fails`: what each call meets."""

    def __init__(self) -> None:
        self.asked: list[datetime] = []
        self.fails: Exception | None = None
        self.pages = 2

    async def load(self, place: Place) -> Loaded[Outgoing] | None:
        """Nothing is there."""
        if self.fails is not None:
            raise self.fails
        return None

    async def save(self, loaded: Loaded[Outgoing] | None, case: Outgoing) -> Loaded[Outgoing]:
        """It is stored."""
        if self.fails is not None:
            raise self.fails
        return Loaded(case, "etag")

    async def deliveries_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Some pages."""
        self.asked.append(before)
        for _ in range(self.pages):
            yield [HERE]


def due(at_: datetime) -> Outgoing:
    """Something to be sent then."""
    return NOTHING_OUTGOING.adding(
        Notification(id="n", to=PersonId("anna"), code="c", params={}, made_at=NOW, due_at=at_)
    )


def paced(cases: Cases) -> PacedCases[Outgoing]:
    """Those, paced."""
    return PacedCases(cases, lambda case: case)


async def ask(cases: PacedCases[Outgoing], now: datetime) -> int:
    """How many pages are found."""
    return len([page async for page in cases.deliveries_due(now)])


async def test_a_new_process_asks_at_once_and_then_once_a_minute() -> None:
    """What the one before has left is met first of all."""
    cases = Cases()
    outbox = paced(cases)
    found = [await ask(outbox, NOW + 5 * number * SECOND) for number in range(25)]
    assert found == [2, *[0] * 11, 2, *[0] * 11, 2]
    assert cases.asked == [NOW, NOW + ASKED_EVERY, NOW + 2 * ASKED_EVERY]


async def test_what_is_to_be_tried_again_is_asked_for_when_its_time_has_come() -> None:
    """Ten seconds later, not a minute."""
    cases = Cases()
    outbox = paced(cases)
    await ask(outbox, NOW)
    await outbox.save(None, due(NOW + 10 * SECOND))
    await outbox.save(None, due(NOW + 30 * SECOND))
    assert await ask(outbox, NOW + 5 * SECOND) == 0
    assert await ask(outbox, NOW + 10 * SECOND) == 2
    assert await ask(outbox, NOW + 15 * SECOND) == 0


async def test_what_has_been_sent_is_asked_for_no_more() -> None:
    """That it had begun, and could be begun anew two minutes later, is of no use once it has arrived."""
    cases = Cases()
    outbox = paced(cases)
    begun = [await outbox.save(None, due(NOW + 20 * SECOND)) for _ in range(2)]
    await ask(outbox, NOW)
    await outbox.save(begun[0], NOTHING_OUTGOING)
    other = await outbox.save(None, due(NOW + 40 * SECOND))
    assert await ask(outbox, NOW + 20 * SECOND) == 2, "one of the two is still under way"
    await outbox.save(begun[1], NOTHING_OUTGOING)
    await outbox.save(other, due(NOW + 50 * SECOND))
    assert await ask(outbox, NOW + 40 * SECOND) == 0
    assert await ask(outbox, NOW + 50 * SECOND) == 2


async def test_more_than_can_be_borne_in_mind_is_asked_for_once_a_minute() -> None:
    """The soonest are known; of the others the question of every minute tells."""
    cases = Cases()
    outbox = paced(cases)
    await ask(outbox, NOW)
    for number in range(3 * MOST_KNOWN):
        await outbox.save(None, due(NOW + (10 + number) * SECOND))
    assert await ask(outbox, NOW + 5 * SECOND) == 0
    assert await ask(outbox, NOW + 10 * SECOND) == 2
    assert await ask(outbox, NOW + 20 * SECOND) == 2


async def test_what_comes_to_be_this_process_s_is_asked_for_at_once() -> None:
    """Another process knew when it was to be tried again, and is gone."""
    cases, hold = Cases(), HeldShards(lambda: 0.0)
    outbox = PacedCases(cases, lambda case: case, hold)
    await ask(outbox, NOW)
    hold.renewed({1}, ends=1.0)
    assert await ask(outbox, NOW + SECOND) == 2
    assert await ask(outbox, NOW + 2 * SECOND) == 0


@pytest.mark.parametrize("fails", [Conflict(), OSError("out of reach")])
async def test_after_a_failure_it_asks_again_at_once(fails: Exception) -> None:
    """What could not be read or saved may be due."""
    for failing in ("load", "save"):
        cases = Cases()
        outbox = paced(cases)
        await ask(outbox, NOW)
        cases.fails = fails
        with pytest.raises(type(fails)):
            await (outbox.load(HERE) if failing == "load" else outbox.save(None, NOTHING_OUTGOING))
        assert await ask(outbox, NOW + SECOND) == 2


async def test_a_sweep_that_stops_midway_leaves_the_rest_to_the_next() -> None:
    """Its time was over."""
    cases = Cases()
    outbox = paced(cases)
    pages = outbox.deliveries_due(NOW)
    await anext(pages)
    await pages.aclose()  # type: ignore[attr-defined]
    assert await ask(outbox, NOW + SECOND) == 2


async def test_a_clock_that_is_set_back_delays_nothing() -> None:
    """Then it asks."""
    cases = Cases()
    outbox = paced(cases)
    await ask(outbox, NOW)
    assert await ask(outbox, NOW - timedelta(hours=1)) == 2


@given(st.lists(st.tuples(st.booleans(), st.integers(min_value=0, max_value=200)), max_size=30))
async def test_nothing_that_is_known_waits_past_its_time_nor_anything_else_past_a_minute(
    steps: list[tuple[bool, int]],
) -> None:
    """Whatever is saved when, with a look every five seconds."""
    cases = Cases()
    outbox, now, waiting = paced(cases), NOW, set[datetime]()
    for saves, seconds in steps:
        if saves:
            due_at = now + seconds * SECOND
            await outbox.save(None, due(due_at))
            waiting.add(due_at)
        now += 5 * SECOND
        if await ask(outbox, now):
            waiting = {one for one in waiting if one > now}
        assert all(one > now for one in waiting)
        assert now - cases.asked[-1] < ASKED_EVERY
