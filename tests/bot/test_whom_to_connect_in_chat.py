"""Whoever has a caller waiting asks whom to connect to: one line to go by, then all of it at a glance (S3, V1)."""

from __future__ import annotations

import json

import pytest

from bot.turn import CardAction, Reply, Scope, Turn
from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone

MOST_BYTES = 25_000
FARDTJANST = ("Monica Sundqvist", "Rickard Carlsson")


async def _in_a_group(house: House, someone: Someone, text: str = "", action: CardAction | None = None) -> Reply:
    turn = Turn(
        activity_id=f"in-company-{text}-{action}",
        person=someone.id,
        conversation="group",
        scope=Scope.GROUP,
        now=house.clock.now,
        text=text if action is None else None,
        action=action,
    )
    return await house.router(turn, someone.chat)


async def _everyone_away(house: House) -> None:
    for name in FARDTJANST:
        someone = house.someone(name)
        await someone.says("sjuk idag")
        someone.sees("Sjuk")
        if "Spara ändå" in someone.choices:
            await someone.presses("Spara ändå")
            someone.sees("Sjuk")


@pytest.mark.parametrize(
    "line",
    [
        "vem svarar på riksfärdtjänst?",
        "kunden vill ansöka om riksfärdtjänst",
        "har en som undrar om riksfärdtjänst",
        "vart kopplar jag riksfärdtjänst",
        "samtal om riksfärdtjänst",
        "vem kan ta ett samtal om riksfärdtjänst?",
        "koppla till riksfärdtjänst",
        "riksfärdtjänst",
        "Riksfärdtjänst?",
        "RIKSFÄRDTJÄNST",
    ],
)
async def test_however_it_is_typed_the_first_line_is_the_one_to_go_by(vera: Someone, line: str) -> None:
    """S3, V1: the function, whom to connect to at what number, and how long; then the phone hours and who else."""
    await vera.says(line)
    first = "Färdtjänst: koppla till Monica Sundqvist, 4584. Telefontid till 12:00."
    assert vera.sight.splitlines()[0] == first
    assert vera.reply.messages[0].summary == first
    vera.sees("idag 09–12", "1. Monica Sundqvist", "2. Rickard Carlsson", "08-465 004 96", "Kontrollerat 10:15")


async def test_it_is_answered_in_english_too(vera: Someone) -> None:
    """S3: in the language of the line."""
    await vera.says("the caller wants to talk about a building permit")
    vera.sees("connect to Anna Svensson, 4536. Phone hours until 11:30.")


async def test_when_no_one_can_it_says_what_to_tell_the_caller_and_who_is_next(house: House, vera: Someone) -> None:
    """S3: nobody until tomorrow; a message goes to whoever is next in, about the matter."""
    await _everyone_away(house)
    await vera.says("vem svarar på riksfärdtjänst?")
    assert vera.sight.splitlines()[0] == (
        "Ingen på Färdtjänst svarar just nu. Säg att de svarar igen imorgon klockan 09:00, eller ta ett meddelande."
    )
    vera.sees("Svarar inte", "Monica Sundqvist är frånvarande och nås igen imorgon klockan 08:00.")
    vera.does_not_see("juk")
    await vera.presses("Meddelande till Monica Sundqvist")
    vera.sees("Lämna ett meddelande", "Monica Sundqvist", "riksfärdtjänst")
    await vera.presses("Spara", caller="Kalle Karlsson", phone="070-174 06 05")
    vera.sees("Meddelandet till Monica Sundqvist är lämnat", "riksfärdtjänst")
    monica = house.someone_there("Monica Sundqvist")
    await house.sends_what_is_due()
    monica.is_told("Ring Kalle Karlsson", "Ärende", "riksfärdtjänst")
    vera.is_told("Monica Sundqvist har fått meddelandet", changed=True)


async def test_outside_its_phone_hours_it_says_when_they_are(vera: Someone) -> None:
    """S3, A2: a function that is closed now, with who is in all the same."""
    await vera.says("skolskjuts")
    vera.sees("Skolskjuts har ingen telefontid nu. Säg att de svarar klockan 13:30", "Inne ändå")


async def test_after_a_weekend_and_over_new_year_it_is_the_right_day(house_at: HouseAt) -> None:
    """S3: what to tell the caller on the last afternoon before the holidays."""
    vera = house_at("2026-12-30 16:10").someone("Vera Åkesson")
    await vera.says("vem tar radon?")
    vera.sees("Miljö- och hälsoskydd har ingen telefontid nu. Säg att de svarar på måndag klockan 08:00")


async def test_a_closed_day_says_why(house_at: HouseAt) -> None:
    """S3, M2: the caller could not have known that it is a public holiday."""
    vera = house_at("2026-12-24 10:00").someone("Vera Åkesson")
    await vera.says("radon")
    vera.sees("Säg att de svarar på måndag klockan 08:00", "Varför", "Helgdag: Julafton")


async def test_a_matter_that_no_function_has_leads_to_whose_own_it_is(house: House, vera: Someone) -> None:
    """S3: in the order to try; when they are all away, who can be reached first, and for whom a message is."""
    await vera.says("vem svarar på detaljplan?")
    vera.sees("Detaljplan: koppla till Karin Lindqvist, 4530.", "1. Karin Lindqvist, 4530", "2. Hamid Karimi, 4533")
    karin, hamid = house.someone("Karin Lindqvist"), house.someone("Hamid Karimi")
    await karin.says("sjuk idag")
    karin.sees("Sjuk")
    await vera.presses("Uppdatera")
    vera.sees("Detaljplan: koppla till Hamid Karimi, 4533.", "Karin Lindqvist är frånvarande")
    await hamid.says("möte till 11")
    hamid.sees("Möte")
    await vera.presses("Uppdatera")
    vera.sees("Ingen som har hand om detaljplan svarar just nu. Säg att Hamid Karimi nås igen klockan 11:00")
    vera.does_not_see("juk")
    await vera.presses("Meddelande till Hamid Karimi")
    vera.sees("detaljplan")


async def test_one_whose_own_matter_it_is_and_who_is_away(house: House, vera: Someone) -> None:
    """S3, A3: when they are back, and who answers instead."""
    per = house.someone("Sven-Olof Bäck")
    await per.says("möte till 14, samtal till Göran Fransson")
    per.sees("Möte")
    await vera.says("lön")
    vera.sees("Sven-Olof Bäck är på möte och nås igen 14:00. Ta ett meddelande.", "Svarar i stället", "Göran Fransson")


async def test_a_function_that_nobody_is_in_is_no_dead_end(vera: Someone) -> None:
    """S3: a message can't be left with nobody, so there is none to press."""
    await vera.says("konsumentvägledning")
    vera.sees("Konsumentvägledning har ingen som kan svara.", "Ingen är med i svarsgruppen.")
    assert not [choice for choice in vera.choices if choice.startswith("Meddelande till")]


async def test_several_functions_are_told_of_on_one_card(vera: Someone) -> None:
    """S3: two have sewage among their matters; each has its own line and its own message."""
    await vera.says("kunden har frågor om avlopp")
    vera.sees("Miljö- och hälsoskydd: koppla till", "Vatten och avlopp: koppla till", "Ärende: avlopp")
    assert vera.choices == ["Meddelande till Henrik Sjöberg", "Meddelande till Olof Pålsson", "Uppdatera", "Fel ställe"]
    assert len(vera.choices) <= 6
    assert len(json.dumps(vera.card, ensure_ascii=False).encode()) < MOST_BYTES


async def test_it_is_asked_again_in_the_same_place(house: House, vera: Someone) -> None:
    """V1: *Uppdatera* shows how it stands now."""
    await vera.says("riksfärdtjänst")
    vera.sees("koppla till Monica Sundqvist")
    monica = house.someone("Monica Sundqvist")
    await monica.says("möte till 11")
    monica.sees("Möte")
    await vera.presses("Uppdatera")
    assert vera.reply.replace is not None
    vera.sees("Färdtjänst: koppla till Rickard Carlsson", "Monica Sundqvist är på möte och nås igen 11:00.")


async def test_the_wrong_place_is_noted_from_the_answer(vera: Someone) -> None:
    """S3: with the matter in the caller's words, and the function where the call landed."""
    await vera.says("kunden vill klaga på sopor")
    vera.sees("Avfall och återvinning: koppla till", "Ärende: sophämtning")
    await vera.presses("Fel ställe")
    vera.sees("Felkopplat samtal", "sopor", "Avfall och återvinning")


async def test_a_time_ahead_is_answered_as_it_is_then(vera: Someone) -> None:
    """S3, A2: tomorrow's phone hours and who covers them, not today's; "idag" is now."""
    await vera.says("vem svarar på marklov imorgon?")
    vera.sees("På Bygglov finns någon som svarar hela telefontiden imorgon.")
    await vera.says("vem svarar på riksfärdtjänst idag?")
    vera.sees("Färdtjänst: koppla till Monica Sundqvist")
    await vera.says("vem svarar på avlopp imorgon?")
    vera.sees("Flera kan ha hand om avlopp. Vilken menar du?", "1. Miljö- och hälsoskydd")
    await vera.says("9")
    vera.sees("Svara med en siffra från 1 till 2")
    await vera.says("2")
    vera.sees("På Vatten och avlopp finns någon som svarar hela telefontiden imorgon.")


async def test_where_others_read_along_nobody_is_told_why_and_nothing_can_be_left(house: House, vera: Someone) -> None:
    """POLICY, last section: a question about a function is answered in company, as nobody in particular may know it."""
    await _everyone_away(house)
    chief = house.someone("Thomas Qvist")
    for text, action in (
        ("vem svarar på riksfärdtjänst?", None),
        ("riksfärdtjänst", None),
        ("", CardAction("connecting.ask", {"asked": "riksfärdtjänst"}, {}, True)),
        ("", CardAction("connecting.show", {"function": "group:fardtjanst", "matter": "riksfärdtjänst"}, {}, True)),
    ):
        told = repr(await _in_a_group(house, chief, text, action))
        assert "Monica Sundqvist är frånvarande" in told
        assert "juk" not in told
        assert "message.new" not in told
        assert "callback.new" not in told
        assert "misdirected.new" not in told
    assert "callback.new" not in repr(await _in_a_group(house, vera, "vem svarar på xyzzyn?"))


async def test_the_one_who_asks_is_not_told_to_leave_themselves_a_message(house: House) -> None:
    """V1: Monica asks about what she herself has; a message to her would be refused."""
    monica = house.someone("Monica Sundqvist")
    await monica.says("vem svarar på riksfärdtjänst?")
    monica.sees("Färdtjänst: koppla till Monica Sundqvist")
    assert "Meddelande till Monica Sundqvist" not in monica.choices
