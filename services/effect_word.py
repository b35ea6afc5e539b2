"""Owns whom the end of what a diversion also sets is told to, and by which card: its person, alone.

A card that says that something is under way is changed in place when it has ended. What has failed is told where no
such card stands as well; what went well is not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.diversions import DiversionBook
from policy.outgoing import Notification, StandingCard
from policy.periods import as_utc

ENDED = "effects.ended"
CARD = "effects"
ANSWER_FIRST = timedelta(seconds=2)
"""How long word of a failure waits for the card of the answer that is on its way just now."""


def card_of(name: str) -> str:
    """The card of what was begun by that name."""
    return f"{CARD}.{name}"


def is_card(card: str) -> bool:
    """Whether it is one of these."""
    return card.startswith(f"{CARD}.")


@dataclass(frozen=True, slots=True)
class Word:
    """How one carrying out is told. `card` is the one to tell of a failure by; empty where the answer itself does."""

    card: str

    def with_word(self, before: DiversionBook, after: DiversionBook, *, now: datetime) -> DiversionBook:
        """The book with what its person is to be told of the difference."""
        known = {row for row in before.effects.rows if row.has_failed}
        failed = any(row.has_failed and row not in known for row in after.effects.rows)
        if not failed and after.effects.waiting:
            return after
        cards = [one.card for one in after.outgoing.standing if is_card(one.card)]
        if before.effects.rows == after.effects.rows:
            return after
        told = [_notification(after, card, as_utc(now)) for card in cards]
        if failed and self.card and self.card not in cards:
            told.append(_notification(after, self.card, as_utc(now) + ANSWER_FIRST))
        return replace(after, outgoing=after.outgoing.adding(*told)) if told else after


def card_sent(book: DiversionBook, notification: Notification, _now: datetime) -> DiversionBook:
    """The book once one of these cards shows how things stand: where all has ended it is not changed any more."""
    if not is_card(notification.card) or book.effects.waiting:
        return book
    return replace(book, outgoing=book.outgoing.without_cards(notification.card))


def card_noted(book: DiversionBook, card: StandingCard, now: datetime) -> DiversionBook:
    """The book once it is known where a card of an answer stands: what has ended since is told by it."""
    if not is_card(card.card) or book.effects.waiting:
        return book
    return replace(book, outgoing=book.outgoing.adding(_notification(book, card.card, as_utc(now))))


def _notification(book: DiversionBook, card: str, due_at: datetime) -> Notification:
    return Notification(id=f"{ENDED}.{card}", to=book.person, code=ENDED, card=card, made_at=due_at, due_at=due_at)
