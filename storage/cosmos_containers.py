"""Owns which Azure Cosmos DB database is meant, and what has to be in it before the bot starts: said once, for
infrastructure, for test servers, and for the check at the start.

One container holds every kind, so that a small municipality pays for one. It is partitioned by the document's own
partition, which is mostly a person: all that is kept of somebody lies together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

COSMOS_SCOPE = "https://cosmos.azure.com/.default"
"""What a token has to be for, whatever the account (Microsoft, "Connect to Azure Cosmos DB for NoSQL using RBAC")."""
CONTAINER = "documents"
PARTITION_KEY = "/pk"
PARTITION_KEY_VERSION = 2
"""Version 1 takes no more than 101 bytes (Microsoft, "Create containers with large partition key")."""
DEFAULT_TTL = -1
"""An item lives for ever unless it says how long itself."""
INDEXED = ("/ix/*", "/pk/?", "/expiresAt/?")
"""The sort keys of all kinds, so that a new index field needs no new policy. The engine indexes `id` by itself."""
INDEXING_POLICY: Mapping[str, Any] = {
    "indexingMode": "consistent",
    "automatic": True,
    "includedPaths": [{"path": path} for path in INDEXED],
    "excludedPaths": [{"path": "/*"}],
}


def container_resource() -> Mapping[str, Any]:
    """The container as Azure describes it, for infrastructure: `infra/cosmos.json` holds the same."""
    return {
        "id": CONTAINER,
        "partitionKey": {"kind": "Hash", "version": PARTITION_KEY_VERSION, "paths": [PARTITION_KEY]},
        "defaultTtl": DEFAULT_TTL,
        "indexingPolicy": INDEXING_POLICY,
    }


class Tokens(Protocol):
    """How this process proves who it is: it keeps a token, and renews it before its end."""

    async def get_token(self) -> str:
        """A token that is good for a while yet; raises PermissionError when refused, OSError when out of reach."""

    def forget(self, token: str) -> None:
        """The database did not accept this token: the next call asks for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CosmosDatabase:
    """Which database, and how this process proves that it may use it: a key, for test servers alone, or tokens.

    `regions` are read from in this order; empty leaves that to the account.
    """

    endpoint: str
    database: str
    key: str = field(default="", repr=False)
    tokens: Tokens | None = None
    regions: tuple[str, ...] = ()


def faults_of(container: Mapping[str, Any]) -> Sequence[str]:
    """What is not as it has to be in a container's properties, as the engine gives them; a line for each."""
    key = container.get("partitionKey", {})
    faults = []
    if key.get("paths") != [PARTITION_KEY]:
        faults.append(f"its partition key is {key.get('paths')}: it has to be {PARTITION_KEY}")
    if key.get("version", 1) != PARTITION_KEY_VERSION:
        faults.append(f"its partition key has to be of version {PARTITION_KEY_VERSION}")
    if container.get("defaultTtl") != DEFAULT_TTL:
        faults.append("time to live has to be on, without a default (defaultTtl -1)")
    included = {path.get("path") for path in container.get("indexingPolicy", {}).get("includedPaths", ())}
    missing = [path for path in INDEXED if path not in included and "/*" not in included]
    if missing:
        faults.append(f"its indexing policy leaves out {', '.join(missing)}")
    return faults
