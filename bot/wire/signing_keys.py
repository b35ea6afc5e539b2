"""Owns the keys that the channel signs its tokens with: fetched from its OpenID metadata, kept, and renewed.

It must not judge tokens. What vouches for a key is that the metadata came over TLS from the address that was meant: it
is asked for there alone, follows no redirection, and names the keys' address, which is held to the same.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
import orjson
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK, PyJWTError

from bot.wire.addresses import is_safe_address

log = logging.getLogger(__name__)

KEYS_LIVE_SECONDS = 24 * 3600
"""Bot Connector authentication: keys may be kept for 24 hours. Then newer ones are asked for, while these serve."""
KEYS_LAST_SECONDS = 5 * 24 * 3600
"""The longest that keys serve while no newer ones can be had: one that was withdrawn isn't believed for ever."""
REFRESH_PAUSE_SECONDS = 60
"""How often an unknown key, or metadata that doesn't answer, makes us ask: anyone can send a made-up key id."""
FIRST_PAUSE_SECONDS = 3
"""The same while there are none: a network that isn't there yet when the bot starts shuts nobody out for long."""
FETCH_SECONDS = 5
MOST_BYTES = 1024 * 1024
"""The channel's keys are some tens of kilobytes."""
PLAINLY = {"Accept-Encoding": "identity"}
"""Uncompressed, so that what comes is no larger than what is counted."""
SHORTEST_KEY_BITS = 2048


class KeysUnavailable(Exception):
    """Whether there is such a key can't be told: the metadata can't be had."""


class _BadMetadata(Exception):
    """What was answered isn't metadata; the message is a phrase of ours."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key and the channels that its owner vouches for with it; none named means that it says nothing."""

    public_key: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """The channel's keys by key id. `renewed` counts the times they were fetched, so that verdicts can be dropped."""

    def __init__(
        self, *, metadata_url: str, clock: Callable[[], float] = time.monotonic, fetch_seconds: float = FETCH_SECONDS
    ) -> None:
        self._metadata_url = metadata_url
        self._clock = clock
        self._fetch_seconds = fetch_seconds
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at = float("-inf")
        self._asked_at = float("-inf")
        self._is_answered = False
        self._asking: asyncio.Task[None] | None = None
        self.renewed = 0

    async def find(self, key_id: str) -> SigningKey | None:
        """The key with that id, after asking for newer ones if need be; raises KeysUnavailable.

        Keys of more than a day serve while newer ones are fetched: nobody waits for that, and none is without.
        """
        age = self._clock() - self._fetched_at
        known = self._keys.get(key_id) if age < KEYS_LAST_SECONDS else None
        if known is not None and age < KEYS_LIVE_SECONDS:
            return known
        asking = self._ask()
        if known is not None:
            return known
        if asking is not None:
            # Shielded: whoever asked may be cut off, and others wait for the same answer.
            await asyncio.shield(asking)
        if not self._is_answered:
            raise KeysUnavailable
        return self._keys.get(key_id)

    def ask_ahead(self) -> None:
        """Have the keys fetched before the first token comes; whether that goes well is in the log."""
        self._ask()

    def _ask(self) -> asyncio.Task[None] | None:
        """What fetches newer keys, begun now or before; None where that is over and was a short while ago."""
        if self._asking is not None and not self._asking.done():
            return self._asking
        if self._clock() - self._asked_at < (REFRESH_PAUSE_SECONDS if self._keys else FIRST_PAUSE_SECONDS):
            return None
        self._asked_at = self._clock()
        self._asking = asyncio.create_task(self._refresh(), name="signing keys")
        return self._asking

    async def _refresh(self) -> None:
        self._is_answered = False
        try:
            async with asyncio.timeout(self._fetch_seconds):
                keys = await _fetch_keys(self._metadata_url)
        except (aiohttp.ClientError, OSError, ValueError, _BadMetadata) as error:
            # Keys that were good yesterday beat no bot at all; they are asked for again in a minute.
            reason = {"reason": str(error)} if isinstance(error, _BadMetadata) else {}
            log.warning("signing keys could not be fetched", extra={"error": type(error).__name__, **reason})
            return
        self._keys = keys
        self._fetched_at = self._clock()
        self._is_answered = True
        self.renewed += 1


async def _fetch_keys(metadata_url: str) -> Mapping[str, SigningKey]:
    # Once a day: a session is not kept for it.
    async with aiohttp.ClientSession(headers=PLAINLY, auto_decompress=False) as session:
        metadata = await _fetch(session, metadata_url)
        keys = _signing_keys((await _fetch(session, metadata.get("jwks_uri"))).get("keys"))
    if not keys:
        raise _BadMetadata("no keys")
    return keys


async def _fetch(session: aiohttp.ClientSession, address: object) -> Mapping[str, Any]:
    if not isinstance(address, str) or not is_safe_address(address):
        raise _BadMetadata("not an address over https")
    async with session.get(address, allow_redirects=False) as response:
        if response.status != HTTPStatus.OK:
            raise _BadMetadata(f"answer {response.status}")
        body = bytearray()
        async for some in response.content.iter_any():
            body += some
            if len(body) > MOST_BYTES:
                raise _BadMetadata("too large")
    answered = orjson.loads(body)
    if not isinstance(answered, dict):
        raise _BadMetadata("not an object")
    return answered


def _signing_keys(described: object) -> Mapping[str, SigningKey]:
    """Those that can be read: one that is odd doesn't take the others with it."""
    keys: dict[str, SigningKey] = {}
    for one in described if isinstance(described, list) else ():
        if isinstance(one, dict) and isinstance(one.get("kid"), str):
            key, endorsed = _public_key(one), one.get("endorsements") or []
            if key is not None and isinstance(endorsed, list) and all(isinstance(name, str) for name in endorsed):
                keys[one["kid"]] = SigningKey(key, frozenset(endorsed))
    return keys


def _public_key(described: Mapping[str, Any]) -> RSAPublicKey | None:
    try:
        key = PyJWK(dict(described), algorithm="RS256").key
    except (PyJWTError, ValueError, TypeError):
        return None
    return key if isinstance(key, RSAPublicKey) and key.key_size >= SHORTEST_KEY_BITS else None
