"""What starting loads: nothing for an engine that the settings don't name."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache

from tests.sources import Source, product

AZURE = "azure"


@cache
def _modules() -> Mapping[str, Source]:
    return {_name(source): source for source in product()}


def _name(source: Source) -> str:
    return source.path.with_suffix("").as_posix().removesuffix("/__init__").replace("/", ".")


def test_a_bot_with_a_file_for_a_store_loads_no_sdk_of_azures() -> None:
    """A twelfth of all modules, and five megabytes: what app.py loads when it is imported leads to none of it."""
    loaded, waiting = set[str](), ["app"]
    while waiting:
        name = waiting.pop()
        if name in loaded:
            continue
        loaded.add(name)
        if source := _modules().get(name):
            waiting += [part for wanted in _at_once(source.tree.body) for part in _with_packages(wanted)]
    assert "storage.sqlite" in loaded
    assert [name for name in loaded if name.partition(".")[0] == AZURE] == []
    assert "storage.cosmos" not in loaded


def _at_once(body: list[ast.stmt]) -> Iterator[str]:
    """What a module imports when it is itself imported: outside its functions."""
    for node in body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If | ast.Try):
            yield from _at_once(node.body)


def _with_packages(name: str) -> Iterator[str]:
    parts = name.split(".")
    yield from (".".join(parts[:length]) for length in range(1, len(parts) + 1))
