"""Diversions for others: the nearest manager and the switchboard may, and the person is told who did it."""

from __future__ import annotations

from tests.bot.house import House
from tests.bot.talk import Someone, filled_in


async def _was_told(house: House, name: str) -> str:
    """What was sent to that person since last time."""
    await house.sends_what_is_due()
    for someone in house.people:
        if someone.id == house.person(name).id:
            someone.told.clear()
    return repr(house.mailbox.sent.pop(house.person(name).id, []))


async def test_the_switchboard_sets_a_diversion_and_the_person_is_told(
    house: House, vera: Someone, anna: Someone
) -> None:
    """V1: a caller tells the switchboard; the receipt names whose it is, and Anna hears who did it."""
    await vera.says("sätt Anna Svensson på möte till 15")
    vera.sees("Anna Svensson är hänvisad till 15:00", "Möte · idag 10:15–15:00", "Avsluta nu")
    told = await _was_told(house, "Anna Svensson")
    assert "Vera Åkesson har hänvisat dig" in told
    assert "10:15–15:00" in told
    await anna.says("min status")
    anna.sees("Du är hänvisad till 15:00", "Möte")


async def test_the_nearest_manager_sets_and_ends_it(house: House, karin: Someone) -> None:
    """The manager may, and each change is told."""
    await karin.says("Anna Svensson är sjuk idag")
    karin.sees("Anna Svensson är hänvisad till 17:00", "Sjuk")
    assert "Karin Lindqvist har hänvisat dig" in await _was_told(house, "Anna Svensson")
    await karin.says("Anna Svensson är tillbaka")
    karin.sees("Anna Svensson är inte längre hänvisad", "”Anna Svensson är inne.”")
    assert "Karin Lindqvist har tagit bort din hänvisning" in await _was_told(house, "Anna Svensson")


async def test_an_undo_of_anothers_diversion_is_told_too(house: House, vera: Someone) -> None:
    """Otherwise the first notice would be wrong."""
    await vera.says("sätt Anna Svensson på möte till 15")
    vera.sees("Anna Svensson är hänvisad")
    assert "har hänvisat dig" in await _was_told(house, "Anna Svensson")
    await vera.says("ångra")
    vera.sees("Ångrat. Hänvisningarna för Anna Svensson är som förut.")
    assert "Vera Åkesson har ångrat en ändring av dina hänvisningar" in await _was_told(house, "Anna Svensson")


async def test_ones_own_change_is_told_to_nobody(house: House, anna: Someone) -> None:
    """The receipt is notice enough."""
    await anna.says("möte till 15")
    anna.sees("Möte")
    assert await _was_told(house, "Anna Svensson") == "[]"


async def test_a_notice_never_tells_why(house: House, vera: Someone) -> None:
    """POLICY, last section: a notification is read over shoulders."""
    await vera.says("Anna Svensson är sjuk idag")
    vera.sees("Anna Svensson är hänvisad")
    told = await _was_told(house, "Anna Svensson")
    assert "har hänvisat dig" in told
    assert not [word for word in ("sjuk", "Sjuk", "sick") if word in told]


async def test_the_person_can_change_what_someone_else_set(house: House, vera: Someone, anna: Someone) -> None:
    """It is hers: the list lets her end it."""
    await vera.says("sätt Anna Svensson på möte till 15")
    vera.sees("Anna Svensson är hänvisad")
    await anna.says("jag är tillbaka")
    anna.sees("Välkommen tillbaka!")
    await vera.presses("Avsluta nu")
    vera.sees("Den hänvisningen finns inte längre.")


async def test_which_of_several_is_asked_and_the_errand_goes_on(vera: Someone) -> None:
    """Two Åsa: a tap, a digit or the rest of the name, and the meeting is set."""
    for answer in ("2", "2.", "Öberg", "Åsa Öberg"):
        await vera.says("sätt Åsa på möte till 15")
        vera.sees("Vem menar du?", "1. Åsa Berg", "2. Åsa Öberg", "Miljöinspektör, Miljökontoret, 4541")
        await vera.says(answer)
        vera.sees("Åsa Öberg är hänvisad till 15:00")
    await vera.says("sätt Åsa på möte till 15")
    vera.sees("Vem menar du?")
    await vera.presses("Åsa Berg")
    vera.sees("Åsa Berg är hänvisad till 15:00")


async def test_two_with_the_same_whole_name_are_told_apart(vera: Someone) -> None:
    """Title, unit and extension are on the row."""
    await vera.says("Maria Johansson är sjuk idag")
    vera.sees("Skoladministratör, Centralskolan, 4572", "Undersköterska, Hemtjänsten norr, 4560")
    await vera.says("1")
    vera.sees("Maria Johansson är hänvisad till 17:00")
    await vera.says("4572")
    vera.sees("Maria Johansson är frånvarande")
    await vera.says("4560")
    vera.sees("Maria Johansson är inne.")


async def test_a_digit_that_is_not_on_the_list_says_which_are(vera: Someone) -> None:
    """And the list stays open."""
    await vera.says("sätt Åsa på möte till 15")
    vera.sees("Vem menar du?")
    await vera.says("7")
    vera.sees("Svara med en siffra från 1 till 2")
    await vera.says("1")
    vera.sees("Åsa Berg är hänvisad till 15:00")


async def test_a_name_that_fits_nobody_is_asked_for_again(vera: Someone) -> None:
    """Only the name is typed anew, not the whole line."""
    await vera.says("sätt Xerxes på möte till 15")
    vera.sees("Jag hittar ingen som heter Xerxes.")
    await vera.says("Anna Svensson")
    vera.sees("Anna Svensson är hänvisad till 15:00", "Möte")


async def test_a_name_that_fits_nobody_can_become_one_of_several(vera: Someone) -> None:
    """The errand is kept through both questions."""
    await vera.says("sätt Xerxes på möte till 15")
    vera.sees("Jag hittar ingen som heter Xerxes.")
    await vera.says("Åsa")
    vera.sees("Vem menar du?")
    await vera.says("2")
    vera.sees("Åsa Öberg är hänvisad till 15:00")


async def test_a_form_for_another_says_whose_it_is(vera: Someone) -> None:
    """What lacks an end is asked for, with the name in the title."""
    await vera.says("sätt Anna Svensson på möte om en timme")
    vera.sees("Hänvisning för Anna Svensson")
    assert filled_in(vera.card)["reason"] == "meeting"
    await vera.presses("Spara", end_date="2026-11-23", end_time="13:00")
    vera.sees("Anna Svensson är hänvisad idag 11:15–13:00")


async def test_anothers_overlap_is_shown_with_what_it_hides_hidden(vera: Someone, anna: Someone) -> None:
    """POLICY, last section: what would be split is shown to the switchboard without its reason."""
    await anna.says("semester v 28")
    anna.sees("Semester")
    await vera.says("sätt Anna Svensson på möte 13 juli 10-11")
    vera.sees("Ska den nya hänvisningen för Anna Svensson ta över?", "Frånvarande mån 12 juli–fre 16 juli blir")
    vera.does_not_see("Semester", "semester", "vacation")
    await vera.says("ja")
    vera.sees("Anna Svensson är hänvisad tis 13 juli 10:00–11:00")
    vera.does_not_see("Semester", "semester", "vacation")


async def test_ending_what_is_not_there_says_so(vera: Someone) -> None:
    """The caller was right: she is in."""
    await vera.says("Anna Svensson är tillbaka")
    vera.sees("Det finns ingen hänvisning just nu")


async def test_a_form_is_not_offered_to_someone_who_may_not_know_the_reason() -> None:
    """POLICY, last section: the form would show it, so the switchboard can undo and end but not change."""
    house = House()
    vera = house.someone("Vera Åkesson")
    await vera.says("Anna Svensson är sjuk idag")
    vera.sees("Anna Svensson är frånvarande")
    assert "Ändra" not in vera.choices
    assert "Ångra" in vera.choices
