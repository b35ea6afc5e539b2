"""A proxy between a client of Azure Cosmos DB and a test server, on real sockets, that spoils what it is told to spoil.

It knows just enough of HTTP to tell requests from one another. What to do with each is asked of a plan, in the order
in which requests come, so that a test is the same each time.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import ssl
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import orjson

RETRY_AFTER_MS = 20
GARBAGE = b"<html>Service Unavailable</html>"


class Fault(StrEnum):
    """What becomes of a request instead of being answered as it should."""

    THROTTLED = "429"
    TIMED_OUT = "408"
    GONE = "410"
    RETRY_WITH = "449"
    BROKEN = "500"
    BUSY = "503"
    BUSY_AFTER = "503 though it was carried out"
    NO_TOKEN = "401"
    FORBIDDEN = "403"
    BEHIND = "404 of a replica that is behind"
    NO_CONTAINER = "404 of a container that is not there"
    MOVED = "403 of a region that takes no writes any more"
    LOST_REQUEST = "dropped before it was passed on"
    LOST_ANSWER = "dropped after it was carried out"
    CUT_ANSWER = "dropped in the middle of its answer"
    SLOW = "carried out, and never answered"
    SILENT = "never passed on, never answered"
    LATE = "passed on long after the client has lost patience"
    GARBAGE = "answered by something that isn't JSON"


NEVER_PASSED_ON = frozenset(
    {
        *(Fault.THROTTLED, Fault.TIMED_OUT, Fault.GONE, Fault.RETRY_WITH, Fault.BROKEN, Fault.BUSY, Fault.NO_TOKEN),
        *(Fault.FORBIDDEN, Fault.BEHIND, Fault.NO_CONTAINER, Fault.MOVED, Fault.LOST_REQUEST, Fault.SILENT),
    }
)
_ANSWERS = {
    Fault.THROTTLED: (429, 3200),
    Fault.TIMED_OUT: (408, 0),
    Fault.GONE: (410, 0),
    Fault.RETRY_WITH: (449, 0),
    Fault.BROKEN: (500, 0),
    Fault.BUSY: (503, 0),
    Fault.BUSY_AFTER: (503, 0),
    Fault.NO_TOKEN: (401, 0),
    Fault.FORBIDDEN: (403, 5300),
    Fault.BEHIND: (404, 1002),
    Fault.NO_CONTAINER: (404, 1003),
    Fault.MOVED: (403, 3),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: `what` is `read`, `create`, `replace`, `delete` or `query`, of items; else `other`."""

    method: str
    path: str
    what: str
    authorization: str


Plan = Callable[[Asked], Fault | None]


def always(fault: Fault, *what: str) -> Plan:
    """Spoils every request, or every one of those kinds."""
    return lambda asked: fault if not what or asked.what in what else None


def in_turn(faults: Iterable[Fault | None], *what: str) -> Plan:
    """Spoils one request after the other, or one of those kinds after the other, and none after the last."""
    left: Iterator[Fault | None] = iter(tuple(faults))
    return lambda asked: next(left, None) if (asked.what in what if what else asked.what != "other") else None


def soundly(_asked: Asked) -> Fault | None:
    """Spoils nothing."""
    return None


class FaultyProxy:
    """Listens on a port of its own while it is entered, with TLS if it is given a certificate's context.

    `late_by` is how long what is LATE is held back.
    """

    def __init__(self, port: int, *, late_by: float = 0.3, tls: ssl.SSLContext | None = None) -> None:
        self._behind = port
        self._tls = tls
        self._late_by = late_by
        self._connections: set[asyncio.Task[None]] = set()
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        """Connections to the server that nobody waits at."""
        self._held_back: set[asyncio.Task[bytes]] = set()
        self._server: asyncio.Server | None = None
        self._changed = asyncio.Event()
        self.port = 0
        self.plan: Plan = soundly
        self.account: bytes | None = None
        """What the account says of itself and its regions; None leaves that to the server."""
        self.asked: list[Asked] = []
        """Every request, spoilt or not."""

    async def __aenter__(self) -> FaultyProxy:
        await self.listens()
        return self

    async def __aexit__(self, *_raised: object) -> None:
        await self.refuses()
        await self.all_late_has_landed()
        for _reader, writer in self._idle:
            writer.close()

    @property
    def endpoint(self) -> str:
        """Where it listens."""
        return f"{'http' if self._tls is None else 'https'}://127.0.0.1:{self.port}/"

    @property
    def open_connections(self) -> int:
        """How many clients are connected."""
        return len(self._connections)

    async def listens(self) -> None:
        """Let clients connect, on the same port as before."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", self.port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuses(self) -> None:
        """Let go of every connection and let nobody connect."""
        if self._server is not None:
            self._server.close()
        for connection in tuple(self._connections):
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        self._server = None

    async def until(self, so_far: Callable[[FaultyProxy], bool]) -> None:
        """Return when it has come so far, as is asked at each request and whenever a client leaves."""
        while not so_far(self):
            self._changed.clear()
            await self._changed.wait()

    async def all_late_has_landed(self) -> None:
        """Return when what was held back has been carried out."""
        await asyncio.gather(*self._held_back)

    @contextlib.asynccontextmanager
    async def spoiling(self, plan: Plan) -> AsyncIterator[None]:
        """Follow the plan meanwhile."""
        self.plan = plan
        try:
            yield
        finally:
            self.plan = soundly

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._answer(reader, writer):
                    pass
        finally:
            self._connections.discard(task)
            self._changed.set()
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Deal with one request; gives whether the connection goes on."""
        head = await reader.readuntil(b"\r\n\r\n")
        length = _header(head, "content-length")
        body = await reader.readexactly(int(length or 0))
        asked = _asked(head)
        self.asked.append(asked)
        self._changed.set()
        fault = self.plan(asked)
        if fault is None and asked.path == "/" and self.account is not None:
            writer.write(_ok(self.account))
        elif fault is None:
            writer.write(await self._pass_on(head, body))
        elif not await self._spoil(fault, head, body, reader, writer):
            return False
        await writer.drain()
        return True

    async def _spoil(
        self, fault: Fault, head: bytes, body: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Do as the fault says; gives whether the connection goes on."""
        if fault is Fault.LATE:
            late = asyncio.create_task(self._pass_on_late(head, body))
            self._held_back.add(late)
            await reader.read()
            return False
        answer = b"" if fault in NEVER_PASSED_ON else await self._pass_on(head, body)
        if fault in (Fault.SLOW, Fault.SILENT):
            # Until the client has had enough.
            await reader.read()
        elif fault in _ANSWERS:
            writer.write(_refusal(*_ANSWERS[fault]))
            return True
        elif fault is Fault.GARBAGE:
            writer.write(_ok(GARBAGE))
            return True
        elif fault is Fault.CUT_ANSWER:
            writer.write(answer[: len(answer) - 5])
            await writer.drain()
        return False

    async def _pass_on_late(self, head: bytes, body: bytes) -> bytes:
        await asyncio.sleep(self._late_by)
        return await self._pass_on(head, body)

    async def _pass_on(self, head: bytes, body: bytes) -> bytes:
        """The server's answer, as it is."""
        while self._idle and self._idle[-1][0].at_eof():
            self._idle.pop()
        idle = self._idle.pop() if self._idle else await asyncio.open_connection("127.0.0.1", self._behind)
        reader, writer = idle
        writer.write(head + body)
        await writer.drain()
        answer = await reader.readuntil(b"\r\n\r\n")
        length = _header(answer, "content-length")
        if length is not None:
            answer += await reader.readexactly(int(length))
        elif _header(answer, "transfer-encoding") is not None:
            answer += await reader.readuntil(b"0\r\n\r\n")
        self._idle.append(idle)
        return answer


def account_of(*, writes: Mapping[str, str], reads: Mapping[str, str]) -> bytes:
    """An account that says of itself which regions take writes and reads, in this order, and where each is."""
    regions = {
        name: [{"name": region, "databaseAccountEndpoint": where} for region, where in places.items()]
        for name, places in (("writableLocations", writes), ("readableLocations", reads))
    }
    return orjson.dumps(
        {
            "_self": "",
            "id": "account",
            "_rid": "account.documents.azure.com",
            "_dbs": "//dbs/",
            "media": "//media/",
            "addresses": "//addresses/",
            "enableMultipleWriteLocations": False,
            "userConsistencyPolicy": {"defaultConsistencyLevel": "Session"},
            **regions,
        }
    )


def _asked(head: bytes) -> Asked:
    method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ", 2)
    authorization = _header(head, "authorization") or ""
    of_items = "/docs" in path
    is_query = _header(head, "x-ms-documentdb-isquery") is not None
    kinds = {"GET": "read", "POST": "query" if is_query else "create", "PUT": "replace", "DELETE": "delete"}
    return Asked(method, path, kinds[method] if of_items else "other", authorization)


def _header(head: bytes, name: str) -> str | None:
    found = re.search(rb"(?im)^%s:[ ]*([^\r\n]*)" % name.encode(), head)
    return None if found is None else found[1].decode()


def _ok(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body


def _refusal(status: int, further: int) -> bytes:
    body = b'{"code":"Refused","message":"as planned"}'
    lines = (
        f"HTTP/1.1 {status} Planned",
        "content-type: application/json",
        f"x-ms-substatus: {further}",
        f"x-ms-retry-after-ms: {RETRY_AFTER_MS}",
        f"content-length: {len(body)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
