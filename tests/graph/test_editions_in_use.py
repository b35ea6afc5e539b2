"""How what was read comes into use, and how other processes take it."""

from __future__ import annotations

from typing import Any

import pytest

from directory.graph.bucket_reader import BucketReader, BucketsGone
from directory.graph.buckets import BadBucket, Bucket, bucket_body, read_bucket
from directory.graph.rosters import RosterInUse
from directory.graph.runs import RunEnd
from services.directory_ports import SYNC_PLACE
from storage.directory_repository import StoredBuckets, stored_sync_state
from tests.graph.standin_users import EntraStandIn, user_id
from tests.graph.sync_stage import ASKED, SWITCHBOARD, SyncStage, town_of


class CountingStore:
    """Tells of each question to the store beneath."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.asked: list[tuple[str, int]] = []

    async def get(self, key: Any) -> Any:
        """One document."""
        self.asked.append((key.kind, 1))
        return await self.inner.get(key)

    async def get_many(self, keys: Any) -> Any:
        """Several."""
        self.asked.append((keys[0].kind, len(keys)))
        return await self.inner.get_many(keys)


def crowd(count: int) -> SyncStage:
    """So many people, two of whom are at the switchboard."""
    stage = SyncStage(EntraStandIn())
    for number in range(count):
        stage.entra.put(user_id(number), givenName=f"N{number}", surname="Alm", accountEnabled=True)
    stage.entra.put_in(SWITCHBOARD, user_id(0), user_id(1))
    return stage


def other_process(stage: SyncStage) -> tuple[RosterInUse, CountingStore]:
    """Another process over the same store."""
    counting: Any = CountingStore(stage.store)
    return RosterInUse(stored_sync_state(counting), BucketReader(StoredBuckets(counting))), counting


async def test_where_nothing_is_new_it_costs_one_point_read() -> None:
    """And where one person has changed one more document is read."""
    stage = crowd(600)
    await stage.run()
    rosters, counting = other_process(stage)
    taken = await rosters.read(ASKED)
    assert taken is not None
    assert taken.is_whole
    assert taken.roster == stage.expected()
    counting.asked.clear()
    assert await rosters.read(ASKED, unless=taken.edition) is None
    assert counting.asked == [("directory_sync", 1)]
    stage.entra.put(user_id(7), jobTitle="Chef")
    await stage.run()
    counting.asked.clear()
    newer = await rosters.read(ASKED, unless=taken.edition)
    assert newer is not None
    assert newer.roster == stage.expected()
    assert counting.asked == [("directory_sync", 1), ("directory_bucket", 1)]


async def test_too_much_at_once_is_held_up() -> None:
    """Everyone is still there; it goes on when what is read takes no more away than it may."""
    stage = crowd(60)
    await stage.run()
    before = await stage.in_use()
    for number in range(10, 20):
        stage.entra.remove(user_id(number))
    run = await stage.run()
    assert run.end is RunEnd.HELD
    assert run.judged is not None
    assert run.judged.losses.gone == 10
    assert run.state.held == run.judged.losses.id
    assert await stage.in_use() == before
    stage.entra.put(user_id(90), givenName="Ny")
    assert (await stage.run()).end is RunEnd.HELD
    for number in range(10, 16):
        stage.entra.put(user_id(number))
    assert (await stage.run()).end is RunEnd.IN_USE
    assert await stage.in_use() == stage.expected()
    assert (await stage.state()).held == ""


async def test_a_role_that_is_emptied_is_held_up() -> None:
    """Nobody is removed from Entra; the group of operators was emptied."""
    stage = crowd(60)
    await stage.run()
    stage.entra.put_out(SWITCHBOARD, user_id(0), user_id(1))
    assert (await stage.run()).end is RunEnd.HELD


async def test_what_is_accepted_while_a_run_is_under_way_is_not_undone() -> None:
    """The run loses to it and goes on the next time."""
    stage = crowd(60)
    await stage.run()
    for number in range(10, 20):
        stage.entra.remove(user_id(number))
    await stage.run()
    original = stage.graph.follow

    async def says_yes_meanwhile(link: str, **more: Any) -> Any:
        loaded = await stage.states.load(SYNC_PLACE)
        assert loaded is not None
        if loaded.value.held:
            await stage.states.save(loaded, loaded.value.publishing(people=50, at=stage.now))
        return await original(link, **more)

    stage.graph.follow = says_yes_meanwhile  # type: ignore[method-assign]
    assert (await stage.run()).end is RunEnd.LOST
    assert await stage.in_use() == stage.expected()
    assert (await stage.run()).end is RunEnd.NOTHING_NEW
    assert await stage.in_use() == stage.expected()


async def test_a_reader_that_comes_too_late_takes_the_next_edition() -> None:
    """The buckets that it wanted are removed while it reads."""
    stage = crowd(60)
    await stage.run()
    rosters, _ = other_process(stage)
    old = await stage.states.load(SYNC_PLACE)
    assert old is not None
    for number in range(60):
        stage.entra.put(user_id(number), jobTitle="Chef")
    await stage.run()
    await stage.run()
    reads = [old.value]

    async def state_as_it_was() -> Any:
        rosters.state = reads.pop() if reads else (await stage.state())
        return rosters.state

    rosters._state = state_as_it_was  # type: ignore[method-assign]
    taken = await rosters.read(ASKED)
    assert taken is not None
    assert taken.roster == stage.expected()
    with pytest.raises(BucketsGone):
        await BucketReader(stage.buckets).roster(old.value.used or old.value.working, ())


def test_a_bucket_is_as_it_was_kept() -> None:
    """And what is none is refused, whatever a later version may add to one."""
    with pytest.raises(BadBucket):
        read_bucket({"users": {}})
    with pytest.raises(BadBucket):
        read_bucket({"users": {"a": {"title": 7}}, "members": {}})
    body = {"users": {"a": {"title": "Chef", "later": 1, "other_phones": ["1"]}}, "members": {"g": ["a"]}}
    bucket = read_bucket(body)
    assert bucket.users["a"].title == "Chef"
    assert read_bucket(bucket_body(bucket)) == bucket
    assert bucket_body(Bucket()) == {"users": {}, "members": {}}


async def test_what_was_let_go_on_elsewhere_is_what_is_judged_against() -> None:
    """The process that reads has not taken it yet: nobody is asked for another yes to those who are gone already."""
    stage = crowd(20)
    await stage.run()
    before = town_of(stage.expected())
    for number in range(5, 15):
        stage.entra.remove(user_id(number))
    assert (await stage.run()).end is RunEnd.HELD
    loaded = await stage.states.load(SYNC_PLACE)
    assert loaded is not None
    older = loaded.value.used
    await stage.states.save(loaded, loaded.value.publishing(people=10, at=stage.now))
    stage.made_of = lambda edition: before if edition == older else None
    stage.entra.put(user_id(3), jobTitle="Chef")
    assert (await stage.run()).end is RunEnd.IN_USE
