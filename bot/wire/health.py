"""Owns what the platform asks of the process: is it alive, is it ready, what has it counted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

log = logging.getLogger(__name__)

CHECK_SECONDS = 2.0
Check = Callable[[], Awaitable[None]]
"""Returns if a part of the process works; raises if it doesn't."""


def add_health_routes(app: web.Application, *, checks: Mapping[str, Check], registry: CollectorRegistry) -> None:
    """Mount `GET /healthz`, `/readyz` and `/metrics`."""

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def ready(_request: web.Request) -> web.Response:
        results = await asyncio.gather(*(_passes(name, check) for name, check in checks.items()))
        states = dict(zip(checks, ("ok" if passed else "failing" for passed in results), strict=True))
        is_ready = all(results)
        return web.json_response(
            {"status": "ready" if is_ready else "not ready", "checks": states}, status=200 if is_ready else 503
        )

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
    app.router.add_get("/metrics", metrics)


async def _passes(name: str, check: Check) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check()
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the answer is that it is not ready
        log.warning("not ready", extra={"check": name, "error": type(error).__name__})
        return False
    return True
