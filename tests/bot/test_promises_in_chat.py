"""Promises to call back in chat (S5-S7): one line, one receipt; marked by line and by button; listed; undone."""

from __future__ import annotations

import pytest

from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone, filled_in

CALL_KALLE = "ring upp Kalle 070-174 06 05 om bygglov senast imorgon"


async def test_one_line_makes_a_promise_and_shows_it(anna: Someone) -> None:
    """S5: whom, at what number, about what, by when; the number as people write it."""
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle", "070-174 06 05", "bygglov", "imorgon 17:00")
    assert anna.choices == ["Klart", "Ingen svarade", "Nytt besked", "Lämna över", "Ändra", "Ta bort"]


async def test_without_a_time_it_is_the_next_working_day(anna: Someone) -> None:
    """A5's measure, without a question."""
    await anna.says("ring upp Kalle 070-174 06 05")
    anna.sees("Ring Kalle", "imorgon 17:00")


async def test_both_clocks_are_heard(anna: Someone) -> None:
    """S6: when the caller hears, and when the answer is due."""
    await anna.says("lovade ringa Eva Lind imorgon, svar senast fredag")
    anna.sees("Ring Eva Lind", "imorgon 17:00", "Svar senast", "fre 27 nov 17:00")


async def test_the_form_makes_one_too(anna: Someone) -> None:
    """From the list's button; a number is read in any way of writing it, and an extension stays one."""
    await anna.says("mina löften")
    anna.sees("Du har inga ringlöften att hålla")
    await anna.presses("Nytt ringlöfte")
    anna.sees("Nytt ringlöfte", "Utan tid blir det senast nästa arbetsdag.")
    await anna.presses("Spara", caller="Kalle", phone="ankn 4536", contact_date="2026-11-25", contact_time="10:00")
    anna.sees("Ring Kalle", "4536", "ons 25 nov 10:00")


@pytest.mark.parametrize("line", ["nytt löfte", "nytt ringlöfte", "lova ringa någon"])
async def test_a_line_that_names_nobody_opens_the_form(anna: Someone, line: str) -> None:
    """S5: as the list's button does, and nothing is complained of before it is sent in."""
    await anna.says(line)
    anna.sees("Nytt ringlöfte", "Utan tid blir det senast nästa arbetsdag.")
    assert "Vem ska du ringa?" not in anna.sight
    await anna.presses("Spara", caller="Kalle", phone="070-174 06 05")
    anna.sees("Ring Kalle", "imorgon 17:00")


async def test_what_is_wrong_stands_at_its_field_and_what_was_entered_is_kept(anna: Someone) -> None:
    """All at once."""
    await anna.says("mina löften")
    anna.sees("Du har inga")
    await anna.presses("Nytt ringlöfte")
    anna.sees("Nytt ringlöfte")
    await anna.presses("Spara", phone="12", matter="bygglov", contact_time="25:00")
    anna.sees("Det går inte att läsa tiden")
    assert filled_in(anna.card)["matter"] == "bygglov"
    await anna.presses("Spara", phone="070-12", contact_time="")
    anna.sees("Det går inte att läsa numret")
    await anna.presses("Spara", phone="", contact_time="")
    anna.sees("Vem ska du ringa?")
    await anna.says("Kalle")
    anna.sees("Ring Kalle", "bygglov")


@pytest.mark.parametrize(
    ("line", "why", "better"),
    [
        ("ring upp Kalle 070-174 06 05 senast lördag 12", "utanför din arbetstid", "fre 27 nov 17:00"),
        ("ring upp Kalle 070-174 06 05 senast julafton 12:00", "Då är det ledig dag.", "ons 23 dec 13:00"),
        ("ring upp Kalle 070-174 06 05 senast imorgon 14", "Då är du hänvisad: Möte", "imorgon 13:00"),
    ],
)
async def test_a_time_that_cant_be_kept_is_answered_with_a_better_one(
    anna: Someone, line: str, why: str, better: str
) -> None:
    """S7: before it is saved; *ja* takes the better time."""
    await anna.says("möte imorgon 13-15")
    anna.sees("Möte")
    await anna.says(line)
    anna.sees("Den tiden kan bli svår att hålla", why, better)
    assert anna.choices == [f"Spara {better}", "Behåll min tid", "Ändra", "Avbryt"]
    await anna.says("mina löften")
    anna.sees("Du har inga ringlöften")
    await anna.says(line)
    anna.sees(better)
    await anna.says("ja")
    anna.sees("Ring Kalle", better)


async def test_ones_own_time_can_be_kept_by_button_and_by_word(anna: Someone) -> None:
    """S7: the person decides."""
    for answer in ("button", "behåll"):
        await anna.says("ring upp Kalle 070-174 06 05 senast lördag 12")
        anna.sees("Den tiden kan bli svår att hålla")
        if answer == "button":
            await anna.presses("Behåll min tid")
        else:
            await anna.says(answer)
        anna.sees("Ring Kalle", "lör 28 nov 12:00")


async def test_the_better_time_by_button_a_time_of_ones_own_and_no(anna: Someone) -> None:
    """Another time typed is heard; nej saves nothing; Ändra opens the form with everything in it."""
    line = "ring upp Kalle 070-174 06 05 om bygglov senast lördag 12"
    await anna.says(line)
    anna.sees("svår att hålla")
    await anna.presses("Spara fre 27 nov 17:00")
    anna.sees("Ring Kalle", "fre 27 nov 17:00")
    await anna.says(line)
    anna.sees("svår att hålla")
    await anna.says("fredag 14")
    anna.sees("Ring Kalle", "fre 27 nov 14:00")
    await anna.says(line)
    anna.sees("svår att hålla")
    await anna.presses("Ändra")
    anna.sees("Nytt ringlöfte")
    assert filled_in(anna.card) | {"caller": "Kalle", "matter": "bygglov"} == filled_in(anna.card)
    await anna.says(line)
    anna.sees("svår att hålla")
    await anna.says("nej")
    anna.sees("Avbrutet")
    await anna.says("mina löften")
    anna.sees("Du har 2 ringlöften att hålla")


async def test_what_has_been_can_not_be_insisted_on(anna: Someone) -> None:
    """A time that has been is no promise."""
    await anna.says("mina löften")
    anna.sees("Du har inga")
    await anna.presses("Nytt ringlöfte")
    anna.sees("Nytt ringlöfte")
    await anna.presses("Spara", caller="Kalle", contact_time="09:00")
    anna.sees("Den tiden har redan varit.", "11:15")
    assert "Behåll min tid" not in anna.choices
    await anna.says("behåll")
    anna.sees("Den tiden går inte att behålla.")
    await anna.says("ja")
    anna.sees("Ring Kalle", "11:15")


async def test_har_ringt_marks_the_one_that_fits_and_can_be_undone(house: House, anna: Someone) -> None:
    """One match just does it; the card in the chat changes; ångra opens it again."""
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await house.sends_what_is_due()
    await anna.says("har ringt Kalle")
    anna.sees("Klart: Kalle är uppringd")
    await house.sends_what_is_due()
    anna.is_told("Klart: Kalle är uppringd", changed=True)
    await anna.says("ångra")
    anna.sees("Ångrat. Löftet att ringa Kalle är kvar.")
    await house.sends_what_is_due()
    anna.is_told("Ring Kalle", changed=True)


async def test_a_mark_by_the_cards_own_button_changes_that_card_and_sends_nothing(house: House, anna: Someone) -> None:
    """The reply takes the card's place."""
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await house.sends_what_is_due()
    await anna.presses("Ingen svarade")
    anna.sees("Ring Kalle", "Ingen svarade, 10:15")
    await house.sends_what_is_due()
    await anna.presses("Klart")
    anna.sees("Klart: Kalle är uppringd")
    await house.sends_what_is_due()
    await anna.presses("Ångra")
    anna.sees("Ring Kalle", "Ångrat 10:15")


async def test_reached_but_not_ready_sets_the_next_contact(house: House, anna: Someone) -> None:
    """S6: in one line, or with a form for the time; the answer clock stands."""
    await anna.says("ring upp Kalle 070-174 06 05 senast 15, svar senast fredag")
    anna.sees("Ring Kalle")
    await house.sends_what_is_due()
    await anna.says("ringt Kalle, inte klart, nytt besked torsdag 14")
    anna.sees("hör av dig till Kalle igen senast tor 26 nov 14:00")
    await house.sends_what_is_due()
    anna.is_told("Ring Kalle", "tor 26 nov 14:00", "fre 27 nov 17:00", changed=True)
    await anna.presses("Nytt besked")
    anna.sees("När hör du av dig till Kalle igen?")
    await anna.presses("Spara")
    anna.sees("Välj när du hör av dig igen.")
    await anna.says("lördag 12")
    anna.sees("Den tiden kan bli svår att hålla", "fre 27 nov 17:00")
    await anna.says("ja")
    anna.sees("hör av dig till Kalle igen senast fre 27 nov 17:00")
    await house.sends_what_is_due()
    anna.is_told("Ring Kalle", "fre 27 nov 17:00", changed=True)


async def test_several_of_one_name_are_asked_about(anna: Someone) -> None:
    """A tap, a digit or more of the name."""
    for answer in ("2", "svensson", "tap"):
        await anna.says("ring upp Kalle Ek 070-174 06 05 senast 15")
        anna.sees("Ring Kalle Ek")
        await anna.says("ring upp Kalle Svensson 070-174 06 06 senast 16")
        anna.sees("Ring Kalle Svensson")
        await anna.says("har ringt Kalle")
        anna.sees("Vilket ringlöfte menar du?", "1. Kalle Ek", "2. Kalle Svensson")
        if answer == "tap":
            await anna.presses("Kalle Svensson")
        else:
            await anna.says(answer)
        anna.sees("Klart: Kalle Svensson är uppringd")
        await anna.says("har ringt Kalle Ek")
        anna.sees("Klart: Kalle Ek är uppringd")


async def test_a_name_that_fits_none_shows_those_that_there_are(anna: Someone) -> None:
    """Nothing is guessed."""
    await anna.says("har ringt Olle")
    anna.sees("Du har inga ringlöften att hålla")
    await anna.says(CALL_KALLE)
    anna.sees("Ring Kalle")
    await anna.says("har ringt Olle")
    anna.sees("Jag hittar inget ringlöfte till Olle.", "Kalle · senast imorgon 17:00")


async def test_the_list_is_in_due_order_with_one_tap_to_mark(house: House, anna: Someone) -> None:
    """S6: overdue ones say so in words; marking shows the list again."""
    await anna.says("ring upp Kalle 070-174 06 05 senast 15")
    anna.sees("Ring Kalle")
    await anna.says("ring upp Eva Lind 070-174 06 06 senast 11")
    anna.sees("Ring Eva Lind")
    house.clock.passes(hours=2)
    await anna.says("mina löften")
    anna.sees("Du har 2 ringlöften att hålla", "Försenat: Eva Lind · skulle ha skett 11:00", "Kalle · senast 15:00")
    assert anna.sight.index("Eva Lind") < anna.sight.index("Kalle")
    await anna.presses("Klart")
    anna.sees("Du har 1 ringlöfte att hålla", "Klart: Eva Lind är uppringd")
    await anna.presses("Visa")
    anna.sees("Ring Kalle", "070-174 06 05")


async def test_a_long_list_shows_the_first_and_how_many_more(anna: Someone) -> None:
    """Eight rows fit in a card."""
    for number in range(10):
        await anna.says(f"ring upp Olle 070-174 06 {10 + number}")
        anna.sees("Ring Olle")
    await anna.says("mina löften")
    anna.sees("Du har 10 ringlöften att hålla", "Och 2 till.")


async def test_english_is_complete(anna: Someone) -> None:
    """In the language of the line."""
    await anna.says("call back John Smith +44 20 7946 0958 about an invoice by Friday")
    anna.sees("Call John Smith", "+44 20 7946 0958", "Get in touch by", "Fri 27 Nov 17:00")
    await anna.says("called John back, done")
    anna.sees("Done: John Smith has been called")


async def test_christmas_is_counted_out(house_at: HouseAt) -> None:
    """A5: the day before Christmas Eve ends early, and the next working day is after the holidays."""
    house = house_at("2026-12-23 10:00")
    anna = house.someone("Anna Svensson")
    await anna.says("ring upp Kalle 070-174 06 05")
    anna.sees("Ring Kalle", "mån 28 dec 17:00")


async def test_a_promise_without_a_name_is_marked_by_its_number(anna: Someone) -> None:
    """S6: as the reminder says: "har ringt 070-174 06 05". A number that fits none is shown as people write it."""
    await anna.says("ring upp 070-174 06 05 om bygglov")
    anna.sees("Ring 070-174 06 05")
    await anna.says("ringt 070-174 06 05, inte klart, nytt besked fredag")
    anna.sees("hör av dig till 070-174 06 05 igen senast fre 27 nov 17:00")
    await anna.says("har ringt 070-174 06 06")
    anna.sees("Jag hittar inget ringlöfte till 070-174 06 06.")
    await anna.says("har ringt 070-174 06 05")
    anna.sees("Klart: 070-174 06 05 är uppringd")
