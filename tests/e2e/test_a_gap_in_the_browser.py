"""A diversion leaves a group without anyone, and the gap is mended, at three windows of a local client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from examples.playground.people import Part
from examples.playground.stage import Stage
from tests.e2e.browser import Sitting, sit_down
from tests.e2e.town import open_town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

COLLEAGUE = "Hamid Karimi"
WHEN = "ons 25 nov 09:00–11:30"


@pytest_asyncio.fixture(loop_scope="session")
async def stage(tmp_path: Path, parts: frozenset[Part]) -> AsyncIterator[Stage]:
    """The town, with a colleague of Anna's at the third window."""
    async with open_town(tmp_path, parts=parts, beside=COLLEAGUE) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def hamid_sitting(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """A colleague in the unit, who is no member of the group."""
    async with sit_down(browser, stage.windows[Part.SWITCHBOARD]) as sitting:
        await sitting.reads("Hej Hamid! Jag är Växelvis.")
        yield sitting


async def test_a_gap_is_warned_of_told_shared_and_closed(
    anna_sitting: Sitting, karin_sitting: Sitting, hamid_sitting: Sitting
) -> None:
    """A2, M2: Anna is warned, Karin hears why, Hamid takes a part and is put down for the rest; all cards end right."""
    for name in ("Bo Ek", "Åsa Berg"):
        await karin_sitting.types(f"{name} är ledig imorgon")
        await karin_sitting.reads_on_card(f"{name} är hänvisad")
    await anna_sitting.types("möte imorgon 9-11.30")
    await anna_sitting.reads_on_card("Vill du spara ändå?", "Obemannat på Bygglov imorgon 09:00–11:30")
    await anna_sitting.is_photographed("gap-warned")
    await anna_sitting.presses("Spara ändå")
    await anna_sitting.reads_on_card("Du är hänvisad imorgon 09:00–11:30", "Det blir en lucka i telefonpassningen")
    await anna_sitting.is_photographed("gap-saved")

    await karin_sitting.reads_on_card(
        f"Obemannat på Bygglov {WHEN}", "Anna Svensson är hänvisad 09:00–11:30", "Den som ringer 08-465 004 90"
    )
    await karin_sitting.is_photographed("gap-alert")
    await karin_sitting.presses("Fråga kollegorna")
    await karin_sitting.reads_on_card(f"{COLLEAGUE} är tillfrågad")

    await hamid_sitting.reads_on_card(f"Kan du svara på Bygglov {WHEN}?", "Karin Lindqvist frågar.")
    await hamid_sitting.is_photographed("gap-invited")
    await hamid_sitting.presses("Jag tar en del")
    await hamid_sitting.reads_on_card("Vilken del tar du?")
    await hamid_sitting.is_photographed("gap-part")
    await hamid_sitting.fills_in("Till", "10:00")
    await hamid_sitting.presses("Jag tar den delen")
    await hamid_sitting.reads_on_card("Du svarar på Bygglov ons 25 nov 09:00–10:00")

    await karin_sitting.reads_on_card("Obemannat på Bygglov ons 25 nov 10:00–11:30", f"{COLLEAGUE} tar 09:00–10:00")
    await karin_sitting.is_photographed("gap-shared")
    await karin_sitting.presses("Utse")
    await karin_sitting.reads_on_card("Vem ska ta det?")
    await karin_sitting.is_photographed("gap-who")
    await karin_sitting.picks(f"{COLLEAGUE}, kan 10:00–11:30")
    await karin_sitting.presses("Utse")
    await karin_sitting.reads_on_card(f"Löst: någon svarar på Bygglov {WHEN}", "utsedd av Karin Lindqvist")
    await karin_sitting.is_photographed("gap-solved")

    await hamid_sitting.reads_on_card(f"Du är utsedd att svara på Bygglov {WHEN}")
    await hamid_sitting.presses("Det är bra")
    await hamid_sitting.is_photographed("gap-taken")
    await karin_sitting.types("luckor")
    await karin_sitting.reads_on_card("Inga luckor i dina svarsgrupper just nu")
