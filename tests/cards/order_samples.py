"""Owns the sample cards of orders and lost phones. Everyone in them is invented, and so are their numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.lost_phone import OwnLostView, QueueLostView, own_lost_card, queue_lost_card
from bot.cards.order_card import OrderView, order_card
from bot.cards.order_form import OrderFormView, order_form_card, order_start_card
from bot.cards.order_list import ListKind, OrderListView, OrderRow, order_list_card
from bot.texts.catalogue import Words
from policy.catalogue import ItemKind
from policy.lost_phones import LostState
from policy.order_steps import OrderAct
from policy.phone_orders import Errand
from tests.cards.sample_views import ANNA, HOSTILE, LONG_NAME

PLACE = {"requester": ANNA, "order": "o1"}
LOST_PLACE = {"person": ANNA, "lost": "t1"}
ITEMS = (
    ("mobil-standard", "Standardmobil (Fjällräv 5) · 3\u00a0490 kr"),
    ("mobil-stor", "Mobil med stor skärm (Fjällräv 5 Max) · 11\u00a0900 kr"),
)
CLAUSES = ("property", "private_calls", "social_media", "care", "municipal_only")
FACTS = (
    ("Till", "Anna Svensson"),
    ("Ärende", "Ersätter något trasigt"),
    ("Telefon", "Fjällräv 3 (070-174 06 05)"),
    ("Nummer", "Behålls"),
    ("Levereras till", "Bygg"),
    ("Kostnadsställe", "2110 Bygglov"),
    ("Behövs", "tis 1 dec"),
    ("Varför", "Skärmen är sprucken, och jag är ute på fältet varje dag."),
)
HISTORY = ("igår 10:15: skickad av Anna Svensson", "11:40: godkänd av Karin Lindqvist")
SUPPLIER = """Beställning: Standardmobil (Fjällräv 5)
Artikel: Fjällräv 5, 128 GB, svart, art.nr 51280
Antal: 1
Ersätter trasig: Fjällräv 3 (070-174 06 05)
Nummer: behåll 070-174 06 05
Användare: Anna Svensson, Bygg
Levereras till: Bygg
Kostnadsställe: 2110 Bygglov"""


def order(**changed: Any) -> OrderView:
    """Anna's order, as whoever asked sees it, but for what is changed."""
    plain: dict[str, Any] = {
        "place": PLACE,
        "title": "Beställningen är inskickad",
        "what": ITEMS[0][1],
        "stands": ("Väntar på svar från Karin Lindqvist.",),
        "facts": FACTS,
        "history": HISTORY[:1],
        "acts": frozenset({OrderAct.CANCEL}),
    }
    return OrderView(**{**plain, **changed})


ROWS = (
    OrderRow(what="Standardmobil (Fjällräv 5) · Anna Svensson", state="Godkänd 11:40", place=PLACE),
    OrderRow(what=f"Trådlöst headset (Tystnad 20) · {LONG_NAME}", state="Beställd igår 15:20", place=PLACE),
    OrderRow(what=HOSTILE[:60], state="Levererad mån 9 nov 08:15", place=PLACE),
)

ORDER_SAMPLES: dict[str, Callable[[Words], Any]] = {
    "order-start": order_start_card,
    "order-form": lambda words: order_form_card(
        OrderFormView(
            errand=Errand.NEW,
            kind=ItemKind.PHONE,
            items=ITEMS,
            values={"cost_centre": "2110 Bygglov", "deliver_to": "Bygg"},
            carried={"errand": "new", "kind": "phone"},
        ),
        words,
    ),
    "order-form-faults": lambda words: order_form_card(
        OrderFormView(
            errand=Errand.BROKEN,
            kind=ItemKind.PHONE,
            items=ITEMS,
            devices=("Fjällräv 3 (070-174 06 05)", "Sävsparv 1"),
            values={"number": "keep", "reason": HOSTILE, "property": "true"},
            faults={
                "item": ("Välj vad du vill ha.",),
                "device": ("Skriv vilken telefon det gäller.",),
                "care": ("Kryssa i rutan om det stämmer. Det behövs för att gå vidare.",),
                "elsewhere": ("Något annat ändrades samtidigt, så jag hann inte spara. Försök igen.",),
            },
        ),
        words,
    ),
    "order-form-return": lambda words: order_form_card(
        OrderFormView(errand=Errand.RETURN, kind=ItemKind.PHONE, devices=("Fjällräv 3 (070-174 06 05)",)), words
    ),
    "order": lambda words: order_card(order(), words),
    "order-to-decide": lambda words: order_card(
        order(
            title="Anna Svensson vill beställa",
            stands=("Kostar mer än 9\u00a0000 kr, så två chefer godkänner.",),
            acts=frozenset({OrderAct.DECIDE}),
            faults={"reason": ("Skriv varför du säger nej, så att den som frågade förstår.",)},
        ),
        words,
    ),
    "order-to-order": lambda words: order_card(
        order(
            title="Att beställa",
            stands=(),
            history=HISTORY,
            acts=frozenset({OrderAct.ORDER}),
            supplier_text=SUPPLIER,
            warning="Mohammed Al-Sayed hann före. Beställningen är beställd sedan 2026-11-24 11:52.",
        ),
        words,
    ),
    "order-to-deliver": lambda words: order_card(
        order(
            title="Beställt, inte klart",
            stands=("Leverantörens ordernummer är LV-4711.",),
            history=HISTORY,
            acts=frozenset({OrderAct.DELIVER}),
        ),
        words,
    ),
    "order-to-attest": lambda words: order_card(
        order(
            title="Det du har beställt är här",
            stands=("Bekräfta så är allt klart.",),
            acts=frozenset({OrderAct.ATTEST}),
            to_attest=(*CLAUSES, "pin", "returned"),
            faults={"pin": ("Kryssa i rutan om det stämmer. Det behövs för att gå vidare.",)},
        ),
        words,
    ),
    "order-rejected": lambda words: order_card(
        order(
            title="Beställningen är avslagen",
            stands=("Skäl: Vi byter alla telefoner i januari.",),
            acts=frozenset(),
            again={"errand": "new", "kind": "phone"},
        ),
        words,
    ),
    "order-hostile": lambda words: order_card(
        order(
            title=HOSTILE,
            what=HOSTILE,
            stands=(HOSTILE,),
            facts=(("Varför", HOSTILE),),
            history=(HOSTILE,),
            warning=HOSTILE,
            supplier_text=HOSTILE,
            entered={"reference": HOSTILE},
            acts=frozenset({OrderAct.ORDER}),
        ),
        words,
    ),
    "orders-mine": lambda words: order_list_card(OrderListView(kind=ListKind.MINE, rows=ROWS), words),
    "orders-queue": lambda words: order_list_card(OrderListView(kind=ListKind.QUEUE, rows=ROWS * 5), words),
    "orders-none": lambda words: order_list_card(OrderListView(kind=ListKind.TO_APPROVE, rows=()), words),
    "lost-own": lambda words: own_lost_card(
        OwnLostView(
            place=LOST_PLACE,
            state=LostState.REPORTED,
            may_find=True,
            switchboard_number="08-465 004 00",
            replacement={},
        ),
        words,
    ),
    "lost-own-nobody": lambda words: own_lost_card(
        OwnLostView(
            place=LOST_PLACE,
            state=LostState.REPORTED,
            may_find=True,
            nobody_knows=True,
            switchboard_number="08-465 004 00",
            replacement={},
        ),
        words,
    ),
    "lost-own-blocked": lambda words: own_lost_card(
        OwnLostView(
            place=LOST_PLACE,
            state=LostState.BLOCKED,
            settled="Vera Åkesson spärrade abonnemanget 12:02.",
            by=LONG_NAME,
            replacement={"for_person": "Anna Svensson"},
        ),
        words,
    ),
    "lost-own-found": lambda words: own_lost_card(
        OwnLostView(place=LOST_PLACE, state=LostState.FOUND, replacement={}), words
    ),
    "lost-queue": lambda words: queue_lost_card(
        QueueLostView(
            place=LOST_PLACE,
            name="Anna Svensson",
            unit="Bygg",
            number="070-174 06 05",
            devices="Fjällräv 3 (070-174 06 05)",
            reported="11:55 av Anna Svensson",
            state=LostState.REPORTED,
        ),
        words,
    ),
    "lost-queue-blocked": lambda words: queue_lost_card(
        QueueLostView(
            place=LOST_PLACE,
            name=HOSTILE,
            unit="",
            number="",
            devices=HOSTILE,
            reported="11:55 av Anna Svensson",
            state=LostState.BLOCKED,
            settled="Vera Åkesson spärrade abonnemanget 12:02.",
        ),
        words,
    ),
}
