"""Owns a line's shape: its words as the grammar has them, each time as T, each number #, phone P, unknown word `_`.

Rules match shapes, so that a rule says what a line is like and never how a time or a name is spelt.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from bot.understanding.nodes import Mark, Scan
from bot.understanding.tokens import Line

_KEPT_MARKS = frozenset(",:?-!&/+")


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape as a string, and where each of its words comes from."""

    text: str
    _starts: tuple[int, ...]
    _tokens: tuple[tuple[int, int], ...]

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """The tokens, first and one past the last, behind a stretch of the shape."""
        if start >= end:
            return 0, 0
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        return self._tokens[first][0], self._tokens[last][1]


def shape_of(line: Line, scan: Scan, *, first: int = 0) -> Shape:
    """The shape of a line from token `first`."""
    times = {element.first: element for element in scan.elements if not isinstance(element.node, Mark)}
    words: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    position, i = 0, first
    while i < len(line.tokens):
        element = times.get(i)
        token = line.tokens[i]
        end = element.end if element is not None else i + 1
        word = "T" if element is not None else token.word
        if element is None and token.kind == "mark" and word not in _KEPT_MARKS:
            i += 1
            continue
        words.append(word)
        starts.append(position)
        places.append((i, end))
        position += len(word) + 1
        i = end
    return Shape(" ".join(words), tuple(starts), tuple(places))
