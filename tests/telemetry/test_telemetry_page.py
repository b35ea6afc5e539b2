"""docs/telemetry.md tells of all that there is, and of nothing else: pulse, metrics and spans."""

from __future__ import annotations

import re
from pathlib import Path

from telemetry.pulse import PULSE_FIELDS
from tests.sources import PROJECT
from tests.telemetry.whole_bot import whole_bot

OF_GRAPH = {"directory_runs", "directory_people", "directory_age_seconds", "directory_held"}
"""With DIRECTORY=graph alone: tests/graph/test_directory_from_graph.py reads them."""
WITH_A_COLLECTOR = {"telemetry_exports"}


def _section(heading: str) -> str:
    page = (PROJECT / "docs" / "telemetry.md").read_text(encoding="utf-8")
    return page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def _first_column(heading: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)`", _section(heading), re.MULTILINE)


def test_every_field_of_the_pulse_is_explained() -> None:
    """In the order in which they are written."""
    assert tuple(_first_column("The pulse")) == PULSE_FIELDS


async def test_every_metric_is_explained(tmp_path: Path) -> None:
    """By the names that /metrics has, without the endings that a kind of metric adds."""
    async with whole_bot(tmp_path) as bot:
        page = await (await bot.client.get("/metrics")).text()
    there = {re.sub(r"_total$", "", name) for name in re.findall(r"^# TYPE (\S+)", page, re.MULTILINE)}
    there = {name for name in there if not name.endswith("_created")}
    assert set(_first_column("Metrics")) == there | OF_GRAPH | WITH_A_COLLECTOR
