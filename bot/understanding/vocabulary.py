"""Owns how vocabularies are written down: words in strings, and the words that a pattern is made of. No words."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-zåäöé]{2,}|\b[aio]\b")
_ESCAPES = re.compile(r"\\[a-zA-Z]|\(\?P<\w+>|\(\?[:!=<]*|\{\w+\}|[TPN_#]")


def words(*listed: str) -> frozenset[str]:
    """The words of space-separated strings."""
    return frozenset(word for entry in listed for word in entry.split())


def words_of_pattern(pattern: str) -> frozenset[str]:
    """The words that a pattern names; patterns therefore spell each form out whole, never `hänvis(a|ar)`."""
    return frozenset(_WORD.findall(_ESCAPES.sub(" ", pattern)))


def listed(entry: str) -> tuple[str, ...]:
    """The words of a space-separated string, in order."""
    return tuple(entry.split())
