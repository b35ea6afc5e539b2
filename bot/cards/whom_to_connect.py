"""Owns the answer to whom to connect: first a line to go by with the caller waiting, then all of it at a glance (S3).

What the reader may not know is not in the view: it is masked before it comes here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.coverage_answer import AnsweringGroupView, answering_group, more_lines
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import button_rows, finished, heading, opening_row, subtle, title
from bot.cards.presence import PresenceView, presence_lines
from bot.texts.catalogue import Words
from bot.texts.dates import moment

LONGEST_ON_A_BUTTON = 24
"""The letters of a name for which a button has room on a narrow screen."""

MOST_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTo:
    """Whom a message may be left for, about the matter, from the answer."""

    person: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToConnectView:
    """One function. `answering` opens with the line to go by; `described` says what the function is, and why it is it.

    `own` are those whose own matter it is, beside whom the function has; `message_to` None: nobody to leave one for.
    """

    answering: AnsweringGroupView
    presence: PresenceView | None = None
    """What Teams shows just now of whom the line says to connect to, for whoever may be told that."""
    described: str = ""
    own: tuple[str, ...] = ()
    more_own: int = 0
    own_heading: str = ""
    message_to: MessageTo | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """Which function it is, and the matter, for a button to carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearRow:
    """A function to choose: its name, what tells it from others, the line to go by, and what its tap carries."""

    name: str
    described: str
    line: str = ""
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomView:
    """The answer to one question. Functions to connect to; or, where nothing is sure, rows to choose among.

    `says` is what stands first where there isn't just one function; `fallback` what to do when none is right, or when
    nobody is there.
    """

    functions: tuple[ToConnectView, ...] = ()
    more: int = 0
    says: str = ""
    hint: str = ""
    rows: tuple[NearRow, ...] = ()
    fallback: tuple[str, ...] = ()
    offers_promise: bool = False
    """Whether the reader may promise the caller to ring back: not where others read along."""
    misdirected: Mapping[str, str] = field(default_factory=dict)
    """What is carried to the form of a misdirected call; nothing where there is no call to have gone wrong."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What asks the same again."""
    as_of: datetime


def whom_card(view: WhomView, words: Words, now: datetime) -> dict[str, Json]:
    """Function by function, the likeliest first; or the rows; then what to do if none of it is right."""
    body: list[Element] = [title(view.says)] if view.says else []
    for function in view.functions:
        items = _function(function, words, is_first=not body)
        body += [Container(items=items, separator=True, spacing="large")] if body else items
    if view.more:
        body.append(subtle(words("connecting.more", n=view.more)))
    body += [_row(number, row, words) for number, row in enumerate(view.rows[:MOST_ROWS], 1)]
    if view.hint:
        body.append(subtle(view.hint))
    if view.fallback:
        body += [heading(words("connecting.fallback.title")), *_lines(view.fallback)]
    as_of = words("coverage_answers.as_of", moment=moment(view.as_of, now, words))
    body.append(TextBlock(text=as_of, size="small", is_subtle=True, spacing="medium"))
    return finished(body, words, _actions(view, words))


def _function(view: ToConnectView, words: Words, *, is_first: bool) -> list[Element]:
    first, *rest = answering_group(view.answering, words, is_first=is_first)
    described = [subtle(view.described)] if view.described else []
    own = [heading(view.own_heading), *_lines(view.own), *more_lines(view.more_own, words)] if view.own else []
    message = [_leave_message(view.message_to, view.values, words)] if view.message_to is not None else []
    return [first, *presence_lines(view.presence), *described, *rest, *own, *button_rows(message)]


def _row(number: int, row: NearRow, words: Words) -> Container:
    lines: list[Element] = [
        TextBlock(text=words("people.pick.row", number=number, name=row.name), weight="bolder"),
        *([TextBlock(text=row.described, is_subtle=True, spacing="none")] if row.described else []),
        *([TextBlock(text=row.line, spacing="none")] if row.line else []),
    ]
    return opening_row(lines, button(ActionName.CONNECTING_SHOW, row.name, values=row.values), spacing="medium")


def _actions(view: WhomView, words: Words) -> Sequence[Action]:
    again = button(ActionName.CONNECTING_ASK, words("coverage_answers.refresh"), values=view.values)
    promise = [button(ActionName.CALLBACK_NEW, words("callback.button.new"))] if view.offers_promise else []
    wrong = words("connecting.wrong_place")
    mend = [button(ActionName.MISDIRECTED_NEW, wrong, values=view.misdirected)] if view.misdirected else []
    return [*promise, again, *mend]


def _leave_message(to: MessageTo, values: Mapping[str, str], words: Words) -> Action:
    carried = {"person": to.person, "matter": values.get("matter", "")}
    fits = len(to.name) <= LONGEST_ON_A_BUTTON
    title = words("connecting.message_to", name=to.name) if fits else words("availability.answer.leave_message")
    return button(ActionName.MESSAGE_NEW, title, values=carried)


def _lines(lines: Sequence[str]) -> list[Element]:
    return [TextBlock(text=line, spacing="small") for line in lines]
