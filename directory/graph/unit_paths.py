"""Owns what unit a value in Entra stands for: its path from the outermost part, and an id that comes of that alone.

So a department has the same id whatever else changes, and on every replica. It must not know who is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from directory.folding import fold
from directory.graph.folded import cleaned, folded
from directory.graph.frame import DERIVED
from policy.ids import UnitId

Path = tuple[str, ...]
"""The folded names from the outermost unit to the unit itself."""

LONGEST_SLUG = 32
DIGEST_BYTES = 6

_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=50_000)
def parts_of(value: str, separator: str) -> tuple[str, ...]:
    """The value's parts, outermost first, as they are shown; none where there is nothing to see."""
    whole = " ".join(value.split())
    parts = whole.split(separator) if separator else [whole]
    return tuple(part for part in map(cleaned, parts) if part)


def path_of(parts: Iterable[str]) -> Path:
    """The path that the parts are, however they are spelled."""
    return tuple(map(folded, parts))


def unit_id(path: Path) -> UnitId:
    """The lasting id of a unit that isn't declared; the name in it is for whoever reads a log."""
    digest = blake2b("\x1f".join(path).encode(), digest_size=DIGEST_BYTES).hexdigest()
    slug = _BETWEEN_WORDS.sub("-", fold(path[-1])).strip("-")[:LONGEST_SLUG].strip("-")
    return UnitId(f"{DERIVED}{slug or 'unit'}-{digest}")
