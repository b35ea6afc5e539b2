"""Diversions that meet: what gives way by the stated rules, and what is shown before it happens (A3)."""

from __future__ import annotations

import pytest

from tests.bot.talk import Someone


async def test_what_runs_gives_way_at_once(anna: Someone) -> None:
    """docs/user-guide.md, rule 4: what merely takes over from what runs now is done directly, and told."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says("möte 12-14")
    anna.sees("Du är hänvisad idag 12:00–14:00", "Lunch idag 10:15–13:00 blir idag 10:15–12:00.")


async def test_a_correction_of_the_same_reason_replaces(anna: Someone) -> None:
    """docs/user-guide.md, rule 2."""
    await anna.says("möte till 15")
    anna.sees("Möte")
    await anna.says("möte till 14")
    anna.sees("Du är hänvisad till 14:00", "Möte idag 10:15–15:00 gäller inte längre.")


async def test_what_would_be_split_is_shown_before_it_happens(anna: Someone) -> None:
    """docs/user-guide.md, rules 3 and 4: nothing is saved until the person has seen it."""
    await anna.says("semester v 28")
    anna.sees("Semester")
    await anna.says("möte 13 juli 10-11")
    anna.sees(
        "Ska den nya hänvisningen ta över?",
        "Semester mån 12 juli–fre 16 juli blir mån 12 juli 08:00–tis 13 juli 10:00 och tis 13 juli 11:00–fre 16 juli",
    )
    await anna.says("min status")
    anna.sees("Semester\nmån 12 juli–fre 16 juli")
    anna.does_not_see("Möte")


@pytest.mark.parametrize("no", ["nej", "Nej tack", "avbryt", "no"])
async def test_a_preview_is_answered_with_no(anna: Someone, no: str) -> None:
    """Nothing is changed, and that is said."""
    await anna.says("semester v 28")
    anna.sees("Semester")
    await anna.says("möte 13 juli 10-11")
    anna.sees("Om du sparar")
    await anna.says(no)
    anna.sees("Avbrutet. Inget är ändrat.")
    await anna.says("min status")
    anna.does_not_see("Möte")
    anna.sees("Semester")


@pytest.mark.parametrize("yes", ["ja", "Ja!", "ok", "spara", "yes", "kör"])
async def test_a_preview_is_answered_with_yes(anna: Someone, yes: str) -> None:
    """The typed yes is the button's."""
    await anna.says("semester v 28")
    anna.sees("Semester")
    await anna.says("möte 13 juli 10-11")
    anna.sees("Om du sparar")
    await anna.says(yes)
    anna.sees("Du är hänvisad tis 13 juli 10:00–11:00")
    await anna.says("min status")
    anna.sees("tis 13 juli 10:00–11:00", "Möte")


async def test_a_preview_is_mended_by_what_is_typed(anna: Someone) -> None:
    """A new time in place of a yes is shown anew, not saved."""
    await anna.says("semester v 28")
    anna.sees("Semester")
    await anna.says("möte 13 juli 10-11")
    anna.sees("Om du sparar")
    await anna.says("13 juli 14-15")
    anna.sees("Ska den nya hänvisningen ta över?", "Ny: Möte, tis 13 juli 14:00–15:00")
    await anna.presses("Ändra")
    anna.sees("2027-07-13", "14:00", "15:00")


async def test_a_yes_to_something_else_by_now_is_asked_again(anna: Someone) -> None:
    """What was accepted is no longer what would happen, so it is shown anew."""
    await anna.says("semester v 28")
    anna.sees("Semester")
    await anna.says("möte 13 juli 10-11")
    anna.sees("Om du sparar")
    old = anna.button("Spara")
    await anna.says("utbildning 13 juli 8-12")
    anna.sees("Ny: Utbildning, tis 13 juli 08:00–12:00")
    await anna.presses("Spara")
    anna.sees("Utbildning")
    await anna.sends(old)
    anna.sees("Ska den nya hänvisningen ta över?", "Utbildning tis 13 juli 08:00–12:00 blir")


async def test_a_diversion_over_several_days_meets_another(anna: Someone) -> None:
    """Replaced whole, and shown first because it has not begun."""
    await anna.says("möte imorgon 9-11")
    anna.sees("Möte")
    await anna.says("tjänsteresa imorgon till fredag")
    anna.sees("Om du sparar", "Möte imorgon 09:00–11:00 gäller inte längre.")
    await anna.presses("Spara")
    anna.sees("Tjänsteresa")
    await anna.says("min status")
    anna.does_not_see("Möte")
    anna.sees("Tjänsteresa")
