"""Owns whether a caller is the channel: validation of the token that each request carries, and of what it vouches for.

The checks are those of the SDK and of "Authenticate requests from the Bot Connector service to your bot", kept one by
one: the Bearer scheme, RS256 and nothing else, a known key, signature, issuer, audience (our app id), expiry and
not-before with five minutes' skew; and, for each activity anew, the serviceUrl claim, the key's endorsement of the
channel, that the channel is Teams, and that the tenant is ours. Tokens of skills and of the emulator are not accepted:
the issuer is another. Other channels' are the connector's as well, and say nothing of who speaks: in Direct Line and
Web Chat, which come with every bot, the client itself writes whose the activity is, and of which tenant.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from bot.wire.addresses import is_safe_address, is_this_machine
from bot.wire.refusals import Forbidden, Refused, Unauthorised
from bot.wire.signing_keys import KeysUnavailable, SigningKeys

TEAMS = "msteams"
SKEW_SECONDS = 5 * 60
MOST_VERDICTS = 1_000
BEARER = re.compile(r"Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)")
LONGEST_HEADER = 16 * 1024
SERVICE_UNAVAILABLE = 503


@dataclass(frozen=True, slots=True)
class Caller:
    """Who has been let in: the token's claims, the channels its key endorses, and when it ends (seconds since 1970)."""

    claims: Mapping[str, Any]
    endorsements: frozenset[str]
    expires_at: float


class ChannelTokens:
    """Validates tokens for one app id. A token seen before costs a hash, until it or the keys are renewed."""

    def __init__(
        self,
        keys: SigningKeys,
        *,
        app_id: str,
        issuer: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._keys = keys
        self._app_id = app_id
        self._issuer = issuer
        self._clock = clock
        self._verdicts: dict[bytes, Caller] = {}
        self._keys_renewed = 0

    async def validate(self, header: str) -> Caller:
        """Who the Authorization header proves; raises Unauthorised, or Refused with 503 without keys to judge by."""
        if len(header) > LONGEST_HEADER:
            raise Unauthorised("no bearer token")
        digest = hashlib.sha256(header.encode("utf-8", "surrogateescape")).digest()
        known = self._verdicts.get(digest)
        if known is not None and self._keys_renewed == self._keys.renewed:
            if self._clock() < known.expires_at + SKEW_SECONDS:
                return known
            del self._verdicts[digest]
            raise Unauthorised("token has expired")
        shown = BEARER.fullmatch(header)
        if shown is None:
            raise Unauthorised("no bearer token")
        caller = await self._judge(shown[1])
        self._keep(digest, caller)
        return caller

    def _keep(self, digest: bytes, caller: Caller) -> None:
        if self._keys_renewed != self._keys.renewed or len(self._verdicts) >= MOST_VERDICTS:
            # A key that is withdrawn takes its tokens with it.
            self._verdicts.clear()
            self._keys_renewed = self._keys.renewed
        self._verdicts[digest] = caller

    async def _judge(self, token: str) -> Caller:
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") != "RS256" or not isinstance(header.get("kid"), str):
                raise Unauthorised("token is not signed with RS256 by a named key")
            key = await self._keys.find(header["kid"])
            if key is None:
                raise Unauthorised("token is signed by an unknown key")
            claims = jwt.decode(
                token,
                key.public_key,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=self._issuer,
                leeway=SKEW_SECONDS,
                options={"require": ["exp", "iss", "aud"], "strict_aud": True},
            )
        except KeysUnavailable:
            raise Refused(SERVICE_UNAVAILABLE, "the signing keys can't be fetched") from None
        except (jwt.PyJWTError, ValueError) as error:
            raise Unauthorised(f"token was refused: {type(error).__name__}") from None
        return Caller(claims, key.endorsements, float(claims["exp"]))


def check_vouched_for(caller: Caller, *, service_url: str | None, channel: str | None) -> None:
    """Return if the token vouches for where the activity comes from; raises Unauthorised."""
    claimed = caller.claims.get("serviceurl")
    if not claimed or claimed != service_url:
        raise Unauthorised("the token's serviceurl is not the activity's")
    if caller.endorsements and channel not in caller.endorsements:
        raise Unauthorised("the token's key does not endorse the channel")


def check_teams(*, service_url: str, channel: str | None) -> None:
    """Return if the activity comes from Teams, and answers can be sent there unheard; raises Forbidden."""
    if channel != TEAMS:
        raise Forbidden("another channel than Teams")
    if not is_safe_address(service_url):
        raise Forbidden("answers would carry the bot's token in the clear")


def check_tenant(tenants: tuple[object, ...], *, ours: str) -> None:
    """Return if every tenant that the activity names is ours, and one is named; raises Forbidden."""
    named = [tenant for tenant in tenants if tenant is not None]
    if not named or any(not isinstance(tenant, str) or tenant.lower() != ours for tenant in named):
        raise Forbidden("another tenant")


def check_this_machine(peer: str | None) -> None:
    """Return if the caller is on this machine; raises Forbidden."""
    if not is_this_machine(peer or ""):
        raise Forbidden("without authentication only this machine is answered")


def check_loopback(host: str) -> None:
    """Return if replies would stay on this machine, as they must where nobody proves anything; raises Forbidden."""
    if not is_this_machine(host):
        raise Forbidden("without authentication replies only go to loopback")
