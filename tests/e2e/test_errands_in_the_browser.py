"""Errands that go from one person's chat to another's, at three windows of the local Teams client in Chromium."""

from __future__ import annotations

import pytest

from tests.e2e.browser import Sitting

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

STATEMENTS = (
    "Det jag får är kommunens egendom och ett arbetsredskap.",
    "Privata samtal är bara en liten del av det som kostar.",
    "Jag använder inte sociala medier i telefonen utan ett särskilt uppdrag.",
    "Jag är rädd om telefonen och det som finns i den.",
    "Abonnemanget används aldrig i en privat telefon eller annan privat utrustning.",
)
"""What whoever orders a phone attests (R1-R4, R7)."""


async def test_a_phone_is_asked_for_approved_ordered_delivered_and_attested(
    anna_sitting: Sitting, karin_sitting: Sitting, vera_sitting: Sitting
) -> None:
    """R1-R7, V3: three people, a card each, changed in place all along; Anna sees how it goes without asking."""
    await anna_sitting.types("ny telefon")
    await anna_sitting.reads_on_card("Beställ telefon", "Närmaste chef godkänner")
    await anna_sitting.is_photographed("order-form")
    await anna_sitting.chooses("Vad vill du ha?", "Standardmobil (Fjällräv 5) · 3 490 kr")
    await anna_sitting.picks("Nytt nummer")
    await anna_sitting.fills_in("Varför behövs det?", "Min **gamla** laddar inte <b>")
    for statement in STATEMENTS:
        await anna_sitting.ticks(statement)
    await anna_sitting.presses("Skicka")
    await anna_sitting.reads_on_card("Beställningen är inskickad", "Väntar på svar från Karin Lindqvist.")
    await anna_sitting.is_photographed("order-sent")

    await karin_sitting.reads_on_card("Anna Svensson vill beställa", "Standardmobil", "Min **gamla** laddar inte <b>")
    await karin_sitting.is_photographed("order-to-approve")
    await karin_sitting.presses("Godkänn")
    await karin_sitting.reads_on_card("Beställningen är godkänd")
    await anna_sitting.reads("Beställningen är godkänd")

    await vera_sitting.reads_on_card("Att beställa", "Text att kopiera till leverantören")
    await vera_sitting.is_photographed("order-to-place")
    await vera_sitting.fills_in("Leverantörens ordernummer", "L-4711")
    await vera_sitting.presses("Beställd")
    await vera_sitting.reads_on_card("Leverantörens ordernummer är L-4711.")
    await vera_sitting.presses("Levererad")
    await vera_sitting.reads_on_card("Beställningen är levererad")

    await anna_sitting.reads_on_card("Det du har beställt är här")
    await anna_sitting.is_photographed("order-delivered")
    await anna_sitting.ticks("Telefonen är låst med kod eller PIN.")
    await anna_sitting.presses("Bekräfta")
    await anna_sitting.reads_on_card("Beställningen är klar")
    await anna_sitting.is_photographed("order-attested")
    await vera_sitting.types("beställningskön")
    await vera_sitting.reads_on_card("Kön är tom")


async def test_a_message_is_left_called_back_and_followed(anna_sitting: Sitting, vera_sitting: Sitting) -> None:
    """V1, A5, S6: the operator's own card goes from left to done as Anna sees to it."""
    await vera_sitting.types("hälsa Anna Svensson att Kalle Persson sökt henne om bygglov, ring 070-174 06 12")
    await vera_sitting.reads_on_card("Anna Svensson har fått meddelandet")
    await vera_sitting.is_photographed("message-left")
    await anna_sitting.reads_on_card("Meddelande från Vera Åkesson", "070-174 06 12")
    await anna_sitting.is_photographed("message-come")
    await anna_sitting.presses("Jag har sett")
    await vera_sitting.reads_on_card("Anna Svensson har sett meddelandet")
    await anna_sitting.types("har ringt Kalle, inte klart, nytt besked på fredag")
    await anna_sitting.reads_on_card("Noterat: hör av dig till Kalle", "fre 27 nov")
    await anna_sitting.is_photographed("message-not-ready")
    await anna_sitting.types("har ringt Kalle")
    await anna_sitting.reads_on_card("Klart: Kalle Persson är uppringd")
    await vera_sitting.reads_on_card("Anna Svensson är klar med meddelandet")
    await vera_sitting.is_photographed("message-done")


async def test_a_promise_is_given_a_better_time_and_handed_over(anna_sitting: Sitting, karin_sitting: Sitting) -> None:
    """S5, S7: it falls in Anna's own absence, so another time is offered first; then a colleague takes it."""
    await anna_sitting.types("ledig imorgon")
    await anna_sitting.reads_on_card("Du är hänvisad")
    await anna_sitting.types("ring upp Eva Lind 08-465 004 12 om avlopp senast imorgon kl 15")
    await anna_sitting.reads_on_card("Den tiden kan bli svår att hålla")
    await anna_sitting.is_photographed("promise-better")
    await anna_sitting.types("ja")
    await anna_sitting.reads_on_card("Ring Eva Lind", "08-465 004 12", "Hör av dig senast", "17:00")
    await anna_sitting.is_photographed("promise-made")
    await anna_sitting.types("lämna över Eva till Karin")
    await anna_sitting.reads_on_card("Karin Lindqvist är tillfrågad om ringlöftet")
    await karin_sitting.reads_on_card("Anna Svensson frågar om du kan ringa Eva Lind")
    await karin_sitting.is_photographed("promise-offered")
    await karin_sitting.presses("Jag tar det")
    await anna_sitting.reads("Karin Lindqvist har tagit över löftet att ringa Eva Lind.")
    await anna_sitting.is_photographed("promise-moved")
    await karin_sitting.types("mina löften")
    await karin_sitting.reads_on_card("Eva Lind")
    await karin_sitting.is_photographed("promises")
