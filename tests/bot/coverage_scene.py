"""What tests about gaps in Bygglov's phone hours begin with: all of its group are away tomorrow from nine to ten."""

from __future__ import annotations

from tests.bot.house import House

WHEN = "tis 24 nov 09:00–10:00"
"""When nobody answers, on the Monday on which the house stands."""


async def nobody_tomorrow(house: House) -> None:
    """Bo is ill until ten, Åsa and Anna are at meetings longer than that; what follows is sent."""
    bo, asa, anna = (house.someone_there(name) for name in ("Bo Ek", "Åsa Berg", "Anna Svensson"))
    await bo.says("sjuk imorgon 8-10")
    bo.sees("Du är hänvisad")
    await asa.says("möte imorgon 9-11.30")
    asa.sees("Du är hänvisad")
    await anna.says("möte imorgon 8-12")
    anna.sees("Obemannat på Bygglov imorgon 09:00–10:00")
    await anna.presses("Spara ändå")
    anna.sees("Du är hänvisad")
    await house.sends_what_is_due()
