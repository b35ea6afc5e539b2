"""The replicas of a run: processes of the real bot on ports of their own, and all that happens to them.

What befalls a replica is kept with its times, because only what died or stood still may be answered twice.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import aiohttp

from tests.soak.ledger import Turn
from tests.soak.shared_clock import SharedClock

PROJECT = Path(__file__).parents[2]
PORTS = range(20_000, 30_000)
"""Below those that the machine gives to whoever asks: a replica finds its own free when it starts again."""
START_SECONDS = 60.0
STOP_SECONDS = 25.0
SIGN_OF_LIFE_SECONDS = 7.0
"""A replica beats every five seconds, and one that beats has answered what it had before (bot/wire/claims.py)."""
SLACK = 1.5
"""Seconds around a trouble in which what a replica does may still be coloured by it."""


@dataclass(slots=True)
class Trouble:
    """Something that befell a replica, from an instant to another; it goes on while `ended` is none."""

    what: str
    began: float
    ended: float | None = None

    def touches(self, begins: float, ends: float) -> bool:
        """Whether it went on at some time between the two."""
        return self.began - SLACK <= ends and (self.ended is None or begins <= self.ended + SLACK)


class Replica:
    """One port, and the processes that listen on it one after another."""

    def __init__(self, number: int, folder: Path, settings: Mapping[str, str], command: tuple[str, ...]) -> None:
        self.number = number
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.troubles: list[Trouble] = []
        self.output = folder / f"replica-{number}.log"
        self._settings = settings
        self._command = command
        self._process: asyncio.subprocess.Process | None = None

    @property
    def is_well(self) -> bool:
        """Whether it runs and nothing is wrong with it just now."""
        return self._process is not None and all(one.ended is not None for one in self.troubles)

    @property
    def back_at(self) -> float:
        """When the last trouble was over."""
        return max((one.ended or time.time() for one in self.troubles), default=0.0)

    def troubled(self, begins: float, ends: float) -> bool:
        """Whether something was wrong with it at some time between the two."""
        return any(one.touches(begins, ends) for one in self.troubles)

    async def start(self) -> None:
        """Start a process, and wait until it is ready; whatever was wrong is over then."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("MICROSOFT_APP_")}
        with self.output.open("ab") as sink:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                cwd=PROJECT,
                env={**inherited, **self._settings, "PORT": str(self.port)},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=sink,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
        await self._is_ready()
        self._is_over()

    async def kill(self) -> None:
        """SIGKILL: it is gone at once."""
        await self._ends(signal.SIGKILL, "killed")

    async def stop(self) -> None:
        """SIGTERM: it finishes what it has under way."""
        await self._ends(signal.SIGTERM, "stopped")

    async def pause(self, seconds: float, *, then_killed: bool = False) -> None:
        """SIGSTOP, and after so long SIGCONT, or SIGKILL."""
        assert self._process is not None
        self.troubles.append(Trouble("paused", time.time()))
        self._process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        if then_killed:
            await self.kill()
        else:
            self._process.send_signal(signal.SIGCONT)
            self._is_over()

    async def end(self) -> None:
        """End the process for good, whatever state it is in."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGCONT)
            await self._ends(signal.SIGTERM, "stopped")

    async def _ends(self, number: signal.Signals, what: str) -> None:
        assert self._process is not None
        self.troubles.append(Trouble(what, time.time()))
        self._process.send_signal(number)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
            raise AssertionError(f"replica {self.number} did not stop in {STOP_SECONDS:.0f} s") from None
        finally:
            self._process = None

    async def _is_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as http:
            while time.monotonic() < deadline:
                assert self._process is not None
                assert self._process.returncode is None, f"replica {self.number} ended:\n{self.last_words()}"
                with suppress(aiohttp.ClientError, TimeoutError):
                    async with http.get(f"{self.address}/readyz") as answer:
                        if answer.status == HTTPStatus.OK:
                            return
                await asyncio.sleep(0.1)
        raise AssertionError(f"replica {self.number} was not ready in {START_SECONDS:.0f} s:\n{self.last_words()}")

    def last_words(self) -> str:
        """The last lines of its log."""
        return "\n".join(self.output.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])

    def _is_over(self) -> None:
        for one in self.troubles:
            one.ended = one.ended or time.time()


@dataclass(frozen=True, slots=True)
class Starting:
    """How replicas are started: where their logs go, with which settings, by which clock, in how much of a hurry."""

    folder: Path
    settings: Mapping[str, str]
    clock: SharedClock
    hurry: float
    first: int = 0
    """The number of the first of them."""

    @property
    def command(self) -> tuple[str, ...]:
        """What is run."""
        told = (self.clock.start.isoformat(), repr(self.clock.began), repr(self.hurry))
        return (sys.executable, "-m", "tests.soak.serve", *told)


@asynccontextmanager
async def open_replicas(count: int, starting: Starting) -> AsyncIterator[list[Replica]]:
    """So many, all ready."""
    numbers = range(starting.first, starting.first + count)
    replicas = [Replica(number, starting.folder, starting.settings, starting.command) for number in numbers]
    try:
        await asyncio.gather(*(replica.start() for replica in replicas))
        yield replicas
    finally:
        await asyncio.gather(*(replica.end() for replica in replicas))


def fell_away_over(turn: Turn, replicas: Sequence[Replica]) -> bool:
    """Whether a replica that had it died or stood still over it, or before it showed once more that it lived."""
    return any(replicas[one.replica].troubled(one.began, one.ended + SIGN_OF_LIFE_SECONDS) for one in turn.sendings)


def _free_port() -> int:
    while True:
        port = random.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
