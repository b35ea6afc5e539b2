"""Owns the card of a notice to the switchboard: what changes, from when, how it stands, and what can be done (M3).

The manager who sent it and everyone at the switchboard have this card of it; what a reader may do is decided already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Container, ContainerStyle
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import facts, finished, heading, opening_row, subtle, title, warning
from bot.texts.catalogue import Words

MOST_SHOWN = 12


class Tone(StrEnum):
    """How a line of how it stands is set apart."""

    WAITS = "emphasis"
    DONE = "good"
    OVERDUE = "attention"


TONES: Mapping[Tone, ContainerStyle] = {Tone.WAITS: "emphasis", Tone.DONE: "good", Tone.OVERDUE: "attention"}


class NoticeList(StrEnum):
    """Which list it is."""

    MINE = "mine"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCardView:
    """A notice as one reader sees it. `facts` and `changes` are names and values; `between` has just
    come between.

    `hint` is what is to be known beside it: what somebody who is new can't do yet, what the web has to say.
    """

    place: Mapping[str, str]
    title: str
    stands: str
    tone: Tone
    late: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    note: str = ""
    hint: str = ""
    between: str = ""
    may_receive: bool = False
    may_change: bool = False
    may_withdraw: bool = False
    list: NoticeList | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One notice in a list; `is_pressing`: it waits, and its day is near."""

    what: str
    stands: str
    place: Mapping[str, str]
    is_pressing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeListView:
    """The notices, in the order to see to them."""

    kind: NoticeList
    rows: tuple[NoticeRow, ...] = field(default=())


def switchboard_notice_card(view: NoticeCardView, words: Words) -> dict[str, Json]:
    """The notice, with what can be done about it at the bottom."""
    body: list[Element] = [
        title(view.title),
        *([warning(view.between)] if view.between else []),
        Container(style=TONES[view.tone], spacing="medium", items=[TextBlock(text=view.stands)]),
        *([warning(view.late)] if view.late else []),
        *facts(view.facts),
        *([heading(words("notice.card.changes")), *facts(view.changes)] if view.changes else []),
        *([TextBlock(text=words("notice.card.note", note=view.note), spacing="medium")] if view.note else []),
        *([subtle(view.hint)] if view.hint else []),
    ]
    return finished(body, words, _buttons(view, words))


def notice_list_card(view: NoticeListView, words: Words) -> dict[str, Json]:
    """The list, or that there is nothing in it; the manager's has a way to a new one."""
    actions = [button(ActionName.NOTICE_START, words("notice.list.new"))] if view.kind is NoticeList.MINE else []
    if not view.rows:
        return finished([title(words(f"notice.list.{view.kind.value}_none"))], words, actions)
    shown = view.rows[:MOST_SHOWN]
    more = len(view.rows) - len(shown)
    rest = [subtle(words("notice.list.more", n=more))] if more else []
    return finished([title(words(f"notice.list.{view.kind.value}")), *map(_row, shown), *rest], words, actions)


def _row(row: NoticeRow) -> Container:
    lines: list[Element] = [
        TextBlock(text=row.what, weight="bolder"),
        TextBlock(
            text=row.stands,
            is_subtle=None if row.is_pressing else True,
            color="attention" if row.is_pressing else None,
            spacing="none",
        ),
    ]
    return opening_row(lines, button(ActionName.NOTICE_SHOW, row.what, values=dict(row.place)))


def _buttons(view: NoticeCardView, words: Words) -> list[Action]:
    values = dict(view.place)
    found: list[Action] = []
    if view.may_receive:
        found.append(button(ActionName.NOTICE_RECEIVE, words("notice.button.receive"), values=values, style="positive"))
    if view.may_change:
        found.append(button(ActionName.NOTICE_CHANGE, words("notice.button.change"), values=values))
    if view.may_withdraw:
        found.append(button(ActionName.NOTICE_WITHDRAW, words("notice.button.withdraw"), values=values))
    if view.list is NoticeList.QUEUE:
        found.append(button(ActionName.NOTICE_QUEUE, words("notice.button.queue")))
    if view.list is NoticeList.MINE:
        found.append(button(ActionName.NOTICE_MINE, words("notice.button.mine")))
    return found
