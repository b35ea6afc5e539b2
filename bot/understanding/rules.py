"""Owns how rules over shapes are written: a pattern, what it means, and what is taken out of the line. No rules.

In patterns {N} is a person's name or extension, {S} one or several of them, {X} any words up to what follows, {T} times
if there are any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.understanding.habits import Habits
from bot.understanding.instants import Wall
from bot.understanding.moments import Said
from bot.understanding.names import display, owner
from bot.understanding.nodes import Scan
from bot.understanding.result import Intent
from bot.understanding.several import JOINED_BY, people_named
from bot.understanding.shape import Shape
from bot.understanding.spelling import fold
from bot.understanding.tokens import Line, Token

_NAME = r"_(?: - _| _){0,3}"
_MACROS = {
    "N": rf"(?P<name>{_NAME}(?: (?:eller|or|och|and) {_NAME}){{0,3}}|#)",
    "S": rf"(?P<name>(?:{_NAME}|#)(?: {JOINED_BY}(?:{_NAME}|#|P)){{0,11}})",
    "X": r"(?P<topic>\S.{0,160}?)",
    "T": r"(?: T| ,| \?| !| nu| just nu| now| right now| tack| då| igen){0,6}",
    "MSG": r"(?P<message>\S.*)",
}
_ARTICLES = re.compile(
    r"^(?:the|an?|en|ett|den|det|vår|vårt|våra|our|my|min|mitt|mina|his|her|their|sin|sitt|sina|hans|hennes) (?=\S)",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(
    (
        r"^(?:(?:frågor|fråga|ärenden|ärende|frågan|questions?|matters?|issues?)(?: som)? (?:om|kring|rörande|"
        r"angående|gällande|about|regarding|concerning) )"
    ),
    re.IGNORECASE,
)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern over shapes, its macros filled in; it must match the whole shape unless it ends in `.*`.

    Compiled when it is first asked for: all the rules' patterns together take a fifth of the time of a start.
    """
    for name, meaning in _MACROS.items():
        pattern = pattern.replace("{" + name + "}", meaning)
    return re.compile(rf"(?:{pattern})$")


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that is known of a line when its rules are tried."""

    line: Line
    scan: Scan
    shape: Shape
    said: Said
    wall: Wall

    @property
    def errand(self) -> tuple[Token, ...]:
        """The tokens of the errand, without the greeting before it ("God morgon")."""
        return self.line.tokens[self.shape.tokens_of(0, 1)[0] :] if self.shape.text else ()

    @property
    def plain(self) -> str:
        """What was typed and how it was read, in lower case without dots: for words in which only a part is known."""
        return fold(f"{self.line.text.lower()} {self.shape.text}")

    @property
    def asked(self) -> bool:
        """Whether the line ends as a question."""
        return "?" in self.shape.text

    def typed(self, match: re.Match[str], group: str) -> str:
        """What was typed for a group of a pattern."""
        if match.groupdict().get(group) is None:
            return ""
        return self.line.slice(*self.shape.tokens_of(*match.span(group)))

    def rest(self, match: re.Match[str], group: str) -> str:
        """What was typed from the start of a group to the end of the line, untouched."""
        first, _ = self.shape.tokens_of(*match.span(group))
        text = self.line.text[self.line.tokens[first].start :].strip().rstrip(".! ")
        # "kan du hälsa Anna att jag är sen?": the question is to the bot, not to Anna
        return text.rstrip("? ") if self.line.word(0) in _ASKING else text

    def person(self, match: re.Match[str]) -> dict[str, Any]:
        """The slot of the person that was named."""
        return {"person": display(self.typed(match, "name"))}

    def people(self, match: re.Match[str]) -> dict[str, Any]:
        """The names, where several were named in one breath; nothing where it was one."""
        names = people_named(self.typed(match, "name"))
        return {"people": list(names)} if len(names) > 1 else {}

    def owner(self, match: re.Match[str]) -> str:
        """Whose something is, from a name in the possessive."""
        return owner(self.typed(match, "name"))


_ASKING = frozenset({"kan", "skulle", "can", "could", "would", "will"})
SOMEONE = frozenset({"_", "P", "#"})
"""What stands in a shape for someone: a name, a phone number, an extension."""
Slots = Mapping[str, Any]
Build = Callable[[Heard, re.Match[str]], "Slots | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape, the intent it has, and the slots it gives; a builder that gives None leaves the line to later rules."""

    intent: Intent
    pattern: str
    build: Build
    timed: bool = False
    """Whether the line's times are the intent's own."""
    more: Build | None = None
    """Reads what more the line tells, beside the slots of the examples."""
    needs: frozenset[str] = frozenset()
    """Words of which the shape has one at least, or the rule gives nothing: most rules need not be tried."""

    def match(self, heard: Heard) -> re.Match[str] | None:
        """Where the pattern matches the line's shape, if it does."""
        return compiled(self.pattern).match(heard.shape.text)


def nothing(heard: Heard, match: re.Match[str]) -> Slots:
    """No slots."""
    del heard, match
    return {}


def person(heard: Heard, match: re.Match[str]) -> Slots:
    """The person alone."""
    return heard.person(match)


def topic_of(text: str) -> str:
    """A matter without the words around it: "an invoice" is invoice, "frågor om bygglov" bygglov."""
    text = " ".join(text.split()).strip(" .,:;!?\"'-")
    for pattern in (_QUESTIONS, _ARTICLES):
        text = pattern.sub("", text)
    return text


def rules_of(
    intent: Intent,
    build: Build,
    *patterns: str,
    timed: bool = False,
    more: Build | None = None,
    needs: frozenset[str] = frozenset(),
) -> list[Rule]:
    """One rule a pattern."""
    return [Rule(intent, pattern, build, timed, more, needs) for pattern in patterns]


__all__ = [
    "SOMEONE",
    "Build",
    "Habits",
    "Heard",
    "Rule",
    "Slots",
    "compiled",
    "nothing",
    "person",
    "rules_of",
    "topic_of",
]
