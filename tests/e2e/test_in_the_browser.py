"""What people meet: the local Teams client in Chromium, typed and pressed by hand, and photographed."""

from __future__ import annotations

import pytest

from examples.playground.people import Part
from examples.playground.stage import Stage
from tests.e2e.browser import open_browser, sit_down

pytestmark = pytest.mark.browser


async def test_anna_goes_to_lunch_and_the_switchboard_can_say_when_she_is_back(stage: Stage) -> None:
    """A3, V1: typed in one window, answered in another."""
    staff, operator = stage.windows[Part.STAFF], stage.windows[Part.SWITCHBOARD]
    name = staff.seat.person.name
    async with open_browser() as browser, sit_down(browser, staff) as anna, sit_down(browser, operator) as switchboard:
        await anna.reads("Jag är Växelvis.")
        await anna.types("lunch till 13")
        await anna.reads_on_card("Du är hänvisad till 13:00", "Ändra", "Ångra")
        await anna.is_photographed("lunch")

        await switchboard.types(f"Är {name} inne?")
        await switchboard.reads_on_card(f"{name} är på lunch och nås igen 13:00.")
        await switchboard.is_photographed("answer")

        await anna.presses("Ångra")
        await anna.reads_on_card("Ångrat.")
