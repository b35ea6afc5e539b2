"""Calls let through though the person is away (öppen hänvisning), said with a diversion or of the one that runs."""

from __future__ import annotations

from tests.bot.talk import Someone


async def test_calls_can_be_let_through(anna: Someone, vera: Someone) -> None:
    """An open diversion: the person is away, and calls come through."""
    await anna.says("lunch till 13, släpp fram samtal")
    anna.sees("Samtal\nSläpps fram ändå", "är på lunch men tar emot samtal")
    await vera.says("är Anna Svensson inne?")
    vera.sees("Anna Svensson är på lunch men tar emot samtal.")


async def test_the_line_of_the_one_that_runs_is_opened_and_closed(anna: Someone) -> None:
    """Said alone, it is about the diversion that runs now."""
    await anna.says("lunch till 13")
    anna.sees("Lunch")
    await anna.says("släpp fram samtal")
    anna.sees("Lunch · idag 10:15–13:00", "Släpps fram ändå")
    await anna.says("stäng för samtal")
    anna.sees("Lunch · idag 10:15–13:00", "nås igen 13:00")
    anna.does_not_see("Släpps fram ändå")


async def test_with_nothing_running_the_line_is_open_already(anna: Someone) -> None:
    """Nothing is set, and nothing is said of ending anything."""
    for line in ("släpp fram samtal", "stäng för samtal"):
        await anna.says(line)
        anna.sees("Du är inte hänvisad just nu, så samtal kopplas fram som vanligt.")
