"""Whose name is merely like what was typed is never acted on: it is asked whether they are meant (V1)."""

from __future__ import annotations

import pytest

from tests.bot.house import House
from tests.bot.talk import Someone


@pytest.mark.parametrize(
    "line",
    [
        "testringde Karin Lindkvist: ingen hälsning",
        "Karin Lindkvist har tappat sin telefon",
        "Karin Lindkvist är sjuk idag",
    ],
)
async def test_nothing_is_done_about_somebody_of_a_like_name(vera: Someone, line: str) -> None:
    """V1: the one is asked about; a row or a yes goes on."""
    await vera.says(line)
    vera.sees("Menar du Karin Lindqvist?", "Byggchef, Bygg, 4530", "Tryck på raden eller svara ja.")
    assert vera.choices == ["Karin Lindqvist"]


@pytest.mark.parametrize("answer", ["ja", "1", "ja tack"])
async def test_a_yes_goes_on_with_the_one_who_was_asked_about(vera: Someone, karin: Someone, answer: str) -> None:
    """As the row does."""
    await vera.says("testringde Karin Lindkvist: ingen hälsning")
    vera.sees("Menar du Karin Lindqvist?")
    await vera.says(answer)
    vera.sees("Karin Lindqvist", "Ingen hälsning")
    karin.told.clear()


async def test_a_message_is_left_to_nobody_of_a_like_name(house: House, vera: Someone, karin: Someone) -> None:
    """What was said of it is kept, and goes on once the person is known."""
    await vera.says("meddelande till Karin Lindkvist: ring Eva på 070-174 06 21 om taket")
    vera.sees("Menar du Karin Lindqvist?")
    await house.sends_what_is_due()
    await vera.presses("Karin Lindqvist")
    vera.sees("Meddelandet till Karin Lindqvist är lämnat")
    await house.sends_what_is_due()
    karin.is_told("Ring Eva", "taket")
    vera.is_told("Karin Lindqvist har fått meddelandet", changed=True)
