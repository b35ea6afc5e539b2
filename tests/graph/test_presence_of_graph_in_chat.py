"""The switchboard's answer with Graph behind it: quick, slow, refusing and out of reach (V1)."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest

import services.live_presence
from assembly.reaches import Reaches
from directory.graph.presence import GraphPresence
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.graph.asking import asking
from tests.graph.standin import GraphStandIn
from tests.graph.standin_presence import MANY, TeamsOfTenant


class Switchboard:
    """Vera at the switchboard, in a house that asks the stand-in."""

    def __init__(self, teams: TeamsOfTenant, house: House) -> None:
        self.graph = teams.graph
        self.vera: Someone = house.someone("Vera Åkesson")
        self.anna = house.person("Anna Svensson").id
        teams.lamps[self.anna] = ("Busy", "InACall")

    async def asks(self) -> float:
        """Ask for Anna; gives the seconds until the answer."""
        begun = time.monotonic()
        await self.vera.says("är Anna Svensson inne?")
        self.vera.sees("Anna Svensson är inne.")
        return time.monotonic() - begun


@pytest.fixture
async def switchboard() -> AsyncIterator[Switchboard]:
    """It, with Graph in reach."""
    teams = TeamsOfTenant(GraphStandIn())
    async with asking(teams.graph) as client:
        yield Switchboard(teams, House(reaches=Reaches(presence=GraphPresence(client))))


async def test_the_answer_has_what_graph_tells(switchboard: Switchboard) -> None:
    """Of those in it, and of nobody else."""
    await switchboard.asks()
    switchboard.vera.sees("I samtal enligt Teams, nyss.")
    assert [one.body["ids"] for one in switchboard.graph.asked(MANY)] == [[switchboard.anna]]


@pytest.mark.parametrize("fault", [{"seconds": 2.0}, {"status": 403}, {"status": 503}, {"dropped": True}])
async def test_whatever_is_wrong_with_graph_the_answer_comes_without_it(
    switchboard: Switchboard, monkeypatch: pytest.MonkeyPatch, fault: dict[str, float]
) -> None:
    """In its own short time, and as it is where Graph isn't asked."""
    monkeypatch.setattr(services.live_presence, "WITHIN_SECONDS", 0.2)
    switchboard.graph.faults.next(MANY, times=100, **fault)
    assert await switchboard.asks() < 0.6
    switchboard.vera.sees("Går att nå nu")
    switchboard.vera.does_not_see("enligt Teams")
