"""The world around the wire, made of real sockets: a connector that records, an issuer of tokens, chats in memory."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from policy.organisation import PersonId
from services.ports import Conflict, Loaded

APP_ID = "5f1c1a52-5b0e-4bd2-8a4b-2a8a3c9d0f10"
TENANT = "0d1e6c8a-9b7f-4f0e-a6f5-2f6e3d4c5b6a"
ISSUER = "https://api.botframework.com"
KEYS = {name: generate_private_key(public_exponent=65537, key_size=2048) for name in ("first", "second")}


def good_claims(service_url: str, *, now: int) -> dict[str, Any]:
    """What a token of the channel says."""
    return {"iss": ISSUER, "aud": APP_ID, "exp": now + 3600, "nbf": now - 10, "serviceurl": service_url}


@dataclass
class Sent:
    """One request that reached the connector."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def card(self) -> Any:
        """The card that it carries."""
        return self.body["attachments"][0]["content"]


@dataclass
class Script:
    """An answer the connector is to give."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    code: str = ""
    delay: float = 0.0
    hang_up: bool = False


@dataclass
class FarEnd:
    """The connector: takes what it is sent, and answers with the next script, or well when there is none."""

    sent: list[Sent] = field(default_factory=list)
    scripts: deque[Script] = field(default_factory=deque)
    connections: set[Any] = field(default_factory=set)
    arrived: int = 0
    """How many requests came, whatever was answered."""
    tls: ssl.SSLContext | None = None
    _server: TestServer | None = None

    async def open(self) -> None:
        """Start listening on loopback."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._take)
        self._server = TestServer(app, scheme="https" if self.tls else "http")
        await self._server.start_server(ssl=self.tls)

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            await self._server.close()

    @property
    def url(self) -> str:
        """The service address."""
        assert self._server is not None
        return str(self._server.make_url("/teams/"))

    @property
    def texts(self) -> list[str]:
        """The texts of the messages that were taken, in order."""
        return [sent.body["text"] for sent in self.sent if "text" in sent.body]

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.arrived += 1
        self.connections.add(request.transport)
        script = self.scripts.popleft() if self.scripts else Script()
        await asyncio.sleep(script.delay)
        if script.hang_up:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        if script.status >= 300:
            return web.json_response({"error": {"code": script.code}}, status=script.status, headers=script.headers)
        self.sent.append(Sent(request.method, request.raw_path, request.headers.copy(), json.loads(body or b"{}")))
        return web.json_response({"id": f"sent-{len(self.sent)}"}, status=script.status)


Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Issuer:
    """The channel as an issuer of tokens, with its OpenID metadata."""

    published: dict[str, list[str]] = field(default_factory=lambda: {"first": ["msteams"]})
    """The keys that the metadata names now, with what they endorse."""
    fetches: int = 0
    is_down: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)
    """What it says of itself otherwise than it would."""
    instead: dict[str, Serve] = field(default_factory=dict)
    """What is served in the place of `/openid` or `/keys`."""
    _server: TestServer | None = None

    async def open(self) -> None:
        """Start serving the metadata."""
        app = web.Application()
        app.router.add_get("/openid", self._metadata)
        app.router.add_get("/keys", self._keys)
        self._server = TestServer(app)
        await self._server.start_server()

    async def close(self) -> None:
        """Stop serving."""
        if self._server is not None:
            await self._server.close()

    @property
    def metadata_url(self) -> str:
        """Where the metadata is."""
        assert self._server is not None
        return str(self._server.make_url("/openid"))

    def token(
        self, service_url: str, *, key: str = "first", algorithm: str = "RS256", kid: str | None = None, **changes: Any
    ) -> str:
        """A good token, with the claims changed as said; a claim changed to None is left out."""
        now = int(time.time())
        claims = {**good_claims(service_url, now=now), **changes}
        signing_key: Any = KEYS[key]
        if algorithm != "RS256":
            signing_key = None if algorithm == "none" else "x" * 64
        return jwt.encode(
            {name: value for name, value in claims.items() if value is not None},
            signing_key,
            algorithm=algorithm,
            headers={"kid": kid or key},
        )

    async def _metadata(self, request: web.Request) -> web.StreamResponse:
        self.fetches += 1
        if self.is_down:
            raise web.HTTPServiceUnavailable
        if "/openid" in self.instead:
            return await self.instead["/openid"](request)
        named = {"issuer": ISSUER, "jwks_uri": str(request.url.with_path("/keys"))}
        return web.json_response({**named, **self.metadata})

    async def _keys(self, request: web.Request) -> web.StreamResponse:
        if "/keys" in self.instead:
            return await self.instead["/keys"](request)
        return web.json_response({"keys": self.described})

    @property
    def described(self) -> list[dict[str, Any]]:
        """The keys as they are published."""
        published = []
        for name, endorsements in self.published.items():
            described = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEYS[name].public_key()))
            published.append({**described, "kid": name, "endorsements": endorsements})
        return published


class ChatsInMemory:
    """A ChatRepository with etags. `conflicts` saves to come are beaten by someone else's, `rival` if it is set."""

    def __init__(self) -> None:
        self.stored: dict[PersonId, tuple[str, str]] = {}
        self.reads = 0
        self.writes = 0
        self.conflicts = 0
        self.rival: dict[str, Any] | None = None
        self.is_down = False

    async def load(self, person: PersonId) -> Loaded[Mapping[str, Any]]:
        self.reads += 1
        if self.is_down:
            raise ConnectionError("the store of Anna is away")
        text, etag = self.stored.get(person, ("{}", ""))
        return Loaded(json.loads(text), etag or None)

    async def save(
        self, person: PersonId, loaded: Loaded[Mapping[str, Any]], state: Mapping[str, Any]
    ) -> Loaded[Mapping[str, Any]]:
        await asyncio.sleep(0)
        if self.conflicts:
            self.conflicts -= 1
            if self.rival is not None:
                self.stored[person] = (json.dumps(self.rival), f"rival-{self.conflicts}")
            raise Conflict
        if loaded.etag != (self.stored.get(person, ("", None))[1] or None):
            raise Conflict
        self.writes += 1
        self.stored[person] = (json.dumps(state), str(self.writes))
        return Loaded(state, str(self.writes))

    def of(self, person: str) -> dict[str, Any]:
        """What is stored of a person."""
        stored: dict[str, Any] = json.loads(self.stored[PersonId(person)][0])
        return stored
