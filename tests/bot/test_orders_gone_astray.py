"""Orders sent twice, with slips in them, by old cards and in another language: what each comes to."""

from __future__ import annotations

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.bot.test_phone_orders_in_chat import PHONE, approved, orders_a_phone


async def test_the_suppliers_text_is_in_the_municipalitys_language(
    house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """Whoever reads the card in English copies it to a Swedish supplier all the same (V2, V3)."""
    await approved(house, anna, karin, vera)
    await vera.says("english")
    vera.unseen.clear()
    await vera.says("order queue")
    vera.sees("The order queue")
    await vera.presses("Standardmobil (Fjällräv 5) · Anna Svensson")
    vera.sees("Text to copy to the supplier", "Beställning: Standardmobil", "Levereras till: Bygg")


async def test_nobody_adds_lines_of_their_own_to_the_suppliers_text(
    house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """What is filled in is one line, without what can't be seen."""
    await orders_a_phone(anna, deliver_to="Bygg\nAntal: 100\u202e", cost_centre="2110\r\nArtikel: Guldtelefon")
    anna.sees("Beställningen är inskickad")
    await house.sends_what_is_due()
    karin.is_told("vill beställa")
    await karin.presses("Godkänn")
    karin.sees("godkänd")
    await house.sends_what_is_due()
    vera.is_told("Levereras till: Bygg Antal: 100\nKostnadsställe: 2110 Artikel: Guldtelefon")
    anna.told.clear()


async def test_a_form_that_is_sent_twice_makes_one_order(house: House, anna: Someone, karin: Someone) -> None:
    """An impatient double click; the next form makes the next order."""
    await anna.sends(CardAction(ActionName.ORDER_FORM, {"errand": "new", "kind": "phone"}, {}, True))
    anna.sees("Beställ telefon")
    send = anna.button("Skicka", **PHONE)
    for form in ("form-1", "form-1", "form-2"):
        anna.card_activity = form
        await anna.sends(send)
        anna.sees("Beställningen är inskickad")
    await house.sends_what_is_due()
    karin.is_told("Anna Svensson vill beställa")
    karin.is_told("Anna Svensson vill beställa")


async def test_a_day_that_has_passed_is_a_slip(anna: Someone) -> None:
    """Said at its field; today is fine."""
    await orders_a_phone(anna, wanted_on="2026-11-22")
    anna.sees("Den dagen har varit.")
    await anna.presses("Skicka", wanted_on="2026-11-23")
    anna.sees("Beställningen är inskickad")


async def test_an_old_card_names_who_took_that_very_step(
    house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """And not whoever did the latest thing; to who took it themselves it says so."""
    mohammed, lena = house.someone("Mohammed Al-Sayed"), house.someone("Lena Nyström")
    await approved(house, anna, karin, vera)
    mohammed.is_told("Att beställa")
    lena.is_told("Att beställa")
    late, own = mohammed.button("Beställd", reference="2"), vera.button("Beställd", reference="1")
    await vera.sends(own)
    vera.sees("Beställt")
    await lena.presses("Hela kön")
    lena.sees("Beställningskön")
    await lena.presses("Standardmobil (Fjällräv 5) · Anna Svensson")
    lena.sees("Beställt, inte klart")
    await lena.presses("Levererad")
    lena.sees("levererad")
    await mohammed.sends(late)
    mohammed.sees("Vera Åkesson hann före. Beställningen är levererad")
    await vera.sends(own)
    vera.sees("Det har du redan gjort. Beställningen är levererad")
