"""What is said where it is not sure whom to connect to, or where a button or a line is not what it seems (S3, V1)."""

from __future__ import annotations

import json

import pytest

from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone

MOST_BYTES = 25_000


async def test_a_name_to_the_letter_is_a_person_and_a_matter_that_is_sure_a_function(vera: Someone) -> None:
    """S3, V1: neither hides the other, in whichever words they stand."""
    for line in ("Anna Svensson", "kunden vill prata med Anna Svensson", "koppla till Anna Svensson", "4536"):
        await vera.says(line)
        vera.sees("Anna Svensson är inne.")
    for line in ("radon", "sök radon", "numret till radon"):
        await vera.says(line)
        vera.sees("Miljö- och hälsoskydd: koppla till")


async def test_a_units_name_gives_who_answers_there(vera: Someone) -> None:
    """S3, A2: what isn't called a matter may be a unit."""
    for line in ("vem är handläggare på personalkontoret?", "personal", "HR"):
        await vera.says(line)
        vera.sees("Inne på Personalkontoret", "Nasrin Rahimi, 4513")


async def test_a_digit_answers_no_list_that_was_left(vera: Someone) -> None:
    """S3: never a wrong answer: once something else has been asked, the list before is over."""
    await vera.says("avlåpp")
    vera.sees("Jag är inte säker på vem som har hand om avlåpp.", "Miljö- och hälsoskydd: koppla till Henrik Sjöberg")
    await vera.says("färdtjänst")
    vera.sees("Färdtjänst: koppla till")
    await vera.says("1")
    vera.sees("Jag väntar inte på något svar just nu.")
    await vera.says("avlåpp")
    vera.sees("Menar du någon av de här?")
    await vera.says("xyzzy qwerty")
    vera.sees("Jag hittar ingen som har hand om xyzzy qwerty.")
    await vera.says("Vatten och avlopp")
    vera.sees("Vatten och avlopp: koppla till Olof Pålsson")


async def test_a_list_of_a_time_ahead_is_refreshed_for_that_time(vera: Someone) -> None:
    """S3: *Uppdatera* asks the same again."""
    await vera.says("vem svarar på avlopp imorgon?")
    vera.sees("Flera kan ha hand om avlopp.")
    vera.does_not_see("koppla till")
    await vera.presses("Uppdatera")
    vera.sees("Flera kan ha hand om avlopp.")
    await vera.presses("Vatten och avlopp")
    vera.sees("På Vatten och avlopp finns någon som svarar hela telefontiden imorgon.")


async def test_a_line_that_is_not_understood_may_be_about_something(vera: Someone) -> None:
    """S3: what stands in it is offered, never taken."""
    await vera.says("en Pelle Persson har buller")
    vera.sees("Det där förstod jag inte helt. Gäller det något av det här?", "Ärende: buller")
    await vera.presses("Miljö- och hälsoskydd")
    vera.sees("Miljö- och hälsoskydd: koppla till Henrik Sjöberg, 4540.")


async def test_what_nothing_is_called_gives_what_to_do_instead(vera: Someone) -> None:
    """S3, S5: never a guess, never a dead end: another word, or an offer to call back."""
    await vera.says("kunden vill klaga på xyzzyn")
    vera.sees(
        "Jag hittar ingen som har hand om xyzzyn.", "Prova med ett annat ord", "Annars", "Kommunkansliet: koppla till"
    )
    await vera.presses("Nytt ringlöfte")
    vera.sees("Nytt ringlöfte")


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ({"function": "group:gone", "matter": "bygglov"}, "finns inte"),
        ({"function": "person:nobody", "matter": "bygglov"}, "finns inte"),
        ({"function": "group", "matter": "bygglov"}, "finns inte"),
        ({"function": "", "matter": ""}, "finns inte"),
        ({"function": "group:bygglov", "matter": "bygglov", "at": "yesterday"}, "fungerar inte längre"),
        ({"function": "group:bygglov", "matter": "bygglov", "at": "9999-01-01T00:00:00+00:00"}, "fungerar inte längre"),
    ],
)
async def test_a_button_that_was_not_made_here_or_is_too_old_is_refused(
    vera: Someone, values: dict[str, str], answer: str
) -> None:
    """A card's values are never trusted; a group that is gone says so."""
    await vera.sends(CardAction("connecting.show", values, {}, True))
    vera.sees(answer)


async def test_a_made_up_matter_is_shown_as_it_is_and_no_longer_than_one_can_be(vera: Someone) -> None:
    """What is typed is data: no marks of its own, and a line without end stays a card that can be sent."""
    await vera.says("vem svarar på **fet** [länk](https://ond.example) <at>Alla</at>?")
    vera.sees("Jag hittar ingen som har hand om")
    assert "\\*\\*fet" in json.dumps(vera.card) or "**fet**" not in json.dumps(vera.card)
    await vera.says("vem svarar på " + "väldigt " * 300 + "långa ärenden?")
    assert len(json.dumps(vera.reply.messages[0].card, ensure_ascii=False).encode()) < MOST_BYTES
    vera.unseen.clear()
    values = {"function": "group:fardtjanst", "matter": "x" * 5000}
    await vera.sends(CardAction("connecting.show", values, {}, True))
    vera.sees("Färdtjänst: koppla till Monica Sundqvist")
    assert len(json.dumps(vera.card, ensure_ascii=False).encode()) < MOST_BYTES
    await vera.sends(CardAction("message.new", {"person": "gone", "matter": "y" * 5000}, {}, True))
    vera.sees("Lämna ett meddelande", "y" * 200)
    vera.does_not_see("y" * 201)


async def test_the_next_callers_matter_is_nobodys_name_while_a_message_is_open(house: House, vera: Someone) -> None:
    """S3, V1: a form that stands open takes no matter for who called; the answer comes, and the form can be sent in."""
    house.someone("Monica Sundqvist")
    await vera.says("riksfärdtjänst")
    vera.sees("koppla till Monica Sundqvist")
    await vera.presses("Meddelande till Monica Sundqvist")
    vera.sees("Lämna ett meddelande")
    form = vera.button("Spara", caller="Kalle")
    await vera.says("radon")
    vera.sees("Miljö- och hälsoskydd: koppla till")
    await vera.sends(form)
    vera.sees("Meddelandet till Monica Sundqvist är lämnat", "Kalle")
    await vera.says("lämna ett meddelande till Anna Svensson")
    vera.sees("Lämna ett meddelande")
    await vera.says("bygglov")
    vera.sees("Lämna ett meddelande", "Vad ska framföras?", "bygglov")
