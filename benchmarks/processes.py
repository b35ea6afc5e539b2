"""Owns the child processes: started, asked, and ended, each by its own id; no shell, no names."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

START_SECONDS = 60.0
ANSWER_SECONDS = 15.0
END_SECONDS = 10.0


class ChildFailed(Exception):
    """A child did not do what it was started for; the text has the end of what it wrote to its log."""


@dataclass(frozen=True, slots=True)
class Window:
    """What a server tells of the time between two signals."""

    cpu_s: float
    worst_gap_ms: float
    rss_mb: float


class Child:
    """A process that says on its standard output, in lines of JSON, what it is asked; the rest goes to its log."""

    def __init__(self, process: asyncio.subprocess.Process, name: str, log: Path) -> None:
        self._process = process
        self._name = name
        self._log = log

    @classmethod
    async def start(
        cls, name: str, command: Sequence[str], *, log: Path, environment: Mapping[str, str] | None = None
    ) -> Self:
        """A child that is ready; raises ChildFailed."""
        with log.open("wb") as errors:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
                env={**os.environ, **(environment or {})},
            )
        child = cls(process, name, log)
        await child.hear("ready", START_SECONDS)
        return child

    async def begin(self) -> None:
        """Begin a window of measuring."""
        self._process.send_signal(signal.SIGUSR1)
        await self.hear("begun", ANSWER_SECONDS)

    async def end(self) -> Window:
        """What the child says of the window that began last."""
        self._process.send_signal(signal.SIGUSR2)
        return Window(**await self.hear("cpu_s", ANSWER_SECONDS))

    async def hear(self, key: str, limit: float) -> dict[str, Any]:
        """The next line that has the key; raises ChildFailed."""
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(limit):
                while line := await self._process.stdout.readline():
                    if line.startswith(b"{") and key in (said := json.loads(line)):
                        return dict(said)
        except TimeoutError:
            pass
        raise ChildFailed(f"{self._name} did not say {key!r}:\n{self._log_end()}")

    async def stop(self) -> None:
        """End it."""
        if self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(END_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def _log_end(self) -> str:
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-25:])


async def output_of(command: Sequence[str], *, limit: float) -> str:
    """What a child that ends by itself printed; raises ChildFailed."""
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        async with asyncio.timeout(limit):
            printed, errors = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise ChildFailed(f"{command[2]} did not end in {limit:.0f} s") from None
    if process.returncode != 0:
        raise ChildFailed(f"{command[2]} failed:\n" + errors.decode(errors="replace")[-2_000:])
    return printed.decode()


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs a module of ours in the Python that runs this."""
    return (sys.executable, "-m", name, *arguments)


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
