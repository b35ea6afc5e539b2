"""Owns how what the product reaches beside Teams is put together out of the settings; nothing where nothing is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assembly.outside import credential_of
from assembly.reaches import TEAMS_ALONE, Reaches
from bot.wire.token_source import KeptToken
from directory.graph.client import GraphClient
from directory.graph.presence import GraphPresence
from settings import GraphUse, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What is reached, and the client of Microsoft Graph under it; None where nothing is asked of that."""

    reaches: Reaches = TEAMS_ALONE
    graph: GraphClient | None = None

    async def close(self) -> None:
        """Let go of every connection."""
        if self.graph is not None:
            await self.graph.close()


def reached(settings: Settings, *, asked: Callable[[str, str], None] = lambda _what, _outcome: None) -> Reached:
    """What the settings name. `asked` is told what was asked of Microsoft Graph, and how that ended."""
    graph = _graph(settings, asked)
    return Reached(reaches=TEAMS_ALONE if graph is None else _reaches(settings, graph), graph=graph)


def _reaches(settings: Settings, graph: GraphClient) -> Reaches:
    return Reaches(presence=GraphPresence(graph) if GraphUse.PRESENCE in settings.graph_uses else None)


def _graph(settings: Settings, asked: Callable[[str, str], None]) -> GraphClient | None:
    if not settings.asks_graph:
        return None
    credential = credential_of(settings, f"{settings.graph_endpoint}/.default")
    tokens = None if credential is None else KeptToken(credential)
    return GraphClient(settings.graph_endpoint, tokens=tokens, ended=asked)
