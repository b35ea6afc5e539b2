"""An order from a wish to a phone with a PIN in it, across the chats of whoever asks, approves and orders."""

from __future__ import annotations

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone, filled_in

CLAUSES = dict.fromkeys(("property", "private_calls", "social_media", "care", "municipal_only"), "true")
PHONE = {"item": "mobil-standard", "number": "new", "reason": "Ska ut på fältet.", **CLAUSES}


async def orders_a_phone(someone: Someone, **changed: str) -> None:
    """Through the form."""
    await someone.sends(_form("new", "phone"))
    someone.sees("Beställ telefon", "Närmaste chef godkänner")
    await someone.presses("Skicka", **{**PHONE, **changed})


async def approved(house: House, anna: Someone, karin: Someone, vera: Someone) -> None:
    """Anna's phone, approved by Karin, with Vera's card of it in front of her."""
    await orders_a_phone(anna)
    anna.sees("Beställningen är inskickad")
    await house.sends_what_is_due()
    karin.is_told("Anna Svensson vill beställa")
    await karin.presses("Godkänn")
    karin.sees("Beställningen är godkänd")
    await house.sends_what_is_due()
    anna.is_told("Beställningen är godkänd", changed=True)
    anna.is_told("Godkänt: ", "Växeln tar hand om resten.")
    vera.is_told("Att beställa")


async def test_an_order_across_three_chats(house: House, anna: Someone, karin: Someone, vera: Someone) -> None:
    """Asked, approved, ordered, delivered and attested: one card of it in each chat (R1, R5, V2, V3)."""
    await orders_a_phone(anna)
    anna.sees("Beställningen är inskickad", "Standardmobil (Fjällräv 5) · 3\u00a0490 kr", "Väntar på svar från Karin")
    await house.sends_what_is_due()
    karin.is_told("Anna Svensson vill beställa", "Ska ut på fältet.", "2110 Bygglov", "Godkänn", "Säg nej")
    await karin.presses("Godkänn")
    karin.sees("Beställningen är godkänd", "10:15: godkänd av Karin Lindqvist")
    await house.sends_what_is_due()
    anna.is_told("Beställningen är godkänd", "Växeln tar hand om det.", changed=True)
    anna.is_told("Godkänt: Standardmobil (Fjällräv 5). Växeln tar hand om resten.")
    vera.is_told(
        "Att beställa", "Artikel: Fjällräv 5, 128 GB, svart, art.nr 51280", "Nummer: nytt", "Levereras till: Bygg"
    )
    assert "Ska ut på fältet." not in repr(vera.card)
    await vera.presses("Beställd", reference="LV-4711")
    vera.sees("Beställt, inte klart", "LV-4711")
    await house.sends_what_is_due()
    anna.is_told("Beställningen är beställd", "LV-4711", changed=True)
    anna.is_told("Beställt: Standardmobil (Fjällräv 5).")
    karin.is_told("Beställningen är beställd", changed=True)
    await vera.presses("Levererad")
    vera.sees("Beställningen är levererad")
    await house.sends_what_is_due()
    anna.is_told("Det du har beställt är här", "Telefonen är låst med kod eller PIN.", changed=True)
    karin.is_told("Beställningen är levererad", changed=True)
    await anna.presses("Bekräfta")
    anna.sees("Kryssa i rutan om det stämmer.")
    await anna.presses("Bekräfta", pin="true")
    anna.sees("Beställningen är klar", "bekräftad av Anna Svensson")
    anna.is_told("Standardmobil (Fjällräv 5) har kommit.")
    await house.sends_what_is_due()
    karin.is_told("Beställningen är klar", changed=True)
    vera.is_told("Beställningen är klar", changed=True)


async def test_a_no_comes_with_its_reason(house: House, anna: Someone, karin: Someone) -> None:
    """Written before it can be said; whoever asked reads it, and can try again (S8)."""
    await orders_a_phone(anna)
    anna.sees("inskickad")
    await house.sends_what_is_due()
    karin.is_told("vill beställa")
    await karin.presses("Säg nej")
    karin.sees("Skriv varför du säger nej")
    await karin.presses("Säg nej", reason="Vi byter alla telefoner i januari.")
    karin.sees("Beställningen är avslagen", "Vi byter alla telefoner i januari.")
    await house.sends_what_is_due()
    anna.is_told("Beställningen är avslagen", "Skäl: Vi byter alla telefoner i januari.", changed=True)
    anna.is_told("Din beställning är avslagen: Standardmobil (Fjällräv 5). Skäl: Vi byter alla telefoner i januari.")
    await anna.presses("Gör en ny beställning")
    anna.sees("Beställ telefon")


async def test_all_that_is_missing_is_shown_at_once(anna: Someone) -> None:
    """Each at its field, with what was entered kept (R1, R2, R3, R4, R7)."""
    await anna.sends(_form("new", "phone"))
    anna.sees("Beställ telefon")
    await anna.presses("Skicka", reason="Ute på fältet", cost_centre="")
    anna.sees("Välj vad du vill ha.", "Skriv vilket kostnadsställe som betalar.", "8 saker behöver rättas")
    assert anna.sight.count("Kryssa i rutan om det stämmer.") == 5
    assert filled_in(anna.card)["reason"] == "Ute på fältet"
    await anna.presses("Skicka", **PHONE, cost_centre="2110")
    anna.sees("Beställningen är inskickad")


async def test_a_subscription_says_which_of_the_municipalitys_phones_it_goes_into(anna: Someone) -> None:
    """The one that she has is there to choose, and is filled in (R7)."""
    await anna.sends(_form("new", "subscription"))
    anna.sees("Vilken av kommunens telefoner ska abonnemanget sitta i?", "Fjällräv 3 (070-174 06 05)")
    assert filled_in(anna.card)["device"] == "Fjällräv 3 (070-174 06 05)"
    await anna.presses("Skicka", item="abonnemang-bas", number="new", device="elsewhere", **CLAUSES)
    anna.sees("Skriv vilken av kommunens telefoner abonnemanget ska sitta i.")
    await anna.presses("Skicka", device_other="Min egen")
    anna.sees("Beställningen är inskickad", "Min egen (inte registrerad hos kommunen)", "89 kr i månaden")


async def test_what_is_broken_is_handed_back_when_the_new_one_comes(
    house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """The receiver's card asks for it beside the PIN (R1, R5)."""
    await anna.sends(_form("broken", "phone"))
    anna.sees("Vad är trasigt?")
    await anna.presses("Skicka", **{**PHONE, "number": "keep"})
    anna.sees("Fjällräv 3 (070-174 06 05)", "Ersätter något trasigt")
    await house.sends_what_is_due()
    karin.is_told("vill beställa")
    await karin.presses("Godkänn")
    karin.sees("godkänd")
    await house.sends_what_is_due()
    vera.is_told("Ersätter trasigt: Fjällräv 3 (070-174 06 05)", "Nummer: behåll 070-174 06 05")
    await vera.presses("Beställd", reference="1")
    vera.sees("Beställt")
    await vera.presses("Levererad")
    vera.sees("levererad")
    await house.sends_what_is_due()
    anna.told = anna.told[-2:]
    anna.is_told("Det du har beställt är här", "Jag har lämnat tillbaka det gamla.", changed=True)
    anna.told.clear()
    karin.told.clear()
    await anna.presses("Bekräfta", pin="true")
    anna.sees("Kryssa i rutan när det gamla är återlämnat.")
    await anna.presses("Bekräfta", pin="true", returned="true")
    anna.sees("Beställningen är klar", "det gamla är återlämnat")


async def test_an_order_can_be_taken_back_until_it_is_with_the_supplier(
    house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """Then it leaves the queue, and the cards say so."""
    await approved(house, anna, karin, vera)
    await anna.presses("Avbryt beställningen")
    anna.sees("Beställningen är avbruten")
    await house.sends_what_is_due()
    karin.is_told("Beställningen är avbruten", changed=True)
    vera.is_told("Beställningen är avbruten", changed=True)
    assert "Beställd" not in vera.choices


async def test_a_phone_for_a_colleague_is_attested_by_the_colleague(
    house: House, anna: Someone, karin: Someone, bo: Someone, vera: Someone
) -> None:
    """Karin orders for Bo, so the manager above her approves; Bo answers for what he gets."""
    margareta = house.someone("Margareta Holmgren")
    await orders_a_phone(karin, for_person="Bo Ek")
    karin.sees("Beställningen är inskickad", "Till\nBo Ek", "Väntar på svar från Margareta Holmgren")
    await house.sends_what_is_due()
    margareta.is_told("Karin Lindqvist vill beställa", "Bo Ek")
    await margareta.presses("Godkänn")
    margareta.sees("godkänd")
    await house.sends_what_is_due()
    vera.is_told("Användare: Bo Ek, Bygg")
    await vera.presses("Beställd", reference="1")
    vera.sees("Beställt")
    await vera.presses("Levererad")
    vera.sees("levererad")
    await house.sends_what_is_due()
    bo.is_told("Det du har beställt är här", "Det jag får är kommunens egendom", "Telefonen är låst")
    await bo.presses("Bekräfta", **CLAUSES, pin="true")
    bo.sees("Beställningen är klar")
    await house.sends_what_is_due()
    for other in (karin, margareta, vera):
        other.told.clear()
    assert not anna.told


async def test_a_phone_for_someone_new_says_who_that_is(anna: Someone) -> None:
    """Nobody of that name is in the directory yet; whoever orders receives it."""
    await orders_a_phone(anna, for_new="true")
    anna.sees("Skriv vem den nya personen är")
    await anna.presses("Skicka", for_person="Vikarie för Åsa", for_new="true")
    anna.sees("Vikarie för Åsa, som är ny. Anna Svensson tar emot.")


async def test_a_name_that_is_nobodys_or_several_is_asked_about(house: House, vera: Someone) -> None:
    """Never a guess; everything that was filled in stays."""
    await orders_a_phone(vera, for_person="Xerxes")
    vera.sees("Jag hittar ingen som heter Xerxes.")
    await vera.presses("Skicka", for_person="Maria Johansson")
    vera.sees("Vem menar du?")
    await vera.says("2")
    vera.sees("Beställningen är inskickad", "Maria Johansson")


async def test_nobody_orders_for_people_of_another_unit(anna: Someone) -> None:
    """And the form keeps what was filled in."""
    await orders_a_phone(anna, for_person="Henrik Sjöberg")
    anna.sees("Du kan inte beställa åt Henrik Sjöberg.")


async def test_a_dear_phone_is_approved_twice(house: House, anna: Someone, karin: Someone) -> None:
    """By Karin and then by Margareta; in between it isn't approved (M1)."""
    margareta = house.someone("Margareta Holmgren")
    await orders_a_phone(anna, item="mobil-stor")
    anna.sees("Kostar mer än 9\u00a0000 kr, så två chefer godkänner.")
    await house.sends_what_is_due()
    karin.is_told("vill beställa")
    await karin.presses("Godkänn")
    karin.sees("Väntar på svar från Margareta Holmgren.")
    await house.sends_what_is_due()
    anna.is_told("Väntar på svar från Margareta Holmgren.", changed=True)
    margareta.is_told("Anna Svensson vill beställa")
    await margareta.presses("Godkänn")
    margareta.sees("Beställningen är godkänd")
    await house.sends_what_is_due()
    anna.is_told("Beställningen är godkänd", changed=True)
    anna.is_told("Godkänt: ")
    karin.is_told("Beställningen är godkänd", changed=True)


@pytest.mark.parametrize("language", ["english"])
async def test_it_works_in_english(house: House, anna: Someone, karin: Someone, language: str) -> None:
    """For whoever asks; each reader has their own language."""
    await anna.says(language)
    anna.unseen.clear()
    await anna.sends(_form("new", "phone"))
    anna.sees("Order a phone", "The nearest manager approves")
    await anna.presses("Send", **PHONE)
    anna.sees("The order is sent in", "Waiting for an answer from Karin Lindqvist.")
    await house.sends_what_is_due()
    karin.is_told("Anna Svensson vill beställa")


def _form(errand: str, kind: str) -> CardAction:
    """What a row of the first question sends."""
    return CardAction(ActionName.ORDER_FORM, {"errand": errand, "kind": kind}, {}, True)
