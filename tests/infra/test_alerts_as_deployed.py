"""Alerts and dashboard as they would be in Azure; `tests/queries` holds what they ask to what the bot writes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, cast

import pytest

from tests.infra.bicep_resources import unheld
from tests.infra.infra_files import INFRA, SIZES, made
from tests.infra.infra_rules import of
from tests.infra.infra_rules_of_containers import APP, containers

ALERT = "Microsoft.Insights/scheduledQueryRules"
QUESTIONS = sorted(INFRA.rglob("*.kql"))


def questions_of(size: str) -> dict[str, str]:
    """What is asked in such an environment, by the alert's name or the panel's title."""
    asked = {}
    for rule in of(ALERT, made(size)):
        (condition,) = cast("list[dict[str, Any]]", unheld(rule.body, "properties", "criteria", "allOf"))
        asked[str(rule.body["name"])] = condition["query"]
    (workbook,) = of("Microsoft.Insights/workbooks", made(size))
    drawn = json.loads(str(unheld(workbook.body, "properties", "serializedData")))
    panels = (item["content"] for item in drawn["items"] if item["type"] == 3)
    return {**asked, **{panel["title"]: panel["query"] for panel in panels}}


@pytest.mark.parametrize("size", SIZES)
def test_every_question_is_put_whole(size: str) -> None:
    """Each file's own words arrive, each once; an alert has its file's name."""
    asked = questions_of(size)
    assert sorted(asked.values()) == sorted(path.read_text(encoding="utf-8") for path in QUESTIONS)
    alerts = {f"vaxelvis-{path.stem}": path.read_text(encoding="utf-8") for path in QUESTIONS if _is_alert(path)}
    assert alerts.items() <= asked.items()


@pytest.mark.parametrize("size", SIZES)
def test_an_alert_tells_somebody_what_to_do(size: str) -> None:
    """By e-mail, with the place in the runbook."""
    (operators,) = of("Microsoft.Insights/actionGroups", made(size))
    receivers = cast("list[dict[str, Any]]", unheld(operators.body, "properties", "emailReceivers"))
    assert [receiver["emailAddress"] for receiver in receivers] == ["drift@example.se"]
    for rule in of(ALERT, made(size)):
        name = str(rule.body["name"]).removeprefix("vaxelvis-")
        assert str(unheld(rule.body, "properties", "description")).endswith(f"#alert-{name}")
        assert str(operators.body["name"]) in str(unheld(rule.body, "properties", "actions", "actionGroups"))
        assert unheld(rule.body, "properties", "enabled") is True


def test_a_container_that_is_asked_for_is_there() -> None:
    """Another name would be silent for ever."""
    names = {container["name"] for app in of(APP, made("small")) for container in containers(app)}
    asked = {
        name
        for path in QUESTIONS
        for name in re.findall(r'ContainerName\s*==\s*"([^"]*)"', path.read_text(encoding="utf-8"))
    }
    assert asked
    assert asked <= names


def _is_alert(path: Path) -> bool:
    return path.parent.name == "alerts"
