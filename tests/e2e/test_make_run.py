"""`make run` as a developer meets it: three addresses to open, and Ctrl-C that leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import aiohttp

from examples.playground.stage import PROJECT


async def test_it_says_three_addresses_and_ctrl_c_ends_everything_behind_them(tmp_path: Path) -> None:
    """Each address answers while it runs; after Ctrl-C the status is 0 and nothing listens any more."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "examples.playground", "--window-port", "0"),
        cwd=PROJECT,
        env={**os.environ, "PORT": "0", "STORAGE": f"sqlite:{tmp_path / 'vaxelvis.db'}"},
        stdout=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(60):
        assert process.stdout
        said = (await process.stdout.readuntil(b"Ctrl-C")).decode()
        addresses = re.findall(r"http://[\w.:]+", said)
        assert len(addresses) == 4, said
        assert [await _answers(address) for address in addresses] == [True] * 4
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0
    assert [await _answers(address) for address in addresses] == [False] * 4


async def _answers(address: str) -> bool:
    async with aiohttp.ClientSession() as http:
        try:
            async with http.get(address, timeout=aiohttp.ClientTimeout(total=5)):
                return True
        except aiohttp.ClientConnectionError:
            return False
