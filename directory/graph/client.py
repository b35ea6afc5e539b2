"""Owns asking Microsoft Graph: our token, limits on every wait, what is asked again and when to stop.

It must not know what is asked. Our token goes to the one endpoint that it was made for: no redirect is followed, and a
link to the next page that leads elsewhere is refused. Bodies, and paths with somebody's id in them, are never logged.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote
from uuid import uuid4

import aiohttp
import orjson
from yarl import URL

from directory.graph.answers import Answer, Json, read_answer, retry_after
from directory.graph.refusals import UNAUTHORISED, GraphAway, GraphFailed, GraphRefused

log = logging.getLogger(__name__)

VERSION = "v1.0"
MOST_CONNECTIONS = 16
LARGEST_ANSWER = 32 * 1024 * 1024
NEXT, DELTA = "@odata.nextLink", "@odata.deltaLink"


class TokenSource(Protocol):
    """The token that goes with each question; `bot.wire.token_source.KeptToken` is one."""

    def kept_token(self) -> str | None:
        """The token at hand; None when it has to be waited for."""

    async def get_token(self) -> str:
        """A token that is good for a while yet; raises OSError when none can be had."""

    def forget(self, token: str) -> None:
        """It was not accepted: the next call asks for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often a question is asked again; in seconds."""

    attempts: int = 5
    first_pause: float = 0.5
    longest_pause: float = 20.0
    attempt_limit: float = 30.0
    draw: Callable[[float, float], float] = random.uniform

    def pause(self, attempt: int) -> float:
        """With full jitter, after that attempt; the first is 0."""
        return self.draw(0.0, min(self.longest_pause, self.first_pause * 2.0**attempt))


class GraphClient:
    """Asks for the whole process. `ended` is told what was asked and how that ended: `done`, `refused`, `away`.

    `tokens` None: nobody proves anything, as to a stand-in on this machine.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        tokens: TokenSource | None,
        patience: Patience = Patience(),
        ended: Callable[[str, str], None] = lambda _what, _outcome: None,
    ) -> None:
        self._endpoint = endpoint.rstrip("/")
        self._tokens = tokens
        self._patience = patience
        self._ended = ended
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Let go of every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(
        self,
        path: str,
        *,
        what: str,
        within: float,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Json:
        """The answer to a question; `path` as `path_of` makes it. Raises GraphFailed."""
        query = "&".join(f"{quote(name, safe='$')}={quote(value)}" for name, value in (params or {}).items())
        link = f"{self._endpoint}/{VERSION}/{path}" + (f"?{query}" if query else "")
        return await self._ask("GET", link, None, what=what, within=within, headers=headers, again=True)

    async def follow(self, link: str, *, what: str, within: float, headers: Mapping[str, str] | None = None) -> Json:
        """What a link to a next page, or to what has changed since, leads to. Raises GraphFailed."""
        if not link.startswith(f"{self._endpoint}/"):
            log.error("a link led away from Microsoft Graph", extra={"asked": what})
            raise GraphRefused(0, "linkElsewhere")
        return await self._ask("GET", link, None, what=what, within=within, headers=headers, again=True)

    async def pages(
        self,
        path: str,
        *,
        what: str,
        within: float,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> AsyncIterator[Json]:
        """Every page of an answer, each within so many seconds. Raises GraphFailed."""
        page = await self.get(path, what=what, within=within, params=params, headers=headers)
        yield page
        while (link := page.get(NEXT)) is not None:
            page = await self.follow(str(link), what=what, within=within, headers=headers)
            yield page

    async def send(
        self,
        method: str,
        path: str,
        body: Json | None,
        *,
        what: str,
        within: float,
        again: bool | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Json:
        """Have something made, changed or removed, or a question answered that has a body; gives the answer, which may
        be empty. `again`: whether it does no harm twice, as all but POST by itself. Raises GraphFailed.
        """
        repeatable = method != "POST" if again is None else again
        link = f"{self._endpoint}/{VERSION}/{path}"
        return await self._ask(method, link, body, what=what, within=within, headers=headers, again=repeatable)

    async def _ask(
        self,
        method: str,
        link: str,
        body: Json | None,
        *,
        what: str,
        within: float,
        headers: Mapping[str, str] | None,
        again: bool,
    ) -> Json:
        marked = {**(headers or {}), "client-request-id": str(uuid4())}
        try:
            answer = await self._attempts(method, link, body, marked, within, again=again)
        except GraphFailed as failure:
            self._ended(what, "away" if isinstance(failure, GraphAway) else "refused")
            log.info(
                "Microsoft Graph did not answer as asked",
                extra={"asked": what, "why": str(failure), "request": marked["client-request-id"]},
            )
            raise
        self._ended(what, "done")
        return answer

    async def _attempts(
        self, method: str, link: str, body: Json | None, headers: Mapping[str, str], within: float, *, again: bool
    ) -> Json:
        clock = asyncio.get_running_loop().time
        ends_at, attempt, renewed = clock() + within, 0, False
        while True:
            try:
                answer = await self._attempt(method, link, body, headers, ends_at - clock())
                if answer.status == UNAUTHORISED and self._tokens is not None and not renewed:
                    renewed = True
                    continue
                return read_answer(answer)
            except GraphAway as away:
                attempt += 1
                pause = self._patience.pause(attempt - 1) + (away.wait or 0.0)
                gives_up = attempt >= self._patience.attempts or clock() + pause >= ends_at
                if gives_up or (away.uncertain and not again):
                    raise
                await asyncio.sleep(pause)

    async def _attempt(
        self, method: str, link: str, body: Json | None, headers: Mapping[str, str], left: float
    ) -> Answer:
        limit = min(self._patience.attempt_limit, left)
        sent = False
        try:
            async with asyncio.timeout(limit):
                token = await self._token()
                sent = True
                return await self._exchange(method, link, body, headers, token)
        except TimeoutError:
            raise GraphAway("timeout", uncertain=sent) from None
        except aiohttp.ClientConnectorError as error:
            raise GraphAway(type(error).__name__) from None
        except (aiohttp.ClientError, OSError) as error:
            raise GraphAway(type(error).__name__, uncertain=sent) from None

    async def _exchange(
        self, method: str, link: str, body: Json | None, headers: Mapping[str, str], token: str | None
    ) -> Answer:
        content = None if body is None else orjson.dumps(body)
        sent = dict(headers) if content is None else {**headers, "Content-Type": "application/json"}
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        async with self._connections().request(
            method,
            URL(link, encoded=True),  # Links are Graph's own: written in another way they mean nothing.
            data=content,
            headers=sent,
            allow_redirects=False,
        ) as response:
            read = bytearray()
            async for part in response.content.iter_any():
                read += part
                if len(read) > LARGEST_ANSWER:
                    raise GraphAway("the answer is too large", uncertain=True)
            if response.status == UNAUTHORISED and token is not None and self._tokens is not None:
                self._tokens.forget(token)
            return Answer(response.status, bytes(read), retry_after(response.headers.get("Retry-After")))

    async def _token(self) -> str | None:
        if self._tokens is None:
            return None
        return self._tokens.kept_token() or await self._tokens.get_token()

    def _connections(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=MOST_CONNECTIONS)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session


def path_of(*parts: str) -> str:
    """A path out of its parts, each written so that it can't be taken for two."""
    return "/".join(quote(part, safe="") for part in parts)
