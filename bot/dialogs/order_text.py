"""Owns the text that the switchboard sends to the supplier: a line a fact, ready to copy (V2, V3)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.texts.catalogue import Words
from bot.texts.numbers import phone_number
from policy.catalogue import ItemKind
from policy.order_rules import DELIVERED_TO, HAS_NUMBER
from policy.organisation import Municipality
from policy.phone_orders import TAKES_ITEM, Errand, Number, PhoneOrder


def supplier_text(order: PhoneOrder, municipality: Municipality, words: Words) -> str:
    """The whole order in plain text."""
    return "\n".join(line for line in _lines(order, municipality, words) if line)


def _lines(order: PhoneOrder, municipality: Municipality, words: Words) -> Iterator[str]:
    wish = order.wish
    if wish.errand in TAKES_ITEM:
        yield words("orders.supplier.order", item=order.item_name)
        if order.supplier:
            yield words("orders.supplier.article", supplier=order.supplier)
        if wish.kind is not ItemKind.SUBSCRIPTION:
            yield words("orders.supplier.amount")
    yield _errand(order, words)
    yield _number(order, municipality, words)
    yield _user(order, municipality, words)
    if wish.errand in DELIVERED_TO:
        yield words("orders.supplier.deliver_to", place=wish.deliver_to)
    if wish.cost_centre:
        yield words("orders.supplier.cost_centre", cost_centre=wish.cost_centre)
    if wish.wanted_on is not None:
        yield words("orders.supplier.wanted_on", day=wish.wanted_on.isoformat())


def _errand(order: PhoneOrder, words: Words) -> str:
    wish = order.wish
    if wish.errand is Errand.NEW:
        goes_into = wish.kind is ItemKind.SUBSCRIPTION
        return words("orders.supplier.sits_in", device=wish.device) if goes_into else words("orders.supplier.new")
    return words(f"orders.supplier.{wish.errand.value}", device=wish.device)


def _number(order: PhoneOrder, municipality: Municipality, words: Words) -> str:
    wish = order.wish
    if wish.kind not in HAS_NUMBER or wish.number is None:
        return ""
    if wish.number is Number.NEW:
        return words("orders.supplier.number_new")
    if wish.errand is Errand.NEW and wish.kind is ItemKind.PHONE:
        return words("orders.supplier.number_keep", number=wish.device)
    receiver = municipality.people.get(order.receiver)
    if receiver is None or not receiver.mobile or wish.for_new:
        return words("orders.supplier.number_keep_plain")
    return words("orders.supplier.number_keep", number=phone_number(receiver.mobile))


def _user(order: PhoneOrder, municipality: Municipality, words: Words) -> str:
    receiver = municipality.people.get(order.receiver)
    if receiver is None:
        return ""
    name = order.wish.for_new or receiver.name
    return words("orders.supplier.for_whom", name=name, unit=municipality.units[receiver.unit].name)
