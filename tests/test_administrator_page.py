"""docs/administrator.md and the commands that all documents name: what a reader is told to write or run, there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app import main
from bot.understanding import understand
from settings import GraphUse
from tests.sources import PROJECT, pages

PAGE = (PROJECT / "docs" / "administrator.md").read_text(encoding="utf-8")
MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
COMMAND = re.compile(r"python app\.py ([a-z][a-z-]+)([^`\n]*)")
LINE = re.compile(r"^\| `([^`]+)` \| (?:all|staff|switchboard|manager|administrator) \|", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


@pytest.mark.parametrize("line", LINE.findall(PAGE))
def test_what_an_administrator_is_told_to_write_is_understood(line: str) -> None:
    """Each line of the first try; a word that means nothing would be a poor first impression."""
    assert understand(line, now=MORNING).intent is not None


def test_there_are_such_lines() -> None:
    """Or the test above would say nothing of a table that was written otherwise."""
    assert len(LINE.findall(PAGE)) > 10


def test_every_use_of_graph_is_told_of() -> None:
    """One by one, as its permissions are given."""
    part = PAGE.partition("## 9. ")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", part, re.MULTILINE)) == {use.value for use in GraphUse}


def test_every_command_that_a_document_names_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    """With the options that stand behind it."""
    known = dict(_known(capsys))
    faults = [
        f"{page.relative_to(PROJECT)}: python app.py {command} {option}"
        for page in pages()
        for command, rest in COMMAND.findall(page.read_text(encoding="utf-8"))
        for option in ("", *OPTION.findall(rest))
        if command not in known or (option and option not in known[command])
    ]
    assert not faults, "\n".join(faults)


def _known(capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[str, set[str]]]:
    for command in re.findall(r"^    ([a-z][a-z-]+) ", _help(capsys), re.MULTILINE):
        yield command, set(OPTION.findall(_help(capsys, command)))


def _help(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return capsys.readouterr().out
