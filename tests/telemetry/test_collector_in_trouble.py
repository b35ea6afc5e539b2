"""A collector that is away, slow or wrong loses nothing but telemetry; and without one there is nothing of it."""

from __future__ import annotations

import ast
import asyncio
import logging
import threading
import time
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from settings import Settings
from telemetry.exporting import END_SECONDS, Collector, Export
from tests.sources import imports, product
from tests.telemetry.collector import OtlpCollector
from tests.telemetry.whole_bot import whole_bot

Collecting = type(Settings().collecting)
NOBODY_THERE = "http://127.0.0.1:9"
LOADED_WITH_A_COLLECTOR = {"telemetry.exporting", "telemetry.tracing", "telemetry.bridging"}


def _threads() -> set[str]:
    return {thread.name for thread in threading.enumerate() if "telemetry" in thread.name or "Otel" in thread.name}


@pytest.mark.parametrize("trouble", [{"status": 500}, {"delay": 30.0}, None])
async def test_turns_are_answered_all_the_same(
    tmp_path: Path, trouble: dict[str, float] | None, caplog: pytest.LogCaptureFixture
) -> None:
    """And the process ends in time; what could not be sent is counted, and said by us alone."""
    with OtlpCollector() as there:
        for name, value in (trouble or {}).items():
            setattr(there, name, value)
        endpoint = NOBODY_THERE if trouble is None else there.endpoint
        async with whole_bot(tmp_path, collecting=Collecting(endpoint=endpoint)) as bot:
            for _ in range(3):
                began = time.perf_counter()
                (answer, *_) = await bot.says("Anna Svensson", "min status")
                assert answer["type"] == "message"
                assert time.perf_counter() - began < 2.0
            ends = time.perf_counter()
        assert time.perf_counter() - ends < END_SECONDS + 2.0
    said = [record for record in caplog.records if record.name.startswith(("telemetry", "opentelemetry"))]
    assert {record.name for record in said} <= {"telemetry.exporting"}


async def test_what_does_not_fit_is_dropped_and_nobody_waits(caplog: pytest.LogCaptureFixture) -> None:
    """Spans are made as fast by a collector that takes nothing as by one that does."""
    with OtlpCollector(delay=5.0) as slow:
        export = Export(Collector(endpoint=slow.endpoint), CollectorRegistry())
        export.begin()
        began = time.perf_counter()
        for _ in range(6_000):
            with export.spans.open("turn", {"turn.kind": "message"}):
                pass
        assert time.perf_counter() - began < 3.0
        export.end()
    assert not [record for record in caplog.records if record.name.startswith("opentelemetry")]


async def test_a_refusal_is_counted_and_said_now_and_then(caplog: pytest.LogCaptureFixture) -> None:
    """One line for many."""
    told: list[tuple[str, bool]] = []
    enough = threading.Event()

    def note(what: str, taken: bool) -> None:
        told.append((what, taken))
        if len(told) >= 3:
            enough.set()

    with OtlpCollector(status=400) as wrong, caplog.at_level(logging.WARNING, "telemetry.exporting"):
        export = Export(
            Collector(endpoint=wrong.endpoint),
            CollectorRegistry(),
            sent=note,
            every=0.02,
        )
        export.begin()
        assert await asyncio.to_thread(enough.wait, 20)
        export.end()
    assert set(told) == {("metrics", False)}
    said = [record for record in caplog.records if record.__dict__.get("what") == "metrics"]
    assert [record.getMessage() for record in said] == ["the collector took no telemetry"]


async def test_off_is_off(tmp_path: Path) -> None:
    """No thread but the pulse's."""
    before = _threads()
    async with whole_bot(tmp_path) as bot:
        await bot.says("Anna Svensson", "min status")
        assert _threads() <= before
        assert "telemetry_exports" not in await (await bot.client.get("/metrics")).text()


def test_off_loads_nothing() -> None:
    """A start is quicker without: what needs OpenTelemetry is imported where a collector is named, and not before."""
    loaded = {
        (source.path.as_posix(), name)
        for source in product()
        if not source.is_in("telemetry")
        for node in source.tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
    }
    assert not {one for one in loaded if one[1] in LOADED_WITH_A_COLLECTOR or one[1].startswith("opentelemetry")}
    needing = {
        f"telemetry.{source.path.stem}"
        for source in product()
        if source.is_in("telemetry") and any(name.startswith("opentelemetry") for name, _ in imports(source))
    }
    assert needing == LOADED_WITH_A_COLLECTOR
