"""The town that the tests of the whole take place in: the real bot in a process of its own, and everyone's windows.

It must not know what is tested.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from directory.file_directory import FileDirectory
from examples.playground.client import find_program
from examples.playground.people import Part, cast
from examples.playground.stage import PROJECT, Stage, open_stage
from tests.e2e.chat import Chat, open_chat

TUESDAY_BEFORE_LUNCH = "2026-11-24T11:40+01:00"
"""When the bot's clock starts, so that "lunch till 13" means the same whenever the tests run."""
TOWN = "examples/exempelkommun.yaml"


_found: list[Path] = []
"""Where the windows' program is; looking for it takes a second."""


@asynccontextmanager
async def open_town(
    folder: Path, *, parts: Collection[Part] = tuple(Part), beside: str = "", at: str = TUESDAY_BEFORE_LUNCH
) -> AsyncIterator[Stage]:
    """The bot on a Tuesday before lunch, with the store that is in `folder`, and a window for each of the parts.

    `beside` is somebody who has the third window instead of the switchboard; `at` is another instant to start at.
    """
    municipality = FileDirectory(PROJECT / TOWN).municipality
    seats = cast(municipality)
    if beside:
        (person,) = [one for one in municipality.people.values() if one.name == beside]
        seats = tuple(replace(seat, person=person) if seat.part is Part.SWITCHBOARD else seat for seat in seats)
    if not _found:
        _found.append(await find_program())
    async with open_stage(
        [seat for seat in seats if seat.part in parts],
        folder=folder,
        bot_settings=settings_in(folder),
        bot_command=bot_at(at),
        program=_found[0],
    ) as running:
        yield running


def settings_in(folder: Path) -> dict[str, str]:
    """The bot's settings, with its store in the folder."""
    return {"STORAGE": f"sqlite:{folder / 'vaxelvis.db'}", "DIRECTORY": f"file:{TOWN}"}


def bot_at(instant: str) -> tuple[str, ...]:
    """The command for a bot whose clock starts at the instant."""
    return (sys.executable, "-m", "tests.e2e.serve_at", instant)


@asynccontextmanager
async def acquainted(stage: Stage, part: Part) -> AsyncIterator[Chat]:
    """The chat of someone who has just met the bot."""
    window = stage.windows[part]
    async with open_chat(window, stage.http) as chat:
        await window.install(stage.http)
        await chat.sees(f"Hej {window.seat.person.first_name}! Jag är Växelvis.")
        yield chat
