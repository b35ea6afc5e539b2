"""Measures the SQLite engine: reads, durable writes, and both as a turn does them, with 16 callers at once.

    python -m benchmarks.store [SECONDS]

Each figure is the middle one of three runs of so many seconds (2 unless told), in a file of its own. A turn is one
read and one write over it of a 2 KB document; every write is on the disk before it counts.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from storage.document_store import Document, Key, Kind
from storage.sqlite import SqliteStore

CALLERS = 16
RUNS = 3
DOCUMENTS = 2_000
BODY = {"due_at": "2026-06-01T11:00:00.000000Z", "text": "å" * 950}
KIND = Kind("measured", index_fields=("due_at",))

Step = Callable[[int], Awaitable[object]]


def key(number: int) -> Key:
    """The key of the document of that number."""
    return Key(KIND.name, f"person-{number % DOCUMENTS}", "book")


async def per_second(step: Step, seconds: float) -> float:
    """How many steps the callers get through in a second, all together; no two do the same number at once."""
    numbers = itertools.count()
    end = time.perf_counter() + seconds
    done = 0

    async def call() -> None:
        nonlocal done
        while time.perf_counter() < end:
            await step(next(numbers))
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(call() for _ in range(CALLERS)))
    return done / (time.perf_counter() - began)


async def measure(seconds: float) -> dict[str, float]:
    """Each figure of one run, a second."""
    with tempfile.TemporaryDirectory() as folder:
        store = await SqliteStore.open(Path(folder, "store.db"), kinds=[KIND], now=lambda: datetime.now(UTC))
        newest: dict[int, Document] = {}
        for number in range(DOCUMENTS):
            newest[number] = await store.create(key(number), BODY)

        async def read(number: int) -> None:
            assert await store.get(key(number)) is not None

        async def write(number: int) -> None:
            newest[number % DOCUMENTS] = await store.replace(newest[number % DOCUMENTS], BODY)

        async def turn(number: int) -> None:
            document = await store.get(key(number))
            assert document is not None
            await store.replace(document, BODY)

        figures = {
            "reads": await per_second(read, seconds),
            "durable writes": await per_second(write, seconds),
            "turns (a read and a durable write)": await per_second(turn, seconds),
        }
        await store.close()
        return figures


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    runs = [asyncio.run(measure(seconds)) for _ in range(RUNS)]
    print(f"SQLite engine, {CALLERS} callers at once, documents of 2 KB, middle of {RUNS} runs")
    for name in runs[0]:
        print(f"{statistics.median(run[name] for run in runs):>10,.0f}  {name} a second")


if __name__ == "__main__":
    main()
