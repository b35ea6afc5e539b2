"""What the alerts and the dashboard ask of the log: queries that Kusto reads, of what the bot writes."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from services.replica_ports import SHARDS
from telemetry.pulse import PULSE, PULSE_FIELDS
from tests.sources import PRODUCT_FOLDERS, PROJECT

HERE = Path(__file__).parent
ALERTS = sorted((PROJECT / "infra" / "alerts").glob("*.kql"))
PANELS = sorted((PROJECT / "infra" / "workbook").glob("*.kql"))
QUERIES = [*ALERTS, *PANELS]
TABLES = {
    # Microsoft, "Azure Monitor Logs table reference: ContainerAppConsoleLogs".
    "ContainerAppConsoleLogs": "(TimeGenerated:datetime, ContainerAppName:string, ContainerGroupId:string, "
    "ContainerGroupName:string, ContainerId:string, ContainerImage:string, ContainerName:string, "
    "EnvironmentName:string, JobName:string, Location:string, Log:string, OperationName:string, RevisionName:string, "
    "Stream:string)",
    # The same, "ContainerAppSystemLogs": what is asked for of it.
    "ContainerAppSystemLogs": "(TimeGenerated:datetime, ContainerAppName:string, RevisionName:string, "
    "ReplicaName:string, Reason:string, Type:string, Log:string)",
}
ON_EVERY_LINE = {"level", "message", "error"}
"""What `bot.wire.log_lines` writes beside what the line itself tells."""
FIELD = re.compile(r"\bline\.(\w+)")
MESSAGE = re.compile(r"line\.message\) (?:==|in) (\([^)]*\)|\"[^\"]*\")")


@pytest.fixture(scope="module")
def read() -> Mapping[str, Mapping[str, Any]]:
    """Each query as the reader sees it, and three that are wrong; by one process for all."""
    asked = {_name(path): path.read_text(encoding="utf-8") for path in QUERIES}
    wrong = {
        "no such column": "ContainerAppConsoleLogs | where Nowhere == 1",
        "no such table": "Nothing | count",
        "no such function": "ContainerAppConsoleLogs | extend x = countless(Log)",
    }
    reader = subprocess.run(
        ["node", str(HERE / "read.js")],
        input=json.dumps({"tables": TABLES, "queries": asked | wrong}),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    answer: Mapping[str, Mapping[str, Any]] = json.loads(reader.stdout)
    return answer


@pytest.fixture(scope="module")
def written() -> str:
    """All the source of the product, in which a line that is logged stands."""
    folders = (file for folder in PRODUCT_FOLDERS for file in (PROJECT / folder).rglob("*.py"))
    return "".join(file.read_text(encoding="utf-8") for file in (*PROJECT.glob("*.py"), *folders))


def test_the_reader_tells_of_what_is_wrong(read: Mapping[str, Mapping[str, Any]]) -> None:
    """Without that it would find nothing to say of the others either."""
    assert all(read[f"no such {what}"]["faults"] for what in ("column", "table", "function"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_kusto_reads_every_query(path: Path, read: Mapping[str, Mapping[str, Any]]) -> None:
    """Words that have to be bracketed, columns that aren't there, functions that don't take what they are given."""
    assert read[_name(path)]["faults"] == []
    assert read[_name(path)]["columns"]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_query_asks_for_what_the_bot_writes(path: Path, written: str) -> None:
    """A field that nobody writes is empty for ever, and an alert over it silent."""
    text = path.read_text(encoding="utf-8")
    assert set(FIELD.findall(text)) <= ON_EVERY_LINE | set(PULSE_FIELDS)
    for message in _messages(text):
        assert message == PULSE or f'"{message}"' in written, message


def test_all_that_a_pulse_tells_is_looked_at() -> None:
    """By an alert or on the dashboard."""
    asked = {field for path in QUERIES for field in FIELD.findall(path.read_text(encoding="utf-8"))}
    assert set(PULSE_FIELDS) <= asked


def test_the_work_has_as_many_parts_as_the_alert_thinks() -> None:
    """Fewer would never raise it, more always."""
    assert f"best < {SHARDS}" in (PROJECT / "infra" / "alerts" / "work-unattended.kql").read_text(encoding="utf-8")


def test_every_query_is_deployed_by_its_name() -> None:
    """A file that no module loads is asked by nobody."""
    alerts = (PROJECT / "infra" / "modules" / "alerts.bicep").read_text(encoding="utf-8")
    for path in ALERTS:
        assert re.search(
            rf"name: '{path.stem}'\n(?:.*\n){{5}}    query: loadTextContent\('../alerts/{path.name}'\)", alerts
        )
    assert alerts.count("loadTextContent(") == len(ALERTS)
    workbook = (PROJECT / "infra" / "modules" / "workbook.bicep").read_text(encoding="utf-8")
    loaded = re.findall(r"loadTextContent\('../workbook/([\w-]+\.kql)'\)", workbook)
    assert sorted(loaded) == [path.name for path in PANELS]


@pytest.mark.parametrize("path", ALERTS, ids=lambda path: path.stem)
def test_the_runbook_says_what_to_do(path: Path) -> None:
    """Under the heading that the alert's own text leads to."""
    runbook = (PROJECT / "docs" / "runbook.md").read_text(encoding="utf-8")
    assert f"\n### alert-{path.stem}\n" in runbook


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _messages(text: str) -> list[str]:
    return [message for told in MESSAGE.findall(text) for message in re.findall(r'"([^"]+)"', told)]
