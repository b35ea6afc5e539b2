"""Owns the bot's own token for the connector: asked for once in its lifetime, however many turns want it at once.

How the bot proves who it is belongs to the Credential, which `directory` implements. A token service that fails is
asked again after a pause that grows, and neither renewals nor repeated tries of several replicas fall on one moment.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable
from typing import Protocol

log = logging.getLogger(__name__)

RENEW_BETWEEN = (0.7, 0.8)
"""The part of a token's life after which a new one is asked for, while the old one still serves."""
LAST_SECONDS = 60.0
"""A token this near its end is not sent any more."""
SHORTEST_LIFE_SECONDS = 60.0
"""A token that is said to have ended already has a clock between it and us: whoever it is shown to may judge."""
LONGEST_LIFE_SECONDS = 24 * 3600.0
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
"""How long to leave the token service alone after it has failed: the first time, and after many times in a row."""
REFUSED_PAUSE_SECONDS = 10.0
"""A token that isn't accepted either, so soon after another, isn't why: no third one is asked for."""
ANSWER_SECONDS = 30.0
"""A token service that takes longer has failed."""


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
        draw: Callable[[float, float], float] = random.uniform,
        requested: Callable[[], None] = lambda: None,
        answers_within: float = ANSWER_SECONDS,
    ) -> None:
        self._credential = credential
        self._answers_within = answers_within
        self._clock = clock
        self._draw = draw
        self._requested = requested
        self._token = ""
        self._renew_at = float("-inf")
        self._ends_at = float("-inf")
        self._ask_again_at = float("-inf")
        self._heed_again_at = float("-inf")
        self._failures = 0
        self._asking: asyncio.Task[None] | None = None

    def kept_token(self) -> str | None:
        """The kept token, unless it is time for a new one."""
        return self._token if self._clock() < self._renew_at else None

    async def get_token(self) -> str:
        """The kept token, or a new one; raises OSError."""
        now = self._clock()
        if now < self._renew_at:
            return self._token
        if now >= self._ask_again_at:
            asking = self._ask()
            if now >= self._ends_at:
                # Shielded: the turn that asked may be cut off, and others wait for the same answer.
                await asyncio.shield(asking)
        elif now >= self._ends_at:
            raise ConnectionError("no token could be had a moment ago")
        return self._token

    def forget(self, token: str) -> None:
        """Ask for a new token next time, if this is the one that is kept and it isn't the second such in a row."""
        now = self._clock()
        if token == self._token and now >= self._heed_again_at:
            self._heed_again_at = now + REFUSED_PAUSE_SECONDS
            self._renew_at = self._ends_at = float("-inf")

    def ask_ahead(self) -> None:
        """Ask for a token before anyone wants it; whether one could be had is in the log."""
        self._ask()

    def _ask(self) -> asyncio.Task[None]:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._renew(), name="token")
            self._asking.add_done_callback(_log_failure)
        return self._asking

    async def _renew(self) -> None:
        self._requested()
        try:
            async with asyncio.timeout(self._answers_within):
                token, lifetime = await self._credential.acquire()
        except OSError:
            longest = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(self._failures, 10))
            self._ask_again_at = self._clock() + self._draw(longest / 2, longest)
            self._failures += 1
            raise
        now, life = self._clock(), min(max(SHORTEST_LIFE_SECONDS, lifetime), LONGEST_LIFE_SECONDS)
        self._token, self._failures = token, 0
        self._renew_at = now + life * self._draw(*RENEW_BETWEEN)
        self._ends_at = now + max(life - LAST_SECONDS, life * RENEW_BETWEEN[1])


def _log_failure(asking: asyncio.Task[None]) -> None:
    error = None if asking.cancelled() else asking.exception()
    if error is not None:
        # Of a refusal our own words tell why; any other error's may quote an address.
        why = {"reason": str(error)} if isinstance(error, PermissionError) else {}
        log.error("no token could be had", extra={"error": type(error).__name__, **why})
