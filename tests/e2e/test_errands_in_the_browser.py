"""Errands that go from one person's chat to another's, at three windows of the local Teams client in Chromium."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from examples.playground.people import Part
from examples.playground.stage import Stage
from tests.e2e.browser import Sitting, open_browser, sit_down

pytestmark = pytest.mark.browser

STATEMENTS = (
    "Det jag får är kommunens egendom och ett arbetsredskap.",
    "Privata samtal är bara en liten del av det som kostar.",
    "Jag använder inte sociala medier i telefonen utan ett särskilt uppdrag.",
    "Jag är rädd om telefonen och det som finns i den.",
    "Abonnemanget används aldrig i en privat telefon eller annan privat utrustning.",
)
"""What whoever orders a phone attests (R1-R4, R7)."""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium."""
    async with open_browser() as running:
        yield running


@pytest.fixture
async def anna(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """A member of staff at her window."""
    async with sit_down(browser, stage.windows[Part.STAFF]) as sitting:
        await sitting.reads("Hej Anna! Jag är Växelvis.")
        yield sitting


@pytest.fixture
async def karin(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """Her manager at hers."""
    async with sit_down(browser, stage.windows[Part.MANAGER]) as sitting:
        await sitting.reads("Hej Karin! Jag är Växelvis.")
        yield sitting


@pytest.fixture
async def vera(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """Someone at the switchboard at hers."""
    async with sit_down(browser, stage.windows[Part.SWITCHBOARD]) as sitting:
        await sitting.reads("Hej Vera! Jag är Växelvis.")
        yield sitting


async def test_a_phone_is_asked_for_approved_ordered_delivered_and_attested(
    anna: Sitting, karin: Sitting, vera: Sitting
) -> None:
    """R1-R7, V3: three people, a card each, changed in place all along; Anna sees how it goes without asking."""
    await anna.types("ny telefon")
    await anna.reads_on_card("Beställ telefon", "Närmaste chef godkänner")
    await anna.is_photographed("order-form")
    await anna.chooses("Vad vill du ha?", "Standardmobil (Fjällräv 5) · 3 490 kr")
    await anna.picks("Nytt nummer")
    await anna.fills_in("Varför behövs det?", "Min **gamla** laddar inte <b>")
    for statement in STATEMENTS:
        await anna.ticks(statement)
    await anna.presses("Skicka")
    await anna.reads_on_card("Beställningen är inskickad", "Väntar på svar från Karin Lindqvist.")
    await anna.is_photographed("order-sent")

    await karin.reads_on_card("Anna Svensson vill beställa", "Standardmobil", "Min **gamla** laddar inte <b>")
    await karin.is_photographed("order-to-approve")
    await karin.presses("Godkänn")
    await karin.reads_on_card("Beställningen är godkänd")
    await anna.reads("Beställningen är godkänd")

    await vera.reads_on_card("Att beställa", "Text att kopiera till leverantören")
    await vera.is_photographed("order-to-place")
    await vera.fills_in("Leverantörens ordernummer", "L-4711")
    await vera.presses("Beställd")
    await vera.reads_on_card("Leverantörens ordernummer är L-4711.")
    await vera.presses("Levererad")
    await vera.reads_on_card("Beställningen är levererad")

    await anna.reads_on_card("Det du har beställt är här")
    await anna.is_photographed("order-delivered")
    await anna.ticks("Telefonen är låst med kod eller PIN.")
    await anna.presses("Bekräfta")
    await anna.reads_on_card("Beställningen är klar")
    await anna.is_photographed("order-attested")
    await vera.types("beställningskön")
    await vera.reads_on_card("Kön är tom")
