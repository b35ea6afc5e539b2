"""Owns "mina sidor": it asks each of the person's own subjects how things stand, and shows it on one card.

It must not change anything; each row leads to the dialog whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.pages import PagesView, pages_card
from bot.dialogs.diversion_views import status_reply, status_view
from bot.dialogs.exchange import Exchange
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.organisation import Municipality, Person
from policy.phone_orders import OrderState
from services.callbacks import CallbackService
from services.details import DetailsService
from services.diversions import DiversionService
from services.greetings import GreetingService
from services.order_lists import OrderLists

UNDER_WAY = frozenset({OrderState.REQUESTED, OrderState.APPROVED, OrderState.ORDERED, OrderState.DELIVERED})
"""Orders that somebody still has something to do about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesDialog:
    """Shows all that is a person's own."""

    diversions: DiversionService
    greetings: GreetingService
    callbacks: CallbackService
    orders: OrderLists
    details: DetailsService

    async def status(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks how things stand: with the diversion alone, or with everything."""
        if understood.slots.get("only") == "diversion":
            me = exchange.person.id
            return status_reply(exchange, await self.diversions.status(me, me, now=exchange.now))
        return await self.show(exchange)

    async def show(self, exchange: Exchange) -> Reply:
        """All of it."""
        me, now = exchange.person.id, exchange.now
        diversions = status_view(exchange, await self.diversions.status(me, me, now=now))
        greeting = await self.greetings.seen(me, now=now)
        promises = await self.callbacks.mine(me)
        orders = [order for order in await self.orders.mine(me) if order.state in UNDER_WAY]
        details = await self.details.seen(me, now=now)
        view = PagesView(
            diversions=diversions,
            greeting=greeting.standing.state,
            promises=len(promises),
            next_promise_at=promises[0].next_due_at if promises else None,
            orders=len(orders),
            details=_details_in_a_line(exchange.municipality, details.person),
            confirmed=details.confirmed,
        )
        return exchange.show_below(pages_card(view, exchange.words, now), diversions.told)


def _details_in_a_line(municipality: Municipality, person: Person) -> str:
    parts = (person.title, municipality.units[person.unit].name, person.extension)
    return ", ".join(part for part in parts if part)
