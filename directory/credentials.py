"""Owns how the bot proves who it is to Microsoft Entra: a client secret or a managed identity, through msal.

Tokens are not kept here: whoever asks keeps the one that it gets. msal is synchronous, so it runs in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import requests
from msal.application import ConfidentialClientApplication
from msal.exceptions import MsalError
from msal.managed_identity import ManagedIdentityClient, UserAssignedManagedIdentity

PUBLIC_CLOUD = "https://login.microsoftonline.com"
CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
DEFAULT_SUFFIX = "/.default"

# msal says nothing of its types.
_CONFIDENTIAL_CLIENT: Any = ConfidentialClientApplication
_USER_ASSIGNED: Any = UserAssignedManagedIdentity


class ClientSecret:
    """A single-tenant app's secret. `http_client` takes the place of requests, as msal wants it."""

    def __init__(
        self,
        *,
        app_id: str,
        tenant_id: str,
        secret: str,
        scope: str,
        authority: str = PUBLIC_CLOUD,
        http_client: Any = None,
    ) -> None:
        self._make = partial(
            _CONFIDENTIAL_CLIENT,
            app_id,
            client_credential=secret,
            authority=f"{authority}/{tenant_id}",
            # The authority is ours to choose: nobody has to be asked whether it is one.
            instance_discovery=False,
            http_client=http_client or _TimedSession(),
        )
        self._scope = scope

    async def acquire(self) -> tuple[str, float]:
        """A new token and its lifetime in seconds; raises PermissionError when refused, OSError when out of reach."""
        return await asyncio.to_thread(_reaching, self._acquire)

    def _acquire(self) -> Mapping[str, Any]:
        # A client each time, since it keeps tokens and doesn't let go of one that was not accepted.
        answer: Mapping[str, Any] = self._make().acquire_token_for_client([self._scope])
        return answer


class ManagedIdentity:
    """A user-assigned managed identity, of the machine that this runs on."""

    def __init__(self, *, app_id: str, scope: str, http_client: Any = None) -> None:
        self._identity = _USER_ASSIGNED(client_id=app_id)
        self._resource = scope.removesuffix(DEFAULT_SUFFIX)
        self._http_client = http_client or _TimedSession()

    async def acquire(self) -> tuple[str, float]:
        """A new token and its lifetime in seconds; raises PermissionError when refused, OSError when out of reach."""
        return await asyncio.to_thread(_reaching, self._acquire)

    def _acquire(self) -> Mapping[str, Any]:
        client = ManagedIdentityClient(self._identity, http_client=self._http_client)
        answer: Mapping[str, Any] = client.acquire_token_for_client(resource=self._resource)
        return answer


class _TimedSession(requests.Session):
    """msal passes no timeouts to the client it is given."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs.setdefault("timeout", (CONNECT_SECONDS, READ_SECONDS))
        return super().request(*args, **kwargs)


def _reaching(acquire: Callable[[], Mapping[str, Any]]) -> tuple[str, float]:
    try:
        answer = acquire()
    except OSError:
        raise
    except (MsalError, ValueError, KeyError) as error:
        # What msal raises when something else than a token service answers.
        raise ConnectionError(f"the token service did not answer as it should: {type(error).__name__}") from None
    if "access_token" not in answer:
        raise PermissionError(f"no token: {answer.get('error', 'unknown error')}")
    return str(answer["access_token"]), float(answer.get("expires_in", 3600))
