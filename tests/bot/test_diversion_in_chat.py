"""One line of chat, one receipt: diversions set, moved, ended and undone by what a person types (A3)."""

from __future__ import annotations

import pytest

from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone


async def test_a_complete_line_is_carried_out_at_once(anna: Someone) -> None:
    """A3: the receipt tells the period, what the switchboard says, and when the person is back."""
    await anna.says("lunch till 13")
    anna.sees(
        "Du är hänvisad till 13:00",
        "Lunch · idag 10:15–13:00",
        "”Anna Svensson är på lunch och nås igen 13:00.”",
        "Åter\n13:00",
    )
    assert anna.choices == ["Ändra", "Ångra", "Jag är tillbaka"]


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("lunch", "Lunch · idag 10:15–11:15"),
        ("möte 14-15.30", "Du är hänvisad idag 14:00–15:30"),
        ("möte imorgon 9-11", "Du är hänvisad imorgon 09:00–11:00"),
        ("semester v 28", "Du är hänvisad mån 12 juli–fre 16 juli"),
        ("ledig på fredag", "fre 27 nov"),
        ("utbildning till fredag", "Du är hänvisad till fre 27 nov 17:00"),
        ("sjuk tills vidare", "Du är hänvisad tills vidare"),
        ("*23*1*1300#", "Lunch · idag 10:15–13:00"),
        ("borta en timme", "Annat · idag 10:15–11:15"),
    ],
)
async def test_what_is_set_is_said_in_plain_words(anna: Someone, line: str, seen: str) -> None:
    """A3: now, later today, a day, a week, several days, without an end, and the telephone's own code."""
    await anna.says(line)
    anna.sees(seen, "Växeln säger")


@pytest.mark.parametrize(
    ("now", "line", "back"),
    [
        ("2026-11-27 15:00", "möte till 17", "nås igen på måndag klockan 08:00"),
        ("2026-12-23 12:00", "möte till 13", "nås igen på måndag klockan 08:00"),
        ("2026-12-30 14:00", "semester till 4 januari", "nås igen på tisdag klockan 08:00"),
        ("2026-12-31 09:00", "möte 31 december 2026 10-11", "Åter\nmån 4 jan 08:00"),
        ("2027-03-25 11:00", "tjänsteresa till 14", "Åter\ntis 30 mars 08:00"),
        ("2026-10-23 15:00", "borta till söndag 02.30", "nås igen på måndag klockan 08:00"),
        ("2027-03-26 15:00", "borta till 28 mars 02.30", "nås igen på tisdag klockan 08:00"),
        ("2026-11-21 11:00", "lunch till 13", "nås igen på måndag klockan 08:00"),
    ],
)
async def test_the_return_is_moved_to_the_next_working_time(house_at: HouseAt, now: str, line: str, back: str) -> None:
    """A3: past the weekend, Christmas, New Year, Easter, a shortened day and both nights when the clocks change."""
    anna = house_at(now).someone("Anna Svensson")
    await anna.says(line)
    anna.sees(back)


async def test_a_night_with_a_clock_change_keeps_the_times_that_were_said(house_at: HouseAt) -> None:
    """The wall clock is what people mean, though the night of 25 October is an hour longer."""
    anna = house_at("2026-10-23 15:00").someone("Anna Svensson")
    await anna.says("möte 24 oktober 22.00 till 25 oktober 04.00")
    anna.sees("imorgon 22:00–sön 25 okt 04:00")


async def test_only_a_new_return_moves_the_one_that_runs(anna: Someone) -> None:
    """docs/user-guide.md: "åter 14.30" keeps the reason."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    for line, period in (
        ("åter 12.30", "10:15–12:30"),
        ("till 12", "10:15–12:00"),
        ("en timme", "10:15–11:15"),
    ):
        await anna.says(line)
        anna.sees(f"Lunch · idag {period}")


async def test_only_a_new_return_is_a_word_of_its_own_when_nothing_runs(anna: Someone) -> None:
    """A3: nothing is known of why, so it is shown as away."""
    await anna.says("åter 14.30")
    anna.sees("Annat · idag 10:15–14:30", "Anna Svensson är frånvarande och nås igen 14:30")


async def test_a_colleague_is_added_to_the_one_that_runs(anna: Someone) -> None:
    """A person in a meeting thinks of who answers, and says just that."""
    await anna.says("möte till 15")
    anna.sees("Möte")
    await anna.says("Karin Lindqvist svarar")
    anna.sees("Möte · idag 10:15–15:00", "Svarar i stället\nKarin Lindqvist")
    await anna.says("åter 14, Bo Ek svarar")
    anna.sees("Möte · idag 10:15–14:00", "Svarar i stället\nBo Ek")


async def test_until_further_notice_is_added_to_the_one_that_runs_where_its_reason_allows(anna: Someone) -> None:
    """A3: illness may go without an end, a meeting may not."""
    await anna.says("sjuk idag")
    anna.sees("Sjuk")
    await anna.says("tills vidare")
    anna.sees("Sjuk · sedan idag 10:15, tills vidare")
    await anna.says("möte till 12")
    anna.sees("Ska den nya hänvisningen ta över?")
    await anna.says("ja")
    anna.sees("Möte")
    await anna.says("tills vidare")
    anna.sees("Möte behöver en sluttid")


async def test_i_am_back_ends_it(anna: Someone) -> None:
    """docs/user-guide.md: "jag är tillbaka" ends the one that runs, by word, by button or by the phone's code."""
    for ending in ("jag är tillbaka", "nu är jag här igen", "#23#"):
        await anna.says("möte till 15")
        anna.sees("Möte")
        await anna.says(ending)
        anna.sees("Välkommen tillbaka! Du är inte längre hänvisad.", "”Anna Svensson är inne.”")
    await anna.says("möte till 15")
    anna.sees("Möte")
    await anna.presses("Jag är tillbaka")
    anna.sees("Välkommen tillbaka!")


async def test_being_back_twice_says_that_there_is_nothing_to_end(anna: Someone) -> None:
    """A hurried person writes it again, to be sure."""
    await anna.says("jag är tillbaka")
    anna.sees("Det finns ingen hänvisning just nu")


async def test_ending_nothing_shows_what_is_to_come(anna: Someone) -> None:
    """Whoever wants a meeting later today gone can take it away there."""
    await anna.says("möte 14-16")
    anna.sees("Möte")
    await anna.says("jag är tillbaka")
    anna.sees("Du är inte hänvisad just nu", "Framöver", "Ta bort")
    await anna.presses("Ta bort")
    anna.sees("Hänvisningen är borttagen")


async def test_the_keypad_code_without_a_reason_that_exists_is_not_guessed(anna: Someone) -> None:
    """A code that stands for nothing sets nothing."""
    await anna.says("*23*99*1300#")
    anna.sees("förstod jag inte")
    await anna.says("min status")
    anna.sees("Du är inte hänvisad just nu")


async def test_a_line_that_reads_two_ways_is_echoed(anna: Someone) -> None:
    """Nothing is guessed silently: how it was read is said, with a way to mend it."""
    await anna.says("lunch till 9")
    anna.sees("Jag läste det som", "Tryck på Ändra om det blev fel.")


async def test_calls_go_to_a_colleague(anna: Someone, vera: Someone) -> None:
    """V1: who answers instead, with the number to connect to."""
    await anna.says("hänvisa mig till Karin Lindqvist 10-12")
    anna.sees("Svarar i stället\nKarin Lindqvist")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Karin Lindqvist, 4530")


async def test_a_colleague_whose_name_several_share_is_picked(anna: Someone) -> None:
    """Never a guess: title and unit tell them apart."""
    await anna.says("hänvisa mig till Åsa 10-12")
    anna.sees("Vem menar du?", "1. Åsa Berg", "Bygglovshandläggare, Bygg, 4532", "2. Åsa Öberg")
    await anna.says("2")
    anna.sees("Du är hänvisad till 12:00", "Svarar i stället\nÅsa Öberg")


async def test_a_colleague_who_is_away_too_is_warned_about(house: House, anna: Someone) -> None:
    """The diversion stands, and says that the colleague is away; not why."""
    asa = house.someone("Åsa Berg")
    await asa.says("sjuk idag")
    asa.sees("Sjuk")
    await anna.says("möte till 15, Åsa Berg svarar")
    anna.sees("Du är hänvisad till 15:00", "Åsa Berg är också borta då.")
    anna.does_not_see("sjuk", "Sjuk", "sick")


async def test_recurring_absences_are_asked_about(anna: Someone) -> None:
    """What recurs is not guessed at: the form says why it is shown."""
    await anna.says("möte tisdagar 9-11")
    anna.sees("Jag kan inte upprepa en hänvisning ännu.", "meeting")


async def test_the_list_offers_what_can_be_done(anna: Someone) -> None:
    """One's own status: what runs, what is to come, and a way to change or remove each."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says("semester v 28")
    anna.sees("Semester")
    await anna.says("min status")
    anna.sees("Du är hänvisad till 13:00", "Lunch", "Framöver", "Semester", "Ta bort", "Lägg till")
    await anna.presses("Ta bort")
    anna.sees("Hänvisningen är borttagen")
    await anna.says("min status")
    anna.sees("Inget är inlagt framöver.")
