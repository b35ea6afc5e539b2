"""Owns how an order becomes the card that one reader has of it, by what they may see and do.

It must not decide that: `policy.order_steps` and `policy.approvals` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.cards.order_card import RETURNED, OrderView
from bot.cards.order_list import OrderRow
from bot.dialogs.order_text import supplier_text
from bot.texts.catalogue import Words, words_for
from bot.texts.dates import day, listing, moment
from policy.catalogue import ItemKind
from policy.order_rules import HAS_NUMBER
from policy.order_steps import OrderAct, acts_of
from policy.organisation import Municipality, PersonId
from policy.phone_orders import (
    TAKES_ITEM,
    Errand,
    OrderEvent,
    OrderEventKind,
    OrderState,
    PhoneOrder,
    to_attest_at_delivery,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who reads, in which language, and when; `warning`, `faults` and `entered` are of what they just tried."""

    reader: PersonId
    municipality: Municipality
    words: Words
    now: datetime
    warning: str = ""
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    entered: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, person: PersonId) -> str:
        """Someone's name; "someone" for who has left the directory."""
        known = self.municipality.people.get(person)
        return known.name if known is not None else self.words("people.someone")


def order_view(order: PhoneOrder, reading: Reading) -> OrderView:
    """The order as the reader sees it."""
    acts = acts_of(reading.municipality, order, reading.reader)
    takes_in = order.wish.errand is Errand.RETURN
    return OrderView(
        place=place_values(order),
        title=_title(order, acts, reading),
        what=what_is_ordered(order, reading.words, with_price=True),
        stands=_stands(order, reading),
        facts=_facts(order, reading),
        history=tuple(line for event in order.events if (line := _event(order, event, reading))),
        acts=acts,
        takes_in=takes_in,
        comes_by_itself=comes_by_itself(order),
        supplier_text=_supplier_text(order, reading) if OrderAct.ORDER in acts else "",
        to_attest=_to_attest(order) if OrderAct.ATTEST in acts else (),
        entered=reading.entered,
        warning=reading.warning,
        faults=reading.faults,
        again=_again(order, reading),
    )


def _supplier_text(order: PhoneOrder, reading: Reading) -> str:
    """In the municipality's language, which is the supplier's, whatever the reader's is."""
    return supplier_text(order, reading.municipality, words_for(reading.municipality.language))


def place_values(order: PhoneOrder) -> dict[str, str]:
    """What a button of the order carries."""
    return {"requester": str(order.requester), "order": order.id}


def order_row(order: PhoneOrder, reading: Reading) -> OrderRow:
    """The order as a row of a list."""
    words = reading.words
    state = words(f"orders.state.{_said_state(order).value}")
    at = moment(order.latest.at, reading.now, words)
    return OrderRow(
        what=words("orders.list.row", what=what_is_ordered(order, words), name=_whose(order, reading)),
        state=words("orders.list.row_state", order_state=state[:1].upper() + state[1:], at=at),
        place=place_values(order),
    )


def what_is_ordered(order: PhoneOrder, words: Words, *, with_price: bool = False) -> str:
    """The thing itself, or what the errand is about where nothing new is wanted."""
    wish = order.wish
    if wish.errand not in TAKES_ITEM:
        return words(f"orders.errand.{wish.errand.value}")
    if not with_price:
        return order.item_name
    return words("orders.item_and_price", item=order.item_name, price=price_text(order.price, wish.kind, words))


def comes_by_itself(order: PhoneOrder) -> bool:
    """Whether it is nothing that is delivered: a subscription, or a phone on its way back."""
    return order.wish.kind is ItemKind.SUBSCRIPTION or order.wish.errand not in TAKES_ITEM


def price_text(kronor: int, kind: ItemKind, words: Words) -> str:
    """ "3 490 kr", a subscription's by the month."""
    amount = f"{kronor:,}".replace(",", "\u00a0")
    if kind is ItemKind.SUBSCRIPTION:
        return words("orders.price_monthly", kronor=amount)
    return words("orders.price", kronor=amount)


def _title(order: PhoneOrder, acts: frozenset[OrderAct], reading: Reading) -> str:
    words = reading.words
    if OrderAct.DECIDE in acts:
        ends = order.wish.errand is Errand.END
        title = "orders.card.title_decide_end" if ends else "orders.card.title_decide"
        return words(title, name=reading.name_of(order.requester))
    if OrderAct.ORDER in acts:
        return words("orders.card.title_order")
    if OrderAct.DELIVER in acts:
        return words("orders.card.title_take_in" if order.wish.errand is Errand.RETURN else "orders.card.title_deliver")
    if OrderAct.ATTEST in acts:
        return words("orders.card.title_attest")
    return words("orders.card.title_state", order_state=words(f"orders.state.{_said_state(order).value}"))


def _said_state(order: PhoneOrder) -> OrderState:
    """What its state is called: what is never delivered is finished instead."""
    if order.state is OrderState.DELIVERED and comes_by_itself(order):
        return OrderState.ATTESTED
    return order.state


def _stands(order: PhoneOrder, reading: Reading) -> tuple[str, ...]:
    words, lines = reading.words, []
    if order.state is OrderState.REQUESTED and order.asked not in (None, reading.reader):
        lines.append(words("orders.card.waits_for", name=reading.name_of(order.asked or PersonId(""))))
    if order.state is OrderState.REQUESTED and order.levels > 1:
        above = reading.municipality.catalogue.rules.approval_above or 0
        lines.append(words("orders.card.needs_two", price=price_text(above, ItemKind.PHONE, words)))
    if order.state is OrderState.REJECTED:
        lines.append(words("orders.card.no_because", reason=order.latest.text))
    acts = acts_of(reading.municipality, order, reading.reader)
    if order.state is OrderState.APPROVED and not acts & {OrderAct.ORDER, OrderAct.DELIVER}:
        lines.append(words("orders.card.waits_for_switchboard"))
    ordered = order.find(OrderEventKind.ORDERED)
    if order.state is OrderState.ORDERED and ordered is not None:
        lines.append(words("orders.card.waits_for_supplier", reference=ordered.text))
    if OrderAct.ATTEST in acts:
        lines.append(words("orders.card.attest_what"))
    return tuple(lines)


def _facts(order: PhoneOrder, reading: Reading) -> tuple[tuple[str, str], ...]:
    words, wish = reading.words, order.wish
    number = "" if wish.number is None or wish.kind not in HAS_NUMBER else wish.number.value
    return (
        (words("orders.card.for_whom"), _whose(order, reading)),
        (words("orders.card.errand"), words(f"orders.errand.{wish.errand.value}") if wish.errand in TAKES_ITEM else ""),
        (words("orders.card.device"), _device(order, words)),
        (words("orders.card.has_already"), _has_already(order, words)),
        (words("orders.card.number"), words(f"orders.card.number_{number}") if number else ""),
        (words("orders.card.deliver_to"), wish.deliver_to),
        (words("orders.card.cost_centre"), wish.cost_centre),
        (words("orders.card.wanted_on"), _wanted(order, reading)),
        (words("orders.card.reason"), wish.reason if _sees_reason(order, reading.reader) else ""),
        (words("orders.card.assignment"), _assignment(order, words)),
    )


def _whose(order: PhoneOrder, reading: Reading) -> str:
    receiver = reading.name_of(order.receiver)
    if order.wish.for_new:
        return reading.words("orders.card.for_new", name=order.wish.for_new, receiver=receiver)
    return receiver


def _device(order: PhoneOrder, words: Words) -> str:
    wish = order.wish
    if not wish.device or wish.device_listed or (wish.errand is Errand.NEW and wish.kind is ItemKind.PHONE):
        return wish.device
    return words("orders.card.device_unlisted", device=wish.device)


def _has_already(order: PhoneOrder, words: Words) -> str:
    """The phones that its receiver has, where those aren't what the order is about (R1)."""
    wish = order.wish
    if wish.kind is not ItemKind.PHONE or wish.errand is not Errand.NEW or wish.for_new:
        return ""
    return listing(wish.has_already, words)


def _wanted(order: PhoneOrder, reading: Reading) -> str:
    on = order.wish.wanted_on
    return "" if on is None else day(on, reading.now, reading.words)


def _sees_reason(order: PhoneOrder, reader: PersonId) -> bool:
    """The requester's own words to whoever decides; the switchboard has no use for them."""
    decided = (OrderEventKind.APPROVED, OrderEventKind.REJECTED)
    deciders = {order.asked, *order.asked_before, *(event.by for event in order.events if event.kind in decided)}
    return reader == order.requester or reader in deciders


def _assignment(order: PhoneOrder, words: Words) -> str:
    wish = order.wish
    if not wish.assignment:
        return ""
    return words("orders.card.assignment_by", assignment=wish.assignment, name=wish.assignment_by)


def _to_attest(order: PhoneOrder) -> tuple[str, ...]:
    clauses = tuple(one.value for one in to_attest_at_delivery(order))
    return (*clauses, RETURNED) if order.replaces else clauses


def _event(order: PhoneOrder, event: OrderEvent, reading: Reading) -> str:
    words, at = reading.words, moment(event.at, reading.now, reading.words)
    if event.kind is OrderEventKind.PASSED_ON:
        return words("orders.event.passed_on", at=at, name=reading.name_of(PersonId(event.text)))
    if event.kind is OrderEventKind.REMINDED:
        return words("orders.event.reminded", at=at)
    if event.kind is OrderEventKind.UNANSWERED:
        return words("orders.event.unanswered", at=at)
    if event.kind is OrderEventKind.DELIVERED and comes_by_itself(order):
        return words("orders.event.ready", at=at, name=reading.name_of(event.by))
    if not event.by:
        return words("orders.event.approved_by_rule", at=at)
    return words(f"orders.event.{event.kind.value}", at=at, name=reading.name_of(event.by))


def _again(order: PhoneOrder, reading: Reading) -> dict[str, str]:
    """The way to try anew after a no, with the same errand."""
    if order.state is not OrderState.REJECTED or reading.reader != order.requester:
        return {}
    return {"errand": order.wish.errand.value, "kind": order.wish.kind.value}
