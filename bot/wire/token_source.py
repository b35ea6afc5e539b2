"""Owns the bot's own token for the connector: asked for once in its lifetime, however many turns want it at once.

How the bot proves who it is belongs to the Credential, which `directory` implements.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Protocol

log = logging.getLogger(__name__)

CONNECTOR_SCOPE = "https://api.botframework.com/.default"
RENEW_AT = 0.8
"""The part of a token's life after which a new one is asked for, while the old one still serves."""
LAST_SECONDS = 60.0
"""A token this near its end is not sent any more."""
PAUSE_SECONDS = 10.0
"""How long to leave the token service alone after it has failed, while an old token still serves."""


class Credential(Protocol):
    """How the bot proves who it is."""

    async def acquire(self) -> tuple[str, float]:
        """A new token and its lifetime in seconds; raises PermissionError when refused, OSError when out of reach."""


class TokenSource(Protocol):
    """The token that the bot sends with each request to the connector."""

    def kept_token(self) -> str | None:
        """The token at hand; None when it has to be waited for, or asked for ahead of its end."""

    async def get_token(self) -> str:
        """A token that is good for a while yet; raises OSError when none can be had."""

    def forget(self, token: str) -> None:
        """The connector did not accept this token: the next call asks for a new one."""


class KeptToken:
    """A TokenSource that keeps one token of a Credential. `requested` is called for each token asked for."""

    def __init__(
        self,
        credential: Credential,
        *,
        clock: Callable[[], float] = time.monotonic,
        requested: Callable[[], None] = lambda: None,
    ) -> None:
        self._credential = credential
        self._clock = clock
        self._requested = requested
        self._token = ""
        self._renew_at = float("-inf")
        self._ends_at = float("-inf")
        self._asking: asyncio.Task[None] | None = None

    def kept_token(self) -> str | None:
        """The kept token, unless it is time for a new one."""
        return self._token if self._clock() < self._renew_at else None

    async def get_token(self) -> str:
        """The kept token, or a new one; raises OSError."""
        now = self._clock()
        if now < self._renew_at:
            return self._token
        asking = self._ask()
        if now >= self._ends_at:
            # Shielded: the turn that asked may be cut off, and others wait for the same answer.
            await asyncio.shield(asking)
        return self._token

    def forget(self, token: str) -> None:
        """Ask for a new token next time, if this is the one that is kept."""
        if token == self._token:
            self._renew_at = self._ends_at = float("-inf")

    def _ask(self) -> asyncio.Task[None]:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._renew(), name="token")
            self._asking.add_done_callback(_log_failure)
        return self._asking

    async def _renew(self) -> None:
        self._requested()
        self._renew_at = self._clock() + PAUSE_SECONDS if self._clock() < self._ends_at else self._renew_at
        token, lifetime = await self._credential.acquire()
        now = self._clock()
        self._token = token
        self._renew_at = now + lifetime * RENEW_AT
        self._ends_at = now + max(lifetime - LAST_SECONDS, lifetime * RENEW_AT)


def _log_failure(asking: asyncio.Task[None]) -> None:
    error = None if asking.cancelled() else asking.exception()
    if error is not None:
        log.error("no token could be had", extra={"error": type(error).__name__})
