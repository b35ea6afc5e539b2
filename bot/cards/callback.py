"""Owns the card of a promise to call back in its holder's chat: one card, whatever has become of the promise.

It is changed in place all along. That something is overdue is said in words, never by a colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.elements import Element
from bot.cards.part import Json
from bot.cards.pieces import button_rows, facts, finished, subtle, title, told, warning
from bot.texts.catalogue import Words
from bot.texts.dates import lasting
from bot.texts.numbers import phone_number
from policy.callbacks import Callback, CallbackEvent, Happening, State


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackView:
    """A promise, and the names of those in it: who left it, who is asked to take it, who has taken it.

    Nothing in it is hidden from its holder.
    """

    callback: Callback
    left_by: str = ""
    offered_to: str = ""
    moved_to: str = ""


def callback_card(view: CallbackView, words: Words, now: datetime) -> dict[str, Json]:
    """What was promised, how it stands, and what can be done about it with one tap.

    Once it is closed, the number and the message are shown no more; once it is erased, nothing is.
    """
    callback = view.callback
    if callback.erased:
        return finished([title(words("callback.title.erased")), subtle(words("callback.card.erased"))], words)
    body: list[Element] = [title(how_it_stands(view, words))]
    if view.left_by:
        body.append(subtle(_left(view, words, now)))
    if callback.is_open and callback.urgent:
        body.append(warning(words("callback.card.urgent")))
    if callback.is_overdue(now):
        overdue = words("callback.card.overdue", moment=lasting(callback.next_due_at, now, words))
        body.append(warning(overdue))
    if callback.message and callback.is_open:
        body.append(told(words("callback.card.message"), callback.message, words))
    body += facts(_facts(view, words, now))
    return finished([*body, *_buttons(callback, words)], words)


def how_it_stands(view: CallbackView, words: Words) -> str:
    """The promise in one line: "Ring Kalle", "Klart: Kalle är uppringd"."""
    callback = view.callback
    is_call = callback.asks_for_a_call
    if callback.moved_to is not None:
        return words("callback.title.moved", name=view.moved_to, errand=errand(callback, view.left_by, words))
    if callback.state is State.OPEN and not is_call:
        return words("callback.title.open_message", name=view.left_by)
    if callback.state is State.OPEN:
        return words("callback.title.open_call", who=who(callback, words))
    if not is_call:
        return words(
            "callback.title.done_message" if callback.state is State.DONE else "callback.title.withdrawn_message"
        )
    key = "callback.title.done_call" if callback.state is State.DONE else "callback.title.withdrawn_call"
    return words(key, who=who(callback, words))


def who(callback: Callback, words: Words) -> str:
    """Who is to be called: the name, else the number, else that nobody is."""
    return callback.caller or phone_number(callback.phone) or words("callback.card.nobody")


def errand(callback: Callback, left_by: str, words: Words) -> str:
    """What the promise comes to, within a sentence: "ringa Kalle", "läsa meddelandet från Vera"."""
    if not callback.asks_for_a_call:
        return words("callback.errand.message", name=left_by)
    return words("callback.errand.call", who=who(callback, words))


def named(callback: Callback, left_by: str, words: Words) -> str:
    """What the promise is called in a row of several: who is to be called, or whom the message is from."""
    return who(callback, words) if callback.asks_for_a_call else words("callback.list.message", name=left_by)


def place_values(callback: Callback, **more: str) -> Mapping[str, str]:
    """What every button of a promise carries: where it is."""
    return {"person": str(callback.holder), "callback": callback.id, **more}


def what_happened(event: CallbackEvent, words: Words, now: datetime) -> str:
    """The latest happening in a line: "Ingen svarade 10:40"."""
    return words(f"callback.happened.{event.what.value}", moment=lasting(event.at, now, words))


def _left(view: CallbackView, words: Words, now: datetime) -> str:
    made_at = lasting(view.callback.made_at, now, words)
    if not view.callback.asks_for_a_call:
        return words("callback.card.left_at", moment=made_at)
    return words("callback.card.left_by", name=view.left_by, moment=made_at)


def _facts(view: CallbackView, words: Words, now: datetime) -> list[tuple[str, str]]:
    callback = view.callback
    contact, answer = "", ""
    if callback.is_open:
        contact = lasting(callback.contact_due_at, now, words)
        answer = lasting(callback.answer_due_at, now, words) if callback.answer_due_at is not None else ""
    due = words("callback.card.contact" if callback.asks_for_a_call else "callback.card.read_by")
    offered = words("callback.card.not_answered", name=view.offered_to) if view.offered_to else ""
    latest = [event for event in callback.events if event.what is not Happening.CHANGED]
    return [
        (words("callback.card.phone"), phone_number(callback.phone) if callback.is_open else ""),
        (words("callback.card.matter"), callback.matter),
        (due, contact),
        (words("callback.card.answer"), answer),
        (words("callback.card.latest"), what_happened(latest[-1], words, now) if latest else ""),
        (words("callback.card.offered"), offered if callback.is_open else ""),
    ]


def _undo(callback: Callback, words: Words) -> list[Action]:
    latest = callback.events[-1] if callback.events else None
    if callback.state is not State.DONE or latest is None or latest.what is not Happening.DONE:
        return []
    values = place_values(callback, event=latest.id)
    return [button(ActionName.CALLBACK_UNDO, words("callback.button.undo"), values=values)]


def _buttons(callback: Callback, words: Words) -> list[Element]:
    """What can be done, most likely first, in rows that a narrow screen has room for."""
    if not callback.is_open:
        return button_rows(_undo(callback, words))
    values = place_values(callback)
    is_call = callback.asks_for_a_call
    done = words("callback.button.done" if is_call else "callback.button.read")
    hand_over = {"places": f"{callback.holder}:{callback.id}"}
    is_new = callback.left_by is not None and callback.seen_at is None

    def offered(name: ActionName, key: str, *, if_: bool = True) -> list[Action]:
        return [button(name, words(key), values=values)] if if_ else []

    mark = button(ActionName.CALLBACK_DONE, done, values=values, style="positive")
    give = button(ActionName.CALLBACK_HAND_OVER, words("callback.button.hand_over"), values=hand_over)
    seen = offered(ActionName.MESSAGE_SEEN, "callback.button.seen", if_=is_new)
    if not is_call:
        return button_rows([mark, *seen], [give])
    return button_rows(
        [mark, *offered(ActionName.CALLBACK_TRIED, "callback.button.tried")],
        [*offered(ActionName.CALLBACK_NOT_READY, "callback.button.not_ready"), give],
        [
            *seen,
            *offered(ActionName.CALLBACK_CHANGE, "callback.button.change"),
            *offered(ActionName.CALLBACK_WITHDRAW, "callback.button.withdraw", if_=callback.left_by is None),
        ],
    )
