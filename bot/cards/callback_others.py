"""Owns the cards of a promise in the chats of others than its holder: the sender, the colleague asked, the manager.

Each shows what its reader may know and no more: the manager sees whom and about what, never what the message says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.callback import errand, named, place_values
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import facts, finished, subtle, title, told, warning
from bot.texts.catalogue import Words
from bot.texts.dates import lasting
from bot.texts.numbers import phone_number
from policy.callbacks import Callback, State


@dataclass(frozen=True, slots=True, kw_only=True)
class SentView:
    """A message in the chat of whoever left it. `number` is where the holder is called, for when the bot can't reach
    them; `first` is whom it was left for, where somebody else has it now.
    """

    callback: Callback
    holder: str
    number: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """A promise that a colleague is asked to take. `offer` is which asking it is; not `stands`: it is over."""

    callback: Callback
    holder: str
    offer: str
    stands: bool
    declined: bool = False
    left_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedView:
    """A promise of somebody whose manager the reader is, or stands in for."""

    callback: Callback
    holder: str
    moved_to: str = ""
    left_by: str = ""


def sent_card(view: SentView, words: Words, now: datetime) -> dict[str, Json]:
    """How far the message has come, in one line, and when each step was."""
    callback = view.callback
    body: list[Element] = [title(words(f"callback.sent.{_how_far(callback)}", name=view.holder))]
    if view.first:
        body.append(subtle(words("callback.sent.handed_over", first=view.first, name=view.holder)))
    if _how_far(callback) == "unreached":
        known = view.number != ""
        instead = words("callback.sent.call", name=view.holder, number=phone_number(view.number))
        body.append(warning(instead if known else words("callback.sent.no_number", name=view.holder)))
    if callback.is_open and callback.urgent:
        body.append(subtle(words("callback.card.urgent")))
    if callback.message and callback.is_open:
        body.append(told(words("callback.card.message"), callback.message, words))
    body += facts(_sent_facts(callback, words, now))
    if not callback.is_open:
        return finished(body, words)
    values = place_values(callback)
    return finished(
        body, words, [button(ActionName.MESSAGE_WITHDRAW, words("callback.button.take_back"), values=values)]
    )


def offer_card(view: OfferView, words: Words, now: datetime) -> dict[str, Json]:
    """The question to a colleague: who is to be called, about what, by when. It says so when it is over."""
    callback = view.callback
    if not view.stands:
        key = "callback.offer.declined" if view.declined else "callback.offer.over"
        return finished([title(words(key, name=view.holder))], words)
    body: list[Element] = [
        title(words("callback.offer.title", name=view.holder, errand=errand(callback, view.left_by, words))),
        subtle(words("callback.offer.stays", name=view.holder)),
    ]
    if callback.is_overdue(now):
        body.append(warning(words("callback.card.overdue", moment=lasting(callback.next_due_at, now, words))))
    if callback.message:
        body.append(told(words("callback.card.message"), callback.message, words))
    body += facts(
        [
            (words("callback.card.phone"), phone_number(callback.phone)),
            (words("callback.card.matter"), callback.matter),
            (words("callback.card.contact"), lasting(callback.contact_due_at, now, words)),
            (words("callback.card.answer"), _moment(callback.answer_due_at, now, words)),
        ]
    )
    values = place_values(callback, offer=view.offer)
    actions: list[Action] = [
        button(ActionName.CALLBACK_ACCEPT, words("callback.button.accept"), values=values, style="positive"),
        button(ActionName.CALLBACK_DECLINE, words("callback.button.decline"), values=values),
    ]
    return finished(body, words, actions)


def raised_card(view: RaisedView, words: Words, now: datetime) -> dict[str, Json]:
    """To the manager: whose promise is overdue, and what to do; that it is kept, once it is (M1)."""
    callback = view.callback
    overdue = callback.is_overdue(now)
    key = "overdue" if overdue else "moved" if callback.moved_to is not None else _settled(callback)
    name = view.moved_to if key == "moved" else view.holder
    body: list[Element] = [title(words(f"callback.raised.{key}", name=name))]
    if overdue:
        body.append(TextBlock(text=words("callback.raised.what_to_do", name=view.holder), spacing="small"))
    due = lasting(callback.next_due_at, now, words)
    to_do = words("callback.raised.to_call" if callback.asks_for_a_call else "callback.raised.to_read")
    body += facts(
        [
            (to_do, "" if callback.erased else named(callback, view.left_by, words)),
            (words("callback.card.matter"), callback.matter),
            (words("callback.raised.was_due" if overdue else "callback.card.contact"), due if callback.is_open else ""),
        ]
    )
    body.append(subtle(words("callback.raised.why")))
    return finished(body, words)


def _how_far(callback: Callback) -> str:
    if callback.state is State.DONE:
        return "done"
    if callback.state is State.WITHDRAWN:
        return "withdrawn"
    if callback.seen_at is not None:
        return "seen"
    if callback.delivered_at is not None:
        return "delivered"
    return "left" if callback.bounced_at is None else "unreached"


def _settled(callback: Callback) -> str:
    if callback.is_open:
        return "agreed"
    return "done" if callback.state is State.DONE else "withdrawn"


def _sent_facts(callback: Callback, words: Words, now: datetime) -> list[tuple[str, str]]:
    closed = callback.closed_at if callback.state is State.DONE else None
    return [
        (words("callback.sent.caller"), callback.caller),
        (words("callback.card.phone"), phone_number(callback.phone) if callback.is_open else ""),
        (words("callback.card.matter"), callback.matter),
        (words("callback.sent.due"), lasting(callback.next_due_at, now, words) if callback.is_open else ""),
        (words("callback.sent.left_at"), lasting(callback.made_at, now, words)),
        (words("callback.sent.delivered_at"), _moment(callback.delivered_at, now, words)),
        (words("callback.sent.seen_at"), _moment(callback.seen_at, now, words)),
        (words("callback.sent.done_at"), _moment(closed, now, words)),
    ]


def _moment(instant: datetime | None, now: datetime, words: Words) -> str:
    return "" if instant is None else lasting(instant, now, words)
