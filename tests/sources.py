"""Reads the project's own files for the tests of the house's rules: no configuration, no version control needed."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[1]
PRODUCT_FOLDERS = ("assembly", "bot", "directory", "policy", "services", "simulation", "storage", "telemetry")
OTHER_FOLDERS = ("benchmarks", "examples", "infra", "tests")
NOT_OURS = {"node_modules", "__pycache__"}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A Python file: its path within the project, text and syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    def at(self, line: int, fault: str) -> str:
        """A fault as an editor finds it: file, line, what is wrong and what to do."""
        return f"{self.path.as_posix()}:{line}: {fault}"

    def is_in(self, *places: str) -> bool:
        """Whether the file is one of the places or inside one of them."""
        path = self.path.as_posix()
        return any(path == place or path.startswith(f"{place}/") for place in places)


@cache
def product() -> tuple[Source, ...]:
    """What runs: the packages, and the modules at the top."""
    return _read((*sorted(PROJECT.glob("*.py")), *_in_folders(PRODUCT_FOLDERS, "*.py")))


@cache
def everything() -> tuple[Source, ...]:
    """What runs, and the tests, examples and measurements around it."""
    return product() + _read(_in_folders(OTHER_FOLDERS, "*.py"))


def pages() -> tuple[Path, ...]:
    """The documents, in Markdown."""
    return (*sorted(PROJECT.glob("*.md")), *sorted((PROJECT / "docs").rglob("*.md")))


def written_files() -> Iterator[Path]:
    """Every text file that someone wrote, wherever it is."""
    yield from (PROJECT / name for name in ("Makefile", ".importlinter", "pyproject.toml"))
    yield from (path for path in (PROJECT / ".ci").iterdir() if path.is_file())
    yield from pages()
    yield from (PROJECT / source.path for source in everything())
    for pattern in ("*.toml", "*.yaml", "*.yml", "*.js", "*.cjs", "*.mjs", "*.bicep"):
        yield from _in_folders(PRODUCT_FOLDERS + OTHER_FOLDERS, pattern)


@cache
def nodes(source: Source) -> tuple[ast.AST, ...]:
    """Every node of the file's syntax tree: walked once, since every rule goes through them all."""
    return tuple(ast.walk(source.tree))


@cache
def imports(source: Source) -> tuple[tuple[str, int], ...]:
    """Each module that the file imports, by its full name, and the line: found once, since every rule asks."""
    return tuple(_imports(source))


def _imports(source: Source) -> Iterator[tuple[str, int]]:
    for node in nodes(source):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module, node.lineno


def functions(source: Source) -> Iterator[FunctionNode]:
    """Every function and method, nested ones too."""
    for node in nodes(source):
        if isinstance(node, FunctionNode):
            yield node


def dotted(node: ast.expr) -> str:
    """`datetime.now` for that expression; empty for anything that is not names joined by dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def _in_folders(folders: tuple[str, ...], pattern: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((PROJECT / folder).rglob(pattern)):
            if not NOT_OURS & set(path.parts):
                yield path


def _read(paths: Iterable[Path]) -> tuple[Source, ...]:
    # A million nodes that all stay: looking through them again and again for what can go took four fifths of the time.
    gc.disable()
    try:
        texts = ((path, path.read_text(encoding="utf-8")) for path in paths)
        return tuple(Source(path.relative_to(PROJECT), text, ast.parse(text)) for path, text in texts)
    finally:
        gc.enable()
