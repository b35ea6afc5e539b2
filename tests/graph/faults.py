"""What goes wrong at the far end, said beforehand: the next so many requests of a kind end in this way."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(kw_only=True)
class Fault:
    """One way to go wrong. `status` 0 with `dropped`: the connection is lost; `seconds`: it takes so long first.

    `carries_out`: the request is carried out all the same, and only its answer is lost.
    """

    path: re.Pattern[str]
    method: str = ""
    status: int = 0
    code: str = ""
    retry_after: str = ""
    seconds: float = 0.0
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    dropped: bool = False
    carries_out: bool = False
    times: int = 1

    def fits(self, request: web.Request) -> bool:
        """Whether this request is to end so."""
        return self.times > 0 and self.method in ("", request.method) and bool(self.path.search(request.path))

    async def answer(self, request: web.Request) -> web.StreamResponse | None:
        """How it ends; None where it is only slow."""
        await asyncio.sleep(self.seconds)
        if self.dropped:
            assert request.transport is not None
            request.transport.abort()
            return web.Response(status=500)
        if self.body is not None:
            return web.Response(status=self.status or 200, body=self.body, headers=self.headers)
        if not self.status:
            return None
        told = {"error": {"code": self.code or "generalException", "message": "as the test said"}}
        retry_after = {"Retry-After": self.retry_after} if self.retry_after else {}
        return web.json_response(told, status=self.status, headers={**self.headers, **retry_after})


class Faults:
    """What is to go wrong, the first said first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def next(self, path: str = "", **how: Any) -> Fault:
        """Let the next request (`times=` several) whose path holds this, a regular expression, go wrong."""
        fault = Fault(path=re.compile(path), **how)
        self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Let everything go well again."""
        self._waiting.clear()

    def of(self, request: web.Request) -> Fault | None:
        """What this request is to meet, counted down."""
        found = next((fault for fault in self._waiting if fault.fits(request)), None)
        if found is not None:
            found.times -= 1
        return found
