"""Telling the exchange: one event a decision, in order, logged, and tried again, also after a restart (A3)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.effects import EffectEnd, EffectKind, EffectOutcome
from policy.organisation import Person
from policy.pbx_events import FIRST_PAUSE, TRIED_FOR
from services.pbx_ports import PBX_LINE_ID, PbxAnswer, PbxOutcome
from services.ports import Place
from storage.document_store import StoreUnavailable
from tests.policy.small_town import ANNA, BO
from tests.services.pbx_stage import GONE, LATER, NOON, REFUSED, FakeExchange, Stage

DONE = EffectEnd(outcome=EffectOutcome.DONE)
MINUTE = timedelta(minutes=1)


async def test_what_is_wanted_becomes_one_event_that_is_logged_and_taken() -> None:
    """The words of the status message are not among it: an exchange speaks for itself."""
    stage = Stage()
    assert stage.events.kind is EffectKind.PBX
    assert await stage.tell(stage.away()) == DONE
    (event,) = stage.exchange.met
    assert await stage.logged() == [event]
    assert event.absence is not None
    assert (event.phone.extension, event.absence.back_at) == (stage.town.people[ANNA].extension, NOON + 60 * MINUTE)
    line = await stage.line()
    assert line is not None
    assert (line.latest, line.is_due, line.next_step_at) == (event, False, None)


async def test_the_same_once_more_is_done_already() -> None:
    """Also by another process, which finds it in the log."""
    stage = Stage()
    await stage.tell(stage.away())
    stage.start_anew()
    assert await stage.tell(stage.away()) == DONE
    assert len(stage.exchange.met) == 1


async def test_what_is_older_than_what_stands_is_never_sent() -> None:
    """Whoever comes late with it is told that it is done: something newer has been."""
    stage = Stage()
    await stage.tell(stage.back(9))
    assert await stage.tell(stage.away(5)) == DONE
    assert [event.absence for event in stage.exchange.met] == [None]


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        (LATER, EffectEnd(outcome=EffectOutcome.LATER)),
        (replace(LATER, wait=MINUTE), EffectEnd(outcome=EffectOutcome.LATER, wait=MINUTE)),
        (REFUSED, EffectEnd(outcome=EffectOutcome.REFUSED, why="pbx_refused")),
        (GONE, EffectEnd(outcome=EffectOutcome.REFUSED, why="pbx_gone")),
    ],
)
async def test_each_answer_is_told_and_the_same_event_goes_again(answer: PbxAnswer, end: EffectEnd) -> None:
    """With the same number, so that an exchange that had taken it after all knows it again."""
    stage = Stage()
    stage.exchange.answers.append(answer)
    assert await stage.tell(stage.away()) == end
    stage.start_anew()
    assert await stage.tell(stage.away()) == DONE
    first, second = stage.exchange.met
    assert first == second


async def test_who_has_no_phone_is_not_told_of() -> None:
    """There is nothing to divert, and no exchange would know whom it is about."""
    stage = Stage()
    nobody: Person = replace(stage.town.people[ANNA], extension="", landline="", mobile="")
    end = await stage.tell(replace(stage.away(), person=nobody))
    assert end == EffectEnd(outcome=EffectOutcome.REFUSED, why="no_number")
    assert stage.exchange.met == []


async def test_what_was_told_by_a_number_that_is_gone_since_is_taken_back_by_it() -> None:
    """Or that phone would be diverted for good; nothing new is told of who has none."""
    stage = Stage()
    await stage.tell(stage.away())
    none = replace(stage.town.people[ANNA], extension="", landline="", mobile="")
    back = replace(stage.back(5), person=none)
    assert await stage.tell(back) == DONE
    assert stage.exchange.met[-1].absence is None
    assert stage.exchange.met[-1].phone == stage.exchange.met[0].phone
    again = replace(stage.away(9), person=none)
    assert (await stage.tell(again)).why == "no_number"
    assert len(stage.exchange.met) == 2


async def test_nothing_is_sent_when_the_time_is_up() -> None:
    """It is logged, so that it is not forgotten."""
    stage = Stage()
    assert (await stage.tell(stage.away(), within=0.0)).outcome is EffectOutcome.LATER
    assert (await stage.tell(stage.away(), within=0.02)).outcome is EffectOutcome.LATER
    assert stage.exchange.met == []
    line = await stage.line()
    assert line is not None
    assert line.is_due


async def test_what_waits_is_sent_by_a_sweep_once_nobody_else_tries() -> None:
    """The exchange was out of order for hours: it gets what holds by then, and nothing that has been replaced."""
    stage = Stage()
    stage.exchange.answers.extend([LATER, LATER])
    await stage.tell(stage.away())
    await stage.tell(stage.away(5))
    assert await stage.events.sweep(now=NOON + 5 * MINUTE) == 0
    stage.start_anew()
    assert await stage.events.sweep(now=NOON + 5 * MINUTE + FIRST_PAUSE) == 1
    assert [event.at for event in stage.exchange.met] == [NOON, NOON + 5 * MINUTE, NOON + 5 * MINUTE]
    assert await stage.events.sweep(now=NOON + timedelta(days=1)) == 0
    assert await stage.tell(stage.away(5)) == DONE


async def test_a_sweep_tries_ever_rarer_and_then_no_more() -> None:
    """An exchange that is away for a weekend is told on Monday; one that never comes back is not asked for ever."""
    stage = Stage(exchange=FakeExchange())
    stage.exchange.answers.extend([LATER] * 200)
    await stage.tell(stage.away())
    now, tried = NOON, 0
    while (line := await stage.line()) is not None and line.next_step_at is not None:
        now = line.next_step_at
        tried += await stage.events.sweep(now=now)
    assert 15 <= tried <= 40
    assert now - NOON >= TRIED_FOR


@pytest.mark.parametrize("answer", [REFUSED, GONE])
async def test_a_sweep_does_not_ask_anew_what_was_refused(answer: PbxAnswer) -> None:
    """Somebody has to mend something first, and then replays."""
    stage = Stage()
    stage.exchange.answers.extend([LATER, answer])
    await stage.tell(stage.away())
    assert await stage.events.sweep(now=NOON + FIRST_PAUSE) == 1
    assert await stage.events.sweep(now=NOON + timedelta(days=1)) == 0


async def test_a_sweep_and_a_decision_meet_without_a_newer_state_being_passed() -> None:
    """One at a time for each person: what is decided meanwhile goes after what is on its way."""
    stage = Stage()
    stage.exchange.answers.append(LATER)
    await stage.tell(stage.away())
    arrived: list[str] = []

    async def slow() -> None:
        number = len(stage.exchange.met)
        await asyncio.sleep(0.02 if number == 2 else 0)
        arrived.append("away" if stage.exchange.met[number - 1].absence else "back")

    stage.exchange.before = slow
    sweeping = asyncio.create_task(stage.events.sweep(now=NOON + FIRST_PAUSE))
    await asyncio.sleep(0.005)
    assert await stage.tell(stage.back(30)) == DONE
    await sweeping
    assert arrived == ["away", "back"]
    line = await stage.line()
    assert line is not None
    assert (line.latest.absence, line.is_due) == (None, False)


async def test_people_do_not_wait_for_each_other() -> None:
    """An exchange that is slow about one is asked about another meanwhile."""
    stage = Stage()
    release = asyncio.Event()

    async def stuck() -> None:
        if stage.exchange.met[-1].person == ANNA:
            await release.wait()

    stage.exchange.before = stuck
    first = asyncio.create_task(stage.tell(stage.away()))
    await asyncio.sleep(0.01)
    assert await stage.tell(stage.away(person=BO)) == DONE
    release.set()
    assert await first == DONE


async def test_who_was_forgotten_meanwhile_does_not_come_back() -> None:
    """What was on its way then leaves nothing behind."""
    stage = Stage()

    async def forget() -> None:
        loaded = await stage.lines.load(Place(ANNA, PBX_LINE_ID))
        if loaded is not None:
            await stage.lines.erase(loaded)
            await stage.log.erase(ANNA)

    stage.exchange.before = forget
    assert await stage.tell(stage.away()) == DONE
    assert await stage.line() is None
    assert await stage.logged() == []


async def test_events_are_kept_as_long_as_the_municipality_says() -> None:
    """And what stands for longer, so that the exchange can be told how all is."""
    stage = Stage()
    await stage.tell(stage.away())
    stage.now = NOON + timedelta(days=7) - MINUTE
    assert len(await stage.logged()) == 1
    stage.now += 2 * MINUTE
    assert await stage.logged() == []
    assert await stage.line() is not None


@pytest.mark.parametrize("fails_at", ["create", "replace"])
async def test_a_store_that_fails_loses_nothing(fails_at: str) -> None:
    """Whatever had come about, the same once more ends well, with one number, and nothing is sent unlogged."""
    stage = Stage()
    real = getattr(stage.store, fails_at)
    calls = 0

    async def failing(*arguments: object, **also: object) -> object:
        nonlocal calls
        calls += 1
        if calls == (2 if fails_at == "create" else 1):
            raise StoreUnavailable("gone")
        return await real(*arguments, **also)

    setattr(stage.store, fails_at, failing)
    with pytest.raises(StoreUnavailable):
        await stage.tell(stage.away())
    assert len(stage.exchange.met) == (0 if fails_at == "create" else 1)
    stage.start_anew()
    assert await stage.tell(stage.away()) == DONE
    assert len({event.id for event in stage.exchange.met}) == 1
    assert await stage.logged() == [stage.exchange.met[-1]]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.booleans(), st.sampled_from(list(PbxOutcome)), st.booleans()),
        max_size=12,
    )
)
def test_the_exchange_ends_with_the_newest_whatever_happens(
    story: list[tuple[int, bool, PbxOutcome, bool]],
) -> None:
    """Decisions come late, or twice, and meet every answer and restarts; the numbers grow, and the newest is last."""

    async def play() -> None:
        stage = Stage()
        for minute, is_away, outcome, restarts in story:
            stage.exchange.answers.append(PbxAnswer(outcome=outcome))
            await stage.tell(stage.away(minute) if is_away else stage.back(minute))
            stage.exchange.answers.clear()
            if restarts:
                stage.start_anew()
        line = await stage.line()
        if line is None:
            assert story == []
            return
        newest = line.latest
        last = replace(stage.back(0), version=newest.sequence, decided_at=newest.at)
        assert await stage.tell(last) == DONE
        numbers = [event.sequence for event in stage.exchange.met]
        assert numbers == sorted(numbers)
        assert stage.exchange.met[-1] == newest
        by_id = {event.id: event for event in stage.exchange.met}
        assert all(by_id[event.id] == event for event in stage.exchange.met)

    asyncio.run(play())
