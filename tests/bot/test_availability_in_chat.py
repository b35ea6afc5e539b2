"""The switchboard's question: one line, and a sentence to read aloud to the caller who waits (V1)."""

from __future__ import annotations

import pytest

from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone


async def test_the_answer_opens_with_the_sentence_to_read_aloud(anna: Someone, vera: Someone) -> None:
    """V1: then who it is, the numbers, and how fresh it is."""
    await anna.says("möte till 14.30")
    anna.sees("Möte")
    await vera.says("är Anna inne?")
    vera.sees("Bygglovshandläggare, Bygg", "4536", "08-465 004 36", "070-174 06 05", "Hänvisningen lades in 10:15")
    vera.sees("Kontrollerat 10:15")
    assert vera.sight.splitlines()[0] == "Anna Svensson är på möte och nås igen 14:30."
    assert vera.reply.messages[0].summary == "Anna Svensson är på möte och nås igen 14:30."


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("är Anna inne?", "Anna Svensson"),
        ("när är Åsa Berg åter?", "Åsa Berg"),
        ("sök 4536", "Anna Svensson"),
        ("4536", "Anna Svensson"),
        ("Svensson Anna", "Anna Svensson"),
        ("ana svenson", "Anna Svensson"),
        ("asa oberg", "Åsa Öberg"),
        ("AASA OEBERG", "Åsa Öberg"),
        ("är Maggan inne", "Margareta Holmgren"),
        ("0701740605", "Anna Svensson"),
        ("+46 70 174 06 05", "Anna Svensson"),
        ("070-174 06 05", "Anna Svensson"),
        ("sök 070-174 06 05", "Anna Svensson"),
        ("vem är 4536?", "Anna Svensson"),
        ("jean pierre dubois", "Jean-Pierre Dubois"),
        ("jose garcia", "José García"),
        ("anna på bygg", "Anna Svensson"),
        ("koppla mig till Bo Ek", "Bo Ek"),
        ("vilket nummer har Bo Ek?", "Bo Ek"),
    ],
)
async def test_people_are_found_however_they_are_typed(vera: Someone, line: str, name: str) -> None:
    """V1: in any order, with typing errors, nicknames, without dots, by extension or mobile number."""
    await vera.says(line)
    vera.sees(f"{name} är inne.")


@pytest.mark.parametrize(
    "line", ["är Anna Svnesson inne?", "Anna Svnesson", "är Ana Svenson inne?", "är Anna Sven inne?"]
)
async def test_whoever_is_only_alike_is_asked_about(vera: Someone, line: str) -> None:
    """V1: never given as certain; a refresh says that it was the one."""
    await vera.says(line)
    vera.sees("Menar du Anna Svensson?")
    assert vera.sight.splitlines()[:2] == ["Menar du Anna Svensson?", "Anna Svensson är inne."]
    assert vera.reply.messages[0].summary == "Menar du Anna Svensson? Anna Svensson är inne."
    await vera.presses("Uppdatera")
    vera.sees("Anna Svensson är inne.")
    vera.does_not_see("Menar du")


@pytest.mark.parametrize("line", ["Anna Svensson", "anna svenssons", "4536", "är Anna på bygg inne?"])
async def test_whoever_is_named_is_not_asked_about(vera: Someone, line: str) -> None:
    """V1: the sentence comes first."""
    await vera.says(line)
    vera.sees("Anna Svensson är inne.")
    assert vera.sight.splitlines()[0] == "Anna Svensson är inne."


async def test_several_of_a_name_give_a_numbered_list(vera: Someone) -> None:
    """Unit and title tell them apart; a digit answers."""
    await vera.says("är Åsa inne?")
    vera.sees("Vem menar du?", "1. Åsa Berg", "Bygglovshandläggare, Bygg, 4532", "2. Åsa Öberg", "Miljökontoret")
    assert vera.choices == ["Åsa Berg", "Åsa Öberg"]
    await vera.says("2")
    vera.sees("Åsa Öberg är inne.")


async def test_a_row_is_tapped(vera: Someone) -> None:
    """The answer takes the list's place."""
    await vera.says("Åsa")
    vera.sees("Vem menar du?")
    await vera.presses("Åsa Berg")
    vera.sees("Åsa Berg är inne.")
    assert vera.reply.replace is not None


async def test_a_picked_person_is_asked_about_the_same_day(house: House, vera: Someone) -> None:
    """The question's day is remembered through the list."""
    asa = house.someone("Åsa Berg")
    await asa.says("ledig på fredag")
    asa.sees("Ledig")
    await vera.says("är Åsa på plats på fredag?")
    vera.sees("Vem menar du?")
    await vera.says("1")
    vera.sees("Åsa Berg är borta fre 27 nov", "Frånvarande")
    vera.does_not_see("Ledig", "leave")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("är Xerxes inne?", "Jag hittar ingen som heter Xerxes."),
        ("är Åke Svensson inne?", "Jag hittar ingen som heter Åke Svensson. Närmast ligger Anna Svensson (Bygg)."),
        ("Åke Svensson", "Det där förstod jag inte. Letar du efter någon ligger Anna Svensson (Bygg) närmast."),
        ("sök 4599", "Jag hittar ingen med numret 4599."),
        ("070-174 06 99", "Jag hittar ingen med numret 070-174 06 99."),
    ],
)
async def test_nobody_is_never_a_guess(vera: Someone, line: str, said: str) -> None:
    """No one fits: that is said, with the nearest names."""
    await vera.says(line)
    vera.sees(said)
    vera.does_not_see("är inne")


async def test_a_line_that_only_holds_a_name_is_not_taken_for_one(vera: Someone) -> None:
    """ "No one is called that" would be nonsense of a whole sentence."""
    await vera.says("Anna Svensson skulle ringa tillbaka")
    vera.does_not_see("Jag hittar ingen")
    vera.sees("")


async def test_a_name_of_endless_length_is_not_repeated_whole(vera: Someone) -> None:
    """A pasted page would not fit in the answer."""
    await vera.says(f"är {'X' * 150} inne?")
    vera.sees(f"Jag hittar ingen som heter X{'x' * 59}…")


async def test_who_answers_instead_is_told_with_a_number(anna: Someone, karin: Someone, vera: Someone) -> None:
    """V1; and that the colleague is away too, when so."""
    await anna.says("möte till 15, Karin Lindqvist svarar")
    anna.sees("Möte")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Svarar i stället\nKarin Lindqvist, 4530")
    await karin.says("sjuk idag")
    karin.sees("Sjuk")
    await vera.presses("Uppdatera")
    vera.sees("Karin Lindqvist, som är borta just nu")
    vera.does_not_see("sjuk", "Sjuk", "sick")


async def test_an_old_answer_is_refreshed(house: House, anna: Someone, vera: Someone) -> None:
    """How fresh it is stands on it, and a press makes it new."""
    await vera.says("är Anna inne?")
    vera.sees("Anna Svensson är inne.")
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    house.clock.passes(minutes=20)
    await vera.presses("Uppdatera")
    vera.sees("Anna Svensson är på lunch och nås igen 13:00.", "Kontrollerat 10:35")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-23 19:00", "Anna Svensson arbetar inte just nu och nås igen imorgon klockan 08:00."),
        ("2026-11-21 12:00", "Anna Svensson arbetar inte just nu och nås igen på måndag klockan 08:00."),
        ("2026-12-24 10:00", "Anna Svensson arbetar inte just nu och nås igen på måndag klockan 08:00."),
        ("2026-12-31 10:00", "Anna Svensson arbetar inte just nu och nås igen på måndag klockan 08:00."),
        ("2027-03-26 10:00", "Anna Svensson arbetar inte just nu och nås igen på tisdag klockan 08:00."),
        ("2026-10-25 02:30", "Anna Svensson arbetar inte just nu och nås igen imorgon klockan 08:00."),
    ],
)
async def test_outside_working_hours_the_next_ones_are_told(house_at: HouseAt, now: str, said: str) -> None:
    """V1: evenings, weekends, Christmas, New Year, Good Friday, the night of the clock change."""
    vera = house_at(now).someone("Vera Åkesson")
    await vera.says("är Anna inne?")
    vera.sees(said)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("är Anna på plats på fredag?", "Anna Svensson är borta fre 27 nov"),
        ("är Anna inne imorgon?", "Anna Svensson har ingen hänvisning imorgon"),
        ("är Anna inne på lördag?", "Anna Svensson arbetar inte lör 28 nov"),
    ],
)
async def test_a_day_ahead_is_asked_about(anna: Someone, vera: Someone, line: str, said: str) -> None:
    """The caller asks for Friday."""
    await anna.says("semester på fredag")
    anna.sees("Semester")
    await vera.says(line)
    vera.sees(said)
    vera.does_not_see("Semester", "semester", "vacation")


async def test_own_names_are_answered_as_anyones(anna: Someone) -> None:
    """Anna asks about herself, and sees her own reason."""
    await anna.says("sjuk idag")
    anna.sees("Sjuk")
    await anna.says("är Anna Svensson inne?")
    anna.sees("Anna Svensson är sjuk")


async def test_a_question_about_an_hour_to_come_is_answered_for_that_hour() -> None:
    """V1: Anna is in now, but the caller wants to ring at three."""
    house = House()
    anna, vera = house.someone("Anna Svensson"), house.someone("Vera Åkesson")
    await anna.says("möte 15-16")
    anna.sees("Möte")
    await vera.says("är Anna inne kl 15?")
    vera.sees("Klockan 15:00: Anna Svensson är på möte och nås igen 16:00.")
    await vera.says("är Anna inne imorgon kl 10?")
    vera.sees("Imorgon klockan 10:00: Anna Svensson är inne.")


async def test_an_hour_is_remembered_while_it_is_asked_who_is_meant() -> None:
    """Two are called Åsa; the question was about two o'clock all along."""
    house = House()
    asa, vera = house.someone("Åsa Berg"), house.someone("Vera Åkesson")
    await asa.says("möte 14-15")
    asa.sees("Möte")
    await vera.says("är Åsa inne kl 14?")
    vera.sees("Vem menar du?", "1. Åsa Berg")
    await vera.says("1")
    vera.sees("Klockan 14:00: Åsa Berg är på möte och nås igen 15:00.")
