"""Being back before the return, after the diversion has ended (A3): what still tells everyone that one is away ends."""

from __future__ import annotations

import pytest

from assembly.reaches import Reaches
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.services.set_elsewhere import FarEnd, Fault


@pytest.fixture
def house(houses: list[House], status: FarEnd, replies: FarEnd) -> House:
    """A house that has both, on an ordinary Monday morning."""
    houses.append(House(reaches=Reaches(carriers=(status, replies))))
    return houses[-1]


async def _is_saturday_after_a_course(house: House, anna: Someone) -> None:
    """It was until Friday at five; everything says that Anna is back on Monday at eight."""
    for line in ("sätt också teams-status", "sätt också autosvar"):
        await anna.says(line)
        anna.sees("följer med")
    await anna.says("utbildning till fredag 17")
    anna.sees("✓ Teams-status: visar att du är borta till mån 30 nov 08:00", "✓ Autosvar i e-posten")
    await house.lets_time_pass(until="2026-11-28 10:00")


@pytest.mark.parametrize("line", ["jag är tillbaka", "Tillbaka!", "åter på plats", "back again"])
async def test_whoever_is_back_on_saturday_ends_what_says_monday(
    line: str, house: House, status: FarEnd, replies: FarEnd, anna: Someone
) -> None:
    """The receipt says what went, and that nothing else was running."""
    status.is_changed_by(anna.id, "Bokslut")
    await _is_saturday_after_a_course(house, anna)
    await anna.says(line)
    if line == "back again":
        anna.sees("Welcome back! What was left after your diversion is taken away.", "✓ Teams status")
    else:
        anna.sees(
            "Välkommen tillbaka! Det som låg kvar efter hänvisningen tas bort.",
            "✓ Teams-status: som före hänvisningen",
            "✓ Autosvar i e-posten: som före hänvisningen",
        )
        anna.does_not_see("Det finns ingen hänvisning just nu")
    assert (status[anna.id].ours, status[anna.id].own, replies[anna.id].ours) == (None, "Bokslut", None)


async def test_it_is_undone_by_the_receipt_and_then_by_word(house: House, status: FarEnd, anna: Someone) -> None:
    """It stands until Monday again, once; then she says again that she is back."""
    await _is_saturday_after_a_course(house, anna)
    await anna.says("jag är tillbaka")
    anna.sees("tas bort")
    await anna.presses("Ångra")
    anna.sees("Ångrat", "✓ Teams-status: visar att du är borta till mån 30 nov 08:00")
    assert status[anna.id].ours is not None
    await anna.says("jag är tillbaka")
    anna.sees("tas bort")
    await anna.says("ångra")
    anna.sees("Ångrat", "✓ Teams-status: visar att du är borta till mån 30 nov 08:00")
    await house.lets_time_pass(until="2026-11-30 08:01")
    assert status[anna.id].ours is None


async def test_the_receipts_own_button_does_it_too(house: House, status: FarEnd, anna: Someone) -> None:
    """The one that has stood there since Monday."""
    await anna.says("sätt också teams-status")
    anna.sees("Teams-status: följer med")
    await anna.says("utbildning till fredag 17")
    anna.sees("✓ Teams-status")
    await house.lets_time_pass(until="2026-11-28 10:00")
    await anna.presses("Jag är tillbaka")
    anna.sees("Välkommen tillbaka! Det som låg kvar efter hänvisningen tas bort.", "✓ Teams-status")
    assert status[anna.id].ours is None


async def test_a_coming_absence_is_left_as_it_is(house: House, status: FarEnd, anna: Someone) -> None:
    """What has ended is what was meant; where nothing stands any more, what is to come is shown, as ever."""
    await _is_saturday_after_a_course(house, anna)
    await anna.says("möte tisdag 13-14")
    anna.sees("Du är hänvisad tis 1 dec 13:00–14:00")
    await anna.says("jag är tillbaka")
    anna.sees("Det som låg kvar efter hänvisningen tas bort.")
    await anna.says("jag är tillbaka")
    anna.sees("Möte", "tis 1 dec 13:00–14:00")
    await house.lets_time_pass(until="2026-12-01 13:01")
    assert status[anna.id].ours is not None


async def test_what_cant_be_taken_away_at_once_is_told_below(house: House, status: FarEnd, anna: Someone) -> None:
    """As after any end, and changed in place."""
    await _is_saturday_after_a_course(house, anna)
    status.faults = [Fault.AWAY]
    await anna.says("jag är tillbaka")
    anna.sees("Det som låg kvar efter hänvisningen tas bort.", "… Teams-status: gick inte nyss.")
    await house.lets_time_pass(until="2026-11-28 10:05")
    anna.is_told("✓ Teams-status: som före hänvisningen", changed=True)
    assert status[anna.id].ours is None


async def test_nobody_else_ends_it(house: House, status: FarEnd, anna: Someone, vera: Someone) -> None:
    """The switchboard ends a colleague's diversion, not what the colleague has chosen besides."""
    await _is_saturday_after_a_course(house, anna)
    await vera.says("Anna Svensson är tillbaka")
    vera.sees("Det finns ingen hänvisning just nu")
    assert status[anna.id].ours is not None
