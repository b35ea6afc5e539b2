"""Owns several people named in one breath: "Anna, Bo eller Karin Lindqvist". It must not know who exists."""

from __future__ import annotations

import re

from bot.understanding.names import display

JOINED_BY = r"(?:, (?:eller|or|och|and|samt) |(?:,|/|&|eller|el|or|och|o|and|samt|respektive) )"
"""What stands between two of them in a shape."""
_BETWEEN = re.compile(r"\s*,?\s+(?:eller|el|or|och|o|and|samt|respektive)\s+|\s*[,/&]\s*", re.IGNORECASE)
_WHOLE_NAME = 2


def people_named(typed: str) -> tuple[str, ...]:
    """The names, as people write them, in the order typed; fewer than two are nobody but one."""
    names = (display(part) for part in _BETWEEN.split(typed.strip(" .?!")))
    return tuple(name for name in names if name)


def shared_surname(names: tuple[str, ...]) -> str:
    """The surname that may be meant of the first too: "Anna och Bo Svensson"; empty where each has their own."""
    if len(names) != _WHOLE_NAME or len(names[0].split()) > 1 or len(names[1].split()) < _WHOLE_NAME:
        return ""
    return names[1].split()[-1]
