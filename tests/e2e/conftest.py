"""What the tests of the whole begin with: a town that is open, and three people who have just met the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from examples.playground.people import Part
from examples.playground.stage import Stage
from tests.e2e.browser import Sitting, open_browser, sit_down
from tests.e2e.chat import Chat
from tests.e2e.town import acquainted, open_town

SEATS = {
    "anna": Part.STAFF,
    "anna_sitting": Part.STAFF,
    "chief": Part.MANAGER,
    "karin_sitting": Part.MANAGER,
    "switchboard": Part.SWITCHBOARD,
    "vera_sitting": Part.SWITCHBOARD,
    "hamid_sitting": Part.SWITCHBOARD,
}
"""Whom a test asks for, and where they sit."""


@pytest.fixture
def parts(request: pytest.FixtureRequest) -> frozenset[Part]:
    """Whose windows are open: those of the test, since each costs a second and nobody else looks into theirs."""
    return frozenset(SEATS[name] for name in request.fixturenames if name in SEATS)


@pytest_asyncio.fixture(loop_scope="session")
async def stage(tmp_path: Path, parts: frozenset[Part]) -> AsyncIterator[Stage]:
    """The bot with an empty store, on a Tuesday before lunch."""
    async with open_town(tmp_path, parts=parts) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def anna(stage: Stage) -> AsyncIterator[Chat]:
    """A member of staff."""
    async with acquainted(stage, Part.STAFF) as chat:
        yield chat


@pytest_asyncio.fixture(loop_scope="session")
async def chief(stage: Stage) -> AsyncIterator[Chat]:
    """Her manager."""
    async with acquainted(stage, Part.MANAGER) as chat:
        yield chat


@pytest_asyncio.fixture(loop_scope="session")
async def switchboard(stage: Stage) -> AsyncIterator[Chat]:
    """An operator."""
    async with acquainted(stage, Part.SWITCHBOARD) as chat:
        yield chat


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, started once; each window of it begins with nothing of the ones before."""
    async with open_browser() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def anna_sitting(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """A member of staff at her window."""
    async with sit_down(browser, stage.windows[Part.STAFF]) as sitting:
        await sitting.reads("Hej Anna! Jag är Växelvis.")
        yield sitting


@pytest_asyncio.fixture(loop_scope="session")
async def karin_sitting(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """Her manager at hers."""
    async with sit_down(browser, stage.windows[Part.MANAGER]) as sitting:
        await sitting.reads("Hej Karin! Jag är Växelvis.")
        yield sitting


@pytest_asyncio.fixture(loop_scope="session")
async def vera_sitting(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """Someone at the switchboard at hers."""
    async with sit_down(browser, stage.windows[Part.SWITCHBOARD]) as sitting:
        await sitting.reads("Hej Vera! Jag är Växelvis.")
        yield sitting
