"""What is put together out of the settings: what is used of Microsoft Graph is there, and nothing else is."""

from __future__ import annotations

from assembly.graph import reached
from assembly.reaches import TEAMS_ALONE
from directory.graph.presence import GraphPresence
from settings import GraphUse, Settings


def test_without_any_use_nothing_is_reached() -> None:
    """The product works in full without it."""
    assert reached(Settings()).reaches == TEAMS_ALONE


def test_presence_is_asked_for_where_that_is_used() -> None:
    """GRAPH_USES=presence; another use doesn't bring it along."""
    assert isinstance(reached(Settings(graph_uses=frozenset({GraphUse.PRESENCE}))).reaches.presence, GraphPresence)
    assert reached(Settings(graph_uses=frozenset({GraphUse.CALENDAR}))).reaches.presence is None
