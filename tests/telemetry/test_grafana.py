"""The dashboard for Grafana asks for what /metrics really has, by labels that it really has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sources import PROJECT
from tests.telemetry.whole_bot import whole_bot

DASHBOARD = PROJECT / "infra" / "grafana" / "vaxelvis.json"
NAME = re.compile(r"\b([a-z]+(?:_[a-z]+)+)\{")
GROUPED = re.compile(r"by \(([^)]*)\)")
CHOSEN = re.compile(r'([a-z_]+)(?:=~|!=|!~|=)"')
OF_PROMETHEUS = {"job", "le", "instance"}
OF_GRAPH = {"directory_people", "directory_age_seconds", "directory_held"}
"""With DIRECTORY=graph alone."""


@pytest.fixture(scope="module")
def dashboard() -> dict[str, Any]:
    """It, as Grafana reads it."""
    read: dict[str, Any] = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    return read


def _asked(dashboard: dict[str, Any]) -> Iterator[str]:
    for panel in dashboard["panels"]:
        yield from (target["expr"] for target in panel["targets"])


async def test_it_asks_for_metrics_that_are_there(tmp_path: Path, dashboard: dict[str, Any]) -> None:
    """And for all of them that say how the bot does, by names as Prometheus has them."""
    async with whole_bot(tmp_path) as bot:
        page = await (await bot.client.get("/metrics")).text()
    there = {
        name + {"counter": "", "histogram": "_bucket", "gauge": ""}[kind]
        for name, kind in re.findall(r"^# TYPE (\S+) (\S+)", page, re.MULTILINE)
    }
    asked = {name for one in _asked(dashboard) for name in NAME.findall(one)}
    assert asked - there - OF_GRAPH == set()
    unasked = {"bot_turns_repeated_total", "bot_turns_contended_total", "bot_connections_opened_total"}
    unasked |= {"bot_token_requests_total"}
    assert {name for name in there - asked if not name.endswith("_created")} == unasked


def test_it_groups_and_chooses_by_labels_that_are_there(dashboard: dict[str, Any]) -> None:
    """As docs/telemetry.md tells of them."""
    rows = (PROJECT / "docs" / "telemetry.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)` \|([^|]*)\|", rows, re.MULTILINE)
    labels = {name: set(re.findall(r"`(\w+)`", cell)) for name, cell in told}
    for one in _asked(dashboard):
        wanted = {label.strip() for group in GROUPED.findall(one) for label in group.split(",")}
        wanted |= set(CHOSEN.findall(one))
        have = set[str]().union(*(labels[re.sub(r"_(total|bucket)$", "", name)] for name in NAME.findall(one)))
        assert wanted - OF_PROMETHEUS <= have, one


def test_no_two_panels_lie_on_each_other(dashboard: dict[str, Any]) -> None:
    """Each has its place, a name and a word about what it shows."""
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in dashboard["panels"]]
    assert len(places) == len(set(places))
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(places)
    assert all(panel["title"] and panel["description"] for panel in dashboard["panels"])
    assert {panel["datasource"]["uid"] for panel in dashboard["panels"]} == {"${datasource}"}
