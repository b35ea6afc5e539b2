"""The Messenger of the tests that talk to the bot: what people are told lands in their chats, as they would see it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from math import inf

from bot.turn import Message
from policy.organisation import PersonId
from policy.outgoing import Notification, StandingCard
from services.ports import Delivery, Sending

Render = Callable[[Notification, object, str], Message]


@dataclass(frozen=True, slots=True)
class Told:
    """A message in somebody's chat that they did not ask for; `changed`: an earlier card is now this."""

    message: Message
    activity: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """One sending: when, what, how it read, and whether a card that stood was changed in place."""

    at: datetime
    notification: Notification
    message: Message
    changed: bool


@dataclass
class Mailbox:
    """Keeps what people were sent. Who is in `unreachable` has no chat; who is in `gone` has lost their cards."""

    clock: Callable[[], datetime]
    render: Render | None = None
    language: str = "sv"
    sent: dict[PersonId, list[Message]] = field(default_factory=dict)
    unreachable: set[PersonId] = field(default_factory=set)
    lost_cards: set[str] = field(default_factory=set)
    arrives: dict[PersonId, Callable[[Told], None]] = field(default_factory=dict)
    """Where what comes for somebody who takes part in the test is put."""
    log: list[Logged] = field(default_factory=list)
    """Everything that was sent, in order."""
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def can_reach(self, person: PersonId) -> bool:
        """Whether the person has a chat."""
        return person not in self.unreachable

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        """Render it and put it in the person's pile, and in their chat."""
        if notification.to in self.unreachable:
            return Sending(outcome=Delivery.UNREACHABLE)
        if standing is not None and standing.activity in self.lost_cards:
            return Sending(outcome=Delivery.CARD_GONE)
        assert self.render is not None
        message = self.render(notification, about, self.language)
        activity = standing.activity if standing is not None else f"told-{next(self._numbers)}"
        self.sent.setdefault(notification.to, []).append(message)
        self.log.append(Logged(self.clock(), notification, message, standing is not None))
        if notification.to in self.arrives:
            self.arrives[notification.to](Told(message, activity, standing is not None))
        if not notification.card:
            return Sending(outcome=Delivery.SENT)
        chat = f"chat-{notification.to}"
        card = StandingCard(to=notification.to, card=notification.card, conversation=chat, activity=activity)
        return Sending(outcome=Delivery.SENT, standing=card)
