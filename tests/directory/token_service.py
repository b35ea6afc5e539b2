"""Entra's token service, or a machine's identity service, as the HTTP client that msal is given."""

from __future__ import annotations

import json
from typing import Any


class Answer:
    """What msal reads of an HTTP answer."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status_code = status
        self.text = json.dumps(body)
        self.headers: dict[str, str] = {}

    def raise_for_status(self) -> None:
        assert self.status_code < 400


class TokenService:
    """Gives the token that it is told to; `posted` is what it was asked."""

    def __init__(self, token: dict[str, Any], status: int = 200) -> None:
        self.token = token
        self.status = status
        self.posted: list[Any] = []

    def get(self, url: str, **_: Any) -> Answer:
        if "openid-configuration" in url:
            base = url.removesuffix("/v2.0/.well-known/openid-configuration")
            return Answer(
                200,
                {
                    "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                    "token_endpoint": f"{base}/oauth2/v2.0/token",
                    "issuer": f"{base}/v2.0",
                },
            )
        return Answer(self.status, self.token)

    def post(self, url: str, **options: Any) -> Answer:
        self.posted.append((url, options.get("data")))
        return Answer(self.status, self.token)

    def close(self) -> None:
        pass
