"""An exchange at the far end of the webhook: the example that a supplier is given, on real sockets, with faults."""

from __future__ import annotations

import asyncio
import base64
import ssl
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from examples.pbx_receiver import Phones, build_receiver

SECRET, NEW_SECRET = ("whsec_" + base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))


@dataclass
class Fault:
    """What it does with one request in place of taking it."""

    status: int = 0
    """0: it is taken after all, as when only the answer is slow or lost."""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    body: bytes = b""
    hangs_up: bool = False


@dataclass
class ExchangeEnd:
    """`phones` is what the exchange has set; `faults` are met in turn, one a request."""

    phones: Phones = field(default_factory=Phones)
    secrets: tuple[str, ...] = (SECRET,)
    faults: deque[Fault] = field(default_factory=deque)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    tls: ssl.SSLContext | None = None
    now: Callable[[], float] = time.time
    _server: TestServer | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._middleware])
        app.add_subapp("/pbx", build_receiver(self.secrets, self.phones, now=self.now))
        app.router.add_post("/elsewhere", self._elsewhere)
        self._server = TestServer(app, scheme="https" if self.tls else "http")
        await self._server.start_server(ssl=self.tls)
        return self

    async def __aexit__(self, *_error: object) -> None:
        assert self._server is not None
        await self._server.close()

    @property
    def url(self) -> str:
        """The webhook's address."""
        assert self._server is not None
        return str(self._server.make_url("/pbx/events"))

    def states(self) -> dict[str, Mapping[str, Any]]:
        """What stands for each person now."""
        return {line.rpartition("/")[2]: state for line, state in self.phones.states.items()}

    @web.middleware
    async def _middleware(self, request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
        self.bodies.append(await request.read())
        self.headers.append(request.headers.copy())
        fault = self.faults.popleft() if self.faults else Fault()
        answer: web.StreamResponse
        if fault.status:
            answer = web.Response(status=fault.status, headers=fault.headers, body=fault.body)
        else:
            answer = await handler(request)
        await asyncio.sleep(fault.delay)
        if fault.hangs_up:
            assert request.transport is not None
            request.transport.abort()
        return answer

    @staticmethod
    async def _elsewhere(_request: web.Request) -> web.Response:
        raise AssertionError("a redirect was followed")
