"""Owns how what is told of orders and lost phones is said when it is sent: the card as it is by then, or one line.

It must not decide who is told.
"""

from __future__ import annotations

from bot.cards.order_card import order_card
from bot.dialogs.lost_phones import lost_card, lost_summary
from bot.dialogs.notifications import Telling
from bot.dialogs.order_views import Reading, comes_by_itself, order_view
from bot.turn import Message
from policy.lost_phones import CARD_CODE as LOST_CARD
from policy.lost_phones import NOBODY_CODE, LostPhone
from policy.order_notices import CARD_CODE as ORDER_CARD
from policy.organisation import PersonId
from policy.phone_orders import TAKES_ITEM, Errand, OrderEventKind, PhoneOrder


def order_notice(telling: Telling) -> Message:
    """The order's card for its reader, or the line that makes a sound beside it."""
    order, notification, words = telling.about, telling.notification, telling.words
    if not isinstance(order, PhoneOrder):
        raise TypeError("a notification of an order is about an order")
    if notification.code == ORDER_CARD:
        reading = Reading(reader=notification.to, municipality=telling.municipality, words=words, now=telling.now)
        view = order_view(order, reading)
        return Message(card=order_card(view, words), summary=view.title)
    return Message(text=_line(order, telling))


def lost_notice(telling: Telling) -> Message:
    """The lost phone's card for its reader, or that it is blocked."""
    lost, notification, words = telling.about, telling.notification, telling.words
    if not isinstance(lost, LostPhone):
        raise TypeError("a notification of a lost phone is about one")
    if notification.code == LOST_CARD:
        card = lost_card(lost, notification.to, telling.municipality, words, telling.now)
        return Message(card=card, summary=lost_summary(lost, telling.municipality, words))
    if notification.code == NOBODY_CODE:
        return Message(text=words("lost.told_nobody"))
    return Message(text=words("lost.told_blocked", name=telling.name_of(str(lost.settled_by or ""))))


def _line(order: PhoneOrder, telling: Telling) -> str:
    words, wish = telling.words, order.wish
    takes_item = wish.errand in TAKES_ITEM
    item = order.item_name if takes_item else words(f"orders.thing.{wish.errand.value}")
    what = telling.notification.code.removeprefix("order.told_")
    if what == "rejected":
        rejected = order.find(OrderEventKind.REJECTED)
        return words("orders.told.rejected", item=item, reason=rejected.text if rejected is not None else "")
    if what == "reminder":
        return words("orders.told.reminder", name=telling.name_of(str(PersonId(order.requester))), item=item)
    if what == "delivered" and wish.errand is Errand.RETURN:
        return words("orders.told.taken_in")
    if what == "delivered" and wish.errand is Errand.END:
        return words("orders.told.ended")
    if what == "delivered" and comes_by_itself(order):
        return words("orders.told.ready", item=item)
    return words(f"orders.told.{what}", item=item)
