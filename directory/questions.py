"""Owns how a question about a person is taken apart: name words, words of where and what, a number.

It knows no one; "på bygg" is told apart from "Anna" by the little word before it alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from directory.folding import fold, words

MOST_LETTERS = 120
MOST_WORDS = 6
LONGEST_COMPOUND = 3
_BEFORE_A_PLACE = frozenset(["på", "i", "hos", "vid", "från", "inom", "at", "in", "from", "on"])
_SAYS_NOTHING = frozenset(["och", "and", "the", "of"])
_SAYS_NUMBER = frozenset(
    [
        "ankn",
        "anknytning",
        "tel",
        "telefon",
        "nr",
        "nummer",
        "mobil",
        "ext",
        "extension",
        "number",
        "phone",
    ]
)
_NUMBER = re.compile(r"(?<!\w)\+?[(\d][\d\s()./–-]*\d(?!\w)")
_SHORT_INITIALS = re.compile(r"[^\W\d_]{2,4}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, in lower case; `tells_where` after a word such as "på", `is_joined` to the one before by "-"."""

    typed: str
    tells_where: bool = False
    is_joined: bool = False

    @property
    def folded(self) -> str:
        """The word without marks on its letters."""
        return fold(self.typed)

    @property
    def is_letter(self) -> bool:
        """Whether it is one letter, which can only be an initial."""
        return len(self.typed) == 1


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, in parts; `initials` where it is nothing but those ("AS", "A S")."""

    words: tuple[Word, ...]
    number: str = ""
    initials: str = ""


def parse_question(text: str) -> Question:
    """The question in its parts, of an e-mail address what is before the @.

    What goes beyond the longest sensible question is left out.
    """
    text = text[:MOST_LETTERS]
    text = text.partition("@")[0] or text
    found = _NUMBER.search(text)
    number = found.group() if found else ""
    if found:
        text = f"{text[: found.start()]} {text[found.end() :]}"
    parts = tuple(_words(text, with_number=bool(number)))[:MOST_WORDS]
    return Question(parts, number, _initials(text, parts))


def joined_readings(parts: tuple[Word, ...], is_compound: Callable[[str], bool]) -> Iterator[tuple[Word, ...]]:
    """The words as they are, and with neighbours as one wherever that makes a double name: "per erik" is Per-Erik.

    What makes one and was typed as one is nothing else.
    """
    if not parts:
        yield ()
        return
    ways: list[tuple[int, Word]] = [(1, parts[0])]
    for length in range(2, min(len(parts), LONGEST_COMPOUND) + 1):
        several = parts[:length]
        joined = "".join(word.typed for word in several)
        if not any(word.tells_where for word in several) and is_compound(fold(joined)):
            is_one = all(word.is_joined for word in several[1:])
            ways = [*([] if is_one else ways), (length, Word(joined, is_joined=parts[0].is_joined))]
    for length, first in ways:
        for rest in joined_readings(parts[length:], is_compound):
            yield (first, *rest)


def _words(text: str, *, with_number: bool) -> Iterator[Word]:
    """The words that say something; a word such as "på" says where only between others, or it may be a name."""
    where = False
    typed = [(word, place > 0 and "-" in token) for token in text.split() for place, word in enumerate(words(token))]
    for index, (word, is_joined) in enumerate(typed):
        if word in _BEFORE_A_PLACE and 0 < index < len(typed) - 1:
            where = True
        elif word not in _SAYS_NOTHING and not (with_number and word in _SAYS_NUMBER):
            yield Word(word, tells_where=where, is_joined=is_joined)


def _initials(text: str, parts: tuple[Word, ...]) -> str:
    letters = text.strip()
    if len(parts) > 1 and all(word.is_letter for word in parts):
        return "".join(word.folded for word in parts)
    if letters.isupper() and _SHORT_INITIALS.fullmatch(letters):
        return fold(letters.casefold())
    return ""
