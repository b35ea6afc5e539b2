"""What the tests of the whole begin with: a town that is open, and three people who have just met the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from examples.playground.people import Part
from examples.playground.stage import Stage
from tests.e2e.browser import Sitting, open_browser, sit_down
from tests.e2e.chat import Chat
from tests.e2e.town import acquainted, open_town


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot with an empty store, on a Tuesday before lunch."""
    async with open_town(tmp_path) as running:
        yield running


@pytest.fixture
async def anna(stage: Stage) -> AsyncIterator[Chat]:
    """A member of staff."""
    async with acquainted(stage, Part.STAFF) as chat:
        yield chat


@pytest.fixture
async def chief(stage: Stage) -> AsyncIterator[Chat]:
    """Her manager."""
    async with acquainted(stage, Part.MANAGER) as chat:
        yield chat


@pytest.fixture
async def switchboard(stage: Stage) -> AsyncIterator[Chat]:
    """An operator."""
    async with acquainted(stage, Part.SWITCHBOARD) as chat:
        yield chat


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium."""
    async with open_browser() as running:
        yield running


@pytest.fixture
async def anna_sitting(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """A member of staff at her window."""
    async with sit_down(browser, stage.windows[Part.STAFF]) as sitting:
        await sitting.reads("Hej Anna! Jag är Växelvis.")
        yield sitting


@pytest.fixture
async def karin_sitting(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """Her manager at hers."""
    async with sit_down(browser, stage.windows[Part.MANAGER]) as sitting:
        await sitting.reads("Hej Karin! Jag är Växelvis.")
        yield sitting


@pytest.fixture
async def vera_sitting(browser: Browser, stage: Stage) -> AsyncIterator[Sitting]:
    """Someone at the switchboard at hers."""
    async with sit_down(browser, stage.windows[Part.SWITCHBOARD]) as sitting:
        await sitting.reads("Hej Vera! Jag är Växelvis.")
        yield sitting
