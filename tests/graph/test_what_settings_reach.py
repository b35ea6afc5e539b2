"""What is put together out of the settings: what is used of Microsoft Graph is there, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from assembly.graph import graph_client, reached
from assembly.reaches import TEAMS_ALONE, Reaches
from directory.graph.calendars import GraphCalendars
from directory.graph.installing import GraphInstaller
from directory.graph.presence import GraphPresence
from services.effect_ports import EffectKind
from settings import GraphUse, Settings
from tests.policy.small_town import small_town
from tests.services.fakes import FakeDirectory


class NoonClock:
    """It is always noon."""

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 11, tzinfo=UTC)


def reaches(*uses: GraphUse) -> Reaches:
    """What there is with those uses."""
    return reaches_by(Settings(graph_uses=frozenset(uses)))


def reaches_by(settings: Settings) -> Reaches:
    """What there is with those settings."""
    graph = graph_client(settings)
    return reached(settings, graph=graph, clock=NoonClock(), directory=FakeDirectory(small_town())).reaches


def test_without_any_use_nothing_is_reached_beside_teams() -> None:
    """The product works in full without it."""
    assert replace(reaches(), teams=TEAMS_ALONE.teams, carried=TEAMS_ALONE.carried) == TEAMS_ALONE


def test_presence_is_asked_for_where_that_is_used() -> None:
    """GRAPH_USES=presence; another use doesn't bring it along."""
    assert isinstance(reaches(GraphUse.PRESENCE).presence, GraphPresence)
    assert reaches(GraphUse.CALENDAR).presence is None


def test_the_app_is_installed_where_that_is_used_and_where_teams_is_comes_of_the_settings() -> None:
    """GRAPH_USES=install; a chat that nothing has come from is addressed by TEAMS_SERVICE_URL and the bot's own id."""
    assert isinstance(reaches(GraphUse.INSTALL).installer, GraphInstaller)
    assert reaches(GraphUse.PRESENCE).installer is None
    settings = Settings(app_id="app", tenant_id="tenant", teams_service_url="https://smba.example/gcc")
    reference = reaches_by(settings).teams.reference()
    assert (reference["service_url"], reference["bot"]) == ("https://smba.example/gcc", "28:app")
    assert (reference["tenant"], reference["user"]) == ("tenant", None)


def test_each_use_has_its_carrier() -> None:
    """A3: in the order of the receipt."""
    kinds = [one.kind for one in reaches(GraphUse.AUTOMATIC_REPLIES, GraphUse.STATUS_MESSAGE).carriers]
    assert kinds == [EffectKind.STATUS_MESSAGE, EffectKind.AUTOMATIC_REPLIES]
    assert [one.kind for one in reaches(GraphUse.AUTOMATIC_REPLIES).carriers] == [EffectKind.AUTOMATIC_REPLIES]
    assert reaches(GraphUse.PRESENCE).carriers == ()


def test_calendars_are_read_where_that_is_used() -> None:
    """GRAPH_USES=calendar; setting automatic replies reads nobody's calendar."""
    assert isinstance(reaches(GraphUse.CALENDAR).calendars, GraphCalendars)
    assert reaches(GraphUse.AUTOMATIC_REPLIES).calendars is None
