"""A receipt's *Ångra*: everything as it was, once, and a clear word when it is too late (A3)."""

from __future__ import annotations

import pytest

from tests.bot.house import House
from tests.bot.talk import Someone


async def test_undo_restores_what_was_there(anna: Someone) -> None:
    """docs/user-guide.md: *Ångra* restores everything as it was."""
    await anna.says("semester v 28")
    anna.sees("Semester")
    await anna.says("möte 13 juli 10-11")
    anna.sees("Om du sparar")
    await anna.presses("Spara")
    anna.sees("Det här ändrades samtidigt")
    await anna.presses("Ångra")
    anna.sees("Ångrat. Dina hänvisningar är som förut.")
    await anna.says("min status")
    anna.sees("Semester\nmån 12 juli–fre 16 juli")
    anna.does_not_see("Möte")


async def test_undo_works_once(anna: Someone) -> None:
    """The same receipt's *Ångra* again says that it is done already."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    undo = anna.button("Ångra")
    await anna.sends(undo)
    anna.sees("Ångrat", "”Anna Svensson är inne.”")
    await anna.sends(undo)
    anna.sees("Det går inte att ångra längre", "Det är redan ångrat.")


async def test_undo_says_when_something_has_changed_since(anna: Someone) -> None:
    """An old receipt can't take back what is no longer the latest change."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    old = anna.button("Ångra")
    await anna.says("möte 14-15")
    anna.sees("Möte")
    await anna.sends(old)
    anna.sees("Det går inte att ångra längre", "Något har ändrats efter det.")


async def test_undo_says_when_the_time_is_past(house: House, anna: Someone) -> None:
    """After the lunch nothing of it is left to take back."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    house.clock.passes(hours=4)
    await anna.presses("Ångra")
    anna.sees("Det går inte att ångra längre", "Den tiden har redan varit")


@pytest.mark.parametrize("line", ["ångra", "Ångra!", "ångra det", "undo"])
async def test_undo_can_be_typed_after_a_receipt(anna: Someone, line: str) -> None:
    """Whoever types everything else types this too."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says(line)
    anna.sees("Ångrat. Dina hänvisningar är som förut.", "”Anna Svensson är inne.”")
    await anna.says("min status")
    anna.sees("Du är inte hänvisad just nu")


async def test_an_end_can_be_undone(anna: Someone) -> None:
    """Back too soon: the lunch is there again."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says("jag är tillbaka")
    anna.sees("Välkommen tillbaka")
    await anna.says("ångra")
    anna.sees("är på lunch och nås igen 13:00")
