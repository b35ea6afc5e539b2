"""The cards of orders: every form there is, each part in its place, and buttons for what the reader can do alone."""

from __future__ import annotations

from itertools import product

import pytest

from bot.cards.order_card import order_card
from bot.cards.order_form import OrderFormView, order_form_card
from bot.cards.order_list import ListKind, OrderListView, order_list_card
from bot.texts.catalogue import LANGUAGES, words_for
from policy.catalogue import ItemKind
from policy.phone_orders import Errand, to_attest_at_order
from tests.cards.order_samples import ITEMS, ROWS, order
from tests.cards_seen import buttons_of, fields_of, words_on


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("errand", "kind"), list(product(Errand, ItemKind)))
@pytest.mark.parametrize("devices", [(), ("Fjällräv 3",)])
def test_every_form_has_what_its_errand_asks_for(
    devices: tuple[str, ...], errand: Errand, kind: ItemKind, language: str
) -> None:
    """Whatever a line or a button names there is a form of, with each clause to attest (R1, R2, R3, R4, R7)."""
    view = OrderFormView(errand=errand, kind=kind, items=ITEMS, devices=devices)
    fields = fields_of(order_form_card(view, words_for(language)))
    assert {one.value for one in to_attest_at_order(kind, errand)} <= fields.keys()
    assert ("item" in fields) is (errand not in (Errand.END, Errand.RETURN))
    assert "pin" not in fields


def test_a_fault_of_no_field_stands_at_the_top() -> None:
    """So does one of a field that this form doesn't have."""
    view = OrderFormView(
        errand=Errand.RETURN, kind=ItemKind.PHONE, faults={"": ("Först.",), "item": ("Sedan.",), "device": ("Sist.",)}
    )
    seen = words_on(order_form_card(view, words_for("sv")))
    assert seen.index("Först.") < seen.index("Sedan.") < seen.index("Vilken telefon lämnar du tillbaka?")
    assert seen.index("Vilken telefon lämnar du tillbaka?") < seen.index("Sist.")
    assert seen.count("Sist.") == 1


def test_a_long_list_says_how_many_more_there_are() -> None:
    """Twelve are shown."""
    card = order_list_card(OrderListView(kind=ListKind.QUEUE, rows=ROWS[:1] * 14), words_for("sv"))
    assert "Och 2 till." in words_on(card)
    assert words_on(card).count(ROWS[0].state) == 12


def test_whoever_can_do_nothing_has_no_buttons() -> None:
    """The card then only tells."""
    assert buttons_of(order_card(order(acts=frozenset()), words_for("sv"))) == {}
