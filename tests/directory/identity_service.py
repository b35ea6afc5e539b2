"""What gives a managed identity its tokens: App Service's and Container Apps' endpoint beside the app, and a machine's.

Both as they are documented: the one wants the header that only the app was told, the other the word Metadata; both
want the identity by its client id, and the resource without `/.default`.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

SECRET_HEADER = "853b9a84-5bfa-4b22-a3f3-0b9a43d9ad8a"
LIFETIME = 86_399


@dataclass
class IdentityService:
    """The identities that it knows, the resources that it was asked for, and what it is to answer instead."""

    identities: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    instead: deque[web.Response] = field(default_factory=deque)
    _server: TestServer | None = None

    async def open(self) -> None:
        """Start listening."""
        app = web.Application()
        app.router.add_get("/msi/token", self._beside_the_app)
        app.router.add_get("/metadata/identity/oauth2/token", self._on_the_machine)
        self._server = TestServer(app)
        await self._server.start_server()

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            await self._server.close()

    @property
    def beside_the_app(self) -> dict[str, str]:
        """The environment of an app in App Service or Container Apps."""
        assert self._server is not None
        return {"IDENTITY_ENDPOINT": str(self._server.make_url("/msi/token")), "IDENTITY_HEADER": SECRET_HEADER}

    @property
    def on_the_machine(self) -> dict[str, str]:
        """The environment of a virtual machine, with its fixed address in another place."""
        assert self._server is not None
        return {"AZURE_POD_IDENTITY_AUTHORITY_HOST": str(self._server.make_url("/"))}

    async def _beside_the_app(self, request: web.Request) -> web.Response:
        if self.instead:
            return self.instead.popleft()
        query = request.query
        if request.headers.get("X-IDENTITY-HEADER") != SECRET_HEADER or query["api-version"] != "2019-08-01":
            return web.json_response({"statusCode": 401, "message": "Unauthorized"}, status=401)
        if query.get("client_id") not in self.identities or query["resource"].endswith("/.default"):
            return web.json_response({"statusCode": 400, "message": "No User Assigned Identity found"}, status=400)
        token = self._given(query["resource"])
        return web.json_response({**token, "expires_on": str(int(time.time()) + LIFETIME)})

    async def _on_the_machine(self, request: web.Request) -> web.Response:
        if self.instead:
            return self.instead.popleft()
        query = request.query
        if request.headers.get("Metadata") != "true" or "X-Forwarded-For" in request.headers:
            return web.json_response({"error": "bad_request_102"}, status=400)
        if query.get("client_id") not in self.identities or query["resource"].endswith("/.default"):
            told = {"error": "invalid_request", "error_description": "Identity not found"}
            return web.json_response(told, status=400)
        return web.json_response({**self._given(query["resource"]), "expires_in": str(LIFETIME)})

    def _given(self, resource: str) -> dict[str, str]:
        self.asked.append(resource)
        return {"access_token": f"identity-{len(self.asked)}", "resource": resource, "token_type": "Bearer"}
