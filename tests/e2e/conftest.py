"""The stage for tests of the whole: the real bot in a process of its own, and the local client for three people."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from directory.file_directory import FileDirectory
from examples.playground.people import Part, cast
from examples.playground.stage import PROJECT, Stage, open_stage
from tests.e2e.chat import Chat, open_chat

TUESDAY_BEFORE_LUNCH = "2026-11-24T11:40+01:00"
"""When the bot's clock starts, so that "lunch till 13" means the same whenever the tests run."""


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot with an empty store, at a fixed time of day, and a window for each of the three."""
    municipality = FileDirectory(PROJECT / "examples" / "exempelkommun.yaml").municipality
    async with open_stage(
        cast(municipality),
        folder=tmp_path,
        bot_settings={"STORAGE": f"sqlite:{tmp_path / 'vaxelvis.db'}", "DIRECTORY": "file:examples/exempelkommun.yaml"},
        bot_command=(sys.executable, "-m", "tests.e2e.serve_at", TUESDAY_BEFORE_LUNCH),
    ) as running:
        yield running


@pytest.fixture
async def anna(stage: Stage) -> AsyncIterator[Chat]:
    """A member of staff who has just met the bot."""
    async with _acquainted(stage, Part.STAFF) as chat:
        yield chat


@pytest.fixture
async def chief(stage: Stage) -> AsyncIterator[Chat]:
    """Her manager, who has just met the bot."""
    async with _acquainted(stage, Part.MANAGER) as chat:
        yield chat


@pytest.fixture
async def switchboard(stage: Stage) -> AsyncIterator[Chat]:
    """An operator who has just met the bot."""
    async with _acquainted(stage, Part.SWITCHBOARD) as chat:
        yield chat


@asynccontextmanager
async def _acquainted(stage: Stage, part: Part) -> AsyncIterator[Chat]:
    window = stage.windows[part]
    async with open_chat(window, stage.http) as chat:
        await window.install(stage.http)
        await chat.sees(f"Hej {window.seat.person.first_name}! Jag är Växelvis.")
        yield chat
