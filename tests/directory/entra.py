"""Microsoft Entra's token endpoint for one tenant, over TLS on loopback: a token for whoever proves to be an app of it.

What it asks of a certificate's assertion is what Entra documents: PS256, the certificate named by its SHA-256, the
endpoint as audience, the app as issuer and subject, ten minutes at most, and an id that has not been seen before.
"""

from __future__ import annotations

import base64
import ssl
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from tests.bot.wire.certificates import self_signed

TENANT = "0d1e6c8a-9b7f-4f0e-a6f5-2f6e3d4c5b6a"
LONGEST_ASSERTION = 600
WRONG_SECRET, UNKNOWN_KEY, UNKNOWN_APP, WRONG_SCOPE = 7000215, 700027, 700016, 70011


class Refusal(Exception):
    """Why no token is given, by Entra's number for it."""


@dataclass
class Entra:
    """What it knows of apps, what it was asked for, and what it is to answer instead."""

    tenant: str = TENANT
    secrets: dict[str, str] = field(default_factory=dict)
    certificates: dict[str, list[x509.Certificate]] = field(default_factory=dict)
    lifetime: int = 3599
    asked: list[tuple[str, str]] = field(default_factory=list)
    """The app and the scope of each token that was given."""
    headers: list[dict[str, Any]] = field(default_factory=list)
    """Those of the assertions that were shown."""
    instead: deque[web.Response] = field(default_factory=deque)
    _seen: set[str] = field(default_factory=set)
    _server: TestServer | None = None

    async def open(self, folder: Path) -> Path:
        """Start listening; gives the certificate that vouches for it, for REQUESTS_CA_BUNDLE."""
        certificate, key = self_signed(folder)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        app = web.Application()
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._metadata)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        self._server = TestServer(app, scheme="https", host="localhost")
        await self._server.start_server(ssl=tls)
        return certificate

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            await self._server.close()

    @property
    def url(self) -> str:
        """The authority, without a tenant."""
        assert self._server is not None
        return str(self._server.make_url("")).rstrip("/")

    @property
    def _endpoint(self) -> str:
        return f"{self.url}/{self.tenant}/oauth2/v2.0/token"

    async def _metadata(self, request: web.Request) -> web.Response:
        if request.match_info["tenant"] != self.tenant:
            return web.json_response({"error": "invalid_tenant", "error_codes": [90002]}, status=400)
        base = f"{self.url}/{self.tenant}"
        return web.json_response(
            {
                "token_endpoint": self._endpoint,
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "issuer": f"{base}/v2.0",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        if self.instead:
            return self.instead.popleft()
        form = await request.post()
        app, scope = str(form.get("client_id")), str(form.get("scope"))
        try:
            self._check(app, scope, {name: str(value) for name, value in form.items()})
        except (Refusal, jwt.PyJWTError) as refused:
            code = refused.args[0] if isinstance(refused, Refusal) else UNKNOWN_KEY
            told = f"AADSTS{code}: app '{app}' of tenant '{self.tenant}' was refused."
            error = {"error": "invalid_client", "error_codes": [code], "error_description": told}
            return web.json_response(error, status=401)
        self.asked.append((app, scope))
        token = {"token_type": "Bearer", "expires_in": self.lifetime, "access_token": f"entra-{len(self.asked)}"}
        return web.json_response({**token, "ext_expires_in": self.lifetime})

    def _check(self, app: str, scope: str, form: dict[str, str]) -> None:
        if form.get("grant_type") != "client_credentials" or not scope.endswith("/.default"):
            raise Refusal(WRONG_SCOPE)
        if app not in self.secrets and app not in self.certificates:
            raise Refusal(UNKNOWN_APP)
        if "client_assertion" in form:
            self._check_assertion(app, form["client_assertion"])
        elif form.get("client_secret") != self.secrets.get(app):
            raise Refusal(WRONG_SECRET)

    def _check_assertion(self, app: str, assertion: str) -> None:
        header = jwt.get_unverified_header(assertion)
        for certificate in self.certificates.get(app, ()):
            thumbprint = base64.urlsafe_b64encode(certificate.fingerprint(SHA256())).rstrip(b"=").decode()
            if header.get("x5t#S256", "").rstrip("=") != thumbprint or "x5t" in header:
                continue
            key: Any = certificate.public_key()
            required = ["aud", "iss", "sub", "exp", "jti"]
            claims = jwt.decode(
                assertion, key, algorithms=["PS256"], audience=self._endpoint, options={"require": required}
            )
            sent = base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()
            is_good = (
                (claims["iss"], claims["sub"]) == (app, app)
                and claims["exp"] - time.time() <= LONGEST_ASSERTION
                and claims["jti"] not in self._seen
                and [one.replace("\n", "") for one in header["x5c"]] == [sent]
            )
            if is_good:
                self._seen.add(claims["jti"])
                self.headers.append(header)
                return
        raise Refusal(UNKNOWN_KEY)
