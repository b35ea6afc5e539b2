"""Teams sends a turn again when it is slow: the same activity twice changes things once and gets the same receipt."""

from __future__ import annotations

import pytest

from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone


async def _diversions(house: House, name: str) -> list[str]:
    book = (await house.books.load(house.person(name).id)).value
    return [f"{d.reason.value} {d.period.start_at:%H:%M}" for d in book.diversions]


async def test_a_line_that_comes_twice_is_carried_out_once(house: House, anna: Someone) -> None:
    """One diversion, and the receipt's buttons work as the first one's would."""
    await anna.says("lunch till 13", again="the-same")
    anna.sees("Du är hänvisad till 13:00")
    first = anna.reply
    await anna.says("lunch till 13", again="the-same")
    anna.sees("Du är hänvisad till 13:00")
    assert anna.reply == first
    assert await _diversions(house, "Anna Svensson") == ["lunch 09:15"]
    await anna.presses("Ångra")
    anna.sees("”Anna Svensson är inne.”")


async def test_a_line_that_comes_again_late_is_not_a_second_lunch(house: House, anna: Someone) -> None:
    """A minute has passed between."""
    await anna.says("lunch", again="the-same")
    anna.sees("till 11:15")
    house.clock.passes(minutes=1)
    await anna.says("lunch", again="the-same")
    anna.sees("Du är hänvisad till")
    assert len(await _diversions(house, "Anna Svensson")) == 1


@pytest.mark.parametrize("line", ["åter 12.30", "till 12.30", "jag är tillbaka"])
async def test_what_is_said_of_the_one_that_runs_comes_twice(house: House, anna: Someone, line: str) -> None:
    """The second coming finds the change made already."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says(line, again="the-same")
    anna.sees("Anna Svensson")
    first, stood = anna.reply, await _diversions(house, "Anna Svensson")
    await anna.says(line, again="the-same")
    anna.sees("Anna Svensson")
    assert anna.reply == first
    assert await _diversions(house, "Anna Svensson") == stood


async def test_buttons_that_come_twice_do_what_they_did(house: House, anna: Someone) -> None:
    """Save, confirm, undo and end."""
    await anna.sends(CardAction("diversion.new", {}, {}, True))
    anna.sees("Hänvisning")
    save = anna.button("Spara", reason="vacation", end_date="2026-11-27")
    await _twice(anna, save, "Semester")
    await anna.says("möte imorgon 10-11")
    anna.sees("Om du sparar")
    await _twice(anna, anna.button("Spara"), "Du är hänvisad imorgon 10:00–11:00")
    await _twice(anna, anna.button("Ångra"), "Ångrat. Dina hänvisningar är som förut.")
    assert len(await _diversions(house, "Anna Svensson")) == 1
    await anna.says("min status")
    anna.sees("Semester")
    await _twice(anna, anna.button("Jag är tillbaka"), "Välkommen tillbaka!")
    assert await _diversions(house, "Anna Svensson") == []


async def test_the_person_is_told_once_of_what_came_twice(house: House, vera: Someone) -> None:
    """One notice for one change."""
    for _ in range(2):
        await vera.says("sätt Anna Svensson på möte till 15", again="the-same")
        vera.sees("Anna Svensson är hänvisad till 15:00")
        await house.sends_what_is_due()
    assert len(house.mailbox.sent[house.person("Anna Svensson").id]) == 1


async def test_other_phone_hours_that_come_twice_are_told_once(house: House, karin: Someone) -> None:
    """The second coming is not told that the hours are so already, whether it sends or changes them (M3)."""
    await karin.says("bygglov stänger 10 den 18 december")
    karin.sees("Telefontid en dag: Bygglov")
    await karin.presses("Anmäl")
    karin.sees("Stämmer det här?")
    await _twice(karin, karin.button("Spara ändå"), "Annan telefontid fre 18 dec: Bygglov")
    await karin.presses("Ändra")
    karin.sees("Telefontid en dag: Bygglov")
    await karin.presses("Spara", hours="9-10.30")
    karin.sees("Stämmer det här?")
    await _twice(karin, karin.button("Spara ändå"), "09:00–11:30 → 09:00–10:30")


async def _twice(someone: Someone, action: CardAction, seen: str) -> None:
    pressed_on = someone.card_activity
    await someone.sends(action, again=f"the-same-{seen}")
    someone.sees(seen)
    first, someone.card_activity = someone.reply, pressed_on
    await someone.sends(action, again=f"the-same-{seen}")
    someone.sees(seen)
    assert someone.reply == first
