"""Whoever is about to leave a group without anyone is told so first, and can ask the colleagues right there (M2)."""

from __future__ import annotations

from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone

TOMORROW = "imorgon 09:00–11:30"


async def two_are_away(house: House) -> None:
    """Bo and Åsa are away all Tuesday, so that only Anna is left for Bygglov."""
    for name in ("Bo Ek", "Åsa Berg"):
        someone = house.someone(name)
        await someone.says("ledig imorgon")
        someone.sees("Du är hänvisad")


async def test_a_diversion_that_opens_a_gap_is_shown_first(house: House, anna: Someone) -> None:
    """M2: what becomes unstaffed and when, before anything is saved; a yes saves it."""
    await two_are_away(house)
    await anna.says("möte imorgon 9-11.30")
    anna.sees("Vill du spara ändå?", f"Obemannat på Bygglov {TOMORROW}", "Möte")
    assert anna.choices == ["Fråga kollegorna", "Spara ändå", "Ändra tiden", "Avbryt"]
    assert (await house.books.load(anna.id)).value.diversions == ()
    await anna.presses("Spara ändå")
    anna.sees("Du är hänvisad imorgon 09:00–11:30", "Det blir en lucka i telefonpassningen", TOMORROW)
    assert "Fråga kollegorna" in anna.choices


async def test_yes_and_no_are_heard(house: House, anna: Someone) -> None:
    """M2: typed as well as pressed."""
    await two_are_away(house)
    await anna.says("möte imorgon 9-11.30")
    anna.sees("Vill du spara ändå?")
    await anna.says("nej")
    anna.sees("Avbrutet. Inget är ändrat.")
    await anna.says("möte imorgon 9-11.30")
    anna.sees("Vill du spara ändå?")
    await anna.says("ja")
    anna.sees("Du är hänvisad imorgon 09:00–11:30")


async def test_the_time_can_be_changed_instead(house: House, anna: Someone) -> None:
    """M2: the form, filled in; outside the phone hours there is nothing to warn of."""
    await two_are_away(house)
    await anna.says("möte imorgon 9-11.30")
    anna.sees("Vill du spara ändå?")
    await anna.presses("Ändra tiden")
    anna.sees("Hänvisning", "09:00", "11:30")
    await anna.presses("Spara", start_time="11:30", end_time="13:00")
    anna.sees("Du är hänvisad imorgon 11:30–13:00")
    anna.does_not_see("lucka")


async def test_another_time_that_opens_a_gap_is_warned_of_anew(house: House, anna: Someone) -> None:
    """M2: the yes was to another gap; of the same one a part is seen already."""
    await two_are_away(house)
    await anna.says("möte imorgon 9-10")
    anna.sees("imorgon 09:00–10:00")
    await anna.presses("Ändra tiden")
    anna.sees("Hänvisning")
    await anna.presses("Spara", start_time="13:00", end_time="14:00")
    anna.sees("Vill du spara ändå?", "Obemannat på Bygglov imorgon 13:00–14:00")


async def test_time_that_goes_by_before_the_yes_is_no_new_gap(house_at: HouseAt) -> None:
    """M2: what begins now begins later by the time of the yes, and is a part of what was seen."""
    house = house_at("2026-11-24 09:30")
    for name in ("Bo Ek", "Åsa Berg"):
        someone = house.someone(name)
        await someone.says("sjuk idag")
        someone.sees("Du är hänvisad")
    anna = house.someone("Anna Svensson")
    await anna.says("möte till 11")
    anna.sees("Obemannat på Bygglov idag 09:30–11:00")
    house.clock.passes(minutes=4)
    await anna.presses("Spara ändå")
    anna.sees("Du är hänvisad till 11:00")


async def test_who_is_ill_is_not_held_up(house: House, anna: Someone) -> None:
    """A3, M2: saved at once; the receipt says what became unstaffed, and asks the colleagues."""
    bo = house.someone("Bo Ek")
    await house.someone("Åsa Berg").says("ledig imorgon")
    house.people[-1].sees("Du är hänvisad")
    await bo.says("möte imorgon 9-15")
    bo.sees("Du är hänvisad")
    await anna.says("sjuk imorgon")
    anna.sees("Du är hänvisad imorgon", "Det blir 2 luckor i telefonpassningen", TOMORROW, "imorgon 13:00–15:00")
    await anna.presses("Fråga kollegorna")
    anna.sees("Jag har frågat", "Du får veta när någon tar det.")
    anna.does_not_see("Bo Ek", "Åsa Berg", "juk")


async def test_saving_and_asking_are_one(house: House, anna: Someone) -> None:
    """M2: *Fråga kollegorna* saves, asks, and says who is asked; whoever is asked gets the question, once."""
    await two_are_away(house)
    hamid = house.someone("Hamid Karimi")
    await anna.says("möte imorgon 9-11.30")
    anna.sees(f"Obemannat på Bygglov {TOMORROW}")
    ask = anna.button("Fråga kollegorna")
    await anna.sends(ask, again="twice")
    anna.sees("Du är hänvisad imorgon 09:00–11:30", "Jag har frågat", "Hamid Karimi")
    await anna.sends(ask, again="twice")
    anna.sees("Du är hänvisad imorgon 09:00–11:30", "Jag har frågat", "Hamid Karimi")
    await house.sends_what_is_due()
    hamid.is_told("Kan du svara på Bygglov tis 24 nov 09:00–11:30?", "Anna Svensson frågar.")
    await hamid.presses("Jag tar det")
    hamid.sees("Du svarar på Bygglov tis 24 nov 09:00–11:30")
    await house.sends_what_is_due()
    anna.is_told("Hamid Karimi svarar på Bygglov tis 24 nov 09:00–11:30. Luckan är löst.")


async def test_asking_can_be_typed_after_the_receipt(house: House, anna: Someone) -> None:
    """M2: of a gap that was saved at once."""
    await two_are_away(house)
    await anna.says("sjuk imorgon")
    anna.sees("Det blir 2 luckor")
    await anna.says("fråga kollegorna")
    anna.sees("Jag har frågat")


async def test_asking_can_be_typed(house: House, anna: Someone) -> None:
    """M2: "fråga kollegorna" where the preview asks."""
    await two_are_away(house)
    await anna.says("möte imorgon 9-11.30")
    anna.sees("Vill du spara ändå?")
    await anna.says("fråga kollegorna")
    anna.sees("Du är hänvisad imorgon 09:00–11:30", "Jag har frågat")
    assert "Fråga kollegorna" not in anna.choices


async def test_many_gaps_are_told_by_the_first_three(house: House, anna: Someone) -> None:
    """M2: a week away from a group of one; what lies beyond the days watched comes later."""
    for name in ("Bo Ek", "Åsa Berg"):
        someone = house.someone(name)
        await someone.says("semester 24 november till 11 december")
        someone.sees("Du är hänvisad")
    await anna.says("semester imorgon till 4 december")
    anna.sees(TOMORROW, "imorgon 13:00–15:00", "ons 25 nov 09:00–11:30", "Och 13 till.", "längre fram")
    anna.does_not_see("ons 25 nov 13:00")


async def test_a_line_that_is_closed_is_warned_of_too(house_at: HouseAt) -> None:
    """M2: whoever is diverted with an open line still answers, until it is closed."""
    house = house_at("2026-11-24 09:30")
    for name in ("Bo Ek", "Åsa Berg"):
        someone = house.someone(name)
        await someone.says("sjuk idag")
        someone.sees("Du är hänvisad")
    anna = house.someone("Anna Svensson")
    await anna.says("möte till 11, släpp fram samtal")
    anna.sees("Du är hänvisad till 11:00", "Släpps fram ändå")
    await anna.says("släpp inte fram samtal")
    anna.sees("Vill du spara ändå?", "Obemannat på Bygglov idag 09:30–11:00")
    await anna.presses("Spara ändå")
    anna.sees("Du är hänvisad till 11:00")
    anna.does_not_see("Släpps fram")


async def test_who_sets_it_for_another_sees_the_gap_too(house: House, karin: Someone, vera: Someone) -> None:
    """M2, V1: the manager may ask colleagues, the switchboard leaves that to the group."""
    await two_are_away(house)
    await vera.says("Anna Svensson är på möte imorgon 9-11")
    vera.sees("Ska hänvisningen för Anna Svensson sparas ändå?", "Obemannat på Bygglov imorgon 09:00–11:00")
    assert vera.choices == ["Spara ändå", "Ändra tiden", "Avbryt"]
    await karin.says("Anna Svensson är på möte imorgon 9-11")
    karin.sees("Obemannat på Bygglov imorgon 09:00–11:00")
    assert "Fråga kollegorna" in karin.choices


async def test_a_repeated_turn_does_the_same_as_the_first(house: House, anna: Someone) -> None:
    """M2: carried out twice, it is saved once, and says the same of the gap."""
    await two_are_away(house)
    await anna.says("möte imorgon 9-11.30")
    anna.sees("Vill du spara ändå?")
    save = anna.button("Spara ändå")
    await anna.sends(save, again="twice")
    anna.sees("Du är hänvisad", TOMORROW)
    first = anna.sight
    await anna.sends(save, again="twice")
    anna.sees("Du är hänvisad", TOMORROW)
    assert anna.sight == first


async def test_an_english_reader_is_warned_in_english(house: House, anna: Someone) -> None:
    """M2: in words of their own language."""
    await two_are_away(house)
    await anna.says("english")
    anna.sees("English")
    await anna.says("meeting tomorrow 9-11.30")
    anna.sees("Save it anyway?", "Nobody to answer for Bygglov tomorrow 09:00–11:30")
    await anna.presses("Save anyway")
    anna.sees("It opens a gap in the phone hours")


async def test_what_is_displaced_is_told_beside_the_gap(house: House, anna: Someone) -> None:
    """A3, M2: both need the yes, and one card asks for it."""
    await two_are_away(house)
    await anna.says("kurs imorgon 10-16, släpp fram samtal")
    anna.sees("Du är hänvisad")
    await anna.says("möte imorgon 9-11.30")
    anna.sees("Vill du spara ändå?", TOMORROW, "Om du sparar", "Utbildning")
    await anna.presses("Spara ändå")
    anna.sees("Du är hänvisad", "Det här ändrades samtidigt", "Det blir en lucka")
