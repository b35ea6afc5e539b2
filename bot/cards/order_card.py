"""Owns the card of an order: how it stands, what it is, and whatever its reader can do about it now.

Everyone whom an order concerns has this card of it; what a reader may see and do is in the view, decided already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.form import NO, YES
from bot.cards.inputs import InputText, InputToggle
from bot.cards.part import Json
from bot.cards.pieces import facts, fault, finished, heading, subtle, title, warning
from bot.texts.catalogue import Words
from policy.order_rules import LONGEST_LINE, LONGEST_REASON
from policy.order_steps import OrderAct

MOST_HISTORY = 8
RETURNED = "returned"
"""The toggle that the old phone is handed back, beside those of the clauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """An order as one reader sees it.

    `what` is the thing with its price, `stands` how it stands in a sentence or two, `facts` names and values.
    `supplier_text` is what the switchboard copies; `to_attest` are clauses, and RETURNED. `warning` is something that
    has just come in between; `faults` are texts by input. `again` begins a new order like it.
    """

    place: Mapping[str, str]
    title: str
    what: str
    stands: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    history: tuple[str, ...] = ()
    acts: frozenset[OrderAct] = frozenset()
    takes_in: bool = False
    """Whether it is a phone that is handed back, which the switchboard takes in rather than orders."""
    comes_by_itself: bool = False
    """Whether nothing is delivered: a subscription."""
    supplier_text: str = ""
    to_attest: tuple[str, ...] = ()
    entered: Mapping[str, str] = field(default_factory=dict)
    warning: str = ""
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    again: Mapping[str, str] = field(default_factory=dict)


def order_card(view: OrderView, words: Words) -> dict[str, Json]:
    """The order, with what can be done about it at the bottom."""
    body: list[Element] = [
        title(view.title),
        *([warning(view.warning)] if view.warning else []),
        TextBlock(text=view.what, weight="bolder", spacing="small"),
        *[TextBlock(text=line, spacing="small") for line in view.stands],
        *facts(view.facts),
        *_supplier(view, words),
        *_history(view, words),
        *_inputs(view, words),
    ]
    return finished(body, words, _buttons(view, words))


def _history(view: OrderView, words: Words) -> list[Element]:
    lines = [subtle(line) for line in view.history[-MOST_HISTORY:]]
    return [heading(words("orders.card.history")), *lines] if lines else []


def _supplier(view: OrderView, words: Words) -> list[Element]:
    if not view.supplier_text:
        return []
    text = InputText(
        id="supplier_text",
        label=words("orders.card.order_text"),
        value=view.supplier_text,
        is_multiline=True,
        spacing="medium",
    )
    return [text]


def _inputs(view: OrderView, words: Words) -> list[Element]:
    """What is filled in before a button is pressed, each fault under its input."""
    made: list[Element] = []
    if OrderAct.DECIDE in view.acts:
        # Not required by the client: *Godkänn* stands beside *Säg nej* and needs nothing.
        reason = InputText(
            id="reason",
            label=words("orders.card.said_no"),
            placeholder=words("orders.card.said_no_hint"),
            value=view.entered.get("reason") or None,
            is_multiline=True,
            max_length=LONGEST_REASON,
            spacing="medium",
        )
        made += [reason, *_faults(view, "reason")]
    if OrderAct.ORDER in view.acts:
        reference = InputText(
            id="reference",
            label=words("orders.card.reference_field"),
            value=view.entered.get("reference") or None,
            max_length=LONGEST_LINE,
            spacing="medium",
        )
        made += [reference, *_faults(view, "reference")]
    if OrderAct.ATTEST in view.acts:
        made.append(Container(items=_toggles(view, words), spacing="medium"))
    return made


def _toggles(view: OrderView, words: Words) -> list[Element]:
    """What the receiver says with the thing in their hands (R5)."""
    made: list[Element] = []
    for one in view.to_attest:
        toggle = InputToggle(
            id=one,
            label=words(f"orders.attest.{one}.label"),
            title=words(f"orders.attest.{one}.statement"),
            value=YES if view.entered.get(one) == YES else NO,
            value_on=YES,
            value_off=NO,
        )
        made += [toggle, *_faults(view, one)]
    return made


def _faults(view: OrderView, place: str) -> list[Element]:
    return [fault(text) for text in view.faults.get(place, ())]


def _arrived(view: OrderView, words: Words) -> str:
    if view.takes_in:
        return words("orders.button.taken_in")
    return words("orders.button.ready" if view.comes_by_itself else "orders.button.delivered")


def _buttons(view: OrderView, words: Words) -> list[Action]:
    values: dict[str, Any] = dict(view.place)
    found: list[Action] = []
    if OrderAct.DECIDE in view.acts:
        found += [
            button(ActionName.ORDER_APPROVE, words("orders.button.approve"), values=values, style="positive"),
            button(ActionName.ORDER_REJECT, words("orders.button.reject"), values=values, inputs="auto"),
        ]
    if OrderAct.ORDER in view.acts:
        ordered = words("orders.button.ordered")
        found.append(button(ActionName.ORDER_ORDERED, ordered, values=values, style="positive", inputs="auto"))
    if OrderAct.DELIVER in view.acts:
        found.append(button(ActionName.ORDER_DELIVERED, _arrived(view, words), values=values, style="positive"))
    if OrderAct.ATTEST in view.acts:
        attest = words("orders.button.attest")
        found.append(button(ActionName.ORDER_ATTEST, attest, values=values, style="positive", inputs="auto"))
    if OrderAct.CANCEL in view.acts:
        found.append(button(ActionName.ORDER_CANCEL, words("orders.button.cancel"), values=values))
    if view.again:
        found.append(button(ActionName.ORDER_FORM, words("orders.button.again"), values=dict(view.again)))
    if view.acts & {OrderAct.ORDER, OrderAct.DELIVER}:
        found.append(button(ActionName.ORDER_QUEUE, words("orders.button.queue")))
    return found
