"""Owns the question who of those who may approve an order is there to be asked: not away all the time that there is
to answer in, and with a chat to be asked in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from policy.approvals import left_to_ask
from policy.order_steps import end_of_working_day
from policy.organisation import PersonId
from policy.phone_orders import PhoneOrder
from services.ports import Directory, DiversionRepository


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderApprovers:
    """Looks at people's diversions and chats."""

    books: DiversionRepository
    directory: Directory
    can_reach: Callable[[PersonId], Awaitable[bool]]

    async def away(self, order: PhoneOrder, *, now: datetime) -> frozenset[PersonId]:
        """Those ahead of the first who can be asked: a lunch is no hindrance, a holiday past the last day is."""
        municipality = self.directory.municipality
        due_at = end_of_working_day(municipality.calendar, now, municipality.catalogue.rules.approval_days)
        away: set[PersonId] = set()
        for person in left_to_ask(municipality, order):
            running = (await self.books.load(person)).value.running(now)
            ends_at = running.period.end_at if running is not None else now
            is_there = running is None or running.open_line or (ends_at is not None and ends_at <= due_at)
            if is_there and await self.can_reach(person):
                break
            away.add(person)
        return frozenset(away)
