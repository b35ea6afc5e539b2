"""Owns the cards of what editors have added to the directory in chat: one mend's receipt, and the list of all (A1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import ActionSet, Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import beside, finished, heading, opening_row, subtle, title
from bot.texts.catalogue import Words

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MendRow:
    """A mend: what it does, who made it and when, and which it is."""

    says: str
    made: str
    place: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A suggestion that waits for an editor."""

    says: str
    place: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MendListView:
    """All that was added, and what waits."""

    mends: tuple[MendRow, ...] = ()
    waiting: tuple[WaitingRow, ...] = ()


def mend_saved_card(says: str, words: Words, place: Mapping[str, str]) -> dict[str, Json]:
    """That the directory is read with it from now on."""
    back = button(ActionName.MEND_TAKE_BACK, words("mends.button.take_back"), values=dict(place))
    body = [title(words("mends.saved.title")), TextBlock(text=says, spacing="small"), subtle(words("mends.saved.hint"))]
    return finished(body, words, [back])


def mend_gone_card(says: str, words: Words) -> dict[str, Json]:
    """That it is not read any more."""
    return finished([title(words("mends.gone.title")), TextBlock(text=says, spacing="small")], words)


def mend_list_card(view: MendListView, words: Words) -> dict[str, Json]:
    """What waits first, then what was added, each to be taken back."""
    body: list[Element] = []
    if view.waiting:
        body += [title(words("mends.list.waiting")), *[_waiting(row) for row in view.waiting[:MOST_SHOWN]]]
    if view.mends:
        name = words("mends.list.title")
        body += [heading(name) if body else title(name), *[_mend(row, words) for row in view.mends[:MOST_SHOWN]]]
        more = max(len(view.mends) - MOST_SHOWN, 0)
        body += [subtle(words("mends.list.more", n=more))] if more else []
    if not body:
        body = [title(words("mends.list.none"))]
    return finished([*body, subtle(words("mends.list.hint"))], words)


def _waiting(row: WaitingRow) -> Container:
    return opening_row([TextBlock(text=row.says)], button(ActionName.MEND_SHOW, row.says, values=dict(row.place)))


def _mend(row: MendRow, words: Words) -> Container:
    lines: list[Element] = [
        TextBlock(text=row.says),
        TextBlock(text=row.made, is_subtle=True, spacing="none", size="small"),
    ]
    back = button(ActionName.MEND_TAKE_BACK, words("mends.button.take_back"), values=dict(row.place))
    return Container(items=[beside(lines, [ActionSet(actions=[back])])], separator=True, spacing="small")
