"""What telemetry costs a turn: the whole bot over http and SQLite, with traces off, on, and with a tenth of them kept.

    python -m benchmarks.tracing [ROUNDS]

The rounds are interleaved, so that what else the machine does falls on all alike. CPU is that of the whole process:
also of the connector at the far end, and of the thread that sends; the collector takes what comes and reads none of it.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Any

from settings import Settings
from tests.telemetry.collector import OtlpCollector
from tests.telemetry.whole_bot import Whole, whole_bot

TURNS = 150
LINES = ("min status", "är Bo Ek inne?")
Collecting = type(Settings().collecting)
PARTS: Mapping[str, float | None] = {"off": None, "on": 1.0, "on, a tenth kept": 0.1}
Measured = tuple[float, float]
"""Milliseconds of CPU and of time for a turn."""


async def main(rounds: int) -> None:
    """Measure, and print the table of docs/telemetry.md."""
    logging.disable(logging.INFO)
    found: dict[str, list[Measured]] = {name: [] for name in PARTS}
    async with AsyncExitStack() as stack:
        bots = {name: await stack.enter_async_context(_bot(part)) for name, part in PARTS.items()}
        for _ in range(rounds):
            for name, bot in bots.items():
                found[name].append(await _round(bot))
    print("| traces | CPU a turn | time a turn |\n|---|---|---|")
    for name, measured in found.items():
        cpu, took = (median(column) for column in zip(*measured, strict=True))
        print(f"| {name} | {cpu:.2f} ms | {took:.2f} ms |")


@asynccontextmanager
async def _bot(part: float | None) -> AsyncIterator[Whole]:
    folder = Path(tempfile.mkdtemp(prefix="tracing-"))
    changes: dict[str, Any] = {}
    with OtlpCollector() as collector:
        if part is not None:
            changes["collecting"] = Collecting(endpoint=collector.endpoint, part=part)
        async with whole_bot(folder, paced=lambda job: job, **changes) as bot:
            await _round(bot)
            yield bot


async def _round(bot: Whole) -> Measured:
    cpu, began = time.process_time(), time.perf_counter()
    for turn in range(TURNS):
        await bot.says("Anna Svensson", LINES[turn % len(LINES)])
    return (time.process_time() - cpu) / TURNS * 1000, (time.perf_counter() - began) / TURNS * 1000


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else 15))
