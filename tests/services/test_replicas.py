"""Who holds what, where processes come, die, stand still and come back, with clocks that differ and a store that fails:
never two, everything again within half a minute, and evenly."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.replica_ports import SHARDS
from services.replicas import BEAT_EVERY, LASTS, MARGIN
from tests.services.replica_stage import NOON, Process, Site

EVERY = BEAT_EVERY.total_seconds()
AGAIN_WITHIN = (LASTS + MARGIN + 2 * BEAT_EVERY).total_seconds()
NUMBERS = st.integers(0, 4)
STEPS = st.one_of(
    st.tuples(st.just("start"), NUMBERS, st.floats(-3_600, 3_600)),
    st.tuples(st.just("beat"), NUMBERS, st.just(0.0)),
    st.tuples(st.just("beat"), NUMBERS, st.just(0.0)),
    st.tuples(st.just("stop in a beat"), NUMBERS, st.just(0.0)),
    st.tuples(st.just("stop after a write"), NUMBERS, st.just(0.0)),
    st.tuples(st.just("go on"), NUMBERS, st.just(0.0)),
    st.tuples(st.just("kill"), NUMBERS, st.just(0.0)),
    st.tuples(st.just("leave"), NUMBERS, st.just(0.0)),
    st.tuples(st.just("store down"), NUMBERS, st.just(0.0)),
    st.tuples(st.just("no answer"), NUMBERS, st.just(0.0)),
    st.tuples(st.just("well again"), NUMBERS, st.just(0.0)),
    st.tuples(st.just("clock set"), NUMBERS, st.floats(-3_600, 3_600)),
    st.tuples(st.just("time passes"), st.just(0), st.sampled_from([1.0, EVERY, 14.0, 15.5, 17.0, 40.0])),
)


async def _step(site: Site, what: str, number: int, how_much: float) -> None:
    process = site.processes.get(number)
    if what == "time passes":
        site.seconds += how_much
    elif what == "start" and process is None:
        site.start(number, how_much)
        await site.beat(number)
    elif process is None:
        return
    elif what == "go on":
        await site.go_on(number)
    elif what == "kill":
        await site.kill(number)
    elif not process.is_stopped:
        await _running(site, process, what, number, how_much)


async def _running(site: Site, process: Process, what: str, number: int, how_much: float) -> None:
    tables = process.tables
    if what == "beat":
        await site.beat(number)
    elif what in ("stop in a beat", "stop after a write"):
        await site.stop_in_a_beat(number, written=what == "stop after a write")
    elif what == "leave":
        await process.replicas.leave(now=site.now(process))
        assert process.held() == set()
        await site.kill(number)
    elif what == "clock set":
        process.skew = how_much
    elif what in ("store down", "no answer", "well again"):
        tables.is_down, tables.answers = what == "store down", what != "no answer"


async def _all_well(site: Site) -> None:
    for number, process in site.processes.items():
        process.tables.is_down, process.tables.answers = False, True
        await site.go_on(number)


async def _beating(site: Site, seconds: float) -> None:
    """Each beats as often as it does, out of step with the others."""
    for second in range(int(seconds)):
        site.seconds += 1.0
        for place, number in enumerate(list(site.processes)):
            if (second + place) % int(EVERY) == 0:
                await site.beat(number)
        assert all(len(holders) <= 1 for holders in site.holders().values())


@settings(max_examples=80, deadline=None)
@given(st.lists(STEPS, min_size=5, max_size=60))
def test_never_two_hold_a_shard_and_all_are_held_again_in_half_a_minute(steps: list[tuple[str, int, float]]) -> None:
    """Whatever happens, in whatever order: also to a process that stands still in the midst of taking its share."""

    async def live() -> None:
        site = Site()
        for what, number, how_much in steps:
            await _step(site, what, number, how_much)
            assert all(len(holders) <= 1 for holders in site.holders().values())
        await _all_well(site)
        if 0 not in site.processes:
            site.start(0)
        await _beating(site, AGAIN_WITHIN)
        assert all(len(holders) == 1 for holders in site.holders().values())
        await _beating(site, 2 * EVERY)
        held = [len(process.held()) for process in site.processes.values()]
        assert sum(held) == SHARDS
        assert max(held) - min(held) <= 1

    asyncio.run(live())


async def _two(skew: float = 0.0) -> Site:
    site = Site()
    site.start(0)
    site.start(1, skew)
    await _beating(site, 3 * EVERY)
    return site


async def test_a_hold_ends_by_itself_also_for_a_process_that_stands_still() -> None:
    """It asks the clock that went on without it, and what was its own is not taken before that."""
    site = await _two()
    paused, other = site.processes[0], site.processes[1]
    held, fences = paused.held(), (await site.table()).fences
    for _ in range(int(LASTS.total_seconds())):
        site.seconds += 1.0
        await site.beat(1)
        assert not other.held() & held
    assert paused.held() == set()
    for _ in range(int((MARGIN + BEAT_EVERY).total_seconds())):
        site.seconds += 1.0
        await site.beat(1)
    assert other.held() == set(range(SHARDS))
    after = (await site.table()).fences
    assert all(after[shard] == fences[shard] + (shard in held) for shard in range(SHARDS))
    await site.beat(0)
    assert paused.held() == set()


async def test_a_hold_counts_from_before_it_was_written() -> None:
    """A process that stands still before it hears that it was written has held nothing longer than the others think."""
    site = await _two()
    await site.stop_in_a_beat(0, written=True)
    site.seconds += LASTS.total_seconds()
    await site.go_on(0)
    assert site.processes[0].held() == set()


async def test_clocks_an_hour_apart_change_nothing() -> None:
    """What one process writes by its own clock is compared with no other's."""
    site = await _two(skew=3_600.0)
    held = site.processes[0].held()
    await _beating(site, 10 * EVERY)
    assert site.processes[0].held() == held
    assert len(held) == SHARDS / 2


async def test_what_is_given_away_is_held_no_more_though_the_write_is_not_answered() -> None:
    """The others may have it already: the write may have happened."""
    site = Site()
    first, second = site.start(0), site.start(1)
    await site.beat(0)
    assert len(first.held()) == SHARDS
    await site.beat(1)
    first.tables.answers = False
    await site.beat(0)
    assert len(first.held()) == SHARDS / 2
    await site.beat(1)
    assert len(second.held()) == SHARDS / 2


async def test_a_clean_stop_hands_over_what_the_next_beat_takes_up() -> None:
    """No lease has to lapse: five seconds at most."""
    site = await _two()
    await site.processes[0].replicas.leave(now=NOON)
    await site.kill(0)
    await site.beat(1)
    assert site.processes[1].held() == set(range(SHARDS))


async def test_a_stop_is_clean_enough_where_the_store_is_gone() -> None:
    """Nobody is kept waiting by it, and nothing is held any more."""
    site = await _two()
    site.processes[0].tables.is_down = True
    await site.processes[0].replicas.leave(now=NOON)
    assert site.processes[0].held() == set()


async def test_whether_a_process_lives_can_be_asked_from_its_first_beat_until_it_has_been_silent() -> None:
    """Give or take what clocks differ by; of itself each process knows."""
    site = Site()
    asked, asking = site.start(0, skew=1.0), site.start(1)
    life = asked.replicas.life
    assert not await asking.replicas.is_alive(life, now=NOON)
    assert await asked.replicas.is_alive(life, now=NOON)
    await site.beat(0)
    assert await asking.replicas.is_alive(life, now=NOON)
    assert await asking.replicas.is_alive(life, now=NOON + LASTS)
    assert not await asking.replicas.is_alive(life, now=NOON + LASTS + MARGIN + timedelta(seconds=1))


async def test_when_a_process_was_last_there_can_be_asked_after_its_end_too() -> None:
    """By its own clock; of one that nobody has heard of nothing is known."""
    site = Site()
    asked, asking = site.start(0, skew=2.0), site.start(1)
    await site.beat(0)
    assert await asking.replicas.seen_at(asked.replicas.life) == NOON + timedelta(seconds=2)
    await site.kill(0)
    await _beating(site, 2 * AGAIN_WITHIN)
    assert await asking.replicas.seen_at(asked.replicas.life) == NOON + timedelta(seconds=2)
    assert not await asking.replicas.is_alive(asked.replicas.life, now=NOON)
    assert await asking.replicas.seen_at("nobody") is None


async def test_many_that_start_at_once_all_get_a_place() -> None:
    """A whole new version may come up in the same second: nobody is turned away."""
    site = Site()
    started = [site.start(number) for number in range(20)]
    await asyncio.gather(*(one.replicas.begin(now=NOON) for one in started))
    assert len((await site.table()).replicas) == 20
    await _beating(site, 2 * EVERY)
    held = [len(one.held()) for one in started]
    assert (sum(held), max(held)) == (SHARDS, 2)


async def test_what_is_to_be_said_first_holds_a_sign_of_life_up_and_never_so_long_that_the_hold_ends() -> None:
    """Two beats in a row are not left out; and it is said before the process leaves, too."""
    site, said, can = Site(), [], [False]

    async def says() -> bool:
        said.append(site.seconds)
        return can[0]

    one = site.start(0)
    await site.beat(0)
    one.replicas.says_first(says)
    signs = []
    for _ in range(4):
        site.seconds += EVERY
        await site.beat(0)
        signs.append(await one.replicas.seen_at(one.replicas.life) == site.now(one))
        assert one.held() == set(range(SHARDS))
    assert signs == [False, True, False, True]
    can[0] = True
    for _ in range(2):
        site.seconds += EVERY
        await site.beat(0)
        assert await one.replicas.seen_at(one.replicas.life) == site.now(one)
    await one.replicas.leave(now=site.now(one))
    assert len(said) == 7
