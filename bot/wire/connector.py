"""Owns sending to the connector: Bot Framework's REST addresses, our token, retries, and what became of it.

It must not know what is sent. An address to send to comes from a validated activity or from a stored reference, never
from anything a person wrote; our token is sent nowhere in the clear, whatever they say.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import orjson

from bot.wire.addresses import is_this_machine
from bot.wire.http_answer import Answer
from bot.wire.http_client import HttpClient, NoAnswer, Target, target_of
from bot.wire.retrying import RETRIED_STATUSES, RetryPolicy, retry_after
from bot.wire.token_source import TokenSource

log = logging.getLogger(__name__)

GOOD_STATUSES = range(200, 300)
UNAUTHORISED = 401
TOO_MANY = 429
SERVER_ERRORS = 500


class SendFailed(Exception):
    """The connector did not take it. `status` is its last answer, None without one; `code` its word for why."""

    def __init__(
        self, status: int | None, code: str, *, passes: bool, uncertain: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(f"{status or 'no answer'} {code}".strip())
        self.status = status
        self.code = code
        self.passes = passes
        """Whether it may go better later."""
        self.uncertain = uncertain
        """Whether it was sent whole, so that it may have arrived though no answer came."""
        self.wait = wait
        """The seconds that the far end asked to be left alone for, if it did."""


@dataclass(frozen=True, slots=True)
class Address:
    """A conversation at the service that carries it."""

    service_url: str
    conversation: str


class Connector:
    """Sends for the whole process, over the connections of one HttpClient. `ended` is told how each send went."""

    def __init__(
        self,
        client: HttpClient,
        *,
        tokens: TokenSource | None = None,
        retry: RetryPolicy = RetryPolicy(),  # noqa: B008 - frozen
        ended: Callable[[str], None] = lambda _outcome: None,
    ) -> None:
        self._client = client
        self._tokens = tokens
        self._retry = retry
        self._ended = ended

    def deadline(self) -> float:
        """When sends that start now have to be over, on the loop's clock."""
        return asyncio.get_running_loop().time() + self._retry.total_limit

    async def post(self, address: Address, body: bytes, *, reply_to: str | None = None, deadline: float) -> str:
        """Send a new activity; gives its id, "" when the service names none. Raises SendFailed."""
        return await self._send(
            "POST", _activity_target(address.service_url, address.conversation, reply_to), body, deadline
        )

    async def put(self, address: Address, activity: str, body: bytes, *, deadline: float) -> str:
        """Write over an activity that was sent before; gives its id. Raises SendFailed."""
        return await self._send(
            "PUT", _activity_target(address.service_url, address.conversation, activity), body, deadline
        )

    async def delete(self, address: Address, activity: str, *, deadline: float) -> None:
        """Take back an activity. Raises SendFailed."""
        await self._send("DELETE", _activity_target(address.service_url, address.conversation, activity), b"", deadline)

    async def _send(self, method: str, target: Target, body: bytes, deadline: float) -> str:
        try:
            answer = await self._attempts(method, target, body, deadline)
        except SendFailed as failure:
            self._ended("later" if failure.passes else "refused")
            raise
        self._ended("sent")
        return _activity_id(answer.body)

    async def _attempts(self, method: str, target: Target, body: bytes, deadline: float) -> Answer:
        renewed_token = False
        attempt = 0
        while True:
            answer = await self._attempt(method, target, body, deadline)
            if isinstance(answer, Answer):
                if answer.status in GOOD_STATUSES:
                    return answer
                if answer.status == UNAUTHORISED and self._tokens is not None and not renewed_token:
                    renewed_token = True
                    continue
            failure, asked_for, again = _verdict(method, answer)
            attempt += 1
            pause = self._retry.pause(attempt - 1, asked_for=asked_for)
            if not again or attempt >= self._retry.attempts or self._now() + pause >= deadline:
                raise failure
            await asyncio.sleep(pause)

    async def _attempt(self, method: str, target: Target, body: bytes, deadline: float) -> Answer | NoAnswer:
        if self._tokens is not None and not (target.origin.is_tls or is_this_machine(target.origin.host)):
            raise SendFailed(None, "not over TLS", passes=False)
        try:
            token = await self._token(deadline)
            answer = await self._client.request(method, target, body, bearer=token, limit=self._limit(deadline))
        except NoAnswer as none:
            return none
        if answer.status == UNAUTHORISED and token is not None and self._tokens is not None:
            self._tokens.forget(token)
        return answer

    async def _token(self, deadline: float) -> str | None:
        """Our token, waited for no longer than for an answer: its service may be slow as well."""
        if self._tokens is None:
            return None
        kept = self._tokens.kept_token()
        if kept is not None:
            return kept
        try:
            async with asyncio.timeout(self._limit(deadline)):
                return await self._tokens.get_token()
        except OSError as error:
            raise NoAnswer(sent=False, why=f"no token: {type(error).__name__}") from None

    def _limit(self, deadline: float) -> float:
        return min(self._retry.attempt_limit, deadline - self._now())

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def _verdict(method: str, answer: Answer | NoAnswer) -> tuple[SendFailed, float | None, bool]:
    """What the failure is, the pause that was asked for, and whether another attempt is safe and may help."""
    if isinstance(answer, NoAnswer):
        # A POST that was sent whole may have been carried out: twice would be two messages.
        again = not answer.sent or answer.dropped_idle or method != "POST"
        return SendFailed(None, answer.why, passes=True, uncertain=answer.sent), None, again
    passes = answer.status in RETRIED_STATUSES or answer.status >= SERVER_ERRORS or answer.status == UNAUTHORISED
    asked_for = retry_after(answer.headers.get("retry-after"))
    return (
        SendFailed(answer.status, _error_code(answer.body), passes=passes, wait=asked_for),
        asked_for,
        answer.status in RETRIED_STATUSES,
    )


@lru_cache(maxsize=4_096)
def _conversation_path(conversation: str) -> str:
    return f"v3/conversations/{quote(conversation, safe='')}/activities"


def _activity_target(service_url: str, conversation: str, activity: str | None) -> Target:
    path = _conversation_path(conversation)
    if not activity:
        return target_of(service_url, path)
    # Teams' ids are digits, and quoting each turn's own is what no cache can spare.
    quoted = activity if activity.isascii() and activity.isalnum() else quote(activity, safe="")
    return target_of(service_url, f"{path}/{quoted}")


def _activity_id(body: bytes) -> str:
    try:
        answered = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ""
    found = answered.get("id") if isinstance(answered, dict) else None
    return found if isinstance(found, str) else ""


def _error_code(body: bytes) -> str:
    """The connector's word for the error, such as `MessageWritesBlocked`; "" when it gives none."""
    try:
        code = orjson.loads(body)["error"]["code"]
    except (orjson.JSONDecodeError, KeyError, TypeError, IndexError):
        return ""
    return code if isinstance(code, str) and code.isalnum() else ""
