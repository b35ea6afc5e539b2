"""Owns "mina sidor": the reader's own diversions, and a row each for what else is theirs, one tap from all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.diversion_status import StatusView, status_body, status_buttons
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import finished, heading, opening_row
from bot.texts.catalogue import Words
from bot.texts.dates import moment
from policy.details import Confirmed
from policy.greetings import State


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesView:
    """How everything of the reader's stands. `next_promise_at` is the earliest time to keep, if there is a promise."""

    diversions: StatusView
    greeting: State
    promises: int = 0
    next_promise_at: datetime | None = None
    orders: int = 0
    details: str = ""
    """What the switchboard sees, in a line."""
    confirmed: Confirmed = Confirmed.YES


def pages_card(view: PagesView, words: Words, now: datetime) -> dict[str, Json]:
    """All of it on one card."""
    rows = [
        _row(ActionName.GREETING_SHOW, words("pages.greeting"), words(f"greeting.stands.{view.greeting.value}")),
        _row(ActionName.CALLBACK_LIST, words("pages.promises"), _promises(view, words, now)),
        _row(ActionName.ORDER_MINE, words("pages.orders"), _orders(view, words)),
        _row(ActionName.DETAILS_SHOW, words("pages.details"), _details(view, words)),
    ]
    body = [*status_body(view.diversions, words, now), heading(words("pages.mine")), *rows]
    return finished(body, words, status_buttons(view.diversions, words))


def _row(action: ActionName, name: str, says: str) -> Container:
    lines: list[Element] = [TextBlock(text=name), TextBlock(text=says, is_subtle=True, spacing="none")]
    return opening_row(lines, button(action, name))


def _promises(view: PagesView, words: Words, now: datetime) -> str:
    if view.next_promise_at is None:
        return words("pages.no_promises")
    return words("pages.promises_open", n=view.promises, moment=moment(view.next_promise_at, now, words))


def _orders(view: PagesView, words: Words) -> str:
    return words("pages.orders_open", n=view.orders) if view.orders else words("pages.no_orders")


def _details(view: PagesView, words: Words) -> str:
    if view.confirmed is Confirmed.YES:
        return view.details
    return words("pages.details_to_confirm", details=view.details)
