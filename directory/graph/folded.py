"""Owns when two texts in Entra are one: spaces, case and invisible letters make no difference, marks on letters do."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LONGEST = 200


@lru_cache(maxsize=50_000)
def cleaned(text: str) -> str:
    """The text as it can be shown: composed letters, single spaces, nothing invisible, and not endlessly long."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[:LONGEST].rstrip()
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    shown = "".join(letter for letter in composed if letter.isprintable())
    return " ".join(shown.split())[:LONGEST].rstrip()


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """What two spellings of the same have in common: "BYGG och  miljö" is "Bygg och miljö"."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", cleaned(text)).casefold())
