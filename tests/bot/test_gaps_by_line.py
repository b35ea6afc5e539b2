"""Gaps are listed, taken and turned down in a line of chat (M2)."""

from __future__ import annotations

import pytest

from tests.bot.coverage_scene import WHEN, nobody_tomorrow
from tests.bot.house import House
from tests.bot.talk import Someone


@pytest.fixture
async def hamid(house: House, karin: Someone) -> Someone:
    """Someone in the unit who is asked, by Karin, and has the card."""
    hamid = house.someone("Hamid Karimi")
    await nobody_tomorrow(house)
    karin.is_told(f"Obemannat på Bygglov {WHEN}")
    await karin.presses("Fråga kollegorna")
    karin.sees("Hamid Karimi", "är tillfrågade")
    await house.sends_what_is_due()
    hamid.is_told(f"Kan du svara på Bygglov {WHEN}?")
    return hamid


@pytest.mark.parametrize("line", ["jag tar det", "jag kan ta det", "jag tar bygglov", "I'll take it"])
async def test_the_whole_is_taken(house: House, karin: Someone, hamid: Someone, line: str) -> None:
    """M2: the newest thing that one is asked about; the manager's card ends."""
    await hamid.says(line)
    hamid.sees("Bygglov", "24", "09:00–10:00")
    await house.sends_what_is_due()
    karin.is_told("Löst: någon svarar på Bygglov", "Hamid Karimi tar 09:00–10:00", changed=True)
    karin.is_told("Hamid Karimi svarar på Bygglov")
    if hamid.told:
        hamid.is_told("Bygglov", changed=True)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("jag kan ta 9-9.30", "09:30–10:00"),
        ("jag tar bygglov 9.30-10", "09:00–09:30"),
        ("jag kan ta till 9.30", "09:30–10:00"),
        ("jag kan ta från 9.30", "09:00–09:30"),
        ("jag tar det imorgon 9-9.30", "09:30–10:00"),
    ],
)
async def test_a_part_is_taken(house: House, karin: Someone, hamid: Someone, line: str, left: str) -> None:
    """M2: by the clock, on the gap's own day, whichever day it is typed."""
    await hamid.says(line)
    hamid.sees("Du svarar på Bygglov tis 24 nov")
    await house.sends_what_is_due()
    karin.is_told(f"Obemannat på Bygglov tis 24 nov {left}", "Hamid Karimi tar", changed=True)
    karin.is_told("En del är kvar att ta.")


async def test_a_time_outside_the_gap_is_refused(hamid: Someone) -> None:
    """M2: and the question stands."""
    await hamid.says("jag kan ta 13-14")
    hamid.sees("Då finns ingen lucka.", f"Kan du svara på Bygglov {WHEN}?")
    await hamid.says("jag kan ta 10-9")
    hamid.sees("Kan du svara på Bygglov")


@pytest.mark.parametrize("line", ["jag kan inte", "kan inte", "tyvärr kan jag inte", "jag kan inte imorgon"])
async def test_a_no_is_heard(house: House, karin: Someone, hamid: Someone, line: str) -> None:
    """M2: in a line, as by the button."""
    await hamid.says(line)
    hamid.sees(f"Du kan inte svara på Bygglov {WHEN}")
    await house.sends_what_is_due()
    karin.is_told("Hamid Karimi kan inte", changed=True)


async def test_who_was_not_asked_may_take_it_all_the_same(house: House, karin: Someone) -> None:
    """M2: a colleague who has heard of the gap types it before anyone asks."""
    hamid = house.someone("Hamid Karimi")
    await nobody_tomorrow(house)
    karin.is_told("Obemannat på Bygglov")
    await hamid.says("jag tar bygglov imorgon")
    hamid.sees(f"Du svarar på Bygglov {WHEN}")
    await house.sends_what_is_due()
    karin.is_told("Löst", changed=True)
    karin.is_told("Hamid Karimi svarar på Bygglov")


async def test_nobody_has_asked(anna: Someone, vera: Someone) -> None:
    """Said plainly, rather than not understood."""
    await anna.says("jag tar det")
    anna.sees("Ingen har frågat dig om telefonpassningen just nu.")
    await vera.says("jag kan inte")
    vera.sees("Ingen har frågat dig om telefonpassningen just nu.")


async def test_another_group_is_not_taken(hamid: Someone) -> None:
    """M2: what the line names and what is asked must be the same; the question is shown instead."""
    await hamid.says("jag tar miljö 9-10")
    hamid.sees("Vilken menar du?", f"Kan du svara på Bygglov {WHEN}?")


async def test_the_manager_lists_the_gaps(house: House, karin: Someone, anna: Someone) -> None:
    """M2: a single one is shown at once, several in a list of which each opens its card; nobody else has any."""
    await karin.says("luckor")
    karin.sees("Inga luckor i dina svarsgrupper just nu")
    await nobody_tomorrow(house)
    karin.is_told("Obemannat på Bygglov")
    await karin.says("vilka luckor har vi?")
    karin.sees(f"Obemannat på Bygglov {WHEN}", "Anna Svensson är hänvisad")
    for name in ("Anna Svensson", "Bo Ek", "Åsa Berg"):
        someone = house.someone_there(name)
        await someone.says("sjuk på onsdag")
        someone.sees("Du är hänvisad")
    await house.sends_what_is_due()
    karin.is_told("Flera luckor på Bygglov ons 25 nov", "09:00–11:30: ingen kan svara", "13:00–15:00: ingen kan svara")
    await karin.says("har vi några luckor i veckan?")
    karin.sees("Luckor framöver", "Obemannat på Bygglov imorgon 09:00–10:00", "Flera luckor på Bygglov ons 25 nov")
    await karin.presses("Flera luckor på Bygglov ons 25 nov")
    karin.sees("Flera luckor på Bygglov ons 25 nov", "Fråga kollegorna")
    await anna.says("any gaps this week?")
    anna.sees("You lead no answer group")


async def test_of_several_questions_the_line_says_which(house: House, karin: Someone, hamid: Someone) -> None:
    """M2: asked by a card each; the day, or the group, settles it."""
    for name in ("Anna Svensson", "Bo Ek", "Åsa Berg"):
        someone = house.someone_there(name)
        await someone.says("sjuk på onsdag 9-11")
        someone.sees("Du är hänvisad")
    await house.sends_what_is_due()
    karin.is_told("Obemannat på Bygglov ons 25 nov 09:00–11:00")
    await karin.presses("Fråga kollegorna")
    karin.sees("Hamid Karimi")
    await house.sends_what_is_due()
    hamid.is_told("Kan du svara på Bygglov ons 25 nov 09:00–11:00?")
    await hamid.says("jag tar det")
    hamid.sees("Vilken menar du?", f"Kan du svara på Bygglov {WHEN}?", "Kan du svara på Bygglov ons 25 nov")
    await hamid.says("jag tar det på onsdag")
    hamid.sees("Du svarar på Bygglov ons 25 nov 09:00–11:00")
    await hamid.says("jag kan inte")
    hamid.sees(f"Du kan inte svara på Bygglov {WHEN}")
    await house.sends_what_is_due()
    for _ in range(3):
        karin.is_told("Hamid Karimi", changed=karin.told[0].changed)


async def test_who_has_taken_it_already_sees_what_they_have(house: House, karin: Someone, hamid: Someone) -> None:
    """M2: "jag tar det" once more, or "jag kan inte", shows their stretch, with the button that gives it back."""
    await hamid.says("jag tar det")
    hamid.sees("Du svarar på Bygglov")
    for line in ("jag tar det", "jag kan inte"):
        await hamid.says(line)
        hamid.sees("Det här har du redan", f"Du svarar på Bygglov {WHEN}")
    await hamid.presses("Jag kan inte")
    hamid.sees(f"Du kan inte svara på Bygglov {WHEN}")
    await house.sends_what_is_due()
    for _ in range(len(karin.told)):
        karin.is_told("Bygglov", changed=karin.told[0].changed)
