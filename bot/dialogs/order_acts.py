"""Owns what is done about an order by the buttons of its card, and the lists that lead to it.

Who may do what is decided by the service each time; a button can say anything.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass

from bot.cards.form import YES
from bot.cards.order_card import RETURNED, order_card
from bot.cards.order_list import ListKind, OrderListView, order_list_card
from bot.dialogs.errors import by_field
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.order_views import Reading, order_row, order_view, place_values
from bot.turn import Reply, StandsFor
from bot.understanding.result import Understanding
from policy.access import has_role
from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.order_notices import CARD
from policy.organisation import PersonId, Role
from policy.phone_orders import Attestation, PhoneOrder
from services.order_lists import OrderLists
from services.phone_orders import ORDERS, PhoneOrderService, place_of
from services.ports import Place

SENT = "order_sent"
"""The draft of an order that was just sent: it has nothing to fill in, but *ångra* is heard."""
CAME_BETWEEN = ("order.too_late", "order.done_already")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderActs:
    """Carries out what is pressed, and shows the order as it then is."""

    service: PhoneOrderService
    lists: OrderLists

    async def approve(self, exchange: Exchange) -> Reply:
        """*Godkänn*."""
        place, me, turn = _pressed(exchange)
        return await self._done(exchange, place, self.service.approve(me, place, turn=turn, now=exchange.now))

    async def reject(self, exchange: Exchange) -> Reply:
        """*Säg nej*, with the reason that was written (S8)."""
        place, me, turn = _pressed(exchange)
        reason = _entered(exchange).get("reason", "")
        step = self.service.reject(me, place, reason=reason, turn=turn, now=exchange.now)
        return await self._done(exchange, place, step)

    async def cancel(self, exchange: Exchange) -> Reply:
        """*Avbryt beställningen*."""
        place, me, turn = _pressed(exchange)
        return await self._done(exchange, place, self.service.cancel(me, place, turn=turn, now=exchange.now))

    async def take_back(self, exchange: Exchange, draft: Draft) -> Reply:
        """*Ångra*, typed right after an order was sent; *avbryt* there has nothing to close, and says so."""
        if not exchange.hears("chat.undo"):
            return exchange.say("chat.nothing_to_cancel_but_undo")
        exchange.drop_draft()
        place = Place(draft.values["requester"], draft.values["order"])
        step = self.service.cancel(exchange.person.id, place, turn=exchange.turn.activity_id, now=exchange.now)
        return await self._done(exchange, place, step)

    async def ordered(self, exchange: Exchange) -> Reply:
        """*Beställd*, with the supplier's reference."""
        place, me, turn = _pressed(exchange)
        reference = _entered(exchange).get("reference", "")
        step = self.service.mark_ordered(me, place, reference=reference, turn=turn, now=exchange.now)
        return await self._done(exchange, place, step)

    async def delivered(self, exchange: Exchange) -> Reply:
        """*Levererad*, or *Mottagen*."""
        place, me, turn = _pressed(exchange)
        return await self._done(exchange, place, self.service.mark_delivered(me, place, turn=turn, now=exchange.now))

    async def attest(self, exchange: Exchange) -> Reply:
        """*Bekräfta*, with what was ticked (R5)."""
        place, me, turn = _pressed(exchange)
        entered = _entered(exchange)
        step = self.service.attest(
            me,
            place,
            attested=frozenset(one for one in Attestation if entered.get(one.value) == YES),
            returned=entered.get(RETURNED) == YES,
            turn=turn,
            now=exchange.now,
        )
        return await self._done(exchange, place, step)

    async def show(self, exchange: Exchange) -> Reply:
        """A row of a list: the order's card, as a message of its own."""
        place, me, _ = _pressed(exchange)
        return order_reply(exchange, await self.service.show(me, place), below=True)

    async def list_mine(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks for the person's own orders."""
        return await self.show_mine(exchange)

    async def list_queue(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for the queue, or for what there is to approve; whoever has no queue means the latter."""
        at_switchboard = has_role(exchange.municipality, exchange.person.id, Role.SWITCHBOARD)
        if understood.slots.get("approvals") or not at_switchboard:
            return await self.show_to_approve(exchange)
        return await self.show_queue(exchange)

    async def show_mine(self, exchange: Exchange) -> Reply:
        """The person's own orders."""
        return order_list_reply(exchange, ListKind.MINE, await self.lists.mine(exchange.person.id))

    async def show_to_approve(self, exchange: Exchange) -> Reply:
        """What waits for the person's answer."""
        return order_list_reply(exchange, ListKind.TO_APPROVE, await self.lists.to_approve(exchange.person.id))

    async def show_queue(self, exchange: Exchange) -> Reply:
        """The switchboard's queue. Raises NotAllowed."""
        return order_list_reply(exchange, ListKind.QUEUE, await self.lists.queue(exchange.person.id))

    async def _done(self, exchange: Exchange, place: Place, step: Awaitable[PhoneOrder]) -> Reply:
        """The order after the step; as it stands, with what came between or must be mended, when it couldn't be."""
        try:
            return order_reply(exchange, await step)
        except PolicyErrors as several:
            faults = several.errors
        except NotAllowed:
            raise
        except PolicyError as one:
            if one.code not in CAME_BETWEEN and one.field is None:
                raise
            faults = (one,)
        order = await self.service.show(exchange.person.id, place)
        at = by_field(faults, exchange)
        return order_reply(exchange, order, warning=" ".join(at.get("", ())), faults=at, entered=_entered(exchange))


def remember_order(exchange: Exchange, order: PhoneOrder) -> None:
    """Keep which order was just sent, for what is typed right after it."""
    exchange.keep_draft(SENT, place_values(order), holds_work=False)


def order_reply(
    exchange: Exchange,
    order: PhoneOrder,
    *,
    below: bool = False,
    warning: str = "",
    faults: Mapping[str, tuple[str, ...]] | None = None,
    entered: Mapping[str, str] | None = None,
) -> Reply:
    """The order's card as the person sees it: from now on the one that is kept up in their chat."""
    reading = Reading(
        reader=exchange.person.id,
        municipality=exchange.municipality,
        words=exchange.words,
        now=exchange.now,
        warning=warning,
        faults=faults or {},
        entered=entered or {},
    )
    view = order_view(order, reading)
    card = order_card(view, exchange.words)
    stands_for = StandsFor(source=ORDERS, place=place_of(order), card=CARD)
    show = exchange.show_below if below else exchange.show
    return show(card, view.title, stands_for=stands_for)


def order_list_reply(exchange: Exchange, kind: ListKind, orders: Sequence[PhoneOrder]) -> Reply:
    """A list of orders, as a message of its own."""
    reading = Reading(
        reader=exchange.person.id, municipality=exchange.municipality, words=exchange.words, now=exchange.now
    )
    view = OrderListView(kind=kind, rows=tuple(order_row(order, reading) for order in orders))
    title = exchange.words(f"orders.list.{kind.value}" if orders else f"orders.list.{kind.value}_none")
    return exchange.show_below(order_list_card(view, exchange.words), title)


def _pressed(exchange: Exchange) -> tuple[Place, PersonId, str]:
    """Which order the button is of, who pressed it, and in which turn."""
    carried = carried_by_button(exchange)
    place = Place(carried.get("requester", ""), carried.get("order", ""))
    return place, exchange.person.id, exchange.turn.activity_id


def _entered(exchange: Exchange) -> dict[str, str]:
    action = exchange.turn.action
    return {} if action is None else {str(name): str(value).strip() for name, value in action.inputs.items()}
