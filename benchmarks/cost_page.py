"""Owns the tables of docs/costs.md: written anew by `python -m benchmarks.errand_costs --page`, between its marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "costs.md"


def with_parts(page: str, parts: Mapping[str, Iterable[str]]) -> str:
    """The page with these lines between its marks, which are `<!-- name -->` and `<!-- end -->`."""
    for name, lines in parts.items():
        mark = _part(page, name)
        page = page[: mark.start(1)] + "".join(f"{line}\n" for line in lines) + page[mark.end(1) :]
    return page


def part_of(page: str, name: str) -> list[str]:
    """The lines that stand there."""
    return _part(page, name)[1].splitlines()


def _part(page: str, name: str) -> re.Match[str]:
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- end -->", page, flags=re.DOTALL)
    if found is None:
        raise ValueError(f"the page has no part {name}")
    return found
