"""Owns how an aiohttp application is served while it is measured: on loopback, with a gauge, no access log."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from benchmarks.gauge import Gauge, say
from bot.wire.collection import settle_heap


async def serve(build: Callable[[], Awaitable[web.Application]], *, port: int, settles: bool = False) -> None:
    """Serve until the process is told to end; never returns. `settles`: the collector is set as our bot sets it."""
    runner = web.AppRunner(await build(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    Gauge().install()
    if settles:
        settle_heap()
    say(ready=True)
    await asyncio.Event().wait()
