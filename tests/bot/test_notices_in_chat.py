"""Telling the switchboard of changes, and receiving them (M2, M3, V1), as managers and the switchboard see it.

Karin leads Bygg, whose group Bygglov answers Monday to Thursday; Vera sits at the switchboard.
"""

from __future__ import annotations

from tests.bot.house import House
from tests.bot.talk import Someone


async def test_new_phone_hours_are_told_received_and_hold(house: House, karin: Someone, vera: Someone) -> None:
    """From the line to the day on which they hold; each sees on one card how it stands (M3)."""
    await karin.says("ändra telefontiden för bygglov från 7 december")
    karin.sees("Telefontid: Bygglov")
    await karin.presses("Anmäl till växeln", fri="9-12", note="Ny handläggare")
    karin.sees("Stämmer det här? Bygglov", "Gäller från mån 7 dec")
