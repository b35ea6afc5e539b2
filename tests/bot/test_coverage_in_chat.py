"""A manager hears of a gap, why, and mends it from the card; colleagues take it or say no (A2, M2)."""

from __future__ import annotations

import pytest

from tests.bot.coverage_scene import WHEN, nobody_tomorrow
from tests.bot.house import House
from tests.bot.talk import Someone


async def test_the_manager_is_told_what_when_and_why(house: House, karin: Someone) -> None:
    """A2, M2: with whom it hits, since when that is promised, and nobody's reason."""
    await nobody_tomorrow(house)
    karin.is_told(
        "Obemannat på Bygglov tis 24 nov 09:00–10:00",
        "Anna Svensson är hänvisad 08:00–12:00",
        "Bo Ek är hänvisad 08:00–10:00",
        "Åsa Berg är hänvisad 09:00–11:30",
        "Den som ringer 08-465 004 90 om bygglov, marklov",
        "sedan mån 17 aug 2026",
    )
    assert "juk" not in repr(karin.card)
    assert "öte" not in repr(karin.card)
    assert karin.choices == ["Fråga kollegorna", "Utse", "Ändra telefontid", "Acceptera luckan", "Påminn igen"]


@pytest.fixture
async def told_karin(house: House, karin: Someone) -> Someone:
    """Karin, who has just been told."""
    await nobody_tomorrow(house)
    karin.is_told(f"Obemannat på Bygglov {WHEN}")
    return karin


@pytest.fixture
def hamid(house: House) -> Someone:
    """Someone else in the unit, who could answer."""
    return house.someone("Hamid Karimi")


@pytest.fixture
def per(house: House) -> Someone:
    """And another."""
    return house.someone("Per Lindgren")


async def test_colleagues_share_the_gap(house: House, told_karin: Someone, hamid: Someone, per: Someone) -> None:
    """M2: everyone able is asked; one takes a part, another the rest; every card ends right, and says who."""
    karin = told_karin
    await karin.presses("Fråga kollegorna")
    karin.sees("Svar från kollegorna", "Hamid Karimi, Annika Björk och Per Lindgren är tillfrågade")
    assert "Fråga kollegorna" not in karin.choices
    await house.sends_what_is_due()
    for one in (hamid, per):
        one.is_told(f"Kan du svara på Bygglov {WHEN}?", "Karin Lindqvist frågar.", "08-465 004 90")
    await hamid.presses("Jag tar en del")
    hamid.sees("Vilken del tar du?", "Kvar att ta: tis 24 nov 09:00–10:00", "09:00")
    await hamid.presses("Jag tar den delen", to_time="09:30")
    hamid.sees("Du svarar på Bygglov tis 24 nov 09:00–09:30", "Tack!")
    await house.sends_what_is_due()
    karin.is_told("Obemannat på Bygglov tis 24 nov 09:30–10:00", "Hamid Karimi tar 09:00–09:30", changed=True)
    karin.is_told("Hamid Karimi svarar på Bygglov tis 24 nov 09:00–09:30. En del är kvar att ta.")
    per.is_told("Kan du svara på Bygglov tis 24 nov 09:30–10:00?", "Tagen av Hamid Karimi 09:00–09:30.", changed=True)
    await per.presses("Jag tar det")
    per.sees("Du svarar på Bygglov tis 24 nov 09:30–10:00")
    await house.sends_what_is_due()
    karin.is_told(
        f"Löst: någon svarar på Bygglov {WHEN}",
        "Hamid Karimi tar 09:00–09:30",
        "Per Lindgren tar 09:30–10:00",
        changed=True,
    )
    assert karin.choices == []
    karin.is_told("Per Lindgren svarar på Bygglov tis 24 nov 09:30–10:00. Luckan är löst.")
    hamid.is_told("Du svarar på Bygglov tis 24 nov 09:00–09:30", changed=True)


async def test_who_comes_second_is_told_who_was_first(
    house: House, told_karin: Someone, hamid: Someone, per: Someone
) -> None:
    """M2: the first has it; the other's card, pressed before it was changed, says who."""
    await told_karin.presses("Fråga kollegorna")
    told_karin.sees("är tillfrågade")
    await house.sends_what_is_due()
    hamid.is_told("Kan du svara på Bygglov")
    per.is_told("Kan du svara på Bygglov")
    await hamid.presses("Jag tar det")
    hamid.sees(f"Du svarar på Bygglov {WHEN}")
    await per.presses("Jag tar det")
    per.sees(f"Behövs inte längre: Bygglov {WHEN}", "Hamid Karimi hann före", "Tagen av Hamid Karimi 09:00–10:00.")
    assert per.choices == []
    await house.sends_what_is_due()
    told_karin.is_told("Löst", changed=True)
    told_karin.is_told("Hamid Karimi svarar på Bygglov")
    per.is_told("Behövs inte längre", changed=True)


async def test_a_no_is_said_with_a_word_to_who_asked(
    house: House, told_karin: Someone, hamid: Someone, per: Someone
) -> None:
    """M2: the note is for the manager who asked; the one who said no can still change their mind."""
    await told_karin.presses("Fråga kollegorna")
    told_karin.sees("är tillfrågade")
    await house.sends_what_is_due()
    per.is_told("Kan du svara på Bygglov")
    hamid.is_told("Kan du svara på Bygglov")
    await hamid.presses("Jag kan inte", note="Är på **bygge** [då]")
    hamid.sees("Du kan inte svara på Bygglov", "Karin Lindqvist får veta det.")
    await house.sends_what_is_due()
    told_karin.is_told("Hamid Karimi kan inte: Är på **bygge** [då]", changed=True)
    per.is_told("Kan du svara", changed=True)
    assert "bygge" not in repr(per.card)
    await told_karin.presses("Utse")
    told_karin.sees("Hamid Karimi, har sagt nej", "Per Lindgren, kan 09:00–10:00")
    await hamid.presses("Jag kan ändå")
    hamid.sees(f"Du svarar på Bygglov {WHEN}")
    await house.sends_what_is_due()
    told_karin.is_told("Löst", changed=True)
    told_karin.is_told("Hamid Karimi svarar")
    per.is_told("Tagen av Hamid Karimi", changed=True)


async def test_someone_is_put_down_and_declines(house: House, told_karin: Someone, hamid: Someone) -> None:
    """M2: *Utse*: a choice of those able with what they can take; they are told, and the gap opens if they can't."""
    await told_karin.presses("Utse")
    told_karin.sees("Vem ska ta det?", "Hamid Karimi, kan 09:00–10:00")
    await told_karin.presses("Tillbaka")
    told_karin.sees("Obemannat på Bygglov")
    await told_karin.presses("Utse")
    told_karin.sees("Vem ska ta det?")
    await told_karin.presses("Utse", person="")
    told_karin.sees("Välj vem som ska ta det.")
    await told_karin.presses("Utse", person=str(hamid.id))
    told_karin.sees(f"Löst: någon svarar på Bygglov {WHEN}", "Hamid Karimi tar 09:00–10:00, utsedd av Karin Lindqvist")
    await house.sends_what_is_due()
    hamid.is_told(f"Du är utsedd att svara på Bygglov {WHEN}", "Karin Lindqvist har utsett dig.")
    assert hamid.choices == ["Det är bra", "Jag kan inte"]
    await hamid.presses("Jag kan inte", note="Föräldramöte")
    hamid.sees("Du kan inte svara på Bygglov")
    await house.sends_what_is_due()
    told_karin.is_told(f"Obemannat på Bygglov {WHEN}", "Hamid Karimi kan inte: Föräldramöte", changed=True)
    told_karin.is_told("Hamid Karimi kan inte svara på Bygglov")


async def test_who_is_put_down_says_that_it_is_fine(house: House, told_karin: Someone, hamid: Someone) -> None:
    """M2: one tap, and the manager hears."""
    await told_karin.presses("Utse")
    told_karin.sees("Vem ska ta det?")
    await told_karin.presses("Utse", person=str(hamid.id))
    told_karin.sees("Löst")
    await house.sends_what_is_due()
    hamid.is_told("Du är utsedd")
    await hamid.presses("Det är bra")
    hamid.sees(f"Du är utsedd att svara på Bygglov {WHEN}")
    assert hamid.choices == ["Jag kan inte"]


async def test_a_gap_is_accepted_with_a_reason(house: House, told_karin: Someone) -> None:
    """M2: *Acceptera luckan*: a reason and an end, each fault at its field, and what was written kept."""
    await told_karin.presses("Acceptera luckan")
    told_karin.sees("Varför får luckan vara?", "Till och med")
    await told_karin.presses("Acceptera luckan", reason="...", until_date="2026-11-20")
    told_karin.sees("Skriv varför luckan får finnas.", "Välj en dag som inte är före luckan.", "2026-11-20")
    await told_karin.presses("Acceptera luckan", reason="Växeln tar *meddelanden* då.", until_date="")
    told_karin.sees(
        f"Luckan får vara: Bygglov {WHEN}", "Karin Lindqvist lät den vara", "Växeln tar *meddelanden* då.", "10:00"
    )
    assert told_karin.choices == []


async def test_the_manager_is_reminded_when_they_chose(house: House, told_karin: Someone) -> None:
    """M2: *Påminn igen*: only moments that make sense; it sounds again then."""
    await told_karin.presses("Påminn igen")
    told_karin.sees("När ska jag påminna dig?", "Om en timme (11:15)", "Nästa arbetsmorgon (imorgon 08:00)")
    assert "Arbetsdagen innan" not in told_karin.sight
    await told_karin.presses("Påminn mig")
    told_karin.sees("Jag påminner igen 11:15 (mån 23 nov).")
    await house.lets_time_pass(until="2026-11-23 11:20")
    told_karin.is_told("Obemannat på Bygglov", changed=True)
    told_karin.is_told("Obemannat på Bygglov imorgon 09:00–10:00. Svara på kortet ovanför.")
