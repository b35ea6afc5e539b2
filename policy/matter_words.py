"""Owns the words of a matter as somebody typed them: what is kept of them, and when two are the same matter (S3)."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

_BETWEEN = r"\s()./\u2010-\u2015\u2212-"
"""What stands between the digits of a number, with every kind of hyphen and dash that a client may make of one."""
_NUMBER = re.compile(rf"(?<![\w.])\+?\(?\d[\d{_BETWEEN}]{{3,}}\d(?!\w)|\+?\(?\d(?:[{_BETWEEN}]*\d){{6,}}")
"""Five digits and signs that stand by themselves; or seven digits, also where they run together with a word."""
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("erna", "orna", "arna", "ens", "ets", "en", "et", "er", "ar", "or", "an", "na", "s", "a", "e")
_SHORTEST_STEM = 3


def without_numbers(text: str) -> str:
    """The text on one line, without anything that can be a phone number: no caller's is kept."""
    return " ".join(_NUMBER.sub(" ", text).split()).strip(" ,;:-–")


def matter_key(text: str) -> str:
    """What matters that are the same have in common, however they are bent: "Soporna" and "sopor" are one."""
    unmarked = unicodedata.normalize("NFD", text.casefold())
    folded = "".join(letter for letter in unmarked if not unicodedata.combining(letter))
    return " ".join(_stem(word) for word in _WORD.findall(folded))


def matter_id(text: str) -> str:
    """The id of the document of a matter: the same for matters that are the same."""
    return blake2b(matter_key(text).encode(), digest_size=12).hexdigest()


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return _stem(word.removesuffix(ending))
    return word
