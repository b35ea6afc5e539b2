"""A house whose municipality lets the bot read calendars, out of a stand-in for Microsoft Graph, and Anna in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from assembly.reaches import Reaches
from directory.graph.calendars import GraphCalendars
from storage.document_store import Body
from storage.kinds import CALENDAR
from tests.bot.house import ZONE, House
from tests.bot.talk import Someone
from tests.graph.asking import asking
from tests.graph.standin import GraphStandIn
from tests.graph.standin_calendar import Mailbox, StandInCalendars


class CalendarScene:
    """The house, Graph, and Anna with her mailbox there."""

    def __init__(self, house: House, standin: GraphStandIn, far: StandInCalendars) -> None:
        self.house = house
        self.standin = standin
        self.far = far
        self.anna = house.someone("Anna Svensson")
        self.mailbox = self.mailbox_of("Anna Svensson")

    def mailbox_of(self, name: str) -> Mailbox:
        """Somebody's mailbox, made if there is none."""
        person = self.house.person(name)
        return self.far.mailbox(str(person.id), person.email)

    async def stored(self) -> list[Body]:
        """All that is stored of anybody's calendar."""
        page = await self.house.store.query(CALENDAR.name, limit=100)
        return [document.body for document in page.documents]

    def is_out(self, first: str, back: str) -> None:
        """Anna's calendar shows out of office between two local times."""
        self.mailbox.shows("oof", local(first), local(back))

    async def turns_it_on(self, someone: Someone | None = None) -> None:
        """Anna, or somebody else, turns suggestions on, and is looked at for the first time."""
        someone = someone or self.anna
        await someone.says("föreslå hänvisning från kalendern")
        someone.sees("Förslag ur din kalender", "Det är avstängt tills du slår på det.")
        await someone.presses("Slå på")
        someone.sees("Jag föreslår hänvisning ur din kalender")
        await self.house.sends_what_is_due()


def local(text: str) -> datetime:
    """A time on the municipality's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@asynccontextmanager
async def calendar_scene(now: str = "2026-11-23 10:15") -> AsyncIterator[CalendarScene]:
    """The scene at a local time, with Graph serving."""
    standin = GraphStandIn()
    far = StandInCalendars(standin)
    async with asking(standin) as client:
        yield CalendarScene(House(local(now), reaches=Reaches(calendars=GraphCalendars(client))), standin, far)
