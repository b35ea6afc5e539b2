"""What people meet: the local Teams client in Chromium, typed and pressed by hand, and photographed."""

from __future__ import annotations

import pytest

from tests.e2e.browser import Sitting

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_anna_goes_to_lunch_and_the_switchboard_can_say_when_she_is_back(
    anna_sitting: Sitting, vera_sitting: Sitting
) -> None:
    """A3, V1: typed in one window, one receipt there, answered in another; undone, and answered anew."""
    await anna_sitting.is_photographed("welcome")
    await anna_sitting.types("lunch till 13")
    await anna_sitting.reads_on_card("Du är hänvisad till 13:00", "Anna Svensson är på lunch och nås igen 13:00.")
    await anna_sitting.reads_once("Du är hänvisad")
    await anna_sitting.is_photographed("receipt")

    await vera_sitting.types("är Anna inne?")
    await vera_sitting.reads_on_card("Anna Svensson är på lunch och nås igen 13:00.", "4536")
    await vera_sitting.is_photographed("answer")

    await anna_sitting.presses("Ångra")
    await anna_sitting.reads_on_card("Ångrat.", "Anna Svensson är inne.")
    await anna_sitting.is_photographed("undone")
    await vera_sitting.presses("Uppdatera")
    await vera_sitting.reads_on_card("Anna Svensson är inne.")


async def test_a_form_that_is_filled_in_wrongly_says_what_is_wrong_and_keeps_what_was_entered(
    anna_sitting: Sitting,
) -> None:
    """The end is before the start: nothing has to be typed again but what is mended."""
    await anna_sitting.presses("Hänvisa")
    await anna_sitting.chooses("Skäl", "Möte")
    await anna_sitting.fills_in("Från klockan", "15:00")
    await anna_sitting.fills_in("Till klockan", "14:00")
    await anna_sitting.fills_in("Meddelande till den som ringer", "Sök mig **sedan** <b>")
    await anna_sitting.presses("Spara")
    await anna_sitting.reads_on_card("Sluttiden är före starttiden.")
    await anna_sitting.is_photographed("form-with-a-fault")
    await anna_sitting.finds_filled_in("Skäl", "Möte")
    await anna_sitting.finds_filled_in("Från klockan", "15:00")
    await anna_sitting.finds_filled_in("Meddelande till den som ringer", "Sök mig **sedan** <b>")

    await anna_sitting.fills_in("Till klockan", "16:00")
    await anna_sitting.presses("Spara")
    await anna_sitting.reads_on_card("Du är hänvisad idag 15:00–16:00", "Sök mig **sedan** <b>")


async def test_a_row_that_is_tapped_answers_about_that_person(vera_sitting: Sitting) -> None:
    """V1: two have the name; the list gives way to the answer about the one who was meant."""
    await vera_sitting.types("är Åsa inne?")
    await vera_sitting.reads_on_card("Vem menar du?", "1. Åsa Berg", "2. Åsa Öberg")
    await vera_sitting.is_photographed("pick-list")
    await vera_sitting.taps("Åsa Öberg")
    await vera_sitting.reads_on_card("Åsa Öberg är inne.", "Miljökontoret")
    await vera_sitting.is_photographed("picked")


async def test_what_a_diversion_would_displace_is_shown_before_it_is_saved(anna_sitting: Sitting) -> None:
    """A meeting in the middle of a vacation; yes saves it, and the list shows what is left."""
    await anna_sitting.types("semester v. 28")
    await anna_sitting.reads_on_card("Semester")
    await anna_sitting.types("möte tisdag vecka 28 10-11")
    await anna_sitting.reads_on_card("Ska den nya hänvisningen ta över?", "Semester")
    await anna_sitting.is_photographed("preview")
    await anna_sitting.presses("Spara")
    await anna_sitting.reads_on_card("Det här ändrades samtidigt")
    await anna_sitting.types("min status")
    await anna_sitting.reads_on_card("Framöver", "Möte", "Semester", "Ta bort")
    await anna_sitting.is_photographed("status")
    await anna_sitting.types("hjälp")
    await anna_sitting.reads_on_card("Hänvisa din telefon")
    await anna_sitting.is_photographed("help")
