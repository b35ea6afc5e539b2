"""What the tests of the whole begin with: a town that is open, and three people who have just met the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from examples.playground.people import Part
from examples.playground.stage import Stage
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
