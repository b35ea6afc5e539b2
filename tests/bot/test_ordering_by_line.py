"""A line that asks for a phone opens the form of just that, with what was said filled in; lists are a line away too."""

from __future__ import annotations

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone, filled_in
from tests.bot.test_phone_orders_in_chat import CLAUSES, PHONE, approved, orders_a_phone


@pytest.mark.parametrize(
    ("line", "title", "entered"),
    [
        ("ny telefon", "Beställ telefon", {"cost_centre": "2110 Bygglov", "deliver_to": "Bygg"}),
        ("beställ ett headset", "Beställ headset", {"item": ""}),
        ("ny laddare", "Beställ tillbehör", {"item": "laddare"}),
        ("min mobil är trasig, behöver en ny", "Ersätt det som är trasigt", {"device": "Fjällräv 3 (070-174 06 05)"}),
        ("avsluta abonnemanget", "Avsluta abonnemang", {"device": "Fjällräv 3 (070-174 06 05)"}),
        ("lämna tillbaka telefonen", "Lämna tillbaka en telefon", {"device": "Fjällräv 3 (070-174 06 05)"}),
        ("ny mobil till Bo Ek, behålla numret", "Beställ telefon", {"for_person": "Bo Ek", "number": "keep"}),
        (
            "behöver telefon till vikarie från 1 december",
            "Beställ telefon",
            {"for_new": "true", "wanted_on": "2026-12-01"},
        ),
    ],
)
async def test_a_line_opens_the_form_of_what_it_asks_for(
    line: str, title: str, entered: dict[str, str], anna: Someone
) -> None:
    """Only what is missing is left to fill in (V3)."""
    await anna.says(line)
    anna.sees(title)
    shown = filled_in(anna.card)
    assert {name: shown.get(name, "") for name in entered} == entered


async def test_what_is_missing_can_be_said(anna: Someone) -> None:
    """The thing by its name, and the rest on the card."""
    await anna.says("ny telefon")
    anna.sees("Beställ telefon")
    await anna.says("knapptelefon")
    anna.sees("Kryssa i rutan om det stämmer.")
    assert filled_in(anna.card)["item"] == "knapptelefon"
    await anna.presses("Skicka", number="new", **CLAUSES)
    anna.sees("Beställningen är inskickad", "Knapptelefon (Sävsparv 2)")


async def test_the_number_and_the_day_can_be_said_too(anna: Someone) -> None:
    """A bare day in a form is when it is needed, and no absence; an absence said as such is one."""
    await anna.says("ny telefon")
    anna.sees("Beställ telefon")
    await anna.says("nytt nummer")
    anna.sees("Beställ telefon")
    await anna.says("senast fredag")
    anna.sees("Beställ telefon")
    shown = filled_in(anna.card)
    assert (shown["number"], shown["wanted_on"]) == ("new", "2026-11-27")
    await anna.says("borta till fredag")
    anna.sees("Jag lade undan det vi höll på med.", "Du är hänvisad till fre 27 nov")


@pytest.mark.parametrize("line", ["jag vill ha ett headset", "jag vill ha headset till Bo Ek", "I want a headset"])
async def test_wanting_something_is_asking_for_it(line: str, anna: Someone) -> None:
    """Said politely or not."""
    await anna.says(line)
    assert "Trådlöst headset (Tystnad 20)" in anna.sight
    anna.unseen.clear()


async def test_another_errand_leaves_the_form(anna: Someone) -> None:
    """A form is no trap."""
    await anna.says("ny telefon")
    anna.sees("Beställ telefon")
    await anna.says("beställ ett headset")
    anna.sees("Jag lade undan det vi höll på med.", "Beställ headset")
    await anna.says("lunch till 13")
    anna.sees("Du är hänvisad till 13:00")


async def test_a_line_that_does_not_say_what_asks_what(anna: Someone) -> None:
    """The help's row does, too: each row of the question is one tap."""
    await anna.says("hjälp")
    anna.sees("Beställ telefon, tillbehör eller abonnemang", "Se dina beställningar")
    anna.does_not_see("Se vad som ska beställas", "Se vad du ska godkänna")
    await anna.presses("Beställ telefon, tillbehör eller abonnemang")
    anna.sees("Vad gäller det?", "Min telefon är borta eller stulen")
    await anna.presses("Headset")
    anna.sees("Beställ headset", "Trådlöst headset (Tystnad 20)")
    anna.does_not_see("Headset för telefonist")


@pytest.mark.parametrize("line", ["beställ", "jag vill beställa något", "order something"])
async def test_a_line_without_a_thing_asks_which(line: str, anna: Someone) -> None:
    """It isn't taken for a phone."""
    await anna.says(line)
    assert "Headset" in anna.sight or "headset" in anna.sight
    anna.unseen.clear()


async def test_a_headset_that_is_broken_is_none_of_the_phones(anna: Someone) -> None:
    """The phone isn't filled in as what is broken, which would take it off the record when it is handed back (R1)."""
    await anna.says("mitt headset är trasigt")
    anna.sees("Ersätt det som är trasigt", "Vad är trasigt?")
    anna.does_not_see("Fjällräv 3")
    await anna.presses("Skicka", item="headset-sladdlost", device_other="Tystnad 10", property="true")
    anna.sees("Beställningen är inskickad", "Tystnad 10")


async def test_a_form_shows_nothing_of_people_whom_one_may_not_order_for(anna: Someone) -> None:
    """Neither when it opens nor when something in it is wrong: what phones others have is not everyone's to see."""
    await anna.says("beställ en ny telefon till Margareta Holmgren")
    anna.sees("Du kan inte beställa åt Margareta Holmgren.")
    anna.does_not_see("Fjällräv 4 Max", "1000")
    await anna.sends(CardAction(ActionName.ORDER_FORM, {"errand": "broken", "kind": "phone"}, {}, True))
    anna.sees("Ersätt det som är trasigt")
    await anna.presses("Skicka", for_person="Margareta Holmgren", wanted_on="imorgon")
    anna.does_not_see("Fjällräv 4 Max")
    anna.unseen.clear()


async def test_what_only_some_may_have_is_shown_to_those(vera: Someone) -> None:
    """The switchboard's own headset is there for the switchboard."""
    await vera.says("beställ ett headset")
    vera.sees("Headset för telefonist (Tystnad Pro)")


async def test_the_lists(house: House, anna: Someone, karin: Someone, vera: Someone) -> None:
    """One's own, what one is to approve, the queue: each row opens the order's card (V2)."""
    await anna.says("mina beställningar")
    anna.sees("Du har inga beställningar")
    await orders_a_phone(anna)
    anna.sees("inskickad")
    await house.sends_what_is_due()
    karin.is_told("vill beställa")
    await karin.says("vad ska jag godkänna?")
    karin.sees("Att godkänna", "Standardmobil (Fjällräv 5) · Anna Svensson", "Inskickad 10:15")
    await vera.says("beställningskön")
    vera.sees("Kön är tom")
    await karin.presses("Standardmobil (Fjällräv 5) · Anna Svensson")
    karin.sees("Anna Svensson vill beställa", "Godkänn")
    await karin.presses("Godkänn")
    karin.sees("Beställningen är godkänd")
    await house.sends_what_is_due()
    anna.told.clear()
    vera.told.clear()
    karin.told.clear()
    await karin.says("vad ska jag godkänna?")
    karin.sees("Det finns inget att godkänna")
    await vera.says("vad ska beställas?")
    vera.sees("Beställningskön", "Standardmobil (Fjällräv 5) · Anna Svensson", "Godkänd 10:15")
    await anna.says("hur går det med min beställning?")
    anna.sees("Dina beställningar", "Godkänd 10:15")
    await anna.presses("Standardmobil (Fjällräv 5) · Anna Svensson")
    anna.sees("Beställningen är godkänd", "Växeln tar hand om det.")


async def test_the_queue_is_shown_to_the_switchboard_alone(anna: Someone) -> None:
    """Whoever else asks for the queue sees what there is for them to approve."""
    await anna.says("beställningskön")
    anna.sees("Det finns inget att godkänna")


async def test_two_at_the_switchboard_one_orders_and_the_other_sees_who(
    house: House, anna: Someone, karin: Someone, vera: Someone
) -> None:
    """The other's card says so by itself; whoever had pressed already is told who was first (V2)."""
    mohammed = house.someone("Mohammed Al-Sayed")
    await approved(house, anna, karin, vera)
    mohammed.is_told("Att beställa")
    await mohammed.presses("Beställd", reference="LV-1")
    mohammed.sees("Beställt, inte klart")
    await vera.presses("Beställd", reference="LV-2")
    vera.sees("Mohammed Al-Sayed hann före.", "Beställt, inte klart", "LV-1")
    vera.does_not_see("LV-2")
    await house.sends_what_is_due()
    vera.is_told("Beställt, inte klart", "beställd av Mohammed Al-Sayed", changed=True)
    anna.told.clear()
    karin.told.clear()


async def test_the_switchboard_is_told_in_working_hours(house: House, anna: Someone, karin: Someone) -> None:
    """Birgitta works mornings: what is approved in the afternoon is there when she comes, if nobody has seen to it."""
    birgitta = house.someone("Birgitta Lundin")
    vera = house.someone("Vera Åkesson")
    await house.lets_time_pass(until="2026-11-23 14:00")
    await approved(house, anna, karin, vera)
    assert not birgitta.told
    await house.lets_time_pass(until="2026-11-24 08:00")
    birgitta.is_told("Att beställa")
    await birgitta.presses("Beställd", reference="LV-1")
    birgitta.sees("Beställt")
    await house.sends_what_is_due()
    for other in (anna, karin, vera):
        other.told.clear()


async def test_an_order_that_nobody_answers_goes_on(house: House, anna: Someone, karin: Someone, bo: Someone) -> None:
    """Two working days, a reminder that is heard, and then the deputy (M1); the manager can still answer."""
    await orders_a_phone(anna)
    anna.sees("Väntar på svar från Karin Lindqvist.")
    await house.sends_what_is_due()
    karin.is_told("Anna Svensson vill beställa")
    await house.lets_time_pass(until="2026-11-25 17:05")
    anna.is_told("påminnelse skickad", changed=True)
    karin.is_told("påminnelse skickad", changed=True)
    await house.lets_time_pass(until="2026-11-26 08:05")
    karin.is_told("Anna Svensson väntar på ditt svar: Standardmobil (Fjällräv 5).")
    await house.lets_time_pass(until="2026-11-27 08:05")
    anna.is_told("Väntar på svar från Bo Ek.", "frågan gick vidare till Bo Ek", changed=True)
    karin.is_told("frågan gick vidare till Bo Ek", changed=True)
    bo.is_told("Anna Svensson vill beställa")
    await karin.presses("Godkänn")
    karin.sees("Beställningen är godkänd")
    await house.sends_what_is_due()
    for other in (anna, bo):
        other.told.clear()


async def test_a_manager_on_holiday_is_not_waited_for(house: House, anna: Someone, karin: Someone, bo: Someone) -> None:
    """Bo, who deputises, is asked at once; a lunch would be no reason."""
    await karin.says("semester 23 november-4 december")
    karin.sees("Semester")
    await orders_a_phone(anna)
    anna.sees("Väntar på svar från Bo Ek.")
    await house.sends_what_is_due()
    bo.is_told("Anna Svensson vill beställa")
    await bo.presses("Säg nej", reason="Karin bestämmer när hon är tillbaka.")
    bo.sees("Beställningen är avslagen")
    await house.sends_what_is_due()
    anna.told.clear()


async def test_a_manager_without_a_chat_is_not_waited_for_either(
    house: House, anna: Someone, karin: Someone, bo: Someone
) -> None:
    """Known beforehand, or found out when it is sent."""
    house.mailbox.unreachable.add(karin.id)
    await orders_a_phone(anna)
    anna.sees("Väntar på svar från Bo Ek.")
    house.mailbox.unreachable.add(bo.id)
    asa = house.someone("Åsa Berg")
    await house.sends_what_is_due()
    await house.sends_what_is_due()
    asa.is_told("Anna Svensson vill beställa")
    anna.is_told("Väntar på svar från Åsa Berg.", changed=True)


async def test_a_turn_that_comes_again_orders_once(house: House, anna: Someone, karin: Someone) -> None:
    """As the wire brings it again when Teams was slow."""
    await anna.sends(CardAction(ActionName.ORDER_FORM, {"errand": "new", "kind": "phone"}, {}, True))
    anna.sees("Beställ telefon")
    send = anna.button("Skicka", **PHONE)
    for _ in range(2):
        anna.card_activity = "the-form"
        await anna.sends(send, again="the-same")
        anna.sees("Beställningen är inskickad")
    await house.sends_what_is_due()
    karin.is_told("vill beställa")


async def test_an_order_that_was_just_sent_can_be_taken_back_in_words(
    house: House, anna: Someone, karin: Someone
) -> None:
    """*Ångra*, as after any receipt; *avbryt* says what to say."""
    await orders_a_phone(anna)
    anna.sees("Beställningen är inskickad")
    await anna.says("avbryt")
    anna.sees("skriv ångra")
    await anna.says("ångra")
    anna.sees("Beställningen är avbruten")
    await anna.says("ångra")
    anna.sees("Det finns inget att avbryta.")
    await house.sends_what_is_due()
    assert not karin.told


async def test_what_there_is_already_is_shown(house: House, anna: Someone, karin: Someone) -> None:
    """To whoever orders, and to whoever approves (R1)."""
    await anna.says("ny telefon")
    anna.sees("Registrerat sedan förut: Fjällräv 3 (070-174 06 05).")
    await anna.presses("Skicka", **PHONE)
    anna.sees("Har redan\nFjällräv 3 (070-174 06 05)")
    await house.sends_what_is_due()
    karin.is_told("Har redan", "Fjällräv 3 (070-174 06 05)")
