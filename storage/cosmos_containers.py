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
    paths = container.get("partitionKey", {}).get("paths")
    faults = []
    if paths != [PARTITION_KEY]:
        faults.append(f"its partition key is {paths}: it has to be {PARTITION_KEY}")
    if container.get("defaultTtl") != DEFAULT_TTL:
        faults.append("time to live has to be on, without a default (defaultTtl -1)")
    included = {path.get("path") for path in container.get("indexingPolicy", {}).get("includedPaths", ())}
    missing = [path for path in INDEXED if path not in included and "/*" not in included]
    if missing:
        faults.append(f"its indexing policy leaves out {', '.join(missing)}")
    return faults
