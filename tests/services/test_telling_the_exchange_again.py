"""Telling the exchange all again: the same events in the same order, and no further than the first not taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.pbx_events import PbxEvent, cloud_event
from services.pbx_ports import PbxAnswer, PbxOutcome
from services.pbx_replay import ATTEMPTS, LONGEST_PAUSE, Replayed
from tests.policy.small_town import BO
from tests.services.pbx_stage import GONE, LATER, NOON, REFUSED, Stage


class Sleeps:
    """Lets no time pass, and says how long it would have."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        """Sleep."""
        self.slept.append(seconds)


async def told(stage: Stage) -> list[PbxEvent]:
    """Anna and Bo go and come; what the exchange was told, in order. It has forgotten it after that."""
    for wanted in (stage.away(0), stage.away(3, person=BO), stage.back(5), stage.back(9, person=BO), stage.away(20)):
        await stage.tell(wanted)
    met = list(stage.exchange.met)
    stage.exchange.met.clear()
    return met


async def test_all_since_some_time_is_sent_as_it_was_in_the_order_of_its_numbers() -> None:
    """To the byte."""
    stage = Stage()
    before = await told(stage)
    again = stage.replay()
    assert await again.send(again.since(NOON + timedelta(minutes=3))) == Replayed(taken=4)
    assert stage.exchange.met == before[1:]
    assert [cloud_event(one, tenant="t") for one in stage.exchange.met] == [
        cloud_event(one, tenant="t") for one in before[1:]
    ]


async def test_of_one_person_alone() -> None:
    """When it is only their phone that is wrong."""
    stage = Stage()
    before = await told(stage)
    again = stage.replay()
    assert await again.send(again.since(NOON, BO)) == Replayed(taken=2)
    assert stage.exchange.met == [one for one in before if one.person == BO]


@pytest.mark.parametrize("answer", [REFUSED, GONE])
async def test_it_stops_at_what_is_refused_and_says_where(answer: PbxAnswer) -> None:
    """So that it can go on from there once that is mended."""
    stage, sleeps = Stage(), Sleeps()
    before = await told(stage)
    stage.exchange.answers.extend([PbxAnswer(outcome=PbxOutcome.TAKEN), answer])
    again = stage.replay(sleeps)
    assert await again.send(again.since(NOON)) == Replayed(taken=1, stopped=before[1], answer=answer)
    assert sleeps.slept == []


async def test_it_waits_for_an_exchange_that_is_busy() -> None:
    """As long as that asks for, or ever longer; nothing is passed over meanwhile."""
    stage, sleeps = Stage(), Sleeps()
    before = await told(stage)
    stage.exchange.answers.extend([LATER, LATER, replace(LATER, wait=timedelta(seconds=30))])
    again = stage.replay(sleeps)
    assert await again.send(again.since(NOON)) == Replayed(taken=5)
    assert stage.exchange.met == [before[0]] * 3 + before
    one, two, asked = sleeps.slept
    assert 1 <= one <= 1.2
    assert 2 <= two <= 2.4
    assert 30 <= asked <= 36


async def test_it_does_not_wait_for_ever() -> None:
    """Neither attempt after attempt, nor for an exchange that asks for hours."""
    stage, sleeps = Stage(), Sleeps()
    before = await told(stage)
    stage.exchange.answers.extend([LATER] * ATTEMPTS)
    again = stage.replay(sleeps)
    assert await again.send(again.since(NOON)) == Replayed(taken=0, stopped=before[0], answer=LATER)
    assert len(sleeps.slept) == ATTEMPTS - 1
    long = replace(LATER, wait=LONGEST_PAUSE + timedelta(seconds=1))
    stage.exchange.answers.append(long)
    assert await again.send(again.since(NOON)) == Replayed(taken=0, stopped=before[0], answer=long)
    assert len(sleeps.slept) == ATTEMPTS - 1
