"""Owns the administrator's list of what could not be delivered: whom it was for, what kind it was, why and when.

What a notification said is not in it, nor in anything that it is made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import finished, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import moment

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """One that was given up. `subject` is what it was about (`undelivered.subject`), `why` how it ended."""

    to: str
    subject: str
    why: str
    given_up_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeliveredView:
    """Those of the last thirty days, the newest first."""

    letters: tuple[LetterView, ...]


def undelivered_card(view: UndeliveredView, words: Words, now: datetime) -> dict[str, Json]:
    """The list, or that there is nothing in it; what to do about it stands below."""
    if not view.letters:
        return finished([title(words("undelivered.none")), subtle(words("undelivered.kept"))], words)
    rows = [_row(letter, words, now) for letter in view.letters[:MOST_SHOWN]]
    more = len(view.letters) - len(rows)
    body = [
        title(words("undelivered.title", n=len(view.letters))),
        *rows,
        *([subtle(words("undelivered.more", n=more))] if more else []),
        subtle(words("undelivered.what_to_do")),
        subtle(words("undelivered.kept")),
    ]
    return finished(body, words)


def _row(letter: LetterView, words: Words, now: datetime) -> Element:
    about = words(f"undelivered.subject.{letter.subject}")
    why = words(f"undelivered.why.{letter.why}", moment=moment(letter.given_up_at, now, words))
    lines: list[Element] = [
        TextBlock(text=words("undelivered.row", name=letter.to, about=about), weight="bolder"),
        TextBlock(text=why, is_subtle=True, spacing="none"),
    ]
    return Container(items=lines, separator=True, spacing="medium")
