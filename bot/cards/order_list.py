"""Owns lists of orders: one's own, those to approve, the switchboard's queue. Each row opens its order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import TextBlock
from bot.cards.part import Json
from bot.cards.pieces import finished, opening_row, subtle, title
from bot.texts.catalogue import Words

MOST_SHOWN = 12


class ListKind(StrEnum):
    """Which list it is."""

    MINE = "mine"
    TO_APPROVE = "to_approve"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One order: what and for whom, how it stands, and where it is kept."""

    what: str
    state: str
    place: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderListView:
    """The orders, in the order to see to them."""

    kind: ListKind
    rows: tuple[OrderRow, ...]


def order_list_card(view: OrderListView, words: Words) -> dict[str, Json]:
    """The list, or that there is nothing in it; one's own has a way to a new one."""
    actions = [button(ActionName.ORDER_NEW, words("orders.list.new"))] if view.kind is ListKind.MINE else []
    if not view.rows:
        return finished([title(words(f"orders.list.{view.kind.value}_none"))], words, actions)
    shown = view.rows[:MOST_SHOWN]
    more = len(view.rows) - len(shown)
    rest = [subtle(words("orders.list.more", n=more))] if more else []
    rows = [_row(row) for row in shown]
    return finished([title(words(f"orders.list.{view.kind.value}")), *rows, *rest], words, actions)


def _row(row: OrderRow) -> Container:
    lines = [
        TextBlock(text=row.what, weight="bolder"),
        TextBlock(text=row.state, is_subtle=True, spacing="none"),
    ]
    return opening_row(lines, button(ActionName.ORDER_SHOW, row.what, values=dict(row.place)))
