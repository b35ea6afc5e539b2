"""Owns the load: so many callers at once, each sending its next activity when the last one is answered.

    python -m benchmarks.load JOB.json

Raw asyncio over kept-alive connections, so that it is not what is measured. Bodies are made before the clock starts.
It prints one line: turns done, seconds, each turn's milliseconds, answers that were not 2xx, and its own CPU.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.activities import PEOPLE, Line, activity_json, person_id
from benchmarks.gauge import cpu_seconds
from benchmarks.invented_people import large_municipality

PREPARED_PER_SECOND = 9_000
"""Requests made ahead: more than any server here gets through."""
STRIDE, ASKED_STRIDE = 7_919, 104_729
"""Primes: everyone has their turn once before anyone has it again, and asks about someone who shares no name."""
GRACE_SECONDS = 30.0
"""How long the last answers may take once time is up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to send: to `port`, for `seconds`, from `callers` at once. `first` keeps activity ids apart between runs."""

    port: int
    seconds: float
    callers: int
    first: int
    line: Line
    service_url: str
    tokens: tuple[str, ...] = ()


@dataclass(slots=True)
class Result:
    """What came of it."""

    turns: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0
    latencies_ms: list[float] = field(default_factory=list)
    bad: dict[str, int] = field(default_factory=dict)


class Caller(asyncio.Protocol):
    """One connection and whoever is behind it."""

    def __init__(self, requests: Iterator[bytes], result: Result) -> None:
        self._requests = requests
        self._result = result
        self._transport: asyncio.Transport | None = None
        self._sent_at = 0.0
        self._ends_at = 0.0
        self._buffer = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def start(self, ends_at: float) -> None:
        """Send the first one."""
        self._ends_at = ends_at
        self._send()

    def _send(self) -> None:
        assert self._transport is not None
        request = next(self._requests, None)
        if request is None:
            raise RuntimeError("more turns than were prepared: raise PREPARED_PER_SECOND")
        self._sent_at = time.perf_counter()
        self._transport.write(request)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, received: bytes) -> None:
        self._buffer += received
        if not _is_whole(self._buffer):
            return
        now = time.perf_counter()
        status = self._buffer[9:12].decode()
        self._buffer = b""
        self._result.turns += 1
        self._result.latencies_ms.append((now - self._sent_at) * 1000)
        if not status.startswith("2"):
            self._result.bad[status] = self._result.bad.get(status, 0) + 1
        if now < self._ends_at:
            self._send()
        elif not self.done.done():
            self.done.set_result(None)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server hung up"))

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()


def _is_whole(answer: bytes) -> bool:
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = answer[:end].lower()
    at = head.find(b"content-length:")
    if at < 0:
        if b"transfer-encoding: chunked" in head:
            return answer.endswith(b"0\r\n\r\n")
        return True
    return len(answer) >= end + 4 + int(head[at + 15 :].split(b"\r\n", 1)[0])


def requests_of(job: Job) -> list[bytes]:
    """The requests to send, whole."""
    heads = [_head(job.port, token) for token in job.tokens or ("",)]
    made = []
    texts = _texts(job.line)
    for number in range(job.first, job.first + 2 * job.callers + int(job.seconds * PREPARED_PER_SECOND)):
        person = person_id(number * STRIDE % PEOPLE)
        body = activity_json(number, person=person, text=texts(number), service_url=job.service_url)
        made.append(heads[number % len(heads)] + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    return made


def _texts(line: Line) -> Callable[[int], str]:
    """What the turn of each number says."""
    if line is Line.ECHO:
        return lambda number: f"hej nummer {number}"
    if line is Line.DIVERSION:
        return lambda _number: "lunch till 13"
    names = [person.name for person in large_municipality(PEOPLE).people.values()]
    shared = Counter(names)
    asked = [name for name in names if shared[name] == 1]
    return lambda number: f"när är {asked[number * ASKED_STRIDE % len(asked)]} tillbaka?"


def _head(port: int, token: str) -> bytes:
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    return (
        f"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n{authorization}"
    ).encode()


async def run(job: Job) -> Result:
    """Carry out the job; raises RuntimeError when the requests made ahead ran out."""
    requests = iter(requests_of(job))
    result = Result()
    loop = asyncio.get_running_loop()
    callers = []
    for _ in range(job.callers):
        _, caller = await loop.create_connection(lambda: Caller(requests, result), "127.0.0.1", job.port)
        callers.append(caller)
    gc.freeze()
    gc.disable()
    cpu_s = cpu_seconds()
    began = time.perf_counter()
    for caller in callers:
        caller.start(began + job.seconds)
    async with asyncio.timeout(job.seconds + GRACE_SECONDS):
        await asyncio.gather(*(caller.done for caller in callers))
    result.seconds = time.perf_counter() - began
    result.cpu_s = cpu_seconds() - cpu_s
    for caller in callers:
        caller.close()
    return result


def main() -> None:
    """Read the job, carry it out, print what came of it."""
    described = json.loads(Path(sys.argv[1]).read_text())
    job = Job(**{**described, "line": Line(described["line"]), "tokens": tuple(described["tokens"])})
    print(json.dumps(asdict(asyncio.run(run(job)))), flush=True)


if __name__ == "__main__":
    main()
