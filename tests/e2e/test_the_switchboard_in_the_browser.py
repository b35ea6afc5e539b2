"""An operator's morning at the local Teams client in Chromium: a caller to help, a message, an order to place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from examples.playground.people import Part
from examples.playground.stage import Stage
from tests.e2e.browser import Sitting
from tests.e2e.town import open_town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

IN_PHONE_HOURS = "2026-11-24T10:40+01:00"
WHY = "Min gamla **surrar** <b>"


@pytest_asyncio.fixture(loop_scope="session")
async def stage(tmp_path: Path, parts: frozenset[Part]) -> AsyncIterator[Stage]:
    """The town while the phones are open."""
    async with open_town(tmp_path, parts=parts, at=IN_PHONE_HOURS) as running:
        yield running


async def test_a_caller_is_helped_and_an_approved_order_is_placed(
    anna_sitting: Sitting, karin_sitting: Sitting, vera_sitting: Sitting
) -> None:
    """S3, V1, V3: nobody can answer, so the next one in gets a message, and Vera *sedd*; then she places an order."""
    await karin_sitting.types("Bo Ek är sjuk idag")
    await karin_sitting.reads_on_card("Bo Ek är hänvisad")
    await karin_sitting.types("Åsa Berg är sjuk idag")
    await karin_sitting.reads_on_card("Åsa Berg är hänvisad")
    await anna_sitting.types("möte till 14")
    await anna_sitting.reads_on_card("Vill du spara ändå?")
    await anna_sitting.presses("Spara ändå")
    await anna_sitting.reads_on_card("Du är hänvisad")

    await vera_sitting.types("kunden undrar om attefallshus")
    await vera_sitting.reads_on_card(
        "Ingen på Bygglov svarar just nu. Säg att de svarar igen klockan 14:00, eller ta ett meddelande.",
        "Ärende: attefallshus",
        "Bo Ek är frånvarande",
    )
    await vera_sitting.is_photographed("whom-nobody")
    await vera_sitting.presses("Meddelande till Anna Svensson")
    await vera_sitting.finds_filled_in("Vad gäller det?", "attefallshus")
    await vera_sitting.fills_in("Vem ska ringas upp?", "Kalle Persson")
    await vera_sitting.fills_in("Nummer", "070-174 06 12")
    await vera_sitting.presses("Spara")
    await vera_sitting.reads_on_card("Anna Svensson har fått meddelandet")
    await anna_sitting.reads_on_card("Ring Kalle Persson", "attefallshus")
    await anna_sitting.presses("Jag har sett")
    await vera_sitting.reads_on_card("Anna Svensson har sett meddelandet")

    await anna_sitting.types("beställ headset")
    await anna_sitting.reads_on_card("Beställ headset")
    await anna_sitting.chooses("Vad vill du ha?", "Trådlöst headset (Tystnad 20) · 1 450 kr")
    await anna_sitting.fills_in("Varför behövs det?", WHY)
    await anna_sitting.ticks("Det jag får är kommunens egendom och ett arbetsredskap.")
    await anna_sitting.presses("Skicka")
    await karin_sitting.reads_on_card("Anna Svensson vill beställa", WHY)
    await karin_sitting.presses("Godkänn")
    await vera_sitting.reads_on_card("Att beställa", "Text att kopiera till leverantören", "Tystnad 20")
    await vera_sitting.fills_in("Leverantörens ordernummer", "L-4712")
    await vera_sitting.presses("Beställd")
    await vera_sitting.reads_on_card("Leverantörens ordernummer är L-4712.")
    await anna_sitting.reads_on_card("Beställningen är beställd", "beställd av Vera Åkesson")
