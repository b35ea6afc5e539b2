"""Owns the one client of Azure Cosmos DB: single requests for items, and what their answers mean.

It is the only file that knows Azure's SDK. It tries once, but for what the SDK does again by itself; when to try again
and what a refusal means for a document is `storage.cosmos_store`'s business.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self

from aiohttp import ClientError
from azure.core import MatchConditions
from azure.core.credentials import AccessToken
from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError
from azure.cosmos.aio import CosmosClient
from azure.cosmos.partition_key import PartitionKey

from storage.cosmos_containers import CONTAINER, DEFAULT_TTL, INDEXING_POLICY, PARTITION_KEY, CosmosDatabase, Credential
from storage.cosmos_items import Item
from storage.cosmos_query import Question
from storage.document_store import StoreUnavailable

ATTEMPT_SECONDS = 3.0
CONNECT_SECONDS = 2.0
UNAUTHORIZED, FORBIDDEN, NOT_FOUND, CONFLICT, CHANGED = 401, 403, 404, 409, 412
PASSING = frozenset({408, 410, 429, 449, 500, 502, 503, 504})
"""Answers that say nothing of the item (Microsoft, "HTTP status codes for Azure Cosmos DB")."""


class Refused(Exception):
    """The item isn't there, is there already, or has another etag by now: which of them, an item that is read says."""


class Passing(Exception):
    """No answer, or one that says nothing of the item; a write may have happened. The message says why."""


class CosmosItems:
    """Items of the one container. Every request raises Passing, and StoreUnavailable where this process is refused."""

    def __init__(self, database: CosmosDatabase) -> None:
        self._client = _client(database)
        self._container = self._client.get_database_client(database.database).get_container_client(CONTAINER)

    async def properties(self) -> Mapping[str, Any] | None:
        """How the container is made; None when it isn't there. To be asked before anything else, in the event loop."""
        try:
            async with _meaning():
                await self._client.__aenter__()
                return await self._container.read()
        except Refused:
            return None

    async def read(self, item_id: str, partition: str) -> Item | None:
        """The item, or None."""
        try:
            async with _meaning():
                return await self._container.read_item(item_id, partition)
        except Refused:
            return None

    async def read_many(self, places: Sequence[tuple[str, str]]) -> Sequence[Item]:
        """Those of the items that are there, by id and partition."""
        asked: list[tuple[str, Any]] = list(places)
        async with _meaning():
            return list(await self._container.read_items(asked))

    async def create(self, item: Item) -> Item:
        """The item as it is now; raises Refused when one is there."""
        async with _meaning():
            return await self._container.create_item(dict(item))

    async def replace(self, item: Item, etag: str) -> Item:
        """The item as it is now, in the place of one with that etag; raises Refused when that is not there."""
        async with _meaning():
            return await self._container.replace_item(
                item["id"], dict(item), etag=etag, match_condition=MatchConditions.IfNotModified
            )

    async def remove(self, item_id: str, partition: str, etag: str) -> None:
        """Remove the item; raises Refused when one with that etag is not there."""
        async with _meaning():
            await self._container.delete_item(
                item_id, partition, etag=etag, match_condition=MatchConditions.IfNotModified
            )

    async def ask(self, question: Question, partition: str | None, *, most: int) -> Sequence[Item]:
        """What a question finds, in one partition or in all."""
        async with _meaning():
            pages = self._container.query_items(
                question.text, parameters=question.parameters, partition_key=partition, max_item_count=most
            )
            return [item async for item in pages]

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()


class _Tokens:
    """A credential of this house as the SDK wants one; it keeps the token itself until shortly before its end."""

    def __init__(self, credential: Credential | None) -> None:
        self._credential = credential

    async def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:
        if self._credential is None:
            raise ClientAuthenticationError("there is neither a key nor an identity to prove who this is by")
        try:
            token, lifetime = await self._credential.acquire()
        except PermissionError as error:
            raise ClientAuthenticationError(str(error)) from error
        return AccessToken(token, int(time.time() + lifetime))

    async def close(self) -> None:
        """There is nothing to let go of."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_raised: object) -> None:
        await self.close()


@asynccontextmanager
async def _meaning() -> AsyncIterator[None]:
    """Says in this house's words what a request ended in, and bounds what the SDK doesn't."""
    try:
        async with asyncio.timeout(2 * ATTEMPT_SECONDS):
            yield
    except HttpResponseError as error:
        status = error.status_code
        if status in (NOT_FOUND, CONFLICT, CHANGED):
            raise Refused(str(status)) from error
        if status in (UNAUTHORIZED, FORBIDDEN) or isinstance(error, ClientAuthenticationError):
            raise StoreUnavailable(f"the database refuses this process: {status}") from error
        if status in PASSING:
            raise Passing(f"answer {status}") from error
        raise
    except (AzureError, ClientError, OSError, ValueError) as error:
        # No connection, none in time, one that was dropped in the middle, or an answer that is none.
        raise Passing(type(error).__name__) from error


async def create_containers(database: CosmosDatabase) -> None:
    """Make the database and its container on a test server; what is there already stays as it is.

    Raises PermissionError for a database without a key: infrastructure makes what a real account holds. Also what the
    SDK raises.
    """
    if not database.key:
        raise PermissionError("containers are made here on test servers only, which COSMOS_KEY is for")
    async with _client(database) as client:
        made = await client.create_database_if_not_exists(database.database)
        await made.create_container_if_not_exists(
            CONTAINER,
            PartitionKey(PARTITION_KEY),
            default_ttl=DEFAULT_TTL,
            indexing_policy=dict(INDEXING_POLICY),
        )


def _client(database: CosmosDatabase) -> CosmosClient:
    """A client that has not met the server yet."""
    proof: Any = database.key or _Tokens(database.credential)
    return CosmosClient(
        database.endpoint,
        proof,
        # A test server has one address and may tell another; a real account is asked for its regions.
        enable_endpoint_discovery=not database.key,
        preferred_locations=list(database.regions),
        connection_timeout=CONNECT_SECONDS,
        read_timeout=ATTEMPT_SECONDS,
        retry_total=1,
        retry_throttle_total=2,
        retry_throttle_backoff_max=2,
        retry_backoff_factor=0.1,
        enable_compact_utf8_item_writes=True,
    )
