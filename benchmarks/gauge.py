"""Owns what a process under test tells of itself: its CPU, its memory, and how long its event loop stood still.

Standard library alone, so that servers in environments of their own can use it. It must not know who is measured.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import resource
import signal
import time
from pathlib import Path

BEAT_SECONDS = 0.01


class Gauge:
    """Measures between two signals: SIGUSR1 begins, SIGUSR2 ends and prints one line of JSON.

    The line has `cpu_s` (user and system, all threads), `worst_gap_ms` (how much later than asked for the loop woke up
    at worst) and `rss_mb` (the most it had in memory).
    """

    def __init__(self) -> None:
        self._cpu_s = 0.0
        self._worst_gap_s = 0.0
        self._beating: asyncio.Task[None] | None = None

    def install(self) -> None:
        """Listen for the signals on the running loop."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, self._begin)
        loop.add_signal_handler(signal.SIGUSR2, self._end)

    def _begin(self) -> None:
        self._worst_gap_s = 0.0
        self._beating = asyncio.get_running_loop().create_task(self._beat())
        self._cpu_s = cpu_seconds()
        say(begun=True)

    def _end(self) -> None:
        cpu_s = cpu_seconds() - self._cpu_s
        if self._beating is not None:
            self._beating.cancel()
        say(
            cpu_s=cpu_s,
            worst_gap_ms=self._worst_gap_s * 1000,
            rss_mb=most_memory_mb(),
        )

    async def _beat(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(BEAT_SECONDS)
            self._worst_gap_s = max(self._worst_gap_s, time.perf_counter() - before - BEAT_SECONDS)


def cpu_seconds() -> float:
    """What this process has used, in all its threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def most_memory_mb() -> float:
    """The most that this process has had in memory; what its parent had before it counts for nothing."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def memory_mb() -> float:
    """What this process has in memory now; what it has freed is given back first, where the C library can do so."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def say(**facts: object) -> None:
    """One line of JSON to whoever started this process."""
    print(json.dumps(facts), flush=True)
