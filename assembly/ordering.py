"""Owns how orders and lost phones are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assembly.ground import Ground
from bot.order_routes import OrderServices
from policy import lost_phones, order_notices
from services.lost_phones import LOST, LostPhoneService
from services.order_approvers import OrderApprovers
from services.order_lists import OrderLists
from services.outbox_sources import OutboxSource
from services.overdue_approvals import OverdueApprovals
from services.phone_orders import ORDERS, PhoneOrderService
from storage.order_repository import stored_lost_phones, stored_orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """What orders and lost phones bring: use cases, what the outbox sends of them, what time does to approvals."""

    services: OrderServices
    sources: tuple[OutboxSource[Any], ...]
    overdue: OverdueApprovals


def ordering(ground: Ground) -> Ordering:
    """Orders and lost phones, over that ground."""
    directory, soon, can_reach = ground.directory, ground.soon, ground.messenger.can_reach
    orders, lost = stored_orders(ground.store), stored_lost_phones(ground.store)
    approvers = OrderApprovers(books=ground.books, directory=directory, can_reach=can_reach)
    overdue = OverdueApprovals(orders=orders, approvers=approvers, directory=directory, deliver_soon=soon(ORDERS))
    services = OrderServices(
        orders=PhoneOrderService(orders=orders, approvers=approvers, directory=directory, deliver_soon=soon(ORDERS)),
        lists=OrderLists(orders=orders, directory=directory),
        lost=LostPhoneService(
            phones=lost,
            directory=directory,
            can_reach=can_reach,
            deliver_soon=soon(LOST),
        ),
    )
    sources: tuple[OutboxSource[Any], ...] = (
        OutboxSource(name=ORDERS, cases=orders, bounced=overdue.not_reached, noted=order_notices.noted),
        OutboxSource(
            name=LOST, cases=lost, sent=services.lost.sent, bounced=services.lost.bounced, noted=lost_phones.noted
        ),
    )
    return Ordering(services=services, sources=sources, overdue=overdue)
