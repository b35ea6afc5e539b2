"""The container's question whether its bot is alive: yes, no, nobody there, and one that never answers."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from check_health import is_alive, port_of
from settings import read_settings
from tests.sources import PROJECT

MAY_LOAD = {"__future__", "collections.abc", "os", "socket", "sys"}


@pytest.mark.parametrize(("status", "alive"), [(200, True), (503, False), (404, False), (301, False)])
async def test_only_a_yes_is_one(status: int, alive: bool) -> None:
    """Whatever else listens on the port isn't the bot in good health."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status)

    app = web.Application()
    app.router.add_get("/healthz", answer)
    async with TestServer(app) as server:
        assert await asyncio.to_thread(is_alive, server.port or 0) is alive


async def test_one_that_stands_still_is_not_waited_for() -> None:
    """It takes the connection and never says a word, as a process does that hangs."""
    listening = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    async with listening:
        port = listening.sockets[0].getsockname()[1]
        assert await asyncio.to_thread(lambda: is_alive(port, within=0.05)) is False
        listening.close()
    assert is_alive(port) is False


@pytest.mark.parametrize(
    ("environment", "port"),
    [
        ({}, 3978),
        ({"PORT": "4000"}, 4000),
        ({"PORT": "4000", "HEALTH_PORT": "9090"}, 9090),
        ({"HEALTH_PORT": ""}, 3978),
    ],
)
def test_it_is_asked_where_the_settings_have_it_answer(environment: dict[str, str], port: int) -> None:
    """Or a bot in good health would be ended for its settings: both read the same names."""
    assert port_of(environment) == port
    settings = read_settings(environment)
    assert (settings.health_port or settings.port) == port


def test_asking_loads_next_to_nothing() -> None:
    """It is a process of its own every half minute, beside the bot's."""
    source = (PROJECT / "check_health.py").read_text(encoding="utf-8")
    lines = [line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))]
    assert set(lines) == MAY_LOAD
    loading = "import check_health, sys; print(len(sys.modules))"
    told = subprocess.run(
        [sys.executable, "-S", "-c", loading], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert int(told.stdout) < 60
