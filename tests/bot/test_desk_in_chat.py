"""The switchboard's desk in chat: what waits, done with one tap, and who takes what (V1-V3, M3, A1, A2).

Vera and Mohammed sit at the switchboard. It is Monday 23 November, 10:15.
"""

from __future__ import annotations

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from policy.details import Correction, DetailField, Details
from storage.details_repository import stored_details
from tests.bot.coverage_scene import nobody_tomorrow
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.bot.test_phone_orders_in_chat import orders_a_phone

A_WHILE = 15
"""Seconds after which a desk may change by itself again."""


@pytest.fixture
def mohammed(house: House) -> Someone:
    """Vera's colleague at the switchboard."""
    return house.someone("Mohammed Al-Sayed")


async def opens(house: House, *operators: Someone) -> None:
    """Each opens the desk."""
    for one in operators:
        await one.says("bordet")
        one.sees("Uppdatera")
    await house.sends_what_is_due()


async def goes_on(house: House) -> None:
    """The seconds pass after which desks are brought up to date."""
    house.clock.passes(seconds=A_WHILE)
    await house.sends_what_is_due()


async def told_of_hours(house: House, karin: Someone, *operators: Someone) -> None:
    """Karin has told the switchboard of new phone hours; whoever of it is there has the notice's card."""
    await karin.says("ändra telefontiden för bygglov från 7 december")
    karin.sees("Anmäl")
    await karin.presses("Anmäl", fri="9-12")
    karin.sees("Stämmer det här?")
    await karin.presses("Spara ändå")
    karin.sees("Ny telefontid: Bygglov")
    await house.sends_what_is_due()
    for one in operators:
        one.is_told("Ny telefontid: Bygglov")


async def test_an_empty_desk_says_so_and_is_the_switchboards_alone(vera: Someone, anna: Someone) -> None:
    """V1: warmly, and with a refusal that says what to do for anybody else."""
    await vera.says("bordet")
    vera.sees("Bordet är tomt", "Inget väntar på dig", "Kortet håller sig aktuellt till tis 24 nov 17:00")
    await anna.says("bordet")
    anna.sees("Bordet är växelns", "hjälp")
    await anna.says("lämna över passet")
    anna.sees("Bordet är växelns")


async def test_a_notice_comes_to_the_open_desk_and_is_received_there(
    house: House, vera: Someone, mohammed: Someone, karin: Someone
) -> None:
    """M3: in place and without a sound, with the lead time left; one tap receives it, and the first is named."""
    await opens(house, vera, mohammed)
    await told_of_hours(house, karin, vera, mohammed)
    await goes_on(house)
    told = ("Anmälningar att kvittera (1)", "Ny telefontid: Bygglov", "Från mån 7 dec · 10 arbetsdagar kvar")
    vera.is_told(*told, changed=True)
    mohammed.is_told(*told, changed=True)
    await vera.presses("Kvittera")
    vera.sees("Kvitterat", "Bordet är tomt")
    await mohammed.presses("Kvittera")
    mohammed.sees("Vera Åkesson hann före och kvitterade 10:15", "Bordet är tomt")
    await house.sends_what_is_due()
    for one in (karin, vera, mohammed):
        one.is_told("Vera Åkesson i växeln kvitterade 10:15", changed=True)


async def test_who_takes_a_row_is_seen_by_the_others_until_it_is_free(
    house: House, vera: Someone, mohammed: Someone, karin: Someone
) -> None:
    """V2: of two the first has it; its claimer lets it go, or it is free after a while: nobody is blocked for good."""
    await told_of_hours(house, karin, vera, mohammed)
    await opens(house, vera, mohammed)
    takes = vera.button("Jag tar den")
    await mohammed.presses("Jag tar den")
    mohammed.sees("Du tar den, 10:15", "Släpp")
    await vera.sends(takes)
    vera.sees("Mohammed Al-Sayed hann före och tog den 10:15", "Mohammed Al-Sayed, 10:15")
    assert "Jag tar den" not in vera.choices
    await vera.sends(CardAction(ActionName.DESK_RELEASE, takes.values))
    vera.sees("Mohammed Al-Sayed tog den 10:15 och får själv släppa den")
    await mohammed.presses("Släpp")
    mohammed.sees("Jag tar den")
    await goes_on(house)
    vera.is_told("Jag tar den", changed=True)
    await vera.presses("Jag tar den")
    vera.sees("Du tar den")
    await goes_on(house)
    mohammed.is_told("Vera Åkesson, 10:15", changed=True)
    await house.lets_time_pass(until="2026-11-23 12:20")
    mohammed.is_told("Jag tar den", changed=True)
    vera.is_told("Jag tar den", changed=True)


async def test_what_somebody_who_is_away_has_taken_is_free(
    house: House, vera: Someone, mohammed: Someone, karin: Someone
) -> None:
    """V2: lunch is no time to sit on what others could do."""
    await told_of_hours(house, karin, vera, mohammed)
    await opens(house, vera, mohammed)
    await mohammed.presses("Jag tar den")
    mohammed.sees("Du tar den")
    await mohammed.says("lunch till 11")
    mohammed.sees("Du är hänvisad")
    await vera.presses("Uppdatera")
    vera.sees("Jag tar den")
    await vera.presses("Jag tar den")
    vera.sees("Du tar den")
    await goes_on(house)
    mohammed.is_told("Vera Åkesson, 10:15", changed=True)


async def test_an_order_is_placed_from_the_desk(house: House, vera: Someone, anna: Someone, karin: Someone) -> None:
    """V2, V3: approved, on the desk, opened with its text ready, and gone when it is with the supplier."""
    await opens(house, vera)
    await orders_a_phone(anna)
    anna.sees("inskickad")
    await house.sends_what_is_due()
    karin.is_told("vill beställa")
    await karin.presses("Godkänn")
    karin.sees("godkänd")
    await goes_on(house)
    vera.is_told("Att beställa")
    vera.is_told("Beställningar att göra (1)", "Standardmobil (Fjällräv 5) · Anna Svensson", "Godkänd", changed=True)
    await vera.presses("Jag tar den")
    vera.sees("Du tar den")
    await vera.presses("Standardmobil (Fjällräv 5) · Anna Svensson")
    vera.sees("Artikel: Fjällräv 5", "Beställd")
    vera.does_not_see("Ska ut på fältet.")
    await vera.presses("Beställd", reference="LV-1")
    vera.sees("LV-1")
    await goes_on(house)
    vera.is_told("Bordet är tomt", changed=True)
    anna.told.clear()
    karin.told.clear()


async def test_a_message_is_on_its_own_operators_desk_until_it_is_seen(
    house: House, vera: Someone, mohammed: Someone, anna: Someone
) -> None:
    """V1: whom it is for and since when; the caller is nowhere on the desk, nor in what is stored of it."""
    await opens(house, vera, mohammed)
    await vera.says("hälsa Anna Svensson att Kalle 070-174 06 05 vill bli uppringd om bygglov")
    vera.sees("är lämnat")
    await goes_on(house)
    anna.is_told("Kalle")
    mohammed.is_told("Bordet är tomt", "Kollegorna i växeln har lämnat 1 meddelande som inte är sett", changed=True)
    vera.told.clear()
    await vera.says("min kö")
    vera.sees("Meddelanden du lämnat som inte är sedda (1)", "Till Anna Svensson", "Lämnat mån 23 nov 10:15")
    vera.does_not_see("Kalle", "070-174 06 05", "70174")
    stored = repr((await house.store.query("desk")).documents)
    assert not [word for word in ("Kalle", "70174", "bygglov") if word in stored]
    await vera.presses("Till Anna Svensson")
    vera.sees("Kalle", "Ta tillbaka")
    await anna.presses("Jag har sett")
    anna.sees("Kalle")
    await goes_on(house)
    mohammed.is_told("Bordet är tomt", changed=True)
    assert any("Bordet är tomt" in repr(told.message.card) for told in vera.told)
    vera.told.clear()


async def test_a_function_that_nobody_answers_for_is_on_the_desk_while_it_lasts(house: House, vera: Someone) -> None:
    """A2: from when its gap begins until it ends; a tap says who is next, and never why anybody is away."""
    await nobody_tomorrow(house)
    for someone in house.people:
        someone.told.clear()
    await house.lets_time_pass(until="2026-11-24 08:50")
    await vera.says("bordet")
    vera.sees("Bordet är tomt")
    await house.lets_time_pass(until="2026-11-24 09:01")
    vera.is_told("Telefontid utan bemanning just nu (1)", "Bygglov", "Ingen kan svara 09:00–10:00", changed=True)
    await vera.presses("Bygglov")
    vera.sees("Bygglov", "10:00", "Bo Ek", "Meddelande till")
    vera.does_not_see("sjuk", "Sjuk")
    await house.lets_time_pass(until="2026-11-24 10:02")
    vera.is_told("Bordet är tomt", changed=True)
    for someone in house.people:
        someone.told.clear()


async def test_a_correction_is_on_the_desk_until_it_is_mended(house: House, vera: Someone, anna: Someone) -> None:
    """A1: what is to be corrected is read in the correction's own card."""
    await opens(house, vera)
    await anna.says("mina uppgifter")
    anna.sees("Rätta")
    await anna.presses("Rätta")
    anna.sees("Avbryt")
    await anna.presses("Spara", field="mobile", text="070-174 06 99")
    anna.sees("Växeln har fått din rättelse")
    await goes_on(house)
    vera.is_told("070-174 06 99")
    vera.is_told("Uppgifter att rätta i katalogen (1)", "Anna Svensson", "Vill rätta: mobil", changed=True)
    await vera.presses("Anna Svensson")
    vera.sees("070-174 06 99")
    await vera.presses("Rättat i katalogen")
    vera.sees("Vera Åkesson")
    await goes_on(house)
    vera.is_told("Bordet är tomt", changed=True)
    anna.told.clear()


async def test_what_has_no_room_is_counted_and_a_tap_shows_all_of_it(house: House, vera: Someone) -> None:
    """A1: the desk stays a glance; the whole list comes below, and each row opens as on the desk."""
    people = [person for person in house.directory.municipality.people.values() if person.id != vera.id][:12]
    for person in people:
        asked = Correction(id="t1", field=DetailField.MATTERS, text="Även rivningslov", made_at=house.now())
        await stored_details(house.store).save(
            None, Details(person=person.id, known_since_at=house.now(), corrections=(asked,))
        )
    await vera.says("bordet")
    vera.sees("Uppgifter att rätta i katalogen (12)", "och 2 till")
    await vera.presses("och 2 till")
    vera.sees(*(person.name for person in people), "Vill rätta: ärenden")
    await vera.presses(people[-1].name)
    vera.sees("Även rivningslov", "Rättat i katalogen")


async def test_the_desk_speaks_its_operators_language(house: House, vera: Someone, karin: Someone) -> None:
    """Also where it changes by itself."""
    house.mailbox.language = "en"
    await vera.says("english")
    vera.sees("English")
    await vera.says("the switchboard's desk")
    vera.sees("The desk is empty", "Refresh")
    await house.sends_what_is_due()
    await told_of_hours(house, karin)
    await goes_on(house)
    vera.is_told("New phone hours: Bygglov")
    vera.is_told("Notices to receive (1)", "From Mon 7 Dec · 10 working days left", "I'll take it", changed=True)
    vera.told.clear()
