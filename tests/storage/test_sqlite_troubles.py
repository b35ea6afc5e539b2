"""What goes wrong around a running store: locks, full disks, damage, overload. It says so, and it recovers."""

from __future__ import annotations

import asyncio
import logging
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.document_store import Document, Key, Kind, StoreUnavailable
from storage.sqlite import SqliteStore

NOTE = Kind("note", index_fields=("number",))
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def note(document_id: str) -> Key:
    return Key("note", "anna", document_id)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(path, kinds=[NOTE], now=lambda: NOW, timeout_seconds=0.4)
    yield store
    await store.close()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process holds the file's only write lock."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def overwritten(path: Path, change: Callable[[bytes], bytes]) -> bytes:
    """Changes the file behind the store's back; gives what it held."""
    before = path.read_bytes()
    path.write_bytes(change(before))
    return before


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """No file of this process may grow past what the store's log has now: a write beyond it fails."""
    allowed = max(file.stat().st_size for file in path.parent.iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (allowed, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_locked_file_is_unavailable_in_time_and_then_works_again(store: SqliteStore, path: Path) -> None:
    """The write gives up at its timeout, reads go on, and the next write after the lock succeeds."""
    await store.create(note("before"), {})
    with locked(path):
        with pytest.raises(StoreUnavailable):
            await store.create(note("during"), {})
        with pytest.raises(StoreUnavailable):
            await store.ping()
        assert await store.get(note("before")) is not None
    await store.create(note("after"), {})
    await store.ping()


async def test_a_ping_really_writes(store: SqliteStore, path: Path) -> None:
    """Another connection sees the file change, so what can't be written can't answer a ping."""
    with closing(sqlite3.connect(path)) as other:
        before = other.execute("PRAGMA data_version").fetchone()
        await store.ping()
        assert other.execute("PRAGMA data_version").fetchone() != before


async def test_a_write_that_nobody_waits_for_any_more_is_left_undone(store: SqliteStore, path: Path) -> None:
    """After the lock is gone, writes that were given up meanwhile don't surprise anyone."""
    with locked(path):
        attempts = [store.create(note(f"{number}"), {}) for number in range(10)]
        outcomes = await asyncio.gather(*attempts, return_exceptions=True)
    assert all(isinstance(outcome, StoreUnavailable) for outcome in outcomes)
    await store.create(note("after"), {})
    assert [document.key.id for document in (await store.query("note")).documents] == ["after"]


async def test_more_than_can_wait_is_turned_away_at_once(path: Path) -> None:
    """The queue is bounded: what finds it full doesn't wait for its timeout; the rest is done once there is room."""
    store = await SqliteStore.open(path, kinds=[NOTE], now=lambda: NOW, timeout_seconds=30, most_waiting=20)
    with locked(path):
        begun = asyncio.create_task(store.create(note("begun"), {}))
        await asyncio.sleep(0.05)  # it is the group that now waits for the lock; what follows waits for it
        waiting = [asyncio.create_task(store.create(note(f"{number}"), {})) for number in range(20)]
        await asyncio.sleep(0)
        with pytest.raises(StoreUnavailable, match="20 operations are waiting"):
            await store.create(note("too many"), {})
        assert await store.get(note("begun")) is None
    assert all(isinstance(outcome, Document) for outcome in await asyncio.gather(begun, *waiting))
    await store.create(note("after"), {})
    await store.close()


async def test_the_event_loop_goes_on_while_a_write_waits(store: SqliteStore, path: Path) -> None:
    """A heartbeat ticks on while the file is locked, and the write is done once it is free."""
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.01)
            beats += 1

    heart = asyncio.create_task(beat())
    with locked(path):
        write = asyncio.create_task(store.create(note("a"), {}))
        await asyncio.sleep(0.2)
        assert not write.done()
        assert beats >= 5
    await write
    heart.cancel()


async def test_a_full_disk_is_unavailable_with_a_log_line_and_recovers(
    store: SqliteStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What was acknowledged before stays, nothing half-written shows, and room on the disk is all that it takes."""
    caplog.set_level(logging.INFO, logger="storage")
    acknowledged: list[str] = []

    async def fill() -> None:
        for number in range(1_000):
            await store.create(note(f"{number:04}"), {"text": "x" * 20_000})
            acknowledged.append(f"{number:04}")

    with full_disk(path), pytest.raises(StoreUnavailable):
        await fill()
    assert "store can't write" in [record.getMessage() for record in caplog.records]
    await store.ping()
    await store.create(note("after"), {})
    assert "store can write again" in [record.getMessage() for record in caplog.records]
    assert [d.key.id for d in (await store.query("note", limit=1000)).documents] == [*acknowledged, "after"]


async def test_damage_inside_the_file_is_unavailable_and_a_mended_file_works(path: Path) -> None:
    """A page that is overwritten under a running store shows as StoreUnavailable; put back, all is well."""
    store = await SqliteStore.open(path, kinds=[NOTE], now=lambda: NOW)
    for number in range(50):
        await store.create(note(f"{number:02}"), {"text": "x" * 3_000})
    await store.close()
    store = await SqliteStore.open(path, kinds=[NOTE], now=lambda: NOW)
    whole = overwritten(path, lambda whole: whole[:4096] + b"\xee" * (len(whole) - 4096))
    with pytest.raises(StoreUnavailable, match="malformed"):
        await store.get(note("07"))
    with pytest.raises(StoreUnavailable):
        await store.create(note("new"), {})
    overwritten(path, lambda _damaged: whole)
    assert await store.get(note("07")) is not None
    await store.create(note("new"), {})
    await store.close()


async def test_a_damaged_page_costs_nobody_but_whose_it_is(path: Path) -> None:
    """Read at the same moment, the documents on other pages are answered."""
    store = await SqliteStore.open(path, kinds=[NOTE], now=lambda: NOW)
    for number in range(20):
        await store.create(note(f"{number:02}"), {"text": f"page of {number:02} " + "x" * 3_000})
    await store.close()

    def without_the_page_of_07(whole: bytes) -> bytes:
        start = whole.index(b"page of 07") // 4096 * 4096
        return whole[:start] + b"\xee" * 4096 + whole[start + 4096 :]

    overwritten(path, without_the_page_of_07)
    store = await SqliteStore.open(path, kinds=[NOTE], now=lambda: NOW)
    outcomes = await asyncio.gather(*(store.get(note(f"{number:02}")) for number in range(20)), return_exceptions=True)
    failed = [number for number, outcome in enumerate(outcomes) if isinstance(outcome, StoreUnavailable)]
    assert failed == [7]
    assert sum(isinstance(outcome, Document) for outcome in outcomes) == 19
    await store.close()


async def test_a_caller_who_leaves_disturbs_nobody(store: SqliteStore) -> None:
    """Cancelled waits leave the writes beside them alone."""
    tasks = [asyncio.create_task(store.create(note(f"{number:02}"), {})) for number in range(20)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes[1::2]] == [Document] * 10
    assert {d.key.id for d in (await store.query("note")).documents} >= {f"{number:02}" for number in range(1, 20, 2)}


async def test_closing_finishes_the_writes_that_were_asked_for(path: Path) -> None:
    """Whoever called before close() is answered, and the answer holds."""
    store = await SqliteStore.open(path, kinds=[NOTE], now=lambda: NOW)
    writes = [asyncio.create_task(store.create(note(f"{number:03}"), {})) for number in range(500)]
    await asyncio.sleep(0)
    await store.close()
    assert all(isinstance(outcome, Document) for outcome in await asyncio.gather(*writes))
    store = await SqliteStore.open(path, kinds=[NOTE], now=lambda: NOW)
    assert len((await store.query("note", limit=1000)).documents) == 500
    await store.close()


async def test_two_stores_on_one_file_see_and_respect_each_other(path: Path) -> None:
    """As two processes do: what one writes the other reads, and an etag is stale wherever the write came from."""
    one, two = [await SqliteStore.open(path, kinds=[NOTE], now=lambda: NOW) for _ in range(2)]
    document = await one.create(note("a"), {"number": 1})
    assert await two.get(note("a")) == document
    both = await asyncio.gather(
        *(store.replace(document, {"number": number}) for number, store in enumerate([one, two] * 20)),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, Document) for outcome in both) == 1
    await one.close()
    await two.close()
