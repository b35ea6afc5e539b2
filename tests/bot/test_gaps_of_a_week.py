"""An only member is away for days: the manager has a card for each, and lets them all be from one of them (M2)."""

from __future__ import annotations

import pytest

from tests.bot.house import House
from tests.bot.talk import Someone

DAYS = ("mån 23 nov", "tis 24 nov", "ons 25 nov", "tor 26 nov", "fre 27 nov")


@pytest.fixture
async def gunnar(house: House) -> Someone:
    """The manager of Skolskjuts, whose only member has just fallen ill for the week."""
    gunnar, per_erik = house.someone("Gunnar Strömberg"), house.someone("Per-Erik Nilsson")
    await per_erik.says("sjuk till fredag")
    per_erik.sees("Det blir 9 luckor i telefonpassningen")
    await house.sends_what_is_due()
    for day in DAYS:
        gunnar.is_told("på Skolskjuts", day)
    return gunnar


async def _lets_be(gunnar: Someone, day: int, until: str) -> None:
    await gunnar.says("luckor")
    gunnar.sees("Luckor framöver")
    await gunnar.presses(gunnar.choices[day])
    gunnar.sees(DAYS[day])
    await gunnar.presses("Acceptera luckan")
    gunnar.sees("Varför får luckan vara?")
    await gunnar.presses("Acceptera luckan", reason="Växeln tar meddelanden.", until_date=until)
    gunnar.sees("Luckan får vara", DAYS[day], "Gäller till och med")


async def test_what_is_let_be_from_a_day_on_says_nothing_of_the_days_before(house: House, gunnar: Someone) -> None:
    """M2: Friday's gaps are let be; those of the days until then still want somebody."""
    await _lets_be(gunnar, 4, "2026-11-27")
    await house.sends_what_is_due()
    await gunnar.says("luckor")
    gunnar.sees(*(f"Skolskjuts {day}" for day in DAYS[1:4]), "Skolskjuts idag")
    gunnar.does_not_see("Skolskjuts fre 27 nov")


async def test_letting_several_days_be_ends_each_days_card(house: House, gunnar: Someone) -> None:
    """M2: no card in the manager's own chat goes on asking; a day that is not reached does."""
    await _lets_be(gunnar, 1, "2026-11-26")
    await house.sends_what_is_due()
    for day in DAYS[2:4]:
        gunnar.is_told(f"Luckan får vara: Skolskjuts {day}", "Växeln tar meddelanden.", changed=True)
        assert gunnar.choices == []
    await gunnar.says("luckor")
    gunnar.sees("Skolskjuts idag", "Skolskjuts fre 27 nov")
    gunnar.does_not_see("Skolskjuts ons 25 nov")


async def test_whom_it_went_past_is_said_together(house: House, gunnar: Someone) -> None:
    """M2: nobody reads "har inte svarat" once for each who has not; the reader comes first."""
    for name in ("Katarina af Ekenstam", "Margareta Holmgren", "Lars Wikström"):
        house.someone(name)
    await house.lets_time_pass(until="2026-11-23 13:50")
    seen = [told.message.card for told in gunnar.told if told.message.card is not None]
    assert "Du hann inte svara och Katarina af Ekenstam, Margareta Holmgren och Lars Wikström har inte svarat." in repr(
        seen[-1]
    )
    for someone in house.people:
        someone.told.clear()
