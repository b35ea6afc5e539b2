"""What people meet: the local Teams client in Chromium, typed and pressed by hand, and photographed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from examples.playground.people import Part
from examples.playground.stage import Stage
from tests.e2e.browser import Sitting, open_browser, sit_down

pytestmark = pytest.mark.browser


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium."""
    async with open_browser() as running:
        yield running


@pytest.fixture
async def anna(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """A member of staff at her window."""
    async with sit_down(browser, stage.windows[Part.STAFF]) as sitting:
        await sitting.reads("Hej Anna! Jag är Växelvis.")
        yield sitting


@pytest.fixture
async def switchboard(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """An operator at hers."""
    async with sit_down(browser, stage.windows[Part.SWITCHBOARD]) as sitting:
        await sitting.reads("Hej Vera! Jag är Växelvis.")
        yield sitting


async def test_anna_goes_to_lunch_and_the_switchboard_can_say_when_she_is_back(
    anna: Sitting, switchboard: Sitting
) -> None:
    """A3, V1: typed in one window, one receipt there, answered in another; undone, and answered anew."""
    await anna.is_photographed("welcome")
    await anna.types("lunch till 13")
    await anna.reads_on_card("Du är hänvisad till 13:00", "Anna Svensson är på lunch och nås igen 13:00.")
    await anna.reads_once("Du är hänvisad")
    await anna.is_photographed("receipt")

    await switchboard.types("är Anna inne?")
    await switchboard.reads_on_card("Anna Svensson är på lunch och nås igen 13:00.", "4536")
    await switchboard.is_photographed("answer")

    await anna.presses("Ångra")
    await anna.reads_on_card("Ångrat.", "Anna Svensson är inne.")
    await anna.is_photographed("undone")
    await switchboard.presses("Uppdatera")
    await switchboard.reads_on_card("Anna Svensson är inne.")


async def test_a_form_that_is_filled_in_wrongly_says_what_is_wrong_and_keeps_what_was_entered(anna: Sitting) -> None:
    """The end is before the start: nothing has to be typed again but what is mended."""
    await anna.presses("Hänvisa")
    await anna.chooses("Skäl", "Möte")
    await anna.fills_in("Från klockan", "15:00")
    await anna.fills_in("Till klockan", "14:00")
    await anna.fills_in("Meddelande till den som ringer", "Sök mig **sedan** <b>")
    await anna.presses("Spara")
    await anna.reads_on_card("Sluttiden är före starttiden.")
    await anna.is_photographed("form-with-a-fault")
    await anna.finds_filled_in("Skäl", "Möte")
    await anna.finds_filled_in("Från klockan", "15:00")
    await anna.finds_filled_in("Meddelande till den som ringer", "Sök mig **sedan** <b>")

    await anna.fills_in("Till klockan", "16:00")
    await anna.presses("Spara")
    await anna.reads_on_card("Du är hänvisad idag 15:00–16:00", "Sök mig **sedan** <b>")


async def test_a_row_that_is_tapped_answers_about_that_person(switchboard: Sitting) -> None:
    """V1: two have the name; the list gives way to the answer about the one who was meant."""
    await switchboard.types("är Åsa inne?")
    await switchboard.reads_on_card("Vem menar du?", "1. Åsa Berg", "2. Åsa Öberg")
    await switchboard.is_photographed("pick-list")
    await switchboard.taps("Åsa Öberg")
    await switchboard.reads_on_card("Åsa Öberg är inne.", "Miljökontoret")
    await switchboard.is_photographed("picked")


async def test_what_a_diversion_would_displace_is_shown_before_it_is_saved(anna: Sitting) -> None:
    """A meeting in the middle of a vacation; yes saves it, and the list shows what is left."""
    await anna.types("semester v. 28")
    await anna.reads_on_card("Semester")
    await anna.types("möte tisdag vecka 28 10-11")
    await anna.reads_on_card("Ska den nya hänvisningen ta över?", "Semester")
    await anna.is_photographed("preview")
    await anna.presses("Spara")
    await anna.reads_on_card("Det här ändrades samtidigt")
    await anna.types("min status")
    await anna.reads_on_card("Framöver", "Möte", "Semester", "Ta bort")
    await anna.is_photographed("status")
    await anna.types("hjälp")
    await anna.reads_on_card("Hänvisa din telefon")
    await anna.is_photographed("help")
