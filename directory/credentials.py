"""Owns how the bot proves who it is to Microsoft Entra: a client secret, a certificate or a managed identity, by msal.

Tokens are not kept here: whoever asks keeps the one that it gets. msal is synchronous, so it runs in a thread.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NotRequired, TypedDict, Unpack

import requests
from msal.application import ConfidentialClientApplication
from msal.managed_identity import ManagedIdentityClient, UserAssignedManagedIdentity

from directory.certificate_file import read_certificate

log = logging.getLogger(__name__)

PUBLIC_CLOUD = "https://login.microsoftonline.com"
CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
DEFAULT_SUFFIX = "/.default"
EXPECTED_LIFE_SECONDS = 3600.0
"""What a token lives that comes without saying so."""
TOKEN = re.compile(r"[!-~]+")
SOON_DAYS = 30
"""So long before its end a certificate that ought to be renewed is told of in the log."""

# msal says nothing of its types.
_CONFIDENTIAL_CLIENT: Any = ConfidentialClientApplication
_USER_ASSIGNED: Any = UserAssignedManagedIdentity


class AppIn(TypedDict):
    """An app of one tenant, and what it asks for where. `http_client` takes the place of requests, as msal wants it."""

    app_id: str
    tenant_id: str
    scope: str
    authority: NotRequired[str]
    http_client: NotRequired[Any]


class _App:
    """What proves itself to the authority of its tenant."""

    def __init__(self, **app: Unpack[AppIn]) -> None:
        self._app_id = app["app_id"]
        self._authority = f"{app.get('authority', PUBLIC_CLOUD).rstrip('/')}/{app['tenant_id']}"
        self._scope = app["scope"]
        self._http_client = app.get("http_client") or _Session()

    async def acquire(self) -> tuple[str, float]:
        """A new token and its lifetime in seconds; raises PermissionError when refused, OSError when out of reach."""
        return await asyncio.to_thread(_reaching, self._acquire)

    def _acquire(self) -> Mapping[str, Any]:
        # A client each time, since it keeps tokens and doesn't let go of one that was not accepted.
        client = _CONFIDENTIAL_CLIENT(
            self._app_id,
            client_credential=self._proof(),
            authority=self._authority,
            # The authority is ours to choose: nobody has to be asked whether it is one.
            instance_discovery=False,
            http_client=self._http_client,
        )
        answer: Mapping[str, Any] = client.acquire_token_for_client([self._scope])
        return answer

    def _proof(self) -> Any:
        raise NotImplementedError


class ClientSecret(_App):
    """A single-tenant app that proves itself by its secret."""

    def __init__(self, *, secret: str, **app: Unpack[AppIn]) -> None:
        super().__init__(**app)
        self._secret = secret

    def _proof(self) -> str:
        return self._secret


class ClientCertificate(_App):
    """A single-tenant app that proves itself by its certificate, read anew for each token.

    Raises BadCertificateFile, or another OSError, when the file holds none to begin with.
    """

    def __init__(
        self, *, file: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC), **app: Unpack[AppIn]
    ) -> None:
        super().__init__(**app)
        self._file = file
        self._now = now
        read_certificate(file)

    def _proof(self) -> Mapping[str, str]:
        certified = read_certificate(self._file)
        days = certified.days_left(self._now())
        if days < SOON_DAYS:
            log.warning("the certificate ends soon" if days >= 0 else "the certificate has ended", extra={"days": days})
        # Without a thumbprint of ours msal names the certificate by its SHA-256, and sends it along.
        return {"private_key": certified.private_key, "public_certificate": certified.certificate}


class ManagedIdentity:
    """A user-assigned managed identity, of the machine that this runs on. It has no authority to choose: the machine's
    cloud is where its tokens come from.
    """

    def __init__(self, *, app_id: str, scope: str, http_client: Any = None) -> None:
        self._identity = _USER_ASSIGNED(client_id=app_id)
        self._resource = scope.removesuffix(DEFAULT_SUFFIX)
        self._http_client = http_client or _Session(beyond_this_machine=False)

    async def acquire(self) -> tuple[str, float]:
        """A new token and its lifetime in seconds; raises PermissionError when refused, OSError when out of reach."""
        return await asyncio.to_thread(_reaching, self._acquire)

    def _acquire(self) -> Mapping[str, Any]:
        client = ManagedIdentityClient(self._identity, http_client=self._http_client)
        answer: Mapping[str, Any] = client.acquire_token_for_client(resource=self._resource)
        return answer


class _Session(requests.Session):
    """What msal speaks through: with limits of time, which it passes none of, and to the address that was meant alone.

    The identity's own service is on the machine or beside it: what it is shown must not pass a proxy.
    """

    def __init__(self, *, beyond_this_machine: bool = True) -> None:
        super().__init__()
        self.trust_env = beyond_this_machine

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs.setdefault("timeout", (CONNECT_SECONDS, READ_SECONDS))
        # A redirected request would take the secret along to wherever the answer points.
        kwargs["allow_redirects"] = False
        return super().request(*args, **kwargs)


def _reaching(acquire: Callable[[], Mapping[str, Any]]) -> tuple[str, float]:
    try:
        answer = acquire()
        if "access_token" in answer:
            return _sendable(answer["access_token"]), float(answer.get("expires_in", EXPECTED_LIFE_SECONDS))
        why = _reason(answer)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - msal raises all sorts where something else than a token service answers
        raise ConnectionError(f"the token service did not answer as it should: {type(error).__name__}") from None
    raise PermissionError(f"no token: {why}")


def _sendable(token: object) -> str:
    """A token as a header can hold it; raises ValueError when it isn't one."""
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        raise ValueError("not a token")
    return token


def _reason(answer: Mapping[str, Any]) -> str:
    """Entra's words for a refusal that are codes: its sentences name the tenant and the app."""
    codes = answer.get("error_codes")
    numbers = [f"AADSTS{code}" for code in codes if isinstance(code, int)] if isinstance(codes, list) else []
    return " ".join([str(answer.get("error", "unknown error"))[:64], *numbers])
