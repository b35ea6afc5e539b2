"""docs/runbook.md is read when something has gone wrong: each alert is in it, and what it says can be done can be."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from app import main
from policy.outgoing import DEAD_LETTER_KEPT
from policy.pbx_events import TRIED_FOR
from services.outbox_settling import DELAYS
from storage.migrations import CURRENT_VERSION
from tests.sources import PROJECT

PAGE = (PROJECT / "docs" / "runbook.md").read_text(encoding="utf-8")
INFRA = PROJECT / "infra"
ALERTS = {
    found[1]: int(found[2])
    for found in re.finditer(
        r"name: '([a-z-]+)'\s+severity: (\d)", (INFRA / "modules" / "alerts.bicep").read_text(encoding="utf-8")
    )
}
SECTIONS = dict(re.findall(r"^### alert-([a-z-]+)\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL))


def test_each_alert_has_a_section_and_each_section_an_alert() -> None:
    """Whoever is woken finds it by the name, and no section is of an alert that is gone."""
    assert SECTIONS.keys() == ALERTS.keys()
    assert {path.stem for path in (INFRA / "alerts").glob("*.kql")} == ALERTS.keys()


@pytest.mark.parametrize("alert", ALERTS)
def test_a_section_says_how_bad_it_is_what_to_do_and_when_it_is_over(alert: str) -> None:
    """As bad as the alert itself says."""
    assert SECTIONS[alert].startswith(f"Severity {ALERTS[alert]}. ")
    assert re.search(r"^\*\*Over\*\*: .{20,}\.$", SECTIONS[alert], re.MULTILINE)


def test_the_commands_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    """With these names."""
    with pytest.raises(SystemExit):
        main(["--help"])
    known = capsys.readouterr().out
    named = set(re.findall(r"python(?:\s+|\n)app\.py ([a-z-]+)", PAGE))
    assert len(named) >= 9
    assert [command for command in named if command not in known] == []


def test_what_is_said_of_older_versions_is_so() -> None:
    """The schema's version is told, and that no migration goes backwards."""
    assert f"today {CURRENT_VERSION}, `storage/migrations.py`" in PAGE


def test_how_long_things_are_tried_and_kept_is_so() -> None:
    """Somebody plans their weekend by it."""
    assert "tried for three and a half days" in PAGE
    assert timedelta(days=3) < sum(DELAYS, timedelta()) < timedelta(days=3.5)
    assert (timedelta(days=30), timedelta(days=3)) == (DEAD_LETTER_KEPT, TRIED_FOR)
