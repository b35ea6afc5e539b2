"""Owns the messenger of a replay: it sends nothing, and keeps what would have been sent, in its reader's words."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import inf

from bot.turn import Message
from policy.organisation import PersonId
from policy.outgoing import Notification, StandingCard
from services.ports import Clock, Delivery, Sending

Render = Callable[[Notification, object, str], Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that somebody would have been told: in words, or by a card that they had and that is `changed` now."""

    at: datetime
    to: PersonId
    says: str
    changed: bool
    notification: Notification
    about: object


class Recorder:
    """A Messenger that has a way to everyone, and says everything in one language."""

    def __init__(self, clock: Clock, render: Render, language: str) -> None:
        self._render = render
        self._clock = clock
        self._language = language
        self._told: list[Told] = []
        self._numbers = itertools.count(1)

    async def can_reach(self, person: PersonId) -> bool:
        """Everyone."""
        del person
        return True

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        """Keep it."""
        message = self._render(notification, about, self._language)
        self._told.append(
            Told(
                at=self._clock.now(),
                to=notification.to,
                says=message.summary or message.text,
                changed=standing is not None,
                notification=notification,
                about=about,
            )
        )
        if not notification.card:
            return Sending(outcome=Delivery.SENT)
        activity = standing.activity if standing is not None else f"card-{next(self._numbers)}"
        card = StandingCard(to=notification.to, card=notification.card, conversation="replay", activity=activity)
        return Sending(outcome=Delivery.SENT, standing=card)

    def take(self) -> list[Told]:
        """What has been told since it was last asked, in an order that hangs on nothing but what it is."""
        told, self._told = self._told, []
        return sorted(told, key=lambda one: (one.at, one.to, one.notification.id))
