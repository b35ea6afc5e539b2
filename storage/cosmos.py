"""Owns the one client of Azure Cosmos DB: single requests for items, and what their answers mean.

It is the only file that knows Azure's SDK. It tries once: the SDK is told to leave trying again alone, but for turning
to another region. When to try again and what a refusal means for a document is `storage.cosmos_store`'s business.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self

from aiohttp import ClientConnectorError, ClientError
from azure.core import MatchConditions
from azure.core.credentials import AccessToken
from azure.core.exceptions import AzureError, ClientAuthenticationError, DecodeError, HttpResponseError
from azure.cosmos.aio import CosmosClient
from azure.cosmos.documents import ConnectionPolicy
from azure.cosmos.exceptions import CosmosHttpResponseError
from azure.cosmos.partition_key import PartitionKey

from storage.cosmos_attempts import Passing, Patience, Refused
from storage.cosmos_charges import Charged, told_to
from storage.cosmos_containers import (
    CONTAINER,
    DEFAULT_TTL,
    INDEXING_POLICY,
    PARTITION_KEY,
    PARTITION_KEY_VERSION,
    CosmosDatabase,
    Tokens,
)
from storage.cosmos_items import Item
from storage.cosmos_query import Question, among
from storage.document_store import StoreError, StoreUnavailable

LEAST_ERROR = 400
UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT, CHANGED = 401, 403, 404, 409, 412
PASSING = frozenset({408, 410, 429, 449, 500, 502, 503, 504})
"""Answers that say nothing of the item (Microsoft, "HTTP status codes for Azure Cosmos DB")."""
THROTTLED = 429
OWNER_MISSING = 1003
"""A 404 that says that the container isn't there."""
NOT_NOW = frozenset({1002, 1013})
"""A 404 that says that whoever was asked is behind what this process has seen; that the container is being made."""
NOW_ELSEWHERE = frozenset({(FORBIDDEN, 3), (FORBIDDEN, 1008)})
"""A 403 that says that another region takes the writes by now, or that this one has left the account."""
RETRY_AFTER = "x-ms-retry-after-ms"
FORGETS_EVERY_SECONDS = 10.0
"""How often at most a new token is asked for because the database refuses the one shown."""
GONE = "the container is not there"


class ContainerGone(StoreUnavailable):
    """The container was there when the store was opened, or should have been."""


class CosmosItems:
    """Items of the one container. Every request raises Passing, and StoreUnavailable where this process is refused."""

    def __init__(self, database: CosmosDatabase, patience: Patience, charged: Charged | None = None) -> None:
        self._patience = patience
        self._proof = _Proof(database.tokens)
        self._client = _client(database, self._proof, patience, charged)
        self._container = self._client.get_database_client(database.database).get_container_client(CONTAINER)

    async def properties(self) -> Mapping[str, Any] | None:
        """How the container is made; None when it isn't there. To be asked before anything else, in the event loop."""
        try:
            async with self._meaning():
                await self._client.__aenter__()
                return await self._container.read()
        except (Refused, ContainerGone):
            return None

    async def read(self, item_id: str, partition: str) -> Item | None:
        """The item, or None."""
        try:
            async with self._meaning():
                return await self._container.read_item(item_id, partition)
        except Refused:
            return None

    async def read_many(self, places: Sequence[tuple[str, str]]) -> Sequence[Item]:
        """Those of the items that are there, by id and partition."""
        wanted = set(places)
        found = await self.ask(among(places), None, most=len(places))
        return [item for item in found if (item["id"], item["pk"]) in wanted]

    async def create(self, item: Item) -> Item:
        """The item as it is now; raises Refused when one is there."""
        async with self._meaning():
            return await self._container.create_item(dict(item))

    async def replace(self, item: Item, etag: str) -> Item:
        """The item as it is now, in the place of one with that etag; raises Refused when that is not there."""
        async with self._meaning():
            return await self._container.replace_item(
                item["id"], dict(item), etag=etag, match_condition=MatchConditions.IfNotModified
            )

    async def remove(self, item_id: str, partition: str, etag: str) -> None:
        """Remove the item; raises Refused when one with that etag is not there."""
        async with self._meaning():
            await self._container.delete_item(
                item_id, partition, etag=etag, match_condition=MatchConditions.IfNotModified
            )

    async def ask(self, question: Question, partition: str | None, *, most: int) -> Sequence[Item]:
        """What a question finds, in one partition or in all."""
        try:
            async with self._meaning():
                pages = self._container.query_items(
                    question.text, parameters=question.parameters, partition_key=partition, max_item_count=most
                )
                return [item async for item in pages]
        except Refused:
            raise ContainerGone(GONE) from None

    async def make(self, database: str) -> None:
        """Make the container, and the database if it isn't there; raises Refused when the container is there."""
        async with self._meaning():
            await self._client.__aenter__()
            made = await self._client.create_database_if_not_exists(database)
            await made.create_container(
                CONTAINER,
                PartitionKey(PARTITION_KEY, version=PARTITION_KEY_VERSION),
                default_ttl=DEFAULT_TTL,
                indexing_policy=dict(INDEXING_POLICY),
            )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    @asynccontextmanager
    async def _meaning(self) -> AsyncIterator[None]:
        """Says in this house's words what a request ended in, and bounds what the SDK doesn't."""
        try:
            async with asyncio.timeout(self._patience.attempt):
                yield
        except HttpResponseError as error:
            if _is_an_answer(error):
                raise _refusal(error, self._proof) from error
            raise Passing(type(error).__name__) from error
        except (AzureError, ClientError, OSError, ValueError) as error:
            was_sent = not isinstance(error.__cause__, ClientConnectorError)
            why = str(error) if isinstance(error, NoToken) else type(error).__name__
            raise Passing(why, may_have_happened=was_sent) from error


class NoToken(OSError):
    """Whoever gives out tokens is out of reach, so it can't be proven who this is."""


class _Proof:
    """The tokens of this house as the SDK wants them. It is told that each ends at once, so that it keeps none."""

    def __init__(self, tokens: Tokens | None) -> None:
        self._tokens = tokens
        self._forgot_at = float("-inf")
        self._shown = ""

    async def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:
        """The token at hand, or a new one; raises ClientAuthenticationError when refused, NoToken."""
        if self._tokens is None:
            raise ClientAuthenticationError("there is neither a key nor an identity to prove who this is by")
        try:
            self._shown = await self._tokens.get_token()
        except PermissionError as error:
            raise ClientAuthenticationError(str(error)) from error
        except OSError as error:
            raise NoToken(f"no token to prove who this is by could be had: {type(error).__name__}") from error
        return AccessToken(self._shown, int(time.time()))

    def was_refused(self) -> bool:
        """The database doesn't accept the token, which is forgotten; gives whether another one can be had."""
        if self._tokens is not None and time.monotonic() - self._forgot_at > FORGETS_EVERY_SECONDS:
            self._forgot_at = time.monotonic()
            self._tokens.forget(self._shown)
        return self._tokens is not None

    async def close(self) -> None:
        """There is nothing to let go of."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_raised: object) -> None:
        await self.close()


def _refusal(error: HttpResponseError, proof: _Proof) -> Exception:
    """What an answer that isn't the one hoped for means."""
    status, further = error.status_code, getattr(error, "sub_status", None)
    if isinstance(error, ClientAuthenticationError):
        return StoreUnavailable(f"the database can't be asked: {error.message}")
    if status in (CONFLICT, CHANGED) or (status == NOT_FOUND and further not in NOT_NOW and _is_about_an_item(error)):
        return Refused(str(status))
    if status == NOT_FOUND and further not in NOT_NOW:
        return ContainerGone(GONE)
    if status in PASSING or (status, further) in NOW_ELSEWHERE or status == NOT_FOUND:
        return Passing(f"answer {status}", after=_asked_pause(error), may_have_happened=status != THROTTLED)
    if status == UNAUTHORIZED and proof.was_refused():
        return Passing(f"answer {status}", may_have_happened=False)
    is_closed_to_us = status in (UNAUTHORIZED, FORBIDDEN)
    return (StoreUnavailable if is_closed_to_us else StoreError)(f"the database refuses what it is asked: {status}")


def _is_an_answer(error: HttpResponseError) -> bool:
    """The SDK raises the same where an answer was cut off, or is no JSON."""
    if isinstance(error, ClientAuthenticationError):
        return True
    return error.status_code is not None and error.status_code >= LEAST_ERROR and not isinstance(error, DecodeError)


def _is_about_an_item(error: HttpResponseError) -> bool:
    """The SDK asks after the container too, when it is told that it lacks one."""
    asked: Any = None if error.response is None else error.response.request
    return asked is not None and "/docs" in asked.url and getattr(error, "sub_status", None) != OWNER_MISSING


def _asked_pause(error: HttpResponseError) -> float:
    text = error.headers.get(RETRY_AFTER, "") if isinstance(error, CosmosHttpResponseError) else ""
    return int(text) / 1000 if text.isascii() and text.isdigit() else 0.0


async def create_containers(database: CosmosDatabase) -> bool:
    """Make the database and its container on a test server; what is there already stays as it is.

    Gives whether the container was made now. Raises PermissionError for a database without a key: infrastructure makes
    what a real account holds. Also StoreUnavailable.
    """
    if not database.key:
        raise PermissionError("containers are made here on test servers only, which COSMOS_KEY is for")
    items = CosmosItems(database, Patience())
    try:
        await items.make(database.database)
    except Refused:
        return False
    except Passing as passing:
        raise StoreUnavailable(f"the test server does not answer as one: {passing}") from passing
    finally:
        await items.close()
    return True


def _client(
    database: CosmosDatabase, proof: _Proof, patience: Patience, charged: Charged | None = None
) -> CosmosClient:
    """A client that has not met the server yet."""
    policy: Any = ConnectionPolicy()  # It says that they are whole seconds; they needn't be.
    policy.DBAConnectionTimeout, policy.DBAReadTimeout = patience.connect, patience.answer
    shown: Any = database.key or proof
    return CosmosClient(
        database.endpoint,
        shown,
        connection_policy=policy,
        # A test server has one address and may tell another; a real account is asked for its regions.
        enable_endpoint_discovery=not database.key or bool(database.regions),
        preferred_locations=list(database.regions),
        connection_timeout=patience.connect,
        read_timeout=patience.answer,
        # Trying again is the engine's, which knows the deadline. The second takes 0 for "not said".
        retry_total=0,
        retry_throttle_total=-1,
        enable_compact_utf8_item_writes=True,
        raw_response_hook=None if charged is None else told_to(charged),
    )
