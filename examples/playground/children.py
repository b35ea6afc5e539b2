"""Owns the processes that are started beside this one: each in a group of its own, so that all of it can be ended.

What a child prints goes to a file, where its last words are found if it dies. It must not know what the child is.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

POLLED_EVERY = 0.05
PATIENCE_AT_THE_END = 8.0
LAST_WORDS = 15


class ChildFailed(Exception):
    """A child process ended, or never got ready; the message names it and gives its last lines."""


class Child:
    """A running process. Make one with `start_child`."""

    def __init__(self, name: str, process: asyncio.subprocess.Process, output: Path, told: Path | None) -> None:
        self.name = name
        self._process = process
        self._output = output
        self._told = told

    async def line(self, pattern: str, *, limit: float) -> re.Match[str]:
        """The first match in what the child prints; raises ChildFailed if it dies, or after `limit` seconds."""
        deadline = asyncio.get_running_loop().time() + limit
        while not (found := re.search(pattern, _read(self._output), re.MULTILINE)):
            self.require_alive()
            if asyncio.get_running_loop().time() > deadline:
                raise ChildFailed(f"{self.name} did not get ready in {limit:.0f} s\n{self.last_words()}")
            await asyncio.sleep(POLLED_EVERY)
        return found

    def require_alive(self) -> None:
        """Return while the child runs; raises ChildFailed with its last words."""
        if self._process.returncode is not None:
            raise ChildFailed(f"{self.name} ended with status {self._process.returncode}\n{self.last_words()}")

    async def wait(self) -> None:
        """Return when the child has ended, however it did."""
        await self._process.wait()

    def last_words(self) -> str:
        """The last lines of what the child printed, or of the log that it keeps itself."""
        text = _read(self._told) if self._told else ""
        lines = (text or _read(self._output)).splitlines()
        return "\n".join(f"  {line}" for line in lines[-LAST_WORDS:])

    async def stop(self) -> None:
        """End the child and all that it started: asked first, then made to."""
        self._signal_group(signal.SIGTERM)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_AT_THE_END):
                await self._process.wait()
        self._signal_group(signal.SIGKILL)
        await self._process.wait()

    def _signal_group(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


async def start_child(
    name: str,
    command: Sequence[str],
    *,
    folder: Path,
    output: Path,
    environment: Mapping[str, str],
    told: Path | None = None,
) -> Child:
    """Start a process in `folder`, printing to `output`; `told` is a file where it says why it fails, if it has one."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("wb") as sink:
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env=dict(environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=sink,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
    return Child(name, process, output, told)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
