"""Owns telling which language a line is written in. The wire's locale is only a hint, for lines that don't tell."""

from __future__ import annotations

from bot.understanding.lexicon import ENGLISH, SWEDISH
from bot.understanding.tokens import Line

_SWEDISH_LETTERS = frozenset("åäöÅÄÖ")


def language_of(line: Line, locale: str) -> str:
    """ "sv" or "en": that of most of the line's words, else the hint's."""
    swedish = english = 0
    for token in line.tokens:
        if token.kind != "word":
            continue
        word = token.word if token.known else token.text.lower()
        in_swedish, in_english = word in SWEDISH, word in ENGLISH
        swedish += in_swedish and not in_english
        english += in_english and not in_swedish
        if not token.known and _SWEDISH_LETTERS & set(token.text):
            swedish += not token.text[0].isupper()
    if swedish == english:
        return "en" if locale.lower().startswith("en") else "sv"
    return "sv" if swedish > english else "en"
