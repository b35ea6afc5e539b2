"""Orders in which nothing is delivered: a subscription changed or ended, a phone handed back. And who may do what."""

from __future__ import annotations

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.bot.test_phone_orders_in_chat import CLAUSES, approved

GONE = "Den beställningen finns inte längre."


async def test_a_phone_is_handed_back(house: House, anna: Someone, vera: Someone) -> None:
    """Nobody's leave is asked: it goes to the queue, where it is taken in (R1)."""
    await anna.says("lämna tillbaka telefonen")
    anna.sees("Lämna tillbaka en telefon", "Växeln tar emot telefonen")
    await anna.presses("Skicka")
    anna.sees("Beställningen är godkänd", "Telefonen lämnas tillbaka", "behöver inget godkännande")
    await house.sends_what_is_due()
    vera.is_told("En telefon lämnas tillbaka", "Fjällräv 3 (070-174 06 05)")
    await vera.presses("Mottagen")
    vera.sees("Beställningen är klar", "det gamla är återlämnat, noterat av Vera Åkesson")
    await house.sends_what_is_due()
    anna.is_told("Beställningen är klar", changed=True)
    anna.is_told("Växeln har tagit emot telefonen.")
    await anna.sends(CardAction(ActionName.ORDER_FORM, {"errand": "return", "kind": "phone"}, {}, True))
    anna.sees("Lämna tillbaka en telefon")
    anna.does_not_see("Fjällräv 3")


@pytest.mark.parametrize(
    ("line", "told", "done"),
    [
        ("avsluta abonnemanget", "Abonnemanget är avslutat.", "Avsluta abonnemang i: Fjällräv 3"),
        ("ändra abonnemanget", "Abonnemang Surf (fria samtal, 50 GB) är klart.", "Ändring av abonnemang i: Fjällräv 3"),
    ],
)
async def test_a_subscription_is_changed_or_ended(
    line: str, told: str, done: str, house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """The manager says yes, the switchboard tells the supplier, and it is done: nothing is delivered (V2)."""
    await anna.says(line)
    anna.sees("abonnemang")
    more = {} if "avsluta" in line else {"item": "abonnemang-surf", **CLAUSES}
    await anna.presses("Skicka", **more)
    anna.sees("Beställningen är inskickad")
    await house.sends_what_is_due()
    karin.is_told("vill avsluta ett abonnemang" if "avsluta" in line else "vill beställa")
    await karin.presses("Godkänn")
    karin.sees("godkänd")
    await house.sends_what_is_due()
    vera.is_told("Att beställa", done)
    await vera.presses("Beställd", reference="LV-9")
    vera.sees("Beställt, inte klart")
    await vera.presses("Klart")
    vera.sees("Beställningen är klar")
    anna.told.clear()
    await house.sends_what_is_due()
    assert told in [message.message.text for message in anna.told]
    anna.told.clear()
    karin.told.clear()


@pytest.mark.parametrize("name", [name for name in ActionName if name.startswith("order.") and name != "order.new"])
async def test_a_forged_button_does_nothing_to_somebodys_order(
    name: ActionName, house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """Åsa has no part in it, even with the order's true place: every button is authorised anew."""
    await approved(house, anna, karin, vera)
    asa = house.someone("Åsa Öberg")
    place = vera.button("Beställd").values
    entered = {"reason": "Nej.", "reference": "X", "pin": "true"}
    await asa.sends(CardAction(name, place, entered, True))
    shown = {
        ActionName.ORDER_FORM: "Den knappen fungerar inte längre.",
        ActionName.ORDER_SEND: "Den knappen fungerar inte längre.",
        ActionName.ORDER_MINE: "Du har inga beställningar",
        ActionName.ORDER_TO_APPROVE: "Det finns inget att godkänna",
        ActionName.ORDER_QUEUE: "bara till för vissa roller",
    }
    asa.sees(shown.get(name, GONE))
    await anna.says("mina beställningar")
    anna.sees("Godkänd 10:15")


async def test_who_has_asked_can_not_approve_nor_order(
    house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """Each refusal says why."""
    await approved(house, anna, karin, vera)
    place = vera.button("Beställd").values
    for name, said in (
        (ActionName.ORDER_ORDERED, "bara till för vissa roller"),
        (ActionName.ORDER_DELIVERED, "bara till för vissa roller"),
        (ActionName.ORDER_APPROVE, "Karin Lindqvist hann före."),
    ):
        await anna.sends(CardAction(name, place, {"reference": "X"}, True))
        anna.sees(said)
    await vera.sends(CardAction(ActionName.ORDER_CANCEL, place, {}, True))
    vera.sees("Bara den som gjorde beställningen kan avbryta den.")
    await karin.sends(CardAction(ActionName.ORDER_ATTEST, place, {"pin": "true"}, True))
    karin.sees("Bara den som tar emot telefonen kan bekräfta det.")


async def test_all_that_is_wrong_with_a_form_is_shown_together(anna: Someone) -> None:
    """A name that is nobody's, a date that is none, and what the rules have against the rest."""
    await anna.sends(CardAction(ActionName.ORDER_FORM, {"errand": "new", "kind": "phone"}, {}, True))
    anna.sees("Beställ telefon")
    await anna.presses("Skicka", for_person="Xerxes", wanted_on="2026-02-30", number="new", **CLAUSES)
    anna.sees("3 saker behöver rättas", "Jag hittar ingen som heter Xerxes.", "Det går inte att läsa datumet.")
    anna.sees("Välj vad du vill ha.")


async def test_who_has_got_a_phone_and_not_confirmed_it_is_reminded(
    house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """Two working days on, once, in a line that is heard (R5)."""
    await approved(house, anna, karin, vera)
    await vera.presses("Beställd", reference="1")
    vera.sees("Beställt")
    await vera.presses("Levererad")
    vera.sees("levererad")
    await house.sends_what_is_due()
    anna.told.clear()
    karin.told.clear()
    await house.lets_time_pass(until="2026-11-26 08:05")
    anna.is_told("påminnelse skickad", changed=True)
    anna.is_told("Har Standardmobil (Fjällräv 5) kommit fram?")
    karin.told.clear()
    vera.told.clear()
