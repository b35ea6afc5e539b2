"""Owns what is still to be told about something, and the cards in people's chats that tell of it already.

It is kept in the document that it is about, so that a decision and what follows from it are saved in one write (the
outbox). Nothing here sends anything, and nothing here is a word that a person reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from policy.organisation import PersonId

DEAD_LETTER_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """Something that someone is to be told, saved with what it is about and sent after (the outbox's row).

    `params` are ids and ISO instants; the words are found when it is sent, in the language that its reader then has.
    `card`, where given, names the one card of this matter in the reader's chat: it shows how things stand when it is
    sent, and is changed in place once it is there. `waits`: it keeps quiet until its reader works.
    """

    id: str
    to: PersonId
    code: str
    params: dict[str, str] = field(default_factory=dict)
    made_at: datetime
    due_at: datetime
    attempts: int = 0
    card: str = ""
    waits: bool = False
    begun_at: datetime | None = None
    """When a message began to be sent that nobody knows the end of; its reader may have got it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingCard:
    """A card that stands in somebody's chat, to be changed in place."""

    to: PersonId
    card: str
    conversation: str
    activity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What is unsent, in the order in which it happened, and which cards stand."""

    unsent: tuple[Notification, ...] = ()
    standing: tuple[StandingCard, ...] = ()

    @property
    def next_delivery_at(self) -> datetime | None:
        """When the earliest unsent notification is to be tried, or None."""
        return min((n.due_at for n in self.unsent), default=None)

    def find(self, notification_id: str) -> Notification | None:
        """The unsent notification with that id, or None."""
        return next((n for n in self.unsent if n.id == notification_id), None)

    def card_of(self, to: PersonId, card: str) -> StandingCard | None:
        """The card of that name that stands in the person's chat, or None."""
        return next((one for one in self.standing if card and (one.to, one.card) == (to, card)), None)

    def adding(self, *notifications: Notification) -> Outgoing:
        """With these to be sent too. A card shows the latest, so an unsent notification of the same card gives way.

        Where that one has begun to be sent, the new one waits its turn, and its reader may have the card already.
        """
        unsent = self.unsent
        for new in notifications:
            same = next((n for n in unsent if new.card and (n.to, n.card) == (new.to, new.card)), None)
            unsent = (
                *(n for n in unsent if n is not same and n.id != new.id),
                new if same is None else _after(new, same),
            )
        return replace(self, unsent=unsent)

    def changed(self, notification: Notification) -> Outgoing:
        """With the unsent notification of the same id as it is now; the same if there is none."""
        return replace(self, unsent=tuple(notification if n.id == notification.id else n for n in self.unsent))

    def without(self, notification_id: str) -> Outgoing:
        """Without that notification."""
        return replace(self, unsent=tuple(n for n in self.unsent if n.id != notification_id))

    def calling_off(self, *codes: str) -> Outgoing:
        """Without the unsent notifications of those codes: what they would tell holds no more."""
        return replace(self, unsent=tuple(n for n in self.unsent if n.code not in codes))

    def standing_as(self, card: StandingCard) -> Outgoing:
        """With the card in the reader's chat, in the place of an earlier one of the same name."""
        others = tuple(one for one in self.standing if (one.to, one.card) != (card.to, card.card))
        return replace(self, standing=(*others, card))

    def without_card(self, to: PersonId, card: str) -> Outgoing:
        """Without that card, which is not there any more."""
        return replace(self, standing=tuple(one for one in self.standing if (one.to, one.card) != (to, card)))

    def without_cards(self, *cards: str) -> Outgoing:
        """Without the cards of those names, whoever has them: they are not to be changed any more."""
        return replace(self, standing=tuple(one for one in self.standing if one.card not in cards)) if cards else self


def _after(new: Notification, same: Notification) -> Notification:
    if same.begun_at is None:
        return new
    return replace(new, begun_at=same.begun_at, due_at=max(new.due_at, same.due_at))


NOTHING_OUTGOING = Outgoing()
"""Nothing to be told, and no card anywhere: how every case begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A notification that was given up: what kind it was and for whom, never what it said."""

    id: str
    source: str
    to: PersonId
    code: str
    outcome: str
    made_at: datetime
    given_up_at: datetime
