"""Owns the tables of orders and lost phones: which handler answers each intent, card action and open dialog."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs import lost_phones, order_acts, phone_orders
from bot.dialogs.asking_who import Continuation
from bot.dialogs.exchange import Draft, Exchange
from bot.dialogs.lost_phones import LostDialog
from bot.dialogs.order_acts import OrderActs
from bot.dialogs.phone_orders import OrderDialog
from bot.router import ActionHandler, IntentHandler, OpenDialog
from bot.turn import Reply
from bot.understanding import Intent
from services.lost_phones import LostPhoneService
from services.order_lists import OrderLists
from services.phone_orders import PhoneOrderService
from services.ports import Directory

Cancel = Callable[[Exchange, Draft], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderServices:
    """The use cases of orders and lost phones."""

    orders: PhoneOrderService
    lists: OrderLists
    lost: LostPhoneService


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRoutes:
    """What answers them."""

    intents: Mapping[Intent, IntentHandler]
    actions: Mapping[str, ActionHandler]
    dialogs: Mapping[str, OpenDialog]
    continuations: Mapping[str, Continuation]
    cancels: Mapping[str, Cancel]


def order_routes(services: OrderServices, directory: Directory) -> OrderRoutes:
    """Every handler in its place."""
    lost = LostDialog(service=services.lost, lists=services.lists, directory=directory)
    making = OrderDialog(service=services.orders, lists=services.lists, directory=directory, lost=lost)
    acting = OrderActs(service=services.orders, lists=services.lists)
    return OrderRoutes(
        intents={
            Intent.PHONE_REQUEST: making.ask,
            Intent.ORDER_LIST: acting.list_mine,
            Intent.ORDER_QUEUE: acting.list_queue,
        },
        actions={
            ActionName.ORDER_NEW: making.new,
            ActionName.ORDER_FORM: making.form,
            ActionName.ORDER_SEND: making.send,
            ActionName.ORDER_SHOW: acting.show,
            ActionName.ORDER_APPROVE: acting.approve,
            ActionName.ORDER_REJECT: acting.reject,
            ActionName.ORDER_CANCEL: acting.cancel,
            ActionName.ORDER_ORDERED: acting.ordered,
            ActionName.ORDER_DELIVERED: acting.delivered,
            ActionName.ORDER_ATTEST: acting.attest,
            ActionName.ORDER_MINE: acting.show_mine,
            ActionName.ORDER_TO_APPROVE: acting.show_to_approve,
            ActionName.ORDER_QUEUE: acting.show_queue,
            ActionName.LOST_REPORT: lost.report,
            ActionName.LOST_BLOCKED: lost.blocked,
            ActionName.LOST_FOUND: lost.found,
        },
        dialogs={phone_orders.NAME: making.answer_open},
        cancels={order_acts.SENT: acting.take_back},
        continuations={phone_orders.NAME: making.go_on, lost_phones.NAME: lost.go_on},
    )
