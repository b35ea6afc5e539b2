"""Owns how notifications about promises are said: cards that show the promise as it is, and lines to be noticed.

What a line says is the caller's name and the time, never the number, the matter or the message: a line shows on locked
screens. It must not decide who is told.
"""

from __future__ import annotations

from datetime import datetime

from bot.dialogs.callback_views import (
    Sight,
    managers_card,
    number_of,
    offers_card,
    promise_card,
    senders_card,
    summary_of,
)
from bot.dialogs.notifications import Telling
from bot.texts.numbers import phone_number
from bot.turn import Message
from policy.callback_events import HOLDERS_CARD, MANAGERS_CARD, SENDERS_CARD
from policy.callbacks import Callback
from policy.organisation import PersonId
from services.callback_messages import LEFT


def callback_notice(telling: Telling) -> Message:
    """A notification about a promise, in its reader's words."""
    callback = telling.about
    if not isinstance(callback, Callback):
        raise TypeError("a notification of this subject is about a promise")
    sight = Sight(words=telling.words, municipality=telling.municipality, now=telling.now)
    if telling.notification.card:
        return _card(telling, sight, callback)
    return Message(text=_line(telling, sight, callback))


def _card(telling: Telling, sight: Sight, callback: Callback) -> Message:
    words, card, reader = telling.words, telling.notification.card, telling.notification.to
    holder = sight.name_of(callback.holder)
    if card == HOLDERS_CARD:
        arrived = telling.notification.code == LEFT
        summary = words("callback.line.left", name=sight.name_of(callback.left_by)) if arrived else ""
        return Message(card=promise_card(sight, callback), summary=summary or summary_of(sight, callback))
    if card == SENDERS_CARD:
        return Message(card=senders_card(sight, callback), summary=words("callback.sent.left", name=holder))
    if card == MANAGERS_CARD:
        return Message(card=managers_card(sight, callback), summary=words("callback.line.raised", name=holder))
    offer = card.partition(".")[2]
    summary = words("callback.line.asked", name=holder, errand=sight.errand(callback))
    return Message(card=offers_card(sight, callback, offer, reader), summary=summary)


def _line(telling: Telling, sight: Sight, callback: Callback) -> str:
    words, what = telling.words, telling.notification.code.partition(".")[2]
    params, errand = telling.notification.params, sight.errand(callback)
    if what == "accepted":
        return words("callback.line.accepted", by=telling.name_of(params["by"]), errand=errand)
    if what == "declined":
        return words("callback.line.declined", by=telling.name_of(params["by"]), errand=errand)
    if what == "offer_unreached":
        return words("callback.line.offer_unreached", to=telling.name_of(params["to"]), errand=errand)
    if what == "raised_again":
        return words("callback.line.raised", name=sight.name_of(callback.holder))
    if what == "bounced":
        return words("callback.line.bounced", name=sight.name_of(callback.holder), how=_how(sight, callback.holder))
    return _reminder(sight, callback, what, datetime.fromisoformat(params["due_at"]))


def _reminder(sight: Sight, callback: Callback, stage: str, due_at: datetime) -> str:
    if callback.asks_for_a_call:
        return _call_reminder(sight, callback, stage, due_at)
    name = sight.name_of(callback.left_by)
    if stage == "due":
        return sight.words("callback.line.due_message", name=name)
    key = "callback.line.before_message" if stage == "before" else "callback.line.overdue_message"
    return sight.words(key, name=name, moment=sight.moment(due_at))


def _call_reminder(sight: Sight, callback: Callback, stage: str, due_at: datetime) -> str:
    who = sight.who(callback)
    if stage == "due":
        return sight.words("callback.line.due", who=who)
    key = "callback.line.before" if stage == "before" else "callback.line.overdue"
    return sight.words(key, who=who, moment=sight.moment(due_at))


def _how(sight: Sight, holder: PersonId) -> str:
    number = number_of(sight.municipality.people.get(holder))
    if not number:
        return sight.words("callback.line.how_other")
    return sight.words("callback.line.how_number", number=phone_number(number))
