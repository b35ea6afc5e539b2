"""Owns the keys that the channel signs its tokens with: fetched from its OpenID metadata, kept, and renewed.

It must not judge tokens.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK, PyJWTError

log = logging.getLogger(__name__)

CHANNEL_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
"""Bot Connector authentication, step 2: where the keys of the channel's tokens are named."""
KEYS_LIVE_SECONDS = 24 * 3600
"""Bot Connector authentication: keys may be kept for 24 hours."""
REFRESH_PAUSE_SECONDS = 60
"""How often an unknown key, or metadata that doesn't answer, makes us ask: anyone can send a made-up key id."""
FETCH_SECONDS = 5


class KeysUnavailable(Exception):
    """The metadata can't be had, and no keys are kept from before."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key and the channels that its owner vouches for with it; none named means that it says nothing."""

    public_key: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """The channel's keys by key id. `renewed` counts the times they were fetched, so that verdicts can be dropped."""

    def __init__(self, *, metadata_url: str = CHANNEL_METADATA, clock: Callable[[], float] = time.monotonic) -> None:
        self._metadata_url = metadata_url
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at = float("-inf")
        self._asked_at = float("-inf")
        self._asking = asyncio.Lock()
        self.renewed = 0

    async def find(self, key_id: str) -> SigningKey | None:
        """The key with that id, after asking for newer ones if need be; raises KeysUnavailable."""
        if not self._is_fresh() or key_id not in self._keys:
            async with self._asking:
                if not self._is_fresh() or key_id not in self._keys:
                    await self._refresh()
        if not self._keys:
            raise KeysUnavailable
        return self._keys.get(key_id)

    def _is_fresh(self) -> bool:
        return self._clock() - self._fetched_at < KEYS_LIVE_SECONDS

    async def _refresh(self) -> None:
        if self._clock() - self._asked_at < REFRESH_PAUSE_SECONDS:
            return
        self._asked_at = self._clock()
        try:
            keys = await _fetch_keys(self._metadata_url)
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
            # Keys that were good yesterday beat no bot at all; they are asked for again in a minute.
            log.warning("signing keys could not be fetched", extra={"error": type(error).__name__})
            return
        self._keys = keys
        self._fetched_at = self._clock()
        self.renewed += 1


async def _fetch_keys(metadata_url: str) -> Mapping[str, SigningKey]:
    # Once a day: a session is not kept for it.
    timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout, raise_for_status=True) as session:
        async with session.get(metadata_url) as response:
            metadata = orjson.loads(await response.read())
        async with session.get(metadata["jwks_uri"]) as response:
            return _signing_keys(orjson.loads(await response.read()))


def _signing_keys(key_set: Any) -> Mapping[str, SigningKey]:
    keys: dict[str, SigningKey] = {}
    for described in key_set["keys"]:
        try:
            key = PyJWK(described, algorithm="RS256").key
        except PyJWTError:
            continue
        if isinstance(key, RSAPublicKey) and isinstance(described.get("kid"), str):
            keys[described["kid"]] = SigningKey(key, frozenset(described.get("endorsements", ())))
    return keys
