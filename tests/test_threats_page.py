"""docs/threats.md can be followed: each threat says what stops it and names tests that are there, or why none is."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.sources import PROJECT

PAGE = (PROJECT / "docs" / "threats.md").read_text(encoding="utf-8")
THREAT = re.compile(r"^### (T\d+)\. .*? \(([A-Z, ]+)\)\n\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
THREATS = {found[1]: (found[2], found[3]) for found in THREAT.finditer(PAGE)}
STRIDE = set("STRIDE")
BOUNDARIES = (
    *("From Teams to the bot", "What people may do and see", "Words that become something else"),
    *("From the bot to Teams", "Microsoft Graph", "The store", "The telephone exchange", "Secrets and settings"),
    *("The municipality file", "The command line", "Backups", "Logs, figures and telemetry"),
    "What is installed, and how it runs",
)
NO_TEST = "none. "


def bullets(threat: str) -> dict[str, str]:
    """What is said of a threat, by the word that it begins with."""
    return dict(re.findall(r"^- \*\*([^*]+)\*\*: (.*)$", THREATS[threat][1], re.MULTILINE))


@cache
def names_in(path: str) -> frozenset[str]:
    """The tests of a file; empty where there is none."""
    file = PROJECT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds) and node.name.startswith("test_"))


def test_threats_are_numbered_without_gaps() -> None:
    """They are cited by number, on the page too."""
    assert list(THREATS) == [f"T{number}" for number in range(1, len(THREATS) + 1)]
    assert len(re.findall(r"^### ", PAGE, re.MULTILINE)) == len(THREATS)
    assert set(re.findall(r"\bT\d+\b", PAGE)) <= set(THREATS)


def test_each_boundary_has_threats_and_each_letter_is_met() -> None:
    """A way in or out that nobody has thought about is the threat that isn't here."""
    for boundary in BOUNDARIES:
        (part,) = re.findall(rf"^## {re.escape(boundary)}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
        assert THREAT.search(part), boundary
    met = {letter for letters, _ in THREATS.values() for letter in letters.split(", ")}
    assert met == STRIDE


@pytest.mark.parametrize("threat", THREATS)
def test_what_stops_it_is_shown_or_it_is_said_that_it_is_not(threat: str) -> None:
    """By tests that are there; a file is named whole where all that is in it shows it."""
    told = bullets(threat)
    assert list(told) in (["What stops it", "Shown by"], ["What stops it", "Shown by", "Left"])
    shown = told["Shown by"]
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", shown)
    if not named:
        assert shown.startswith(NO_TEST)
        assert len(shown) > len(NO_TEST) + 20
    for path, test in named:
        assert names_in(path) if not test else test in names_in(path), f"{path}::{test} is not there"
    assert shown.startswith(NO_TEST) or shown.count("`tests/") == len(named)
