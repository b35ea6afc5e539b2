"""docs/costs.md says what is counted: written anew by `python -m benchmarks.errand_costs --page` when it doesn't."""

from __future__ import annotations

import re

from benchmarks.cost_page import PAGE, part_of
from benchmarks.errand_costs import everything, parts

MAY_DIFFER = 0.25
"""Figures move a little with every text and field; what a page is for is their size."""
AT_LEAST = 3.0
FIGURE = re.compile(r"\$?(\d[\d,]*(?:\.\d+)?)")


def test_the_page_tells_what_is_counted() -> None:
    """Each table has the rows that there are, with figures of that size."""
    page = PAGE.read_text(encoding="utf-8")
    for name, lines in parts(everything()).items():
        told, counted = part_of(page, name), list(lines)
        assert [_words(line) for line in told] == [_words(line) for line in counted], name
        for line, now in zip(told, counted, strict=True):
            pairs = zip(_figures(line), _figures(now), strict=True)
            far = [(one, other) for one, other in pairs if abs(one - other) > max(AT_LEAST, MAY_DIFFER * other)]
            assert not far, f"{line}\n{now}"


def _words(line: str) -> str:
    """The line without its figures."""
    return " ".join(FIGURE.sub("", line).split())


def _figures(line: str) -> list[float]:
    return [float(one.replace(",", "")) for one in FIGURE.findall(line)]
