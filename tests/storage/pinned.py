"""What a stored shape promises to files that are in use, asked of any shape by a document as it lies in one."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

DATA_STORES = Path(__file__).parents[2] / "docs" / "data-stores.md"


def section(kind: str) -> str:
    """What docs/data-stores.md says of the kind."""
    parts = re.split(r"^## ", DATA_STORES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return next(part for part in parts if part.startswith(f"`{kind}`"))


def undocumented(kind: str, stored: Mapping[str, Any], *, data: frozenset[str] = frozenset()) -> set[str]:
    """The fields of the document that its section does not name; those in `data` are data and no fields."""
    return set(field_names(stored)) - data - set(re.findall(r"`([a-z_]+)`", section(kind)))


def unstored(stored: Mapping[str, Any], *kinds: type[Any]) -> set[str]:
    """The fields of the rules' values that the document hasn't: they would be lost in silence."""
    return {one.name for kind in kinds for one in dataclasses.fields(kind)} - set(field_names(stored))


def as_json(body: Mapping[str, Any]) -> Any:
    """The body as it comes back from a store."""
    return orjson.loads(orjson.dumps(body))


def field_names(value: Any) -> Iterator[str]:
    """Every field name in a stored value."""
    if isinstance(value, list):
        for item in value:
            yield from field_names(item)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield name
            yield from field_names(inner)
