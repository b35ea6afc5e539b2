"""Owns how words are made alike before they are compared: letters without marks, spelled-out letters, and sounds.

It knows letters alone, not who has which name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"['’´`]")
# Letters that Unicode doesn't take apart into a base and a mark.
_UNMARKED = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_SPELLED_OUT = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae"})
_HEARD = str.maketrans({"å": "o", "ä": "e", "æ": "e", "ø": "ö", "w": "v", "z": "s"})
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ae", "a"),
        (r"sch", "sj"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|ch", "k"),
        (r"qu|qv", "kv"),
        (r"q", "k"),
        (r"x", "ks"),
        (r"c(?=[eiyö])", "s"),
        (r"c", "k"),
        (r"^[hgld]j", "j"),
        (r"(?<!^)h(?![aeiouyö])", ""),
        (r"(?<!^)f(?![aeiouyöf])", "v"),
        (r"dt", "t"),
        (r"(?<=[aeo])i(?![aeiouyö])|y$", "j"),
        (r"(?<=[^aeiouyö])[ij]$", "j"),
        (r"(.)\1+", r"\1"),
    )
)


def words(text: str) -> tuple[str, ...]:
    """The text's words in lower case, parted at whatever is no letter and no digit: "Per-Erik's" is per, eriks."""
    lowered = _APOSTROPHES.sub("", text).casefold()
    if not lowered.isascii():
        # What no letter takes up would part the word: casefolding leaves a loose dot after the i of "İbrahim".
        composed = unicodedata.normalize("NFC", lowered)
        lowered = "".join(letter for letter in composed if not unicodedata.combining(letter))
    return tuple(_LETTERS.findall(lowered))


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The word without marks on its letters: "öberg" is "oberg", "zoë" is "zoe"."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word.translate(_UNMARKED)) if not unicodedata.combining(c))


def spelled_out(word: str) -> str:
    """The word as it is typed where å, ä and ö are lacking: "öberg" is "oeberg"."""
    return fold(word.translate(_SPELLED_OUT))


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """What the word shares with others that are heard as it in Swedish: "Qvist" and "Kvist", "Pär" and "Per"."""
    heard = word.translate(_HEARD)
    if not heard.isascii():
        heard = "".join(letter if letter == "ö" else fold(letter) for letter in heard)
    for pattern, replacement in _SOUNDS:
        heard = pattern.sub(replacement, heard)
    return heard
