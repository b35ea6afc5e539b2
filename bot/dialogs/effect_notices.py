"""Owns how somebody is told that what their diversion also sets has ended, well or not: by one card, as it is then."""

from __future__ import annotations

from bot.dialogs.effect_views import card_message
from bot.dialogs.notifications import Telling
from bot.turn import Message
from policy.diversions import DiversionBook


def effect_notice(telling: Telling) -> Message:
    """The card of how it stands, in its reader's words."""
    book = telling.about
    if not isinstance(book, DiversionBook):
        raise TypeError("a notification of this subject is about a diversion book")
    person = telling.municipality.people[telling.notification.to]
    return card_message(telling.words, telling.now, person, book.effects.rows)
