"""Owns the connections to the connector: HTTP/1.1 over kept-alive connections, with a limit on every wait.

It sends one request and reads one answer; whether to send again is for whoever knows what was sent. A general client
costs more than everything else in a turn together (docs/decisions, "The SDK stays at the door"), and the connector
needs little of it: no redirects, cookies, proxies, compression or streaming. Tokens and trust are the caller's; TLS is
checked against the system's authorities.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import Self

from bot.wire.http_answer import Answer, AnswerReader, BadAnswer

MOST_CONNECTIONS = 100
IDLE_SECONDS = 60.0
"""How long a connection may lie unused: less than the far end's own patience, so that few are found dead."""
UNUSED_SECONDS = 4.0
"""No far end lets go of a connection that has lain unused for less. One that is lost sooner may have been read from."""
NOTICED_SECONDS = 0.5
"""That it was let go of shows as soon as something is sent; one that is lost later had been read from."""
HAPPY_EYEBALLS_SECONDS = 0.25

_SERVICE_URL = re.compile(r"(https?)://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?(/[!-~]*)?")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65_535


class NoAnswer(Exception):
    """No answer came. `sent`: the request left whole, so it may have been carried out.

    `dropped_idle`: the far end had closed a connection that lay unused, and read nothing of the request.
    """

    def __init__(self, *, sent: bool, why: str, dropped_idle: bool = False) -> None:
        super().__init__(why)
        self.sent = sent
        self.why = why
        self.dropped_idle = dropped_idle


@dataclass(frozen=True, slots=True)
class Origin:
    """Where connections go; `host_header` and `base` are the service address's other parts, ready to be sent."""

    host: str
    port: int
    is_tls: bool
    host_header: str
    base: str


@dataclass(frozen=True, slots=True)
class Target:
    """A resource: an origin, and the path there, already percent-encoded."""

    origin: Origin
    path: str


@lru_cache(maxsize=256)
def origin_of(service_url: str) -> Origin:
    """The origin of a service address; raises ValueError when it isn't a plain http or https address."""
    found = _SERVICE_URL.fullmatch(service_url)
    if found is None:
        raise ValueError("not a service address")
    scheme, host, port_text, base = found.groups()
    port = int(port_text) if port_text else _DEFAULT_PORTS[scheme]
    if not 0 < port <= _LAST_PORT or (base and ("?" in base or "#" in base)):
        raise ValueError("not a service address")
    header = f"{host}:{port}" if port_text else host
    return Origin(host.strip("[]"), port, scheme == "https", header, (base or "/").rstrip("/"))


def target_of(service_url: str, path: str) -> Target:
    """The resource at a path (percent-encoded, no leading slash) under a service address; raises ValueError."""
    origin = origin_of(service_url)
    return Target(origin, f"{origin.base}/{path}")


class HttpClient:
    """Connections for the whole process. `opened` is called for each new one."""

    def __init__(
        self,
        *,
        tls: ssl.SSLContext | None = None,
        idle_seconds: float = IDLE_SECONDS,
        unused_seconds: float = UNUSED_SECONDS,
        opened: Callable[[], None] = lambda: None,
    ) -> None:
        self._tls = tls
        self._idle_seconds = idle_seconds
        self._unused_seconds = unused_seconds
        self._opened = opened
        self._idle: dict[Origin, list[_Connection]] = {}
        self._all: set[_Connection] = set()
        self._room = asyncio.Semaphore(MOST_CONNECTIONS)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every connection; what is under way ends in NoAnswer."""
        for connection in list(self._all):
            connection.drop()
        self._idle.clear()

    async def request(
        self, method: str, target: Target, body: bytes, *, bearer: str | None = None, limit: float
    ) -> Answer:
        """The answer to a request of JSON, within `limit` seconds; raises NoAnswer."""
        authorization = f"Authorization: Bearer {bearer}\r\n" if bearer else ""
        head = (
            f"{method} {target.path} HTTP/1.1\r\nHost: {target.origin.host_header}\r\n{authorization}"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        request = head.encode("ascii") + body
        ends_at = asyncio.get_running_loop().time() + limit
        try:
            await self._enter(ends_at)
        except TimeoutError:
            raise NoAnswer(sent=False, why="no connection free") from None
        try:
            connection = self._take(target.origin) or await self._open(target.origin, ends_at)
            if asyncio.get_running_loop().time() >= ends_at:
                # The process was paused: what was to be sent may be another's to send by now.
                connection.drop()
                raise NoAnswer(sent=False, why="too late")
            return await self._exchange(connection, request, ends_at)
        except OSError as error:
            raise NoAnswer(sent=False, why=type(error).__name__) from None
        finally:
            self._room.release()

    async def _enter(self, ends_at: float) -> None:
        if not self._room.locked():
            await self._room.acquire()
            return
        async with asyncio.timeout_at(ends_at):
            await self._room.acquire()

    async def _exchange(self, connection: _Connection, request: bytes, ends_at: float) -> Answer:
        # A bare timer: asyncio.timeout would cost more than the rest of this method, for each message that is sent.
        timer = asyncio.get_running_loop().call_at(ends_at, connection.expire)
        try:
            answer = await connection.exchange(request)
        except NoAnswer as failure:
            if failure.dropped_idle:
                # Its neighbours have most likely gone with it.
                self._drop_idle(connection.origin)
            raise
        except BaseException:
            connection.drop()
            raise
        finally:
            timer.cancel()
        if connection.is_open:
            self._idle.setdefault(connection.origin, []).append(connection)
        return answer

    def _take(self, origin: Origin) -> _Connection | None:
        """The connection that was used last, so that those not needed grow old and go."""
        idle = self._idle.get(origin)
        oldest = time.monotonic() - self._idle_seconds
        while idle:
            connection = idle.pop()
            if connection.is_open and connection.idle_since > oldest:
                return connection
            connection.drop()
        return None

    def _drop_idle(self, origin: Origin) -> None:
        for connection in self._idle.pop(origin, ()):
            connection.drop()

    async def _open(self, origin: Origin, ends_at: float) -> _Connection:
        if origin.is_tls and self._tls is None:
            self._tls = ssl.create_default_context()
        async with asyncio.timeout_at(ends_at):
            _, connection = await asyncio.get_running_loop().create_connection(
                lambda: _Connection(origin, self._all.discard, self._unused_seconds),
                origin.host,
                origin.port,
                ssl=self._tls if origin.is_tls else None,
                happy_eyeballs_delay=HAPPY_EYEBALLS_SECONDS,
            )
        self._all.add(connection)
        self._opened()
        return connection


class _Connection(asyncio.Protocol):
    """One connection, carrying one exchange at a time."""

    __slots__ = (
        *("_began", "_gone", "_reader", "_transport", "_unused_seconds", "_uses", "_waiting"),
        *("idle_since", "is_open", "origin"),
    )

    def __init__(self, origin: Origin, gone: Callable[[_Connection], None], unused_seconds: float) -> None:
        self.origin = origin
        self.is_open = False
        self.idle_since = 0.0
        self._gone = gone
        self._unused_seconds = unused_seconds
        self._began = 0.0
        self._uses = 0
        self._reader: AnswerReader | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport | None = None

    async def exchange(self, request: bytes) -> Answer:
        """Send a request and give its answer; raises NoAnswer. A cancelled exchange leaves the connection unusable."""
        assert self._transport is not None  # noqa: S101 - set before the connection is handed to anyone
        self._uses += 1
        self._began = time.monotonic()
        self._reader = None
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._waiting

    def expire(self) -> None:
        """Give up on the exchange under way: its answer has not come in time."""
        self._fail(NoAnswer(sent=True, why="timeout"))
        self.drop()

    def drop(self) -> None:
        """Close at once."""
        self.is_open = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what create_connection makes
        self._transport = transport
        self.is_open = True

    def data_received(self, received: bytes) -> None:
        waiting = self._waiting
        if waiting is None or waiting.done():
            self.drop()
            return
        reader = self._reader
        if reader is None:
            reader = self._reader = AnswerReader()
        try:
            reader.feed(received)
        except BadAnswer as bad:
            self._fail(NoAnswer(sent=True, why=f"bad answer: {bad}"))
            self.drop()
            return
        if reader.finished is not None:
            self._finish(reader.finished, keeps_open=reader.keeps_open)

    def connection_lost(self, error: Exception | None) -> None:
        self.is_open = False
        self._gone(self)
        if self._waiting is None or self._waiting.done():
            return
        if self._reader is None:
            self._fail(NoAnswer(sent=True, why="disconnected", dropped_idle=self._was_dropped_idle()))
            return
        try:
            self._reader.end()
        except BadAnswer as bad:
            self._fail(NoAnswer(sent=True, why=f"bad answer: {bad}"))
        if self._reader.finished is not None:
            self._finish(self._reader.finished, keeps_open=False)

    def _was_dropped_idle(self) -> bool:
        """Whether it was let go of before it was written to, and not with the request read and not answered."""
        lay_unused = self._uses > 1 and self._began - self.idle_since >= self._unused_seconds
        return lay_unused and time.monotonic() - self._began < NOTICED_SECONDS

    def _finish(self, answer: Answer, *, keeps_open: bool) -> None:
        self.idle_since = time.monotonic()
        if not keeps_open:
            self.drop()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(answer)

    def _fail(self, failure: NoAnswer) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(failure)
