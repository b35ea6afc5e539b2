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
        self.looked = 0

    async def store(self) -> None:
        self.looked += 1
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


async def test_however_many_ask_the_store_is_looked_at_once_a_moment(
    platform: tuple[Client, Parts], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody on the internet may ask, at once or one after another, and each look costs."""
    monkeypatch.setattr(health, "KEPT_SECONDS", 60.0)
    client, parts = platform
    answers = await asyncio.gather(*(answer(client, "/readyz") for _ in range(50)))
    answers += [await answer(client, "/readyz") for _ in range(3)]
    assert {status for status, _ in answers} == {200}
    assert parts.looked == 1


async def test_what_was_seen_holds_for_a_moment_only(
    platform: tuple[Client, Parts], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a part that has failed would be said to work."""
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.0)
    client, parts = platform
    assert (await answer(client, "/readyz"))[0] == 200
    parts.store_fails = True
    assert (await answer(client, "/readyz"))[0] == 503


@pytest.mark.parametrize("name", health.BY_WAY_OF)
async def test_the_numbers_are_not_for_the_internet(platform: tuple[Client, Parts], name: str) -> None:
    """What comes through an ingress has such a header, and is told that there is nothing there."""
    client, _ = platform
    async with client.get("/metrics", headers={name: "203.0.113.7"}) as response:
        assert response.status == 404
        assert "things" not in await response.text()
    async with client.get("/healthz", headers={name: "203.0.113.7"}) as response:
        assert response.status == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/nothing"])
async def test_no_answer_says_what_it_is_made_of(platform: tuple[Client, Parts], path: str) -> None:
    """A version is what somebody looks for first who has a list of faults by version."""
    client, _ = platform
    async with client.get(path) as response:
        assert "Server" not in response.headers
