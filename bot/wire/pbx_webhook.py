"""Owns the connection to the telephone exchange's webhook: one signed POST an event, and what its answer means.

It tries once; who keeps that it is to be tried again is elsewhere. TLS is checked against the system's authorities, no
redirect is followed, no cookie kept, and of an answer no more is read than lets the connection serve again. Nothing of
an event or of the address is logged.
"""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import aiohttp

from bot.wire.retrying import retry_after
from bot.wire.webhook_signature import key_of, signed_headers
from policy.pbx_events import Json, PbxEvent, cloud_event, trial_event
from services.pbx_ports import PbxAnswer, PbxOutcome

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
USER_AGENT = "Vaxelvis"
LONGEST_SECONDS = 10.0
CONNECT_SECONDS = 5.0
AT_ONCE = 4
"""So many requests at a time: an exchange is no web shop."""
MOST_READ = 64 * 1024
LONGEST_WAIT = timedelta(days=1)
"""What asks to be left alone for longer is asked again all the same."""
GOOD = range(200, 300)
REFUSALS = range(400, 500)
GONE = 410
PASSING = frozenset({408, 425, 429})
"""Of the refusals these say no more than: not now."""


class PbxWebhook:
    """The PbxClient of services over https. `ended` is told how each attempt went, for the metrics.

    Once the exchange has asked to be left alone, no attempt goes out before that time, whosever event it is.
    """

    def __init__(
        self,
        address: str,
        secrets: Sequence[str],
        *,
        tenant: str,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.time,
        ended: Callable[[PbxOutcome], None] = lambda _outcome: None,
    ) -> None:
        self._address = address
        self._keys = [key_of(secret) for secret in secrets]
        self._tenant = tenant or "local"
        self._tls = tls
        self._clock = clock
        self._ended = ended
        self._session: aiohttp.ClientSession | None = None
        self._quiet_until = float("-inf")
        self._is_gone = False

    async def close(self) -> None:
        """Let go of every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send(self, event: PbxEvent, *, within: float) -> PbxAnswer:
        """Send the event, within so many seconds; see `services.pbx_ports.PbxClient`."""
        return await self._post(cloud_event(event, tenant=self._tenant), within)

    async def send_test(self, at: datetime, *, within: float) -> PbxAnswer:
        """Send what changes nothing; the same."""
        return await self._post(trial_event(tenant=self._tenant, at=at), within)

    async def _post(self, event: Json, within: float) -> PbxAnswer:
        answer = self._withheld() or await self._attempt(event, min(within, LONGEST_SECONDS))
        self._ended(answer.outcome)
        return answer

    def _withheld(self) -> PbxAnswer | None:
        """What stands for an answer where nothing may be sent; None where it may."""
        if self._is_gone:
            return PbxAnswer(outcome=PbxOutcome.GONE, status=GONE)
        left = self._quiet_until - asyncio.get_running_loop().time()
        return PbxAnswer(outcome=PbxOutcome.LATER, wait=timedelta(seconds=left)) if left > 0 else None

    async def _attempt(self, event: Json, limit: float) -> PbxAnswer:
        # The same event is the same bytes, whenever it is sent.
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        signed = signed_headers(self._keys, str(event["id"]), int(self._clock()), body)
        headers = {"Content-Type": CONTENT_TYPE, "User-Agent": USER_AGENT, **signed}
        timeout = aiohttp.ClientTimeout(total=limit, sock_connect=min(limit, CONNECT_SECONDS))
        try:
            async with self._opened().post(
                self._address, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                await _read_away(response.content)
                return self._judged(response.status, response.headers.get("Retry-After"))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("the exchange gave no answer", extra={"error": type(error).__name__})
            return PbxAnswer(outcome=PbxOutcome.LATER)

    def _judged(self, status: int, header: str | None) -> PbxAnswer:
        if status in GOOD:
            return PbxAnswer(outcome=PbxOutcome.TAKEN, status=status)
        log.warning("the exchange took no event", extra={"status": status})
        if status == GONE:
            log.error("the exchange wants no events any more: nothing is sent until the bot starts anew")
            self._is_gone = True
            return PbxAnswer(outcome=PbxOutcome.GONE, status=status)
        if status in REFUSALS and status not in PASSING:
            return PbxAnswer(outcome=PbxOutcome.REFUSED, status=status)
        seconds = retry_after(header)
        wait = None if seconds is None else min(timedelta(seconds=min(seconds, 1e9)), LONGEST_WAIT)
        if wait is not None:
            self._quiet_until = asyncio.get_running_loop().time() + wait.total_seconds()
        return PbxAnswer(outcome=PbxOutcome.LATER, status=status, wait=wait)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=AT_ONCE, ssl=self._tls if self._tls is not None else True)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, trust_env=False
            )
        return self._session


async def _read_away(content: aiohttp.StreamReader) -> None:
    """Read what is answered, which means nothing, so that the connection can serve again; a long one is cut off."""
    read = 0
    while read < MOST_READ:
        part = await content.read(MOST_READ - read)
        if not part:
            return
        read += len(part)
