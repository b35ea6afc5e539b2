"""Owns cutting a line into tokens, each with the grammar's word for it and its place in what was typed.

It must not know what words mean. Phone numbers are masked first, so that no part of one is taken for a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.names import COMMON_GIVEN_NAMES
from bot.understanding.phones import Phone, find_phones
from bot.understanding.spelling import Speller
from bot.understanding.timewords import MONTHS
from bot.understanding.vocabulary import words

LONGEST_TEXT = 2000
MOST_TOKENS = 90
"""The grammar reads a line's beginning; what follows can only be the text of a message or a note."""

_CHARACTERS = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‑": "-", "’": "'", "´": "'", "`": "'", "\u00a0": " ", "…": ".", "→": "-"}
)
_TOKEN = re.compile(
    r"""
    (?P<talk>1:1(?!\d))
  | (?P<iso>\d{4}-\d\d?-\d\d?(?!\d))
  | (?P<slash>\d{1,2}/\d{1,2}(?:[/-]\d{4}(?!\d)|/\d\d(?!\d))?(?!\d))
  | (?P<ordinal>\d{1,2}(?::[ae]|st|nd|rd|th)(?![^\W\d_]))
  | (?P<clock>\d{1,2}[:.]\d\d(?![\d]))
  | (?P<decimal>\d+[,.]\d+)
  | (?P<number>\d+)
  | (?P<through>t\.\s?o\.\s?m\b\.?|t\so\sm\b)
  | (?P<since>f\.?r?\.\s?o\.\s?m\b\.?|fr?\so\sm\b)
  | (?P<forenoon>f\.\s?m\b\.?|f\sm\b)
  | (?P<afternoon>e\.\s?m\b\.?|e\sm\b)
  | (?P<open>t\.\s?v\b\.?)
  | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
  | (?P<arrow>[-=]>)
  | (?P<mark>[^\s\w]|_)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FIXED_WORDS = {"through": "tom", "since": "from", "open": "tv", "talk": "meeting", "forenoon": "fm", "afternoon": "em"}
_BEFORE_A_MONTH = words("in until of from i since through tom during all")
_JOINS = words("- och and till to until")
# Endings that only family names have: "persson" is no misspelt "person".
_FAMILY_NAME = re.compile(r"(?:sson|berg|ström|strom|lund|gren|[qk]vist|stedt|blom|stad)$")
_SENTENCE_ENDS = frozenset(".!?:;")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line. `word` is the grammar's word in lower case, `_` for one it doesn't have."""

    kind: str
    text: str
    word: str
    start: int
    end: int
    exact: bool = True

    @property
    def known(self) -> bool:
        """Whether the grammar has a word for it."""
        return self.word != "_"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of chat in tokens; `text` is what the tokens' places refer to."""

    text: str
    tokens: tuple[Token, ...]
    phones: tuple[Phone, ...]

    def word(self, index: int) -> str:
        """The word at a place, or "" outside the line."""
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def kind(self, index: int) -> str:
        """The kind of the token at a place, or "" outside the line."""
        return self.tokens[index].kind if 0 <= index < len(self.tokens) else ""

    def slice(self, first: int, end: int) -> str:
        """What was typed from token `first` up to token `end`."""
        if first >= end:
            return ""
        return self.text[self.tokens[first].start : self.tokens[end - 1].end]


def tokenise(text: str, speller: Speller, name_words: frozenset[str]) -> Line:
    """The line in tokens; `name_words` are names that are also words, and are names when capitalised."""
    text = text[:LONGEST_TEXT].translate(_CHARACTERS)
    phones = find_phones(text)
    starts = {phone.start: phone for phone in phones}
    shouted = text.isupper()
    tokens: list[Token] = []
    position = 0
    while position < len(text) and len(tokens) < MOST_TOKENS:
        if position in starts:
            phone = starts[position]
            tokens.append(Token("phone", text[phone.start : phone.end], "P", phone.start, phone.end))
            position = phone.end
            continue
        match = _TOKEN.match(text, position)
        if match is None:
            position += 1
            continue
        first = not tokens or tokens[-1].text in _SENTENCE_ENDS
        # "from 1 March until 31 August": beside a number a month is no name
        after_month = len(tokens) > 1 and tokens[-1].word in _JOINS and tokens[-2].word in MONTHS
        dated = after_month or (
            bool(tokens) and (tokens[-1].kind in {"number", "ordinal"} or tokens[-1].word in _BEFORE_A_MONTH)
        )
        names = frozenset() if dated else name_words
        tokens.append(_token(match, speller, names, may_be_name=not first and not shouted))
        position = match.end()
    return Line(text, tuple(tokens), phones)


def _token(match: re.Match[str], speller: Speller, name_words: frozenset[str], *, may_be_name: bool) -> Token:
    kind, text = str(match.lastgroup), match.group()
    start, end = match.span()
    if kind in _FIXED_WORDS:
        return Token("word", text, _FIXED_WORDS[kind], start, end)
    if kind == "arrow":
        return Token("mark", text, "-", start, end)
    if kind != "word":
        return Token(kind, text, text if kind == "mark" else "#", start, end)
    plain = "will" if text.lower().endswith("'ll") else text.lower().replace("'", "")
    capitalised = may_be_name and text[0].isupper()
    if capitalised and plain in name_words:
        return Token(kind, text, "_", start, end)
    is_name = plain in COMMON_GIVEN_NAMES or _FAMILY_NAME.search(plain) is not None
    word = speller.read(plain, guess=not capitalised and not is_name)
    return Token(kind, text, word or "_", start, end, exact=word == plain)
