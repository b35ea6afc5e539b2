"""Owns what the platform asks of the process: is it alive, is it ready, what has it counted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from bot.wire.response_headers import say_nothing_of_the_machine

log = logging.getLogger(__name__)

CHECK_SECONDS = 2.0
BY_WAY_OF = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto")
"""What a proxy or an ingress puts on a request from outside. Whoever collects numbers asks the process itself."""
KEPT_SECONDS = 1.0
"""How long an answer holds: anybody may ask, and each time would cost the store a reading."""
Check = Callable[[], Awaitable[None]]
"""Returns if a part of the process works; raises if it doesn't."""


class Readiness:
    """Whether each part works, looked at once a moment however many ask."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._looking: asyncio.Task[Mapping[str, bool]] | None = None
        self._asked_at = 0.0

    async def now(self) -> Mapping[str, bool]:
        """By the part's name."""
        now = asyncio.get_running_loop().time()
        if self._looking is None or (self._looking.done() and now - self._asked_at >= KEPT_SECONDS):
            self._asked_at = now
            self._looking = asyncio.create_task(self._look(), name="readiness")
        return await asyncio.shield(self._looking)

    async def _look(self) -> Mapping[str, bool]:
        passed = await asyncio.gather(*(_passes(name, check) for name, check in self._checks.items()))
        return dict(zip(self._checks, passed, strict=True))


def add_health_routes(app: web.Application, *, checks: Mapping[str, Check], registry: CollectorRegistry) -> None:
    """Mount `GET /healthz`, `/readyz` and `/metrics`; the last is not there for who comes by way of a proxy, since that
    is the whole internet.
    """

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    looked = Readiness(checks)
    say_nothing_of_the_machine(app)

    async def ready(_request: web.Request) -> web.Response:
        passed = await looked.now()
        states = {name: "ok" if passes else "failing" for name, passes in passed.items()}
        is_ready = all(passed.values())
        return web.json_response(
            {"status": "ready" if is_ready else "not ready", "checks": states}, status=200 if is_ready else 503
        )

    async def metrics(request: web.Request) -> web.Response:
        if any(name in request.headers for name in BY_WAY_OF):
            raise web.HTTPNotFound
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
