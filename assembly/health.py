"""Owns where the platform asks after the process: on the port that Teams reaches, or on one of its own that nobody
outside reaches. What it is told is in `bot.wire.health`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from aiohttp import web
from prometheus_client import CollectorRegistry

from bot.wire.health import Check, add_health_routes
from settings import Settings


def mount_health(
    app: web.Application, settings: Settings, *, checks: Mapping[str, Check], registry: CollectorRegistry
) -> None:
    """Mount health and figures on the application, or on a port of their own for as long as it runs."""
    if settings.health_port is None:
        add_health_routes(app, checks=checks, registry=registry)
        return
    port = settings.health_port
    inside = web.Application()
    add_health_routes(inside, checks=checks, registry=registry)

    async def listen(_app: web.Application) -> AsyncIterator[None]:
        runner = web.AppRunner(inside, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, port).start()
            yield
        finally:
            await runner.cleanup()

    app.cleanup_ctx.append(listen)
