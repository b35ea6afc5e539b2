"""Telling the exchange all again: the same events in the same order, and no further than the first not taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.effects import EffectEnd, EffectOutcome
from policy.organisation import PersonId
from policy.pbx_events import PbxEvent, cloud_event
from services.pbx_ports import PbxAnswer, PbxOutcome
from services.pbx_replay import ATTEMPTS, LONGEST_PAUSE, Replayed
from tests.policy.small_town import BO
from tests.services.pbx_stage import GONE, LATER, NOON, REFUSED, Stage

LATE = NOON + timedelta(hours=3)


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
        await stage.stands(wanted)
    met = list(stage.exchange.met)
    stage.exchange.met.clear()
    return met


async def test_all_since_some_time_is_sent_as_it_was_in_the_order_of_its_numbers() -> None:
    """To the byte."""
    stage = Stage()
    before = await told(stage)
    again = stage.replay()
    assert await again.send_since(NOON + timedelta(minutes=3), now=LATE) == Replayed(taken=4)
    assert stage.exchange.met == before[1:]
    assert [cloud_event(one, tenant="t") for one in stage.exchange.met] == [
        cloud_event(one, tenant="t") for one in before[1:]
    ]


async def test_of_one_person_alone() -> None:
    """When it is only their phone that is wrong."""
    stage = Stage()
    before = await told(stage)
    again = stage.replay()
    assert await again.send_since(NOON, BO, now=LATE) == Replayed(taken=2)
    assert stage.exchange.met == [one for one in before if one.person == BO]


@pytest.mark.parametrize("answer", [REFUSED, GONE])
async def test_it_stops_at_what_is_refused_and_says_where(answer: PbxAnswer) -> None:
    """So that it can go on from there once that is mended."""
    stage, sleeps = Stage(), Sleeps()
    before = await told(stage)
    stage.exchange.answers.extend([PbxAnswer(outcome=PbxOutcome.TAKEN), answer])
    again = stage.replay(sleeps)
    assert await again.send_since(NOON, now=LATE) == Replayed(taken=1, stopped=before[1], answer=answer)
    assert sleeps.slept == []


async def test_it_waits_for_an_exchange_that_is_busy() -> None:
    """As long as that asks for, or ever longer; nothing is passed over meanwhile."""
    stage, sleeps = Stage(), Sleeps()
    before = await told(stage)
    stage.exchange.answers.extend([LATER, LATER, replace(LATER, wait=timedelta(seconds=30))])
    again = stage.replay(sleeps)
    assert await again.send_since(NOON, now=LATE) == Replayed(taken=5)
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
    assert await again.send_since(NOON, now=LATE) == Replayed(taken=0, stopped=before[0], answer=LATER)
    assert len(sleeps.slept) == ATTEMPTS - 1
    long = replace(LATER, wait=LONGEST_PAUSE + timedelta(seconds=1))
    stage.exchange.answers.append(long)
    assert await again.send_since(NOON, now=LATE) == Replayed(taken=0, stopped=before[0], answer=long)
    assert len(sleeps.slept) == ATTEMPTS - 1


async def test_what_was_refused_and_is_over_is_not_left_standing() -> None:
    """Anna's absence was refused, and she is back: nothing had to be put back, so the replay itself says so."""
    stage = Stage()
    stage.exchange.answers.append(REFUSED)
    await stage.tell(stage.away())
    again = stage.replay()
    assert await again.send_since(NOON, now=LATE) == Replayed(taken=2)
    refused, away, back = stage.exchange.met
    assert (refused, back.absence, back.phone) == (away, None, away.phone)
    assert back.sequence > away.sequence
    assert await stage.logged() == [away, back]
    line = await stage.line()
    assert line is not None
    assert (line.latest, line.is_due, line.next_step_at) == (back, False, None)
    assert await stage.tell(stage.away(90)) == EffectEnd(outcome=EffectOutcome.DONE)
    assert stage.exchange.met[-1].sequence > back.sequence


async def test_what_was_refused_and_still_holds_is_told() -> None:
    """Once; and it counts as taken, so that nobody asks for it again."""
    stage = Stage()
    stage.exchange.answers.append(REFUSED)
    await stage.tell(stage.away())
    await stage.stands(stage.away())
    assert await stage.replay().send_states(now=LATE) == Replayed(taken=1)
    first, second = stage.exchange.met
    assert first == second
    line = await stage.line()
    assert line is not None
    assert not line.is_due


async def test_how_all_stands_is_one_event_a_person() -> None:
    """Or of one of them; of whom nothing is known nothing is told."""
    stage = Stage()
    before = await told(stage)
    again = stage.replay()
    assert await again.send_states(now=LATE) == Replayed(taken=2)
    assert {event.id for event in stage.exchange.met} == {before[3].id, before[4].id}
    assert await again.send_states(BO, now=LATE) == Replayed(taken=1)
    assert await again.send_states(PersonId("nobody"), now=LATE) == Replayed(taken=0)
    stage.exchange.answers.append(REFUSED)
    stopped = await again.send_states(BO, now=LATE)
    assert (stopped.taken, stopped.stopped) == (0, before[3])


async def test_looking_at_it_first_changes_nothing() -> None:
    """What would be sent, for a dry run."""
    stage = Stage()
    before = await told(stage)
    again = stage.replay()
    assert [event async for page in again.told_since(NOON) for event in page] == before
    assert {event.id async for page in again.told_last() for event in page} == {before[3].id, before[4].id}
    assert [event async for page in again.told_last(BO) for event in page] == [before[3]]
    assert [event async for page in again.told_last(PersonId("nobody")) for event in page] == []
    assert stage.exchange.met == []
