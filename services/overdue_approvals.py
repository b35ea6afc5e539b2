"""Owns approvals that don't come: asked for again, then asked of the next, then told to whoever waits (M1).

It visits only orders whose time has come, and one that fails stands in nobody's way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from policy.order_notices import told
from policy.order_steps import passed_on, seen_to
from policy.outgoing import Notification
from policy.periods import as_utc
from policy.phone_orders import OrderState, PhoneOrder
from services.order_approvers import OrderApprovers
from services.ports import Cases, Directory, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.sweeping import ALONE, sweep


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueApprovals:
    """Takes the steps that time asks for."""

    orders: Cases[PhoneOrder]
    approvers: OrderApprovers
    directory: Directory
    deliver_soon: Callable[[Place], None]

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Take every step that is due, the longest due first; gives how many orders were visited."""

        async def visit(place: Place) -> None:
            await until_saved(lambda: self._take(place, now))

        return await sweep(self.orders.steps_due(now), visit, what="approvals", hold=hold)

    def not_reached(self, order: PhoneOrder, notification: Notification, now: datetime) -> PhoneOrder:
        """The order asked of the next, if it was whoever is asked that could not be told (an outbox's `bounced`)."""
        if order.state is not OrderState.REQUESTED or notification.to != order.asked:
            return order
        municipality = self.directory.municipality
        moved = passed_on(order, municipality, now=now)
        return order if moved is None else told(order, moved, municipality, turn=_turn(order), now=now)

    async def _take(self, place: Place, now: datetime) -> None:
        loaded = await self.orders.load(place)
        if loaded is None or loaded.value.next_step_at is None or loaded.value.next_step_at > as_utc(now):
            return
        order, municipality = loaded.value, self.directory.municipality
        away = await self.approvers.away(order, now=now)
        after = told(order, seen_to(order, municipality, away=away, now=now), municipality, turn=_turn(order), now=now)
        await self.orders.save(loaded, after)
        if after.outgoing.unsent:
            self.deliver_soon(place)


def _turn(order: PhoneOrder) -> str:
    """What tells this step from every other of the same order."""
    return f"{order.id}:{len(order.events)}"
