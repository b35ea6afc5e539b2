"""POLICY, "Whom the answers may tell what", through every card: not in what is shown, nor in the JSON behind it."""

from __future__ import annotations

import pytest

from tests.bot.house import House
from tests.bot.talk import Someone

HIDDEN = {
    "sjuk idag": ("sjuk", "Sjuk", "sick"),
    "vab idag": ("vab", "vård", "Vård", "child_care"),
    "semester idag": ("emester", "vacation"),
    "ledig idag": ("Ledig", " ledig", "leave"),
    "föräldraledig tills vidare": ("öräldraledig", "parental"),
    "rast till 12": ("rast", "Rast", "break"),
    "jobbar hemma idag": ("istans", "remote", "hemma"),
}
"""What is set, and what of it nobody but the person and the nearest manager may be told."""

OPEN = {
    "lunch till 13": "är på lunch",
    "möte till 13": "är på möte",
    "utbildning till 13": "är på utbildning",
    "tjänsteresa till 13": "är på tjänsteresa",
    "gått för dagen": "har gått för dagen",
}


@pytest.mark.parametrize("line", HIDDEN)
async def test_a_hidden_reason_is_away_to_colleagues_and_the_switchboard(
    line: str, anna: Someone, bo: Someone, vera: Someone
) -> None:
    """POLICY, last section: the answer, its summary and everything that its buttons carry."""
    await anna.says(line)
    anna.sees("Du är hänvisad")
    for asker in (bo, vera):
        await asker.says("är Anna Svensson inne?")
        asker.sees("Anna Svensson är frånvarande")
        asker.does_not_see(*HIDDEN[line])
        await asker.presses("Uppdatera")
        asker.sees("Anna Svensson är frånvarande")
        asker.does_not_see(*HIDDEN[line])


@pytest.mark.parametrize("line", OPEN)
async def test_an_open_reason_is_told_to_anyone(line: str, anna: Someone, bo: Someone) -> None:
    """POLICY, last section: lunch, meeting, training, business trip, gone for the day."""
    await anna.says(line)
    anna.sees("Du är hänvisad")
    await bo.says("är Anna Svensson inne?")
    bo.sees(f"Anna Svensson {OPEN[line]}")


async def test_the_nearest_manager_is_told_the_reason(anna: Someone, karin: Someone) -> None:
    """POLICY, last section."""
    await anna.says("sjuk idag, når mig på mejl")
    anna.sees("Sjuk")
    await karin.says("är Anna Svensson inne?")
    karin.sees("Anna Svensson är sjuk")


async def test_a_manager_who_is_not_the_nearest_is_not(house: House, anna: Someone) -> None:
    """POLICY, last section: the nearest, not any above."""
    margareta = house.someone("Margareta Holmgren")
    await anna.says("sjuk idag")
    anna.sees("Sjuk")
    await margareta.says("är Anna Svensson inne?")
    margareta.sees("Anna Svensson är frånvarande")
    margareta.does_not_see("sjuk", "Sjuk", "sick")


async def test_words_to_callers_are_hidden_with_the_reason(anna: Someone, vera: Someone) -> None:
    """The note can give it away."""
    await anna.says("sjuk idag")
    anna.sees("Sjuk")
    await anna.presses("Ändra")
    anna.sees("Ändra hänvisningen")
    await anna.presses("Spara", note="Hos kardiologen")
    anna.sees("Hos kardiologen")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson är frånvarande")
    vera.does_not_see("kardiolog")


async def test_words_to_callers_are_told_with_an_open_reason(anna: Someone, vera: Someone) -> None:
    """That is what they are for."""
    await anna.says("möte till 15, nås på mejl")
    anna.sees("nås på mejl")
    await vera.says("är Anna Svensson inne?")
    vera.sees("nås på mejl")


async def test_what_the_switchboard_sets_is_not_read_back_to_it(vera: Someone) -> None:
    """POLICY, last section: the receipt stays in a chat that colleagues see."""
    await vera.says("Anna Svensson är sjuk idag")
    vera.sees("Anna Svensson är hänvisad till 17:00", "Frånvarande")
    vera.does_not_see("sjuk", "Sjuk", "sick")
    await vera.presses("Avsluta nu")
    vera.sees("Anna Svensson är inte längre hänvisad")
    vera.does_not_see("sjuk", "Sjuk", "sick")


async def test_the_switchboard_cant_open_a_form_that_would_tell_the_reason(anna: Someone, vera: Someone) -> None:
    """POLICY, last section: *Ändra* fills in the reason, so it is refused."""
    await anna.says("sjuk idag")
    anna.sees("Sjuk")
    change = anna.button("Ändra")
    await vera.sends(change)
    vera.sees("Du kan inte se den hänvisningen för Anna Svensson")
    vera.does_not_see("sick")


async def test_a_manager_changes_what_hides_its_reason_from_others(anna: Someone, karin: Someone) -> None:
    """The nearest manager sees it, and so may open its form."""
    await anna.says("sjuk idag")
    anna.sees("Sjuk")
    await karin.sends(anna.button("Ändra"))
    karin.sees("Ändra hänvisningen för Anna Svensson", "sick")


async def test_a_day_ahead_hides_its_reasons(anna: Someone, vera: Someone, karin: Someone) -> None:
    """The list of absences under the answer."""
    await anna.says("vab på fredag")
    anna.sees("Vård av barn")
    await vera.says("är Anna inne på fredag?")
    vera.sees("Anna Svensson är borta fre 27 nov", "Frånvarande")
    vera.does_not_see("Vård", "vård", "child_care")
    await karin.says("är Anna inne på fredag?")
    karin.sees("Vård av barn")


async def test_the_switchboards_own_sentence_is_masked_for_the_person_too(anna: Someone) -> None:
    """The receipt shows what others are told, so that nobody wonders."""
    await anna.says("sjuk idag")
    anna.sees("Sjuk", "”Anna Svensson är frånvarande och nås igen imorgon klockan 08:00.”")
