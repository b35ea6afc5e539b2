"""Owns how the source is read for the texts it uses: keys that stand in it, keys it builds, and stray prose.

The source is read as a syntax tree, never run. It must not know any key; what keys are built of is in `built_keys`.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASKING = ("bot/*.py", "bot/cards", "bot/dialogs", "bot/texts", "bot/wire", "simulation", "app.py")
"""Where texts are asked for; understanding knows none."""
ASKED_BY = frozenset({"words", "several", "several_in_any", "say", "whose"})
"""The names of what takes a key as its first argument."""
FAULTS = frozenset({"PolicyError", "NotAllowed"})
PROSE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}|[åäöÅÄÖ]")


@dataclass(frozen=True, slots=True)
class Asked:
    """One place that asks for a text by a key that stands there. `parameters` None: they can't be told from there."""

    key: str
    where: str
    parameters: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Usage:
    """What the source holds: every text in it, every pattern a key may be built by, every place that asks."""

    literals: frozenset[str]
    patterns: frozenset[str]
    asked: tuple[Asked, ...] = field(default=())


@cache
def usage() -> Usage:
    """What the Python files that ask for texts hold; a pattern has `{}` for each part that is known only as it runs."""
    literals: set[str] = set()
    patterns: set[str] = set()
    asked: list[Asked] = []
    for path, tree in trees(*ASKING):
        in_f_strings = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if id(node) in in_f_strings:
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                (patterns if "{}" in node.value else literals).add(node.value)
            elif isinstance(node, ast.JoinedStr):
                patterns.add(pattern(node))
            elif isinstance(node, ast.Call):
                asked += asked_by(node, f"{path.relative_to(ROOT)}:{node.lineno}")
    return Usage(frozenset(literals), frozenset(patterns), tuple(asked))


def trees(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """The syntax tree of every Python file in the folders, or of the files themselves."""
    for start in (found for folder in folders for found in ROOT.glob(folder)):
        for path in sorted(start.rglob("*.py")) if start.is_dir() else [start]:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def pattern(node: ast.JoinedStr) -> str:
    """An f-string with `{}` for each value."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def asked_by(call: ast.Call, where: str) -> list[Asked]:
    """The keys that a call asks for, if it is one that does."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name not in ASKED_BY or not call.args:
        return []
    given = {keyword.arg for keyword in call.keywords}
    parameters = None if None in given or name == "whose" else frozenset(str(one) for one in given)
    return [Asked(key, where, parameters) for key in constants(call.args[0]) if "{}" not in key]


@cache
def given_to_built() -> Mapping[str, Sequence[frozenset[str] | None]]:
    """What each key that is built is given, wherever it is asked for in one go: None where that can't be told."""
    found: defaultdict[str, list[frozenset[str] | None]] = defaultdict(list)
    for _, tree in trees(*ASKING):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.JoinedStr) and _asks(node):
                given = {keyword.arg for keyword in node.keywords}
                names = None if None in given else frozenset(str(one) for one in given)
                found[pattern(node.args[0])].append(names)
    return found


def _asks(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    return name in ASKED_BY - {"whose"}


def constants(node: ast.expr) -> list[str]:
    """The texts that an expression may be: itself, or either side of a choice."""
    if isinstance(node, ast.IfExp):
        return [*constants(node.body), *constants(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


@cache
def faults(*folders: str) -> tuple[Asked, ...]:
    """Every broken rule that the source can answer with: its code, and the facts that it gives."""
    found: list[Asked] = []
    for path, tree in trees(*folders):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FAULTS and node.args:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                found += [Asked(code, where, facts(node)) for code in constants(node.args[0])]
    return tuple(found)


def facts(fault: ast.Call) -> frozenset[str] | None:
    """The names in a fault's `params`; None when they are put together elsewhere."""
    given = next((keyword.value for keyword in fault.keywords if keyword.arg == "params"), None)
    if given is None:
        return frozenset()
    return frozenset(str(ast.literal_eval(key)) for key in given.keys if key) if isinstance(given, ast.Dict) else None


def prose(tree: ast.Module) -> list[tuple[int, str]]:
    """Texts in the source that look as if someone were to read them: line and text.

    Docstrings are for developers, and so is what an exception says.
    """
    skipped = {id(inner) for node in ast.walk(tree) for inner in not_read(node)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
        and PROSE.search(node.value)
    ]


def not_read(node: ast.AST) -> Sequence[ast.AST]:
    """The parts of a statement that no user reads."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [node.value]
    if isinstance(node, ast.Raise):
        return list(ast.walk(node))
    return []
