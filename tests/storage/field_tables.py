"""What docs/data-stores.md says of fields: its tables as trees, and what of a shape is not in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from tests.sources import PROJECT
from tests.storage.stored_fields import Field

PAGE = (PROJECT / "docs" / "data-stores.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^## (`[a-z_]+`(?: and `[a-z_]+`)*): .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"`([a-z_]+)`")


@dataclass
class Row:
    """One row of a table of fields: what it names, what it says, and the rows that stand under it."""

    names: tuple[str, ...]
    says: str
    category: str
    under: list[Row] = field(default_factory=list)


@cache
def sections() -> Mapping[str, str]:
    """What the page says of each kind, and of the outbox."""
    return {kind: found[0] for found in SECTION.finditer(PAGE) for kind in NAME.findall(found[1])}


def rows_of(section: str) -> list[Row]:
    """The section's table, as a tree: a row with dots before it stands under the last one with fewer."""
    top = Row((), "", "")
    path = [top]
    for line in section.splitlines():
        shown = re.match(r"^\| ((?:· )*)(`.*?) \| (.*) \| ([a-z, ]+) \|$", line)
        if shown is None:
            continue
        depth = shown[1].count("·")
        row = Row(tuple(NAME.findall(shown[2])), shown[3], shown[4])
        path[depth:] = [path[depth] if depth < len(path) else path[-1]]
        path[depth].under.append(row)
        path.append(row)
    return top.under


def is_told(name: str, rows: Sequence[Row], inline: str) -> tuple[bool, list[Row], str]:
    """Whether the field is there, in a row or named in the one above; and where what is in it is to be looked for."""
    row = next((one for one in rows if name in one.names), None)
    if row is not None:
        return True, row.under, row.says
    return name in NAME.findall(inline), [], inline


def untold(fields: Iterable[Field], rows: Sequence[Row], inline: str, known: Mapping[object, bool]) -> Iterator[str]:
    """Paths of the fields that are not in the table; what is told elsewhere on the page isn't told again."""
    for one in fields:
        there, under, says = is_told(one.name, rows, inline)
        if not there:
            yield one.name
        elif not known.get(one.record):
            yield from (f"{one.name}.{inner}" for inner in untold(one.inner, under, says, known))
