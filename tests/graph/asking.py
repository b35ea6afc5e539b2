"""A client that asks the stand-in for Microsoft Graph, for tests of what is asked there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from directory.graph.client import GraphClient, Patience
from tests.graph.standin import GraphStandIn

QUICK = Patience(first_pause=0.001, longest_pause=0.005, attempt_limit=5.0)
"""What keeps no test waiting."""


@asynccontextmanager
async def asking(standin: GraphStandIn) -> AsyncIterator[GraphClient]:
    """A client of the stand-in, which serves meanwhile; its routes are added before."""
    async with standin.serving():
        client = GraphClient(standin.url, tokens=None, patience=QUICK)
        try:
            yield client
        finally:
            await client.close()
