"""Owns the cards that a search becomes, which can be sent into any chat: a person, and a function (V1, S3).

They hold only what everyone may be told, and say when it was so, with a date, since they are read on other days too.
They have no buttons: a client that sees one asks to take the bot into the chat that the card is sent to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import facts, finished, heading, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import clock, dated
from bot.texts.numbers import phone_number

MOST_TO_TRY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPersonView:
    """One person. `standing` says how they can be reached, in a few words. Numbers as stored (E.164)."""

    name: str
    described: str
    standing: str
    extension: str = ""
    landline: str = ""
    mobile: str = ""
    stand_in: str = ""
    note: str = ""
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFunctionView:
    """One function. `able` are those to try, in that order, each with a number if there is one.

    `answers` False: it is closed, or nobody in it can answer, and they are no more than in.
    """

    name: str
    described: str
    standing: str
    answers: bool
    matter: str = ""
    """What was searched for, where the function has another name."""
    hours: str = ""
    able: tuple[str, ...] = ()
    next_in: str = ""
    as_of: datetime


def sent_person_card(view: SentPersonView, words: Words) -> dict[str, Json]:
    """Who it is, how they can be reached, and on which numbers."""
    numbers = facts(
        [
            (words("availability.answer.extension"), phone_number(view.extension)),
            (words("availability.answer.landline"), phone_number(view.landline)),
            (words("availability.answer.mobile"), phone_number(view.mobile)),
            (words("availability.answer.stand_in"), view.stand_in),
            (words("availability.answer.message"), view.note),
        ]
    )
    return finished([*_head(view, words), *numbers, _search_again(words)], words)


def sent_function_card(view: SentFunctionView, words: Words) -> dict[str, Json]:
    """What it is, whether it answers now, and who there does."""
    told = facts(
        [(words("box.matter"), view.matter), (words("box.hours"), view.hours), (words("box.next_in"), view.next_in)]
    )
    to_try: list[Element] = []
    if view.able:
        to_try = [heading(words("coverage_answers.to_try" if view.answers else "coverage_answers.in_anyway"))]
        to_try += [
            TextBlock(text=words("coverage_answers.numbered", n=number, line=one), spacing="small")
            for number, one in enumerate(view.able[:MOST_TO_TRY], 1)
        ]
    return finished([*_head(view, words), *told, *to_try, _search_again(words)], words)


def _head(view: SentPersonView | SentFunctionView, words: Words) -> list[Element]:
    """Whose card it is, and how it stood: when stands before what, so that nobody reads it for today's."""
    when = words("dates.moment", day=dated(view.as_of.date(), view.as_of, words), clock=clock(view.as_of))
    stood: list[Element] = [
        TextBlock(text=words("box.as_of", moment=when), size="small", is_subtle=True),
        TextBlock(text=view.standing, weight="bolder", spacing="none"),
    ]
    return [title(view.name), subtle(view.described), Container(style="emphasis", spacing="medium", items=stood)]


def _search_again(words: Words) -> TextBlock:
    return TextBlock(text=words("box.search_again"), size="small", is_subtle=True, spacing="medium")
