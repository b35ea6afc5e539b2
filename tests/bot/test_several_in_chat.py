"""Several people asked about at once: a sentence to read aloud, and a row each, whom to try first first (V1)."""

from __future__ import annotations

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone


async def test_who_can_be_reached_comes_first_in_the_sentence_and_in_the_rows(anna: Someone, vera: Someone) -> None:
    """V1: "Anna eller Bo?": Bo is in, and is where the call goes."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await vera.says("är Anna eller Bo Ek inne?")
    assert vera.sight.splitlines()[0] == "Bo Ek är inne, 4531. Anna Svensson är åter 13:00."
    assert vera.reply.messages[0].summary == "Bo Ek är inne, 4531. Anna Svensson är åter 13:00."
    vera.sees("Bo Ek, 4531\n✓ Inne", "Anna Svensson, 4536\nLunch, åter 13:00")


@pytest.mark.parametrize(
    "line",
    [
        "Anna Svensson och Bo Ek",
        "Anna Svensson, Bo Ek",
        "Anna Svensson eller Bo Ek",
        "anna svensson och bo ek",
        "4536 eller 4531?",
        "Anna Svensson & Bo Ek",
        "Anna eller Bo Ek?",
        "vem av Anna Svensson och Bo Ek är inne?",
    ],
)
async def test_a_list_of_names_is_enough(vera: Someone, line: str) -> None:
    """V1: nobody writes whole sentences with a caller on the line."""
    await vera.says(line)
    vera.sees("Anna Svensson är inne, 4536. Bo Ek är inne, 4531.")


async def test_in_english_too(vera: Someone) -> None:
    """Both languages."""
    await vera.says("is Anna Svensson or Bo Ek in?")
    vera.sees("Anna Svensson is in, 4536. Bo Ek is in, 4531.")


async def test_a_name_with_a_comma_may_be_one_persons(vera: Someone) -> None:
    """V1: lists are often by surname."""
    await vera.says("är Svensson, Anna inne?")
    vera.sees("Anna Svensson är inne.", "Bygglovshandläggare, Bygg")
    await vera.says("Svensson, Anna")
    vera.sees("Anna Svensson är inne.", "Bygglovshandläggare, Bygg")


async def test_a_surname_may_be_shared(vera: Someone) -> None:
    """V1: "Bo och Johan Ek" are two Eks."""
    await vera.says("är Bo och Johan Ek inne?")
    vera.sees("Bo Ek är inne, 4531. Johan Ek är inne, 4506.")


async def test_a_name_that_fits_several_is_picked_while_the_others_are_answered(anna: Someone, vera: Someone) -> None:
    """V1: never guessed; a tap puts the one who is meant in its place."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await vera.says("är Åsa eller Anna Svensson inne?")
    vera.sees("Anna Svensson är åter 13:00.", "Flera heter Åsa. Vem menar du?", "Miljöinspektör, Miljökontoret, 4541")
    assert "Åsa" not in vera.sight.splitlines()[0]
    await vera.presses("Åsa Öberg")
    vera.sees("Åsa Öberg är inne, 4541. Anna Svensson är åter 13:00.")
    vera.does_not_see("Vem menar du?")
    assert vera.reply.replace is not None


async def test_a_name_that_nobody_bears_is_said_on_its_row(vera: Someone) -> None:
    """V1: the nearest are offered and never taken."""
    await vera.says("är Anna Svensson eller Åke Svensson inne?")
    vera.sees("Anna Svensson är inne, 4536.", "Ingen heter Åke Svensson. Menar du?")
    await vera.says("är Anna Svensson eller Xerxes inne?")
    vera.sees("Anna Svensson är inne, 4536.", "Jag hittar ingen som heter Xerxes.")
    await vera.says("är Anna Svensson eller 4599 inne?")
    vera.sees("Anna Svensson är inne, 4536.", "Jag hittar ingen med numret 4599.")


async def test_when_nobody_is_clear_that_is_what_is_said(vera: Someone) -> None:
    """V1: no sentence about anyone."""
    await vera.says("är Åsa eller Xerxes inne?")
    assert vera.sight.splitlines()[0] == "Vem menar du?"
    vera.sees("Flera heter Åsa. Vem menar du?", "Jag hittar ingen som heter Xerxes.")


async def test_reasons_are_masked_in_every_row(anna: Someone, karin: Someone, bo: Someone, vera: Someone) -> None:
    """Masking: the switchboard reads "Frånvarande"; the nearest manager what it is, of her own alone."""
    await anna.says("sjuk idag")
    anna.sees("Sjuk")
    await bo.says("semester till fredag")
    bo.sees("Semester")
    await vera.says("Anna Svensson eller Bo Ek?")
    vera.sees("Frånvarande, åter imorgon 08:00", "Frånvarande, åter mån 30 nov 08:00")
    vera.does_not_see("sjuk", "Sjuk", "emester", "sick", "vacation")
    await karin.says("Anna Svensson eller Bo Ek?")
    karin.sees("Sjuk, åter imorgon 08:00", "Semester, åter mån 30 nov 08:00")


async def test_a_later_private_errand_is_masked_too(anna: Someone, vera: Someone) -> None:
    """Masking: "Inne till 14:00, därefter frånvarande"."""
    await anna.says("vab 14-16")
    anna.sees("Vård av barn")
    await vera.says("Anna Svensson eller Bo Ek?")
    vera.sees("Inne till 14:00, därefter frånvarande")
    vera.does_not_see("barn", "child")


async def test_a_message_is_left_from_a_row(house: House, anna: Someone, vera: Someone) -> None:
    """V1: to whoever can't be reached; the others are called."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await vera.says("Anna Svensson eller Bo Ek?")
    vera.sees("Meddelande")
    await vera.presses("Meddelande")
    vera.sees("Anna Svensson")
    await vera.says("avbryt")
    vera.sees("")


async def test_a_row_opens_all_that_is_told_of_that_one_below(anna: Someone, vera: Someone) -> None:
    """V1: the answer about several stays."""
    await vera.says("Anna Svensson eller Bo Ek?")
    vera.sees("Anna Svensson är inne, 4536.")
    await vera.presses("Anna Svensson, 4536")
    vera.sees("Anna Svensson är inne.", "070-174 06 05", "Lämna meddelande")
    assert vera.reply.replace is None


async def test_a_refresh_asks_about_the_same_people_again(house: House, anna: Someone, vera: Someone) -> None:
    """V1: also about the name that nobody bears."""
    await vera.says("Anna Svensson, Bo Ek eller Xerxes?")
    vera.sees("Anna Svensson är inne, 4536. Bo Ek är inne, 4531.")
    await anna.says("möte till 12")
    anna.sees("Möte")
    house.clock.passes(minutes=5)
    await vera.presses("Uppdatera")
    vera.sees("Bo Ek är inne, 4531. Anna Svensson är åter 12:00.", "som heter Xerxes", "Kontrollerat 10:20")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("är Anna Svensson eller Bo Ek inne på fredag?", "Bo Ek har ingen hänvisning fre 27 nov"),
        (
            "är Anna Svensson eller Bo Ek inne kl 15?",
            "Klockan 15:00: Bo Ek är inne, 4531. Anna Svensson är",
        ),
    ],
)
async def test_another_time_is_asked_about_of_all(anna: Someone, vera: Someone, line: str, said: str) -> None:
    """V1: who has nothing in the way first; a refresh keeps to that time."""
    await anna.says("möte 15-16")
    anna.sees("Möte")
    await anna.says("semester på fredag")
    anna.sees("Semester")
    await vera.says(line)
    vera.sees(said)
    vera.does_not_see("emester")
    await vera.presses("Uppdatera")
    vera.sees(said)
    assert vera.sight.splitlines()[0].startswith(said[:20])
    await vera.presses("Anna Svensson, 4536")
    vera.sees("Anna Svensson är borta fre" if "fredag" in line else "Klockan 15:00: Anna Svensson är på möte")


async def test_no_more_are_answered_than_can_be_read_aloud(vera: Someone) -> None:
    """V1: the seventh is said to have had no room; the same person twice is one."""
    names = ["Anna Svensson", "Bo Ek", "Åsa Berg", "Karin Lindqvist", "Vera Åkesson", "Lena Nyström", "Hamid Karimi"]
    await vera.says(f"är {', '.join(names)} inne?")
    vera.sees("Åsa Berg 4532, Karin Lindqvist 4530, Vera Åkesson 4501 och Lena Nyström 4507 är inne.")
    vera.sees("1 till fick inte plats.")
    await vera.presses("Uppdatera")
    vera.sees("1 till fick inte plats.")
    assert "Hamid" not in vera.sight
    await vera.says("är Anna Svensson, Bo Ek eller 4536 inne?")
    vera.sees("Anna Svensson är inne, 4536. Bo Ek är inne, 4531.\n")


async def test_three_who_are_in_are_told_of_in_one_breath(anna: Someone, bo: Someone, vera: Someone) -> None:
    """V1: after whoever is soon gone, before whoever is away; each once."""
    await anna.says("möte till 12")
    anna.sees("Möte")
    await bo.says("lunch 10:25-11")
    bo.sees("Lunch")
    await vera.says("Anna Svensson, Bo Ek, Åsa Berg, Karin Lindqvist, Hamid Karimi?")
    said = (
        "Bo Ek 4531 är inne, men går på lunch 10:25. Åsa Berg 4532, Karin Lindqvist 4530 och Hamid Karimi 4533 är inne."
    )
    vera.sees(f"{said} Anna Svensson är åter 12:00.")


async def test_a_number_from_outside_may_stand_among_the_names(vera: Someone) -> None:
    """V1: nobody who was named is silently left out."""
    await vera.says("är Bo Ek eller 070-174 06 05 inne?")
    vera.sees("Bo Ek är inne, 4531. Anna Svensson är inne, 4536.")


async def test_whose_details_may_be_old_is_said_once_and_quietly(vera: Someone) -> None:
    """A1: Anna's are confirmed, Bo's are not."""
    await vera.says("Anna Svensson eller Bo Ek?")
    vera.sees("Uppgifterna kan vara gamla: Bo Ek.")


async def test_at_night_nobody_is_said_to_be_in(house_at: HouseAt) -> None:
    """V1: when each is back, the first first."""
    vera = house_at("2026-11-23 20:00").someone("Vera Åkesson")
    await vera.says("Zoë Lundqvist eller Anna Svensson?")
    vera.sees("Zoë Lundqvist är åter imorgon klockan 08:00. Anna Svensson är åter imorgon klockan 08:00.")
    vera.sees("Arbetar inte just nu, åter imorgon 08:00")


@pytest.mark.parametrize(
    "people",
    [None, [], "anna", [{"person": 7}], [{}], [{"name": "x" * 61}], [{"name": "Anna", "person": "p"}], ["Anna"]],
)
async def test_a_made_up_button_asks_nothing(vera: Someone, people: object) -> None:
    """Whoever makes a button up gets no answer from it."""
    await vera.says("Anna Svensson eller Bo Ek?")
    vera.sees("Anna Svensson")
    await vera.sends(CardAction(ActionName.AVAILABILITY_SEVERAL, {"people": people}, {}, True))
    vera.sees("Den knappen")


@pytest.mark.parametrize("line", ["tack och hej", "bygglov och marklov", "lunch eller möte", "hej, tack"])
async def test_two_words_are_not_two_people(vera: Someone, line: str) -> None:
    """V1: a line without a question is a list of people only where it surely names some."""
    await vera.says(line)
    vera.does_not_see("Flera heter", "Jag hittar ingen som heter", "Ingen heter")
    vera.sees("")
