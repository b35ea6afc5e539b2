"""One's own details in chat: as the switchboard sees them, confirmed, corrected, and asked about (A1)."""

from __future__ import annotations

from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone


async def test_the_details_are_those_that_the_switchboard_sees(house: House, anna: Someone, vera: Someone) -> None:
    """A1: every number that an answer about Anna shows stands on her own card, and a tap confirms it."""
    await vera.says(house.person("Anna Svensson").extension)
    vera.sees("Anna Svensson")
    numbers = [line for line in vera.sight.splitlines() if line[:1].isdigit() and "-" in line]
    await anna.says("mina uppgifter")
    anna.sees("Det här ser växeln om dig", "Anna Svensson", "Bygglovshandläggare", "Bygg", *numbers, "A1")
    await anna.presses("Stämmer")
    anna.sees("Tack!", "Du sa att det stämmer idag.")
    await anna.says("mina uppgifter")
    anna.sees("Du sa att det stämmer idag.")


async def test_a_correction_goes_to_the_switchboard_and_the_first_to_mend_it_ends_it(
    house: House, anna: Someone, vera: Someone
) -> None:
    """A1: everyone there gets it, the others' cards say who did it, and Anna's card is changed in place."""
    mohammed = house.someone("Mohammed Al-Sayed")
    await anna.says("mina uppgifter")
    anna.sees("Det här ser växeln om dig")
    await anna.presses("Rätta")
    anna.sees("Vad ska rättas?")
    await anna.presses("Spara", field="mobile", text="070-174 06 99")
    anna.sees("Växeln har fått din rättelse", "Mobil: 070-174 06 99")
    await house.sends_what_is_due()
    vera.is_told("Anna Svensson vill rätta sina uppgifter", "Mobil: 070-174 06 99")
    mohammed.is_told("Anna Svensson vill rätta sina uppgifter")
    others = [told for someone in house.people for told in someone.told]
    assert others == []
    await vera.presses("Rättat i katalogen")
    vera.sees("Vera Åkesson har rättat uppgifterna för Anna Svensson")
    await house.sends_what_is_due()
    mohammed.is_told("Vera Åkesson har rättat uppgifterna för Anna Svensson", changed=True)
    anna.is_told("Växeln har rättat dina uppgifter", changed=True)
    await anna.presses("Mina uppgifter")
    anna.sees("Det här ser växeln om dig")


async def test_of_two_who_mend_it_at_once_the_second_sees_who_was_first(
    house: House, anna: Someone, vera: Someone
) -> None:
    """A1: the button is pressed before the card has changed."""
    mohammed = house.someone("Mohammed Al-Sayed")
    await anna.says("rätta mina uppgifter: jag heter Anna Ek numera")
    anna.sees("Vad ska rättas?", "Anna Ek")
    await anna.presses("Spara", field="name")
    anna.sees("Växeln har fått din rättelse")
    await house.sends_what_is_due()
    vera.is_told("Anna Svensson vill rätta")
    mohammed.is_told("Anna Svensson vill rätta")
    await mohammed.presses("Rättat i katalogen")
    mohammed.sees("Mohammed Al-Sayed har rättat")
    await vera.presses("Rättat i katalogen")
    vera.sees("Mohammed Al-Sayed har rättat")
    await house.sends_what_is_due()
    vera.is_told("Mohammed Al-Sayed har rättat", changed=True)
    anna.is_told("Växeln har rättat dina uppgifter", changed=True)


async def test_a_correction_can_be_taken_back(house: House, anna: Someone, vera: Someone) -> None:
    """A1: what the switchboard has got says so."""
    await anna.says("mina uppgifter")
    anna.sees("Rätta")
    await anna.presses("Rätta")
    anna.sees("Vad ska rättas?")
    await anna.presses("Spara", field="title", text="")
    anna.sees("Skriv vad det ska stå.")
    await anna.presses("Spara", text="Arkivarie")
    anna.sees("Växeln har fått din rättelse")
    await house.sends_what_is_due()
    vera.is_told("Titel: Arkivarie")
    await anna.presses("Ta tillbaka")
    anna.sees("Rättelsen är tillbakatagen")
    await house.sends_what_is_due()
    vera.is_told("har tagit tillbaka sin rättelse", changed=True)
    assert "Rättat i katalogen" not in vera.choices


async def test_nobody_but_the_switchboard_says_that_it_is_mended(house: House, anna: Someone, bo: Someone) -> None:
    """A1: by no button that was made up, and one's own corrections are one's own to take back."""
    await anna.says("mina uppgifter")
    anna.sees("Rätta")
    await anna.presses("Rätta")
    anna.sees("Vad ska rättas?")
    await anna.presses("Spara", field="title", text="Arkivarie")
    anna.sees("Växeln har fått")
    carried = anna.button("Ta tillbaka").values
    for someone in (anna, bo):
        await someone.sends(CardAction("details.mended", carried))
        someone.sees("bara till för vissa roller")
    await bo.sends(CardAction("details.withdraw", carried))
    bo.sees("Den rättelsen finns inte kvar")


async def test_who_at_the_switchboard_can_not_be_reached_is_said(house: House, anna: Someone) -> None:
    """A1: so that the person calls them."""
    people = house.directory.municipality.people.values()
    house.mailbox.unreachable |= {p.id for p in people if "switchboard" in p.roles}
    await anna.says("mitt mobilnummer är fel")
    anna.sees("Vad ska rättas?")
    await anna.presses("Spara")
    anna.sees("Växeln har fått din rättelse", "Jag når ingen i växeln här just nu")


async def test_details_that_were_confirmed_long_ago_are_asked_about_in_working_hours(house: House) -> None:
    """A1: six months, once, quietly; the answer takes the question's place."""
    bo = house.someone("Bo Ek")
    await bo.says("mina uppgifter")
    bo.sees("Det här ser växeln om dig")
    await bo.presses("Stämmer")
    bo.sees("Tack!")
    await house.lets_time_pass(until="2027-05-22 12:00")
    assert bo.told == []
    await house.lets_time_pass(until="2027-05-25 09:00")
    bo.is_told("Stämmer det som växeln ser om dig?", "Det är ett tag sedan", "A1", "en gång på 30 dagar")
    await bo.presses("Stämmer")
    bo.sees("Tack!", "Du sa att det stämmer idag.")
    await house.lets_time_pass(until="2027-06-25 09:00")


async def test_what_is_still_to_be_mended_is_not_thanked_for_as_right(
    house: House, anna: Someone, vera: Someone
) -> None:
    """A1: the rest is confirmed, and the correction that the switchboard has stands as it is."""
    await anna.says("rätta mina uppgifter: jag heter Anna Ek numera")
    anna.sees("Vad ska rättas?")
    await anna.presses("Spara", field="name")
    anna.sees("Växeln har fått din rättelse")
    await house.sends_what_is_due()
    vera.is_told("Anna Svensson vill rätta")
    await anna.says("mina uppgifter stämmer")
    anna.sees("Tack! Då stämmer det andra", "Växeln har 1 rättelse från dig att göra.")
