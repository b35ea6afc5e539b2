"""Owns delivery of what was decided: a notification leaves the book only when it is sent, or can never be (idea 4).

A crash between sending and saving sends it once more, which its reader can't tell from once.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.diversions import Notification
from policy.organisation import PersonId
from policy.periods import as_utc
from services.ports import Delivery, DiversionRepository, Messenger
from services.retrying import until_saved

log = logging.getLogger(__name__)

DELAYS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1_800, 7_200, 28_800, 86_400, 86_400, 86_400))
"""How long to wait after each failed attempt; after the last one it is given up. Nearly three and a half days in all,
so that it outlives a weekend for someone whose chat with the bot has yet to be opened."""
BOOKS_A_SWEEP = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """Sends what lies unsent in people's books. `ended` is told how each delivery went, for the metrics."""

    books: DiversionRepository
    messenger: Messenger
    ended: Callable[[Delivery], None] = lambda _delivery: None

    async def sweep(self, *, now: datetime) -> int:
        """Try everything that is due, the longest due first; gives how many people's books were visited.

        A book that fails is left for the next sweep: it must not stand in the way of everyone behind it.
        """
        people = await self.books.with_unsent(before=now, limit=BOOKS_A_SWEEP)
        for person in people:
            try:
                await self.deliver(person, now=now)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one book, the others are delivered
                log.error("a book's notifications could not be delivered", extra={"error": type(error).__name__})
        return len(people)

    async def deliver(self, person: PersonId, *, now: datetime) -> None:
        """Try what is due in one person's book, in the order in which it happened."""
        book = (await self.books.load(person)).value
        for notification in sorted(book.unsent, key=lambda n: n.made_at):
            if notification.due_at <= as_utc(now):
                delivery = await self.messenger.deliver(notification)
                self.ended(delivery)
                await self._settle(person, notification, delivery, now=now)

    async def _settle(self, person: PersonId, notification: Notification, delivery: Delivery, *, now: datetime) -> None:
        later = _next_attempt(notification, delivery, now)
        if delivery is not Delivery.SENT and later is None:
            log.error("notification given up", extra={"notification": notification.id, "outcome": delivery.value})
        await until_saved(lambda: self._replace(person, notification, later))

    async def _replace(self, person: PersonId, notification: Notification, later: Notification | None) -> None:
        loaded = await self.books.load(person)
        left = [n for n in loaded.value.unsent if n.id != notification.id]
        if len(left) == len(loaded.value.unsent):
            return  # Someone else got it delivered, or the book was erased: it must not come back.
        await self.books.save(loaded, replace(loaded.value, unsent=(*left, *([later] if later else []))))


def _next_attempt(notification: Notification, delivery: Delivery, now: datetime) -> Notification | None:
    """The notification with its next time to be tried, or None when it is done with."""
    if delivery in (Delivery.SENT, Delivery.FAILED) or notification.attempts >= len(DELAYS):
        return None
    delay = DELAYS[notification.attempts] * random.uniform(0.8, 1.2)  # noqa: S311 - jitter, not a secret
    return replace(notification, attempts=notification.attempts + 1, due_at=as_utc(now) + delay)
