"""A manager hears of a gap, why, and mends it from the card; colleagues take it or say no (A2, M2)."""

from __future__ import annotations

import pytest

from tests.bot.house import House
from tests.bot.talk import Someone

WHEN = "tis 24 nov 09:00–11:30"


@pytest.fixture
def asa(house: House) -> Someone:
    """The third of those who answer for Bygglov; Karin's second deputy."""
    return house.someone("Åsa Berg")


async def nobody_tomorrow(house: House, anna: Someone, bo: Someone, asa: Someone) -> None:
    """Everyone in Bygglov's group is away tomorrow morning: Anna and Åsa at meetings, Bo ill."""
    await bo.says("sjuk imorgon 8-10")
    bo.sees("Du är hänvisad")
    await asa.says("möte imorgon 9-11.30")
    asa.sees("Du är hänvisad")
    await anna.says("möte imorgon 8-12")
    anna.sees("Obemannat på Bygglov imorgon 09:00–10:00")
    await anna.presses("Spara ändå")
    anna.sees("Du är hänvisad")
    await house.sends_what_is_due()


async def test_the_manager_is_told_what_when_and_why(
    house: House, anna: Someone, bo: Someone, asa: Someone, karin: Someone
) -> None:
    """A2, M2: with whom it hits, since when that is promised, and nobody's reason."""
    await nobody_tomorrow(house, anna, bo, asa)
    karin.is_told(
        "Obemannat på Bygglov tis 24 nov 09:00–10:00",
        "Anna Svensson är hänvisad 08:00–12:00",
        "Bo Ek är hänvisad 08:00–10:00",
        "Åsa Berg är hänvisad 09:00–11:30",
        "Den som ringer 08-465 004 90 om bygglov, marklov",
        "sedan mån 17 aug 2026",
    )
    assert "juk" not in repr(karin.card)
    assert "öte" not in repr(karin.card)
    assert karin.choices == ["Fråga kollegorna", "Utse", "Acceptera luckan", "Påminn igen"]
