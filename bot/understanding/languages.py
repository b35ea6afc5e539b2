"""Owns telling which language a line is written in, and the words that only the language settles.

The wire's locale is only a hint, for lines that don't tell.
"""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.lexicon import ENGLISH, SWEDISH
from bot.understanding.timewords import SV_WEEKDAYS
from bot.understanding.tokens import Line, Token

_SWEDISH_LETTERS = frozenset("åäöÅÄÖ")
# English words that are Swedish ones typed without their dots.
_TWINS = {"for": "för", "over": "över", "last": "läst", "mar": "mår", "an": "än", "at": "åt"}


def language_of(line: Line, locale: str) -> str:
    """ "sv" or "en": that of most of the line's words, else the hint's."""
    swedish, english = _votes(line.tokens)
    if swedish == english:
        return "en" if locale.lower().startswith("en") else "sv"
    return "sv" if swedish > english else "en"


def settled(line: Line) -> Line:
    """The line with its twins read in its own language: "gatt for dagen" is Swedish, "left for the day" English."""
    tokens = list(line.tokens)
    for i, token in enumerate(tokens):
        if token.word in _TWINS:
            swedish, english = _votes(tuple(tokens[:i] + tokens[i + 1 :]))
            if swedish > english and line.kind(i + 1) != "number" and line.kind(i - 1) != "number":
                tokens[i] = replace(token, word=_TWINS[token.word])
        elif token.word == "man" and _a_monday(line, i):
            tokens[i] = replace(token, word="mån")
        elif (
            token.text.lower() == "ater"
            and line.word(i - 1) in {"och", "jag"}
            and line.word(i + 1) in {",", "lunch", ""}
        ):
            tokens[i] = replace(token, word="äter")
    return replace(line, tokens=tuple(tokens))


def _a_monday(line: Line, i: int) -> bool:
    """Whether "man" is the day: among other weekdays, or where only a time can follow."""
    before, after = line.word(i - 1), line.word(i + 1)
    if before in {"åter", "tillbaka", "på", "nästa", "till", "tills", "från", "tom"}:
        return True
    listed = {",", "-", "och"}
    return (after in listed and line.word(i + 2) in SV_WEEKDAYS) or (
        before in listed and line.word(i - 2) in SV_WEEKDAYS
    )


def _votes(tokens: tuple[Token, ...]) -> tuple[int, int]:
    swedish = english = 0
    for token in tokens:
        if token.kind != "word":
            continue
        word = token.word if token.known else token.text.lower()
        in_swedish, in_english = word in SWEDISH, word in ENGLISH
        swedish += in_swedish and not in_english
        english += in_english and not in_swedish
        if not token.known and _SWEDISH_LETTERS & set(token.text):
            swedish += not token.text[0].isupper()
    return swedish, english
