"""Alerts and the dashboard ask for what the bot writes: each field of the pulse, each line by what it says."""

from __future__ import annotations

import logging
import re
from typing import cast

import orjson
import pytest

from bot.wire.log_lines import JsonLines
from services.replica_ports import SHARDS
from telemetry.pulse import PULSE, PULSE_FIELDS
from tests.infra.bicep_resources import unheld
from tests.infra.infra_files import INFRA, SIZES, made
from tests.infra.infra_rules import of
from tests.infra.infra_rules_of_containers import APP, containers
from tests.infra.queries import Query, faults_of, queries
from tests.sources import PROJECT

LEADING = 'ContainerAppConsoleLogs\n| where ContainerName == "bot"\n| extend line = parse_json(Log)\n'


def of_every_line() -> set[str]:
    """What every line of the bot's log has."""
    record = logging.LogRecord("bot", logging.ERROR, __file__, 1, "said", None, None)
    return {*orjson.loads(JsonLines().format(record)), "error"}


def names_of_containers() -> set[str]:
    """As the app has them."""
    return {container["name"] for app in of(APP, made("small")) for container in containers(app)}


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_a_question_asks_for_what_is_there(query: Query) -> None:
    """Table, steps, columns, container, fields and messages."""
    assert list(faults_of(query, PULSE_FIELDS, of_every_line(), names_of_containers())) == []


def test_everything_that_the_pulse_says_is_asked_for() -> None:
    """A field that nobody reads is written for nothing."""
    assert PULSE == "pulse"
    assert set(PULSE_FIELDS) <= {field for query in queries() for field in query.fields}


def test_the_number_of_shards_is_that_of_the_code() -> None:
    """An alert that waits for more than there are would never end."""
    text = (INFRA / "alerts" / "work-unattended.kql").read_text(encoding="utf-8")
    assert re.findall(r"best < (\d+)", text) == [str(SHARDS)]


@pytest.mark.parametrize("size", SIZES)
def test_every_question_is_put_by_an_alert_or_a_panel(size: str) -> None:
    """And each alert has a place in the runbook of its own name."""
    rules = of("Microsoft.Insights/scheduledQueryRules", made(size))
    asked = {
        cast("list[dict[str, str]]", unheld(rule.body, "properties", "criteria", "allOf"))[0]["query"] for rule in rules
    }
    (workbook,) = of("Microsoft.Insights/workbooks", made(size))
    shown = str(unheld(workbook.body, "properties", "serializedData"))
    for query in queries():
        is_put = query.text in asked if query.name.startswith("alerts/") else query.text.splitlines()[-1] in shown
        assert is_put, f"{query.name} is put by nobody"
    assert {rule.body["name"] for rule in rules} == {
        f"vaxelvis-{path.stem}" for path in (INFRA / "alerts").glob("*.kql")
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            LEADING + '| where tostring(line.message) == "pulse"\n| where toint(line.turn) > 1',
            "turn isn't a field of the pulse",
        ),
        (LEADING + "| where toint(line.turns) > 1", "turns isn't in every line"),
        (LEADING + '| where tostring(line.message) == "nobody says this"', "nothing says 'nobody says this'"),
        (LEADING + "| were 1 == 1", "there is no step were"),
        (LEADING + "| where toint(1 == 1", "left open"),
        (LEADING + "| where ContainerNames == 1", "the table has no ContainerNames"),
        (LEADING.replace('"bot"', '"bots"'), "there is no container bots"),
        ("ContainerAppConsoleLogs_CL\n| take 1", "not with a table"),
    ],
)
def test_what_is_wrong_with_a_question_is_found(text: str, fault: str) -> None:
    """Each with the question's name."""
    found = list(faults_of(Query("alerts/x.kql", text), PULSE_FIELDS, of_every_line(), {"bot"}))
    assert any(fault in one for one in found), found


def test_every_alert_has_its_place_in_the_runbook_and_the_other_way_about() -> None:
    """Whoever is woken is led there: alerts.bicep makes the link of the alert's name."""
    runbook = (PROJECT / "docs" / "runbook.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^#+ alert-([a-z-]+)$", runbook, re.MULTILINE))
    assert told == {path.stem for path in (INFRA / "alerts").glob("*.kql")}
