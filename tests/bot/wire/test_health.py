"""What the platform is told: alive, ready or why not, and the numbers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import CollectorRegistry, Counter

from bot.wire import health
from bot.wire.health import add_health_routes


class Parts:
    """Two parts of the process; `store` can be made to fail or to hang."""

    def __init__(self) -> None:
        self.store_hangs = False
        self.store_fails = False

    async def store(self) -> None:
        if self.store_fails:
            raise ConnectionError
        if self.store_hangs:
            await asyncio.Event().wait()

    async def scheduler(self) -> None:
        pass


Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def platform() -> AsyncIterator[tuple[Client, Parts]]:
    parts = Parts()
    registry = CollectorRegistry()
    Counter("things", "Things", registry=registry).inc(3)
    app = web.Application()
    add_health_routes(app, checks={"store": parts.store, "scheduler": parts.scheduler}, registry=registry)
    async with TestClient(TestServer(app)) as client:
        yield client, parts


async def answer(client: Client, path: str) -> tuple[int, Any]:
    async with client.get(path) as response:
        return response.status, await response.json()


async def test_a_process_that_answers_is_alive_even_when_it_is_not_ready(platform: tuple[Client, Parts]) -> None:
    """A store that is away is no reason to be restarted."""
    client, parts = platform
    parts.store_fails = True
    assert await answer(client, "/healthz") == (200, {"status": "alive"})


async def test_ready_means_that_every_part_works(platform: tuple[Client, Parts]) -> None:
    """200 with each part by name."""
    client, _ = platform
    assert await answer(client, "/readyz") == (
        200,
        {"status": "ready", "checks": {"store": "ok", "scheduler": "ok"}},
    )


@pytest.mark.parametrize("how", ["store_fails", "store_hangs"])
async def test_a_part_that_fails_or_hangs_makes_it_unready(
    platform: tuple[Client, Parts], how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503, and which part; a check that hangs is cut off."""
    monkeypatch.setattr(health, "CHECK_SECONDS", 0.05)
    client, parts = platform
    setattr(parts, how, True)
    status, body = await answer(client, "/readyz")
    assert status == 503
    assert body["checks"] == {"store": "failing", "scheduler": "ok"}


async def test_the_numbers_are_given_as_prometheus_reads_them(platform: tuple[Client, Parts]) -> None:
    """From the process's own registry."""
    client, _ = platform
    async with client.get("/metrics") as response:
        assert response.headers["Content-Type"].startswith("text/plain")
        assert "things_total 3.0" in await response.text()
