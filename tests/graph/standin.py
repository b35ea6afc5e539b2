"""A stand-in for Microsoft Graph on this machine: what is asked of it and what it says is held against what Graph
publishes, and it goes wrong as a test says.

It owns the manners of every answer. What it knows of people, presence, mailboxes and calendars is in a module a
subject, which adds its routes.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.graph import published
from tests.graph.faults import Faults

VERSION = "/v1.0"
NOTHING = 204


class Refusal(Exception):
    """Graph says no, as a subject of the stand-in has it."""

    def __init__(self, status: int, code: str, **headers: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.headers = headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that came: `path` as Graph publishes it (`/users/{id}/presence`), `parts` what stood in its place."""

    method: str
    path: str
    parts: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any
    bearer: str


Handler = Callable[[Asked], Awaitable[Any]]
"""Gives the JSON of an answer, None for nothing (204), or raises Refusal. `Made` gives it with another status."""


@dataclass(frozen=True, slots=True)
class Made:
    """An answer with a status of its own."""

    status: int
    body: Any = None


class GraphStandIn:
    """Microsoft Graph, as far as its routes go."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.requests: list[Asked] = []
        """All that came, in order, but for what met a fault before it was looked at."""
        self.takes: set[str] | None = None
        """The bearer tokens that are accepted; None takes any, and none."""
        self.wrong: list[str] = []
        """What was asked or said otherwise than Graph publishes it; a test that ends with any has failed."""
        self.url = ""
        self._app = web.Application(middlewares=[self._meets_faults])

    def route(self, method: str, path: str, handler: Handler, *, odata: bool = True) -> None:
        """Answer so at a path as Graph publishes it, with `{name}` in the place of ids; `odata` False: not held
        against what is published, as where Graph answers with bare text.
        """
        shape = published.operation(method, path) if odata else None

        async def answer(request: web.Request) -> web.StreamResponse:
            asked = await self._asked(request, method, path)
            self.requests.append(asked)
            if self.takes is not None and asked.bearer not in self.takes:
                return _error(401, "InvalidAuthenticationToken")
            try:
                if shape is not None:
                    _check_question(shape, asked)
                given = await handler(asked)
                made = given if isinstance(given, Made) else Made(NOTHING if given is None else 200, given)
                if shape is not None and made.body is not None and shape.answer is not None:
                    shape.answer.check(made.body)
            except Refusal as refusal:
                return _error(refusal.status, refusal.code, **refusal.headers)
            except AssertionError as wrong:
                self.wrong.append(f"{method} {path}: {wrong}")
                return _error(400, "notAsPublished")
            if made.body is None:
                return web.Response(status=made.status)
            return web.json_response(made.body, status=made.status)

        self._app.router.add_route(method, VERSION + path, answer)

    def asked(self, path: str, method: str = "") -> list[Asked]:
        """What came for that path, as Graph publishes it."""
        return [one for one in self.requests if one.path == path and method in ("", one.method)]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[GraphStandIn]:
        """It, listening on this machine; `url` tells where. Raises AssertionError if anything was not as published."""
        async with TestServer(self._app) as server:
            self.url = str(server.make_url("")).rstrip("/")
            yield self
        assert not self.wrong, "\n".join(self.wrong)

    @web.middleware
    async def _meets_faults(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        fault = self.faults.of(request)
        if fault is None:
            return await handler(request)
        if fault.carries_out:
            await handler(request)
        return await fault.answer(request) or await handler(request)

    @staticmethod
    async def _asked(request: web.Request, method: str, path: str) -> Asked:
        content = await request.read()
        return Asked(
            method=method,
            path=path,
            parts=dict(request.match_info),
            query=dict(request.query),
            headers=dict(request.headers),
            body=json.loads(content) if content else None,
            bearer=request.headers.get("Authorization", "").removeprefix("Bearer "),
        )


def _check_question(shape: published.Operation, asked: Asked) -> None:
    if asked.body is not None:
        assert shape.body is not None, "it takes no body"
        shape.body.check(asked.body)
    odd = {name for name in asked.query if name.startswith("$") and not name.endswith("token")} - shape.parameters
    assert not odd, f"it knows no {', '.join(sorted(odd))}"
    selected = [name for name in asked.query.get("$select", "").split(",") if name]
    of = shape.answer
    if selected and of is not None:
        each = of.of_property("value") if "value" in of.properties else of
        unknown = [name for name in selected if each is not None and name not in each.properties]
        assert not unknown, f"$select names {', '.join(unknown)}, which it hasn't"


def _error(status: int, code: str, **headers: str) -> web.Response:
    told = {"error": {"code": code, "message": "as Microsoft Graph would say it"}}
    return web.json_response(
        told, status=status, headers={name.replace("_", "-"): held for name, held in headers.items()}
    )
