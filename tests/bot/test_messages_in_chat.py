"""Messages left in chat (V1, A5): the colleague's promise, and a receipt that its sender can follow."""

from __future__ import annotations

import pytest

from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone, filled_in

FOR_ANNA = "hälsa Anna Svensson att Kalle 070-174 06 05 vill bli uppringd om bygglov"


async def test_a_message_by_line_is_the_colleagues_promise_and_the_sender_follows_it(
    house: House, vera: Someone, anna: Someone
) -> None:
    """V1: left, delivered, seen, done: in the sender's own card, changed in place. A5: the next working day."""
    await vera.says(FOR_ANNA)
    vera.sees("Meddelandet till Anna Svensson är lämnat", "Kalle", "070-174 06 05", "imorgon 17:00")
    await house.sends_what_is_due()
    anna.is_told("Ring Kalle", "Meddelande från Vera Åkesson", "070-174 06 05", "bygglov", "imorgon 17:00")
    vera.is_told("Anna Svensson har fått meddelandet", changed=True)
    await anna.presses("Jag har sett")
    anna.sees("Ring Kalle")
    assert "Jag har sett" not in anna.choices
    await house.sends_what_is_due()
    vera.is_told("Anna Svensson har sett meddelandet", changed=True)
    await anna.presses("Klart")
    anna.sees("Klart: Kalle är uppringd")
    await house.sends_what_is_due()
    vera.is_told("Anna Svensson är klar med meddelandet", changed=True)


async def test_anything_pressed_shows_that_it_is_seen(house: House, vera: Someone, anna: Someone) -> None:
    """V1: also by a line."""
    await vera.says(FOR_ANNA)
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    anna.is_told("Ring Kalle")
    vera.is_told("har fått", changed=True)
    await anna.says("Kalle svarade inte")
    anna.sees("Noterat: Kalle svarade inte", "Hör av dig senast imorgon 17:00")
    await house.sends_what_is_due()
    anna.is_told("Ingen svarade", changed=True)
    vera.is_told("Anna Svensson har sett meddelandet", changed=True)


async def test_a_message_that_asks_for_no_call_is_read(house: House, vera: Someone, anna: Someone) -> None:
    """ "Mötet är flyttat": there is nobody to call."""
    await vera.says("hälsa Anna Svensson att mötet är flyttat till 15")
    vera.sees("Meddelandet till Anna Svensson är lämnat", "mötet är flyttat till 15")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    anna.is_told("Meddelande från Vera Åkesson", "mötet är flyttat till 15")
    assert anna.choices == ["Läst", "Jag har sett", "Lämna över"]
    await anna.says("mina löften")
    anna.sees("Meddelande från Vera Åkesson · senast imorgon 17:00")
    await anna.presses("Läst")
    anna.sees("Du har inga ringlöften", "Klart: meddelandet är läst")
    await house.sends_what_is_due()
    anna.is_told("Klart: meddelandet är läst", changed=True)
    vera.is_told("Anna Svensson är klar med meddelandet", changed=True)


async def test_the_form_opens_from_the_answer_card_with_the_person_in_it(
    house: House, vera: Someone, anna: Someone
) -> None:
    """V1: the answer stays in the chat; urgency and the number are fields."""
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson är inne.")
    await vera.presses("Lämna meddelande")
    vera.sees("Lämna ett meddelande")
    assert filled_in(vera.card)["to"] == "Anna Svensson"
    await vera.presses("Spara")
    vera.sees("Vad ska framföras?")
    await vera.presses("Spara", caller="Kalle", phone="070-174 06 05", message="Taket läcker", urgent="true")
    vera.sees("Meddelandet till Anna Svensson är lämnat", "Taket läcker")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    anna.is_told("Ring Kalle", "Det är brådskande.", "Taket läcker")


async def test_one_does_not_leave_oneself_a_message(anna: Someone) -> None:
    """The answer about oneself offers none, and by name it is refused."""
    await anna.says("är Anna Svensson inne?")
    anna.sees("Anna Svensson är inne.")
    assert "Lämna meddelande" not in anna.choices
    await anna.says(FOR_ANNA)
    anna.sees("Det är du själv.")


@pytest.mark.parametrize(("by", "expected"), [("2", "Åsa Öberg"), ("Öberg", "Åsa Öberg")])
async def test_an_ambiguous_name_is_asked_about(house: House, vera: Someone, by: str, expected: str) -> None:
    """Never a guess."""
    await vera.says("hälsa Åsa att Kalle 070-174 06 05 vill bli uppringd")
    vera.sees("Vem menar du?", "1. Åsa Berg", "2. Åsa Öberg")
    await vera.says(by)
    vera.sees(f"Meddelandet till {expected} är lämnat")
    await house.sends_what_is_due()
    vera.is_told(f"{expected} har fått", changed=True)


async def test_a_name_that_fits_nobody_is_asked_for_again(house: House, vera: Someone) -> None:
    """In chat by the name alone; in the form at its field."""
    await vera.says("hälsa Xerxes att Kalle 070-174 06 05 vill bli uppringd")
    vera.sees("Jag hittar ingen som heter Xerxes.")
    await vera.says("Anna Svensson")
    vera.sees("Meddelandet till Anna Svensson är lämnat")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    await vera.says("är Anna Svensson inne?")
    vera.sees("inne")
    await vera.presses("Lämna meddelande")
    vera.sees("Lämna ett meddelande")
    await vera.presses("Spara", to="Xerxes", caller="Kalle")
    vera.sees("Jag hittar ingen som heter Xerxes.", "Lämna ett meddelande")


async def test_who_cannot_be_reached_is_said_at_once_with_what_else_to_do(house: House, vera: Someone) -> None:
    """V1: the extension to call; once the colleague opens a chat it is delivered."""
    anna = house.person("Anna Svensson").id
    house.mailbox.unreachable.add(anna)
    await vera.says(FOR_ANNA)
    vera.sees(
        "Jag når inte Anna Svensson i chatten", f"Ring Anna Svensson på {house.person('Anna Svensson').extension}"
    )
    await house.sends_what_is_due()
    house.mailbox.unreachable.clear()
    await house.lets_time_pass(until="2026-11-23 11:00")
    vera.is_told("Anna Svensson har fått meddelandet", changed=True)


async def test_a_colleague_who_is_away_is_told_of_without_why(house: House, vera: Someone, anna: Someone) -> None:
    """POLICY, last section: the return time and who answers instead, masked."""
    await anna.says("sjuk till fredag, Bo Ek svarar")
    anna.sees("Sjuk")
    await vera.says(FOR_ANNA)
    vera.sees("är lämnat", "Anna Svensson är frånvarande och nås igen", "Bo Ek svarar i stället")
    vera.does_not_see("sjuk", "Sjuk")
    await house.sends_what_is_due()
    anna.is_told("Ring Kalle")
    vera.is_told("har fått", changed=True)


async def test_a_wanted_time_past_the_next_working_day_is_never_saved(house: House, vera: Someone) -> None:
    """A5: whoever left a message hears the next working day at the latest; there is no own time to keep."""
    await vera.says("är Anna Svensson inne?")
    vera.sees("inne")
    await vera.presses("Lämna meddelande")
    vera.sees("Lämna ett meddelande")
    await vera.presses("Spara", caller="Kalle", contact_date="2026-11-27")
    vera.sees("Den tiden passar inte Anna Svensson", "senast nästa arbetsdag", "imorgon 17:00")
    assert "Behåll min tid" not in vera.choices
    await vera.says("ja")
    vera.sees("Meddelandet till Anna Svensson är lämnat", "imorgon 17:00")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)


async def test_it_comes_when_the_colleague_next_works_unless_it_is_urgent(house_at: HouseAt) -> None:
    """Quiet outside working hours."""
    house = house_at("2026-11-23 18:30")
    vera, anna = house.someone("Vera Åkesson"), house.someone("Anna Svensson")
    await vera.says(FOR_ANNA)
    vera.sees("är lämnat", "Anna Svensson arbetar inte just nu")
    await house.lets_time_pass(until="2026-11-24 07:30")
    assert anna.told == []
    await house.lets_time_pass(until="2026-11-24 08:00")
    anna.is_told("Ring Kalle", "17:00")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)


async def test_the_sender_takes_it_back(house: House, vera: Someone, anna: Someone) -> None:
    """V1: while it is not done."""
    await vera.says(FOR_ANNA)
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    anna.is_told("Ring Kalle")
    vera.is_told("har fått", changed=True)
    await vera.presses("Ta tillbaka")
    vera.sees("Meddelandet till Anna Svensson är tillbakataget")
    await house.sends_what_is_due()
    anna.is_told("Struket: Kalle behöver inte ringas upp", changed=True)
    await anna.says("ta bort löftet till Kalle")
    anna.sees("Du har inga ringlöften")


async def test_its_receiver_can_not_take_it_away(house: House, vera: Someone, anna: Someone) -> None:
    """V1: it is the sender's to withdraw."""
    await vera.says(FOR_ANNA)
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    anna.is_told("Ring Kalle")
    assert "Ta bort" not in anna.choices
    await anna.says("ta bort löftet till Kalle")
    anna.sees("Meddelandet kan bara den som lämnade det ta tillbaka.")


async def test_how_far_a_message_has_come_can_be_asked(house: House, vera: Someone, anna: Someone) -> None:
    """One: its card. Several: a list. None to that person: said."""
    await vera.says("har Anna Svensson fått mitt meddelande?")
    vera.sees("Jag hittar inget meddelande från dig till Anna Svensson.")
    await vera.says(FOR_ANNA)
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    anna.is_told("Ring Kalle")
    vera.is_told("har fått", changed=True)
    house.clock.passes(minutes=1)
    await vera.says("har Anna Svensson fått mitt meddelande?")
    vera.sees("Anna Svensson har fått meddelandet")
    await vera.says("hälsa Bo Ek att mötet är flyttat")
    vera.sees("är lämnat")
    await vera.says("har mina meddelanden kommit fram?")
    vera.sees("Meddelanden du har lämnat", "Anna Svensson: ring Kalle", "Bo Ek: ett meddelande")
    await house.sends_what_is_due()
    vera.is_told("Bo Ek har fått", changed=True)


async def test_a_message_in_english_is_shown_to_each_in_their_language(
    house: House, vera: Someone, anna: Someone
) -> None:
    """The sender writes English; the receiver reads Swedish."""
    await vera.says("tell Anna Svensson that Kalle 070-174 06 05 wants a call back")
    vera.sees("The message to Anna Svensson is left")
    await house.sends_what_is_due()
    anna.is_told("Ring Kalle", "Meddelande från Vera Åkesson")
    vera.is_told(changed=True)


async def test_the_form_without_a_name_asks_for_whom(house: House, vera: Someone) -> None:
    """From the help; a name typed in chat is put where it belongs."""
    await vera.says("har mina meddelanden kommit fram?")
    vera.sees("Du har inte lämnat några meddelanden")
    await vera.presses("Lämna meddelande")
    vera.sees("Lämna ett meddelande")
    await vera.presses("Spara", to="", caller="Kalle")
    vera.sees("Skriv vem det är till.")
    await vera.says("Anna Svensson")
    vera.sees("Meddelandet till Anna Svensson är lämnat")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)


async def test_a_line_that_says_only_for_whom_opens_the_form_with_the_name(
    house: House, vera: Someone, anna: Someone
) -> None:
    """The surname is never the message; what is still missing is typed or filled in."""
    await vera.says("lämna ett meddelande till Anna Svensson")
    vera.sees("Lämna ett meddelande")
    assert (filled_in(vera.card)["to"], filled_in(vera.card)["message"]) == ("Anna Svensson", "")
    await vera.presses("Spara", message="Taket läcker")
    vera.sees("Meddelandet till Anna Svensson är lämnat", "Taket läcker")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    anna.is_told("Taket läcker")


@pytest.mark.parametrize("line", ["lämna meddelande", "lämna ett meddelande", "leave a message"])
async def test_a_line_that_says_nothing_yet_opens_the_empty_form(vera: Someone, line: str) -> None:
    """As the button of the help does, and nothing is complained of before it is sent in."""
    await vera.says(line)
    vera.sees("Lämna ett meddelande" if line.startswith("lämna") else "Leave a message")
    assert not filled_in(vera.card)["to"]
    assert "Skriv vem det är till." not in vera.sight


async def test_a_line_that_takes_a_message_back_shows_it_with_the_button(
    house: House, vera: Someone, anna: Someone
) -> None:
    """The line takes nothing back by itself: it may have been read by then."""
    await vera.says(FOR_ANNA)
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    vera.is_told("har fått", changed=True)
    anna.is_told("Ring Kalle")
    await vera.says("ta tillbaka meddelandet till Anna Svensson")
    vera.sees("Anna Svensson har fått meddelandet")
    assert "Ta tillbaka" in vera.choices


async def test_a_pressing_message_is_told_as_such_to_both(house: House, anna: Someone, vera: Someone) -> None:
    """V1: the sender sees that it was taken as pressing, and can take it back if that is wrong."""
    await vera.says("brådskande till Anna Svensson: ring Kalle Berg 08-465 004 12 om avlopp")
    vera.sees("Meddelandet till Anna Svensson är lämnat", "Det är brådskande.")
    await house.sends_what_is_due()
    anna.is_told("Det är brådskande.")
    vera.is_told("Det är brådskande.", changed=True)
