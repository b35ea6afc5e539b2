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


async def test_a_message_is_left_called_back_and_followed(anna: Sitting, vera: Sitting) -> None:
    """V1, A5, S6: the operator's own card goes from left to done as Anna sees to it."""
    await vera.types("hälsa Anna Svensson att Kalle Persson sökt henne om bygglov, ring 070-174 06 12")
    await vera.reads_on_card("Anna Svensson har fått meddelandet")
    await vera.is_photographed("message-left")
    await anna.reads_on_card("Meddelande från Vera Åkesson", "070-174 06 12")
    await anna.is_photographed("message-come")
    await anna.presses("Jag har sett")
    await vera.reads_on_card("Anna Svensson har sett meddelandet")
    await anna.types("har ringt Kalle, inte klart, nytt besked på fredag")
    await anna.reads_on_card("Noterat: hör av dig till Kalle", "fre 27 nov")
    await anna.is_photographed("message-not-ready")
    await anna.types("har ringt Kalle")
    await anna.reads_on_card("Klart: Kalle Persson är uppringd")
    await vera.reads_on_card("Anna Svensson är klar med meddelandet")
    await vera.is_photographed("message-done")


async def test_a_promise_is_given_a_better_time_and_handed_over(anna: Sitting, karin: Sitting) -> None:
    """S5, S7: it falls in Anna's own absence, so another time is offered first; then a colleague takes it."""
    await anna.types("ledig imorgon")
    await anna.reads_on_card("Du är hänvisad")
    await anna.types("ring upp Eva Lind 08-465 004 12 om avlopp senast imorgon kl 15")
    await anna.reads_on_card("Den tiden kan bli svår att hålla")
    await anna.is_photographed("promise-better")
    await anna.types("ja")
    await anna.reads_on_card("Ring Eva Lind", "08-465 004 12", "Hör av dig senast", "17:00")
    await anna.is_photographed("promise-made")
    await anna.types("lämna över Eva till Karin")
    await anna.reads_on_card("Karin Lindqvist är tillfrågad om ringlöftet")
    await karin.reads_on_card("Anna Svensson frågar om du kan ringa Eva Lind")
    await karin.is_photographed("promise-offered")
    await karin.presses("Jag tar det")
    await anna.reads("Karin Lindqvist ringer Eva Lind i stället")
    await anna.is_photographed("promise-moved")
    await karin.types("mina löften")
    await karin.reads_on_card("Eva Lind")
    await karin.is_photographed("promises")
