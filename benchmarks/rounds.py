"""Owns the measuring: servers started, warmed up, and loaded in turn, round by round, so that noise meets all alike."""

from __future__ import annotations

import asyncio
import json
import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from benchmarks.identities import ISSUER, Authority, Channel, make_authority
from benchmarks.load import Job, Result
from benchmarks.plan import CALLERS, Door, Effort, Variant
from benchmarks.processes import Child, free_port, module, output_of

LOAD_LIMIT_SECONDS = 60.0
WARM_UPS = 2


class BadRun(Exception):
    """A server did not do what it is measured for, so that its figure would mean nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of one server over one door came to."""

    turns: int
    per_second: float
    cpu_ms: float
    """Of the server, a turn."""
    p50_ms: float
    p99_ms: float
    worst_gap_ms: float
    busy: float
    """The part of a core that the server used."""
    others_busy: float
    """The part of a core that the load and the stand-in used together."""


@dataclass(slots=True)
class Tally:
    """What a server did over the connector in all, its warm-up too."""

    turns: int = 0
    activities: int = 0
    connections: int = 0
    tokens: int = 0
    rss_mb: float = 0.0


@dataclass(slots=True)
class Measured:
    """All runs, and what was counted."""

    runs: dict[tuple[str, Door], list[Run]] = field(default_factory=lambda: defaultdict(list))
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


class Bench:
    """The stand-in and the servers, while they run."""

    def __init__(self, folder: Path, *, told: Callable[[str], None]) -> None:
        self._folder = folder
        self._told = told
        self._channel = Channel()
        self._ports = {door: free_port() for door in Door}
        self._servers: dict[str, tuple[Child, int]] = {}
        self._next: dict[str, int] = defaultdict(int)
        self._tokens: dict[Door, tuple[str, ...]] = {}
        self._children = AsyncExitStack()
        self.measured = Measured()

    async def open(self, variants: Sequence[Variant]) -> None:
        """Start everything; raises ChildFailed."""
        authority = make_authority(self._folder)
        await self._start_stand_in(authority)
        self._tokens = {door: self._channel.tokens(self._service_url(door)) for door in Door}
        # Whoever asks the system for its authorities gets ours too, however they ask.
        trust = {"SSL_CERT_FILE": str(authority.bundle), "REQUESTS_CA_BUNDLE": str(authority.bundle)}
        environment = {**trust, "PYTHONPATH": ".", "PYTHONWARNINGS": "ignore"}
        for variant in variants:
            port = free_port()
            command = variant.command(port, stand_in=self._service_url(Door.PLAIN), folder=self._folder / variant.name)
            (self._folder / variant.name).mkdir()
            child = await self._start(variant.name, command, environment)
            self._servers[variant.name] = child, port

    async def close(self) -> None:
        """End everything that was started."""
        await self._children.aclose()

    async def warm_up(self, variant: Variant, door: Door, seconds: float) -> None:
        """A run that is only counted, after which what came last must be the answer that is measured.

        Now and then a line is not understood, so it gets a second chance; raises BadRun or ChildFailed.
        """
        for _ in range(WARM_UPS):
            await self._run(variant, door, seconds)
            last = (await self._ask("/last")).decode()
            if variant.answer in last:
                return
        raise BadRun(f"{variant.name} over {door} answers {last!r}, not {variant.answer!r}")

    async def run(self, variant: Variant, door: Door, seconds: float) -> None:
        """A run that is measured; raises BadRun or ChildFailed."""
        run = await self._run(variant, door, seconds)
        self.measured.runs[variant.name, door].append(run)
        self._told(f"{variant.name:<13}{door:<6}{run.per_second:>8,.0f} turns/s {run.cpu_ms:>8.3f} ms CPU a turn")

    async def _run(self, variant: Variant, door: Door, seconds: float) -> Run:
        server, port = self._servers[variant.name]
        job = Job(
            port=port,
            seconds=seconds,
            callers=CALLERS,
            first=self._next[variant.name],
            line=variant.line,
            service_url=self._service_url(door),
            tokens=self._tokens[door] if variant.authenticates else (),
        )
        before = await self._counts()
        await server.begin()
        result = await self._load(job)
        window = await server.end()
        after = await self._counts()
        self._next[variant.name] += result.turns + CALLERS
        grown = {name: count - before.get(name, 0) for name, count in after.items()}
        self._tally(variant, door, result, grown, window.rss_mb)
        latencies = quantiles(result.latencies_ms, n=100, method="inclusive")
        return Run(
            turns=result.turns,
            per_second=result.turns / result.seconds,
            cpu_ms=window.cpu_s * 1000 / result.turns,
            p50_ms=latencies[49],
            p99_ms=latencies[98],
            worst_gap_ms=window.worst_gap_ms,
            busy=window.cpu_s / result.seconds,
            others_busy=(result.cpu_s + grown["cpu_ms"] / 1000) / result.seconds,
        )

    def _tally(self, variant: Variant, door: Door, result: Result, grown: Mapping[str, int], rss_mb: float) -> None:
        activities = grown.get(f"{door} activities", 0)
        if result.bad or activities < result.turns:
            raise BadRun(
                f"{variant.name} over {door}: {result.turns} turns, {activities} activities posted, "
                f"answers that were not 2xx: {result.bad}"
            )
        tally = self.measured.tallies[variant.name]
        tally.turns += result.turns
        tally.activities += activities
        # The counts are asked for over a connection of their own each time.
        tally.connections += grown.get(f"{door} connections", 0) - (1 if door is Door.PLAIN else 0)
        tally.tokens += grown.get("/token", 0)
        tally.rss_mb = max(tally.rss_mb, rss_mb)

    async def _load(self, job: Job) -> Result:
        described = self._folder / "job.json"
        described.write_text(json.dumps({name: getattr(job, name) for name in Job.__dataclass_fields__}))
        printed = await output_of(module("benchmarks.load", str(described)), limit=LOAD_LIMIT_SECONDS)
        return Result(**json.loads(printed))

    async def _start_stand_in(self, authority: Authority) -> None:
        config = {
            "ports": self._ports,
            "issuer": ISSUER,
            "keys": self._channel.keys(),
            "certificate": str(authority.certificate),
            "private_key": str(authority.private_key),
        }
        described = self._folder / "connector.json"
        described.write_text(json.dumps(config))
        await self._start("connector", module("benchmarks.connector", str(described)), {})

    async def _start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> Child:
        child = await Child.start(name, command, log=self._folder / f"{name}.log", environment=environment)
        self._children.push_async_callback(child.stop)
        return child

    async def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = json.loads(await self._ask("/counts"))
        return counts

    async def _ask(self, path: str) -> bytes:
        """What the stand-in says."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._ports[Door.PLAIN])
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        said = await reader.readexactly(length)
        writer.close()
        return said

    def _service_url(self, door: Door) -> str:
        scheme = "https" if door is Door.TLS else "http"
        return f"{scheme}://127.0.0.1:{self._ports[door]}/"


async def measure(
    variants: Sequence[Variant], effort: Effort, *, folder: Path, told: Callable[[str], None]
) -> Measured:
    """Every server over every door of its, in rounds; raises BadRun or ChildFailed."""
    bench = Bench(folder, told=told)
    cells = [(variant, door) for door in Door for variant in variants if door in variant.doors]
    try:
        await bench.open(variants)
        for variant, door in cells:
            await bench.warm_up(variant, door, effort.warm_up_seconds)
        for number in range(effort.rounds):
            told(f"round {number + 1} of {effort.rounds}")
            # Each round begins elsewhere, so that nobody always runs first.
            turn = math.floor(number * len(cells) / effort.rounds)
            for variant, door in (*cells[turn:], *cells[:turn]):
                await bench.run(variant, door, effort.seconds)
    finally:
        await bench.close()
    return bench.measured
