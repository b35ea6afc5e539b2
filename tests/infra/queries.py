"""Reads the questions to the log (KQL) in infra/ as far as it takes to hold them to what the bot writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.infra.infra_files import INFRA
from tests.sources import product

TABLES = {"ContainerAppConsoleLogs", "ContainerAppSystemLogs"}
COLUMNS = {
    "ContainerName",
    "Log",
    "TimeGenerated",
    "ContainerGroupName",
    "ContainerId",
    "RevisionName",
    "ContainerAppName",
}
"""What the bot's lines come with (Microsoft, "ContainerAppConsoleLogs")."""
STEPS = {
    "where",
    "extend",
    "summarize",
    "project",
    "order",
    "sort",
    "take",
    "top",
    "mv-expand",
    "render",
    "join",
    "distinct",
}
OPENING, CLOSING = "([{", ")]}"
OF_A_LINE = re.compile(r"\bline\.([A-Za-z_]\w*)")
MESSAGES = re.compile(r"tostring\(line\.message\)\s*(?:==\s*(\"[^\"]*\")|in\s*\(([^)]*)\))")


@dataclass(frozen=True, slots=True)
class Query:
    """One question."""

    name: str
    text: str

    @property
    def code(self) -> str:
        """The question without its remarks."""
        return "\n".join(line for line in self.text.splitlines() if not line.lstrip().startswith("//"))

    @property
    def fields(self) -> set[str]:
        """What it reads of the bot's lines."""
        return set(OF_A_LINE.findall(self.code))

    @property
    def messages(self) -> set[str]:
        """The lines that it asks for, by what they say."""
        return {
            found for one, several in MESSAGES.findall(self.code) for found in re.findall(r'"([^"]*)"', one or several)
        }

    @property
    def steps(self) -> list[str]:
        """What stands between its bars; the first is the table."""
        return [step.strip() for step in self.code.split("\n|")]


def queries() -> tuple[Query, ...]:
    """Every question of alerts and of the dashboard."""
    return tuple(_read(path) for path in sorted(INFRA.rglob("*.kql")))


def _read(path: Path) -> Query:
    return Query(f"{path.parent.name}/{path.name}", path.read_text(encoding="utf-8"))


def faults_of(query: Query, pulse: tuple[str, ...], of_every_line: set[str], containers: set[str]) -> Iterator[str]:
    """What is wrong with a question."""
    if (table := query.steps[0]) not in TABLES:
        yield f"{query.name}: begins with {table!r}, not with a table"
    for step in query.steps[1:]:
        if (word := step.split()[0]) not in STEPS:
            yield f"{query.name}: there is no step {word}"
    if not _is_balanced(query.code):
        yield f"{query.name}: a bracket or a quotation mark is left open"
    asks_for_pulses = query.messages == {"pulse"}
    known = of_every_line | (set(pulse) if asks_for_pulses else set())
    for field in sorted(query.fields - known):
        yield f"{query.name}: {field} isn't {'a field of the pulse' if asks_for_pulses else 'in every line'}"
    for message in sorted(query.messages - {"pulse"} - _said()):
        yield f"{query.name}: nothing says {message!r}"
    for column in sorted(set(re.findall(r"\b[A-Z][a-z]+[A-Z]\w+\b", query.code)) - TABLES - COLUMNS):
        yield f"{query.name}: the table has no {column}"
    for container in re.findall(r'ContainerName\s*==\s*"([^"]*)"', query.code):
        if container not in containers:
            yield f"{query.name}: there is no container {container}"


def _is_balanced(code: str) -> bool:
    waiting: list[str] = []
    for line in code.splitlines():
        if line.count('"') % 2:
            return False
        for sign in re.sub(r'"[^"]*"', "", line):
            if sign in OPENING:
                waiting.append(CLOSING[OPENING.index(sign)])
            elif sign in CLOSING and (not waiting or waiting.pop() != sign):
                return False
    return not waiting


def _said() -> set[str]:
    """What the product's own lines say: each is written out where it is logged."""
    return {message for source in product() for message in re.findall(r'"([^"\\\n]{3,80})"', source.text)}
