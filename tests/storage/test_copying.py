"""Copying one store to another ends with two that hold the same, wherever it was cut off and whatever went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from storage.comparing import Comparison
from storage.copy_marks import CopiedBySomebodyElse, HalfCopied, kept_mark, require_whole
from storage.copying import ROUNDS, Copying, Step, is_whole
from storage.document_store import Document, DocumentStore, Key, Page
from storage.passing_on import PassingOnStore
from tests.storage.memory_store import MemoryStore
from tests.storage.moving_stage import (
    KINDS_IN_IT,
    LATER,
    NOW,
    CutOff,
    CutOffStore,
    ForgetfulStore,
    begun,
    contents,
    copied,
    fill,
)


@pytest.fixture
async def source() -> MemoryStore:
    store = MemoryStore(now=lambda: NOW)
    await fill(store)
    return store


@pytest.fixture
def target() -> MemoryStore:
    return MemoryStore(now=lambda: NOW)


def copying(source: DocumentStore, target: DocumentStore, *, now: datetime = NOW) -> Copying:
    """With pages and marks so small that a store of tests' size has many."""
    return Copying(source=source, target=target, now=lambda: now, at_once=3, mark_seconds=0, page=4)


def found(walk: Sequence[Comparison]) -> dict[str, tuple[int, int, int]]:
    """What was missing, differing and extra, of kinds where anything was."""
    return {
        one.kind: (one.missing, one.differing, one.extra)
        for one in walk
        if (one.missing, one.differing, one.extra) != (0, 0, 0)
    }


async def test_the_copy_holds_all_that_the_source_does_and_nothing_more(
    source: MemoryStore, target: MemoryStore
) -> None:
    """Bodies and expiry; what tells of the processes at the source stays behind, and the mark is gone."""
    walks = await copied(copying(source, target), target)
    assert await contents(target) == await contents(source)
    assert {key.kind for key in target.written()} == set(KINDS_IN_IT)
    assert len(walks) == 2
    assert is_whole(walks[-1])
    assert await kept_mark(target) is None


async def test_expired_documents_stay_behind(target: MemoryStore) -> None:
    """They are absent from every answer, so they are of no store any more."""
    clock = NOW
    source = MemoryStore(now=lambda: clock)
    await fill(source)
    clock = LATER
    await copied(copying(source, target, now=clock), target)
    assert {key.kind for key in target.written()} == set(KINDS_IN_IT) - {"callback"}


@pytest.mark.parametrize("done", [False, True])
async def test_cut_off_at_every_write_it_goes_on_to_the_same_end(source: MemoryStore, done: bool) -> None:
    """Before the write or right after it: nothing is there twice, wrong or missing at the end."""
    wanted = await contents(source)
    writes = 0
    while True:
        target = MemoryStore(now=lambda: NOW)
        cut_off = CutOffStore(target, writes=writes, done=done)
        try:
            await copied(copying(source, cut_off), cut_off)
        except CutOff:
            walks = await copied(copying(source, target), target)
        else:
            break
        assert is_whole(walks[-1])
        assert await contents(target) == wanted
        writes += 1
    assert writes > len(wanted)


async def test_it_goes_on_where_it_was(source: MemoryStore, target: MemoryStore) -> None:
    """What lies before the mark isn't read from the source again until all is checked."""
    cut_off = CutOffStore(target, writes=24)
    with pytest.raises(CutOff):
        await copied(copying(source, cut_off), cut_off)
    kept = await begun(target)
    assert kept.mark.kind == "chat"
    assert kept.mark.documents >= 12
    steps: list[Step] = []
    again = copying(source, target)
    again.tell = steps.append
    walk = await again.copy_ahead(kept)
    assert steps[0].documents > 12
    assert walk[0].kind == "chat"


async def test_a_mark_that_another_version_made_is_gone_on_from_at_its_kinds_beginning(
    source: MemoryStore, target: MemoryStore
) -> None:
    """A continuation is a matter of the program's own."""
    kept = await begun(target)
    kept.mark = type(kept.mark)(source="sqlite:/here", begun_at=NOW, kind="chat", continuation="as it was then")
    await kept.move(kept.mark)
    await copied(copying(source, target), target)
    assert await contents(target) == await contents(source)


async def test_a_store_that_does_not_know_how_a_write_ended_is_asked_again(
    source: MemoryStore, target: MemoryStore
) -> None:
    """A write that was done all the same is taken for what it is."""
    forgetful = ForgetfulStore(target, every=9)
    walks = await copied(copying(source, forgetful), forgetful)
    assert is_whole(walks[-1])
    assert await contents(target) == await contents(source)
    assert await kept_mark(target) is None


async def test_what_the_target_has_otherwise_or_beyond_is_put_right(source: MemoryStore, target: MemoryStore) -> None:
    """A person who was forgotten at the source doesn't come back at the target."""
    await copied(copying(source, target), target)
    page = await source.query("chat")
    await source.delete(page.documents[0])
    await source.replace(page.documents[1], {"changed": True}, expires_at=LATER)
    await source.create(Key("chat", "someone new", "x"), {})
    walks = await copied(copying(source, target), target)
    assert found(walks[0]) == {"chat": (1, 1, 1)}
    assert found(walks[1]) == {}
    assert await contents(target) == await contents(source)


async def test_another_expiry_alone_is_a_difference(source: MemoryStore, target: MemoryStore) -> None:
    """The body may be the same, and yet one side would let it go earlier."""
    await copied(copying(source, target), target)
    (first, *_) = (await source.query("callback")).documents
    await source.replace(first, first.body, expires_at=LATER + timedelta(seconds=1))
    assert found(await copying(source, target).compare()) == {"callback": (0, 1, 0)}


async def test_comparing_writes_nothing(source: MemoryStore, target: MemoryStore) -> None:
    """It tells of every kind what is missing, and the digests differ."""
    walk = await copying(source, target).compare()
    assert target.written() == {}
    assert not is_whole(walk)
    chat = next(one for one in walk if one.kind == "chat")
    assert (chat.source.documents, chat.target.documents, chat.missing) == (9, 0, 9)
    assert chat.source.digest != chat.target.digest


async def test_a_target_that_somebody_else_writes_is_told_of_in_the_end(
    source: MemoryStore, target: MemoryStore
) -> None:
    """It is put right a few times, then left, with its mark, so that no bot takes it for whole."""

    class Busy(PassingOnStore):
        inner = source
        written = 0

        async def query(self, kind: str, **asked: object) -> Page:
            self.written += 1
            await source.create(Key("desk_book", f"p{self.written}", "x"), {})
            return await source.query(kind, **asked)  # type: ignore[arg-type]

    busy = Busy()
    walks = await copied(copying(busy, target), target)
    assert len(walks) == ROUNDS
    assert not is_whole(walks[-1])
    with pytest.raises(HalfCopied, match="unfinished copy of sqlite:/here"):
        await require_whole(target)


async def test_what_expires_between_the_two_sides_is_nobodys_fault(source: MemoryStore, target: MemoryStore) -> None:
    """One side is read a moment before it lapses and the other a moment after."""
    await copied(copying(source, target), target)
    after = MemoryStore(now=lambda: LATER)
    for document in [d for kind in KINDS_IN_IT for d in (await target.query(kind)).documents]:
        await after.create(document.key, document.body, expires_at=document.expires_at)
    assert is_whole(await copying(source, after, now=LATER).compare())
    assert not is_whole(await copying(source, after, now=NOW).compare())


async def test_two_that_copy_to_one_target_do_not_go_on_beside_each_other(
    source: MemoryStore, target: MemoryStore
) -> None:
    """Who finds the mark moved by another lets it be."""
    first = await begun(target)
    second = await begun(target)
    await copying(source, target).copy_ahead(first)
    with pytest.raises(CopiedBySomebodyElse):
        await copying(source, target).copy(second)


async def test_a_target_with_nothing_but_who_shared_its_work_is_empty(source: MemoryStore, target: MemoryStore) -> None:
    """What is let be doesn't count."""
    await target.create(Key("shard_table", "replicas", "shards"), {})
    assert await copying(source, target).target_is_empty()
    await target.create(Key("chat", "anna", "chat"), {})
    assert not await copying(source, target).target_is_empty()


async def test_those_who_watch_are_told_how_many_there_are_once_it_is_known(
    source: MemoryStore, target: MemoryStore
) -> None:
    """Counting goes on beside the copying."""
    steps: list[Step] = []
    one = copying(source, target)
    one.tell = steps.append
    await copied(one, target)
    total = len(await contents(source))
    assert {step.total for step in steps} == {None, total}
    assert max(step.documents for step in steps) == total
    assert [step.doing for step in (steps[0], steps[-1])] == ["copying", "checking"]


async def test_no_more_than_so_many_writes_are_under_way(source: MemoryStore) -> None:
    """A target is not flooded."""

    class Watched(PassingOnStore):
        inner = MemoryStore(now=lambda: NOW)
        now, most = 0, 0

        async def create(self, key: Key, body: object, *, expires_at: datetime | None = None) -> Document:
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0)
            self.now -= 1
            return await self.inner.create(key, body, expires_at=expires_at)  # type: ignore[arg-type]

    watched = Watched()
    await copied(copying(source, watched), watched)
    assert watched.most == 3
