"""Owns the whole stage: the bot's process and a window for each person, started together and ended together.

It must not print, nor decide who sits where.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from examples.playground.children import Child, start_child
from examples.playground.client import Window, answers, find_program, open_window
from examples.playground.people import Part, Seat

PROJECT = Path(__file__).parents[2]
THE_BOT = (sys.executable, "app.py")
START_LIMIT = 60.0
REQUEST_LIMIT = aiohttp.ClientTimeout(total=10)


class PortTaken(Exception):
    """Something else listens where the bot is to."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What is running. `http` is open for as long as the stage is."""

    bot: Child
    bot_address: str
    windows: Mapping[Part, Window]
    http: aiohttp.ClientSession

    async def first_death(self) -> None:
        """Wait until the bot or a window ends by itself; raises ChildFailed with its last words."""
        children = [self.bot, *(window.child for window in self.windows.values())]
        waits = [asyncio.create_task(child.wait()) for child in children]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        for child in children:
            child.require_alive()


@asynccontextmanager
async def open_stage(
    seats: Sequence[Seat],
    *,
    folder: Path,
    bot_port: int = 0,
    first_window_port: int = 0,
    bot_settings: Mapping[str, str],
    bot_command: Sequence[str] = THE_BOT,
    program: Path | None = None,
) -> AsyncIterator[Stage]:
    """Start the bot and a window for each seat, all answering; logs and configurations go into `folder`.

    `program` is the windows', for whoever knows where it is; else it is looked for. Port 0 takes any that is free.
    Raises PortTaken or ChildFailed; whatever was started is ended first.
    """
    async with AsyncExitStack() as closing:
        http = await closing.enter_async_context(aiohttp.ClientSession(timeout=REQUEST_LIMIT))
        # A client whose bot isn't there yet waits without a word, so the bot comes first.
        bot, address = await closing.enter_async_context(
            open_bot(bot_command, port=bot_port, folder=folder, settings=bot_settings, http=http)
        )
        program = program or await find_program()
        windows = await asyncio.gather(
            *(
                _open_window(closing, seat, program=program, folder=folder, port=port, bot_address=address, http=http)
                for seat, port in zip(seats, _window_ports(first_window_port, len(seats)), strict=True)
            ),
            return_exceptions=True,
        )
        opened = _all_opened(windows)
        yield Stage(bot, address, {window.seat.part: window for window in opened}, http)


@asynccontextmanager
async def open_bot(
    command: Sequence[str] = THE_BOT,
    *,
    port: int = 0,
    folder: Path,
    settings: Mapping[str, str],
    http: aiohttp.ClientSession,
) -> AsyncIterator[tuple[Child, str]]:
    """Start the bot alone; gives its process and its address once it answers. Raises PortTaken or ChildFailed."""
    port = _free_port(port)
    address = f"http://127.0.0.1:{port}"
    # Settings that would give it an identity are left out: here it is local and anonymous.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MICROSOFT_APP_")}
    bot = await start_child(
        "the bot",
        command,
        folder=PROJECT,
        output=folder / "bot.log",
        environment={**inherited, **settings, "PORT": str(port)},
    )
    try:
        await answers(bot, f"{address}/readyz", http, limit=START_LIMIT)
        yield bot, address
    finally:
        await bot.stop()


async def _open_window(
    closing: AsyncExitStack,
    seat: Seat,
    *,
    program: Path,
    folder: Path,
    port: int,
    bot_address: str,
    http: aiohttp.ClientSession,
) -> Window:
    window = await open_window(
        seat, program=program, folder=folder / seat.part.value, port=port, bot_address=bot_address, http=http
    )
    closing.push_async_callback(window.child.stop)
    return window


def _all_opened(outcomes: Sequence[Window | BaseException]) -> list[Window]:
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return [outcome for outcome in outcomes if isinstance(outcome, Window)]


def _window_ports(first: int, count: int) -> Sequence[int]:
    return range(first, first + count) if first else (0,) * count


def _free_port(wanted: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            raise PortTaken(str(wanted)) from None
        port: int = probe.getsockname()[1]
        return port
