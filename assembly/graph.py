"""Owns how what the product reaches beside Teams is put together out of the settings; nothing where nothing is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from assembly.outside import credential_of, teams_address
from assembly.pbx import pbx_webhook
from assembly.reaches import TEAMS_ALONE, Reaches
from assembly.spanning import NOTHING_AROUND, Around
from bot.wire.pbx_webhook import PbxWebhook
from bot.wire.token_source import KeptToken
from directory.graph.automatic_replies import AutomaticReplies
from directory.graph.calendars import GraphCalendars
from directory.graph.client import GraphClient
from directory.graph.installing import GraphInstaller
from directory.graph.presence import GraphPresence
from directory.graph.status_message import StatusMessages
from services.effect_carrying import Ended
from services.effect_ports import EffectCarrier
from services.pbx_ports import PbxOutcome
from services.ports import Clock, Directory
from settings import GraphUse, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What is reached, and the clients under it; None where nothing is asked of Graph, or told the exchange."""

    reaches: Reaches = TEAMS_ALONE
    graph: GraphClient | None = None
    pbx: PbxWebhook | None = None

    async def close(self) -> None:
        """Let go of every connection."""
        if self.graph is not None:
            await self.graph.close()
        if self.pbx is not None:
            await self.pbx.close()


def graph_client(
    settings: Settings,
    *,
    asked: Callable[[str, str], None] = lambda _what, _outcome: None,
    around: Around = NOTHING_AROUND,
) -> GraphClient | None:
    """The client of Microsoft Graph that the settings name; None where nothing is asked of it. `asked` is told what was
    asked, and how that ended.
    """
    if not settings.asks_graph:
        return None
    credential = credential_of(settings, f"{settings.graph_endpoint}/.default")
    tokens = None if credential is None else KeptToken(credential)
    return around.graph(settings.graph_endpoint, tokens, asked)


def reached(
    settings: Settings,
    *,
    graph: GraphClient | None,
    clock: Clock,
    directory: Directory,
    told: Callable[[PbxOutcome], None] = lambda _outcome: None,
    carried: Ended = lambda _kind, _outcome: None,
    around: Around = NOTHING_AROUND,
) -> Reached:
    """What the settings name, by that client of Graph. `told` is told how each attempt to tell the exchange ended, and
    `carried` how each to set what a diversion also sets did.
    """
    pbx = pbx_webhook(settings, ended=told) if settings.pbx_webhook else None
    reaches = TEAMS_ALONE if graph is None else _reaches(settings, graph, clock, directory)
    reaches = replace(reaches, pbx=around.exchange(pbx), teams=teams_address(settings), carried=carried)
    return Reached(reaches=reaches, graph=graph, pbx=pbx)


def _reaches(settings: Settings, graph: GraphClient, clock: Clock, directory: Directory) -> Reaches:
    uses = settings.graph_uses
    return Reaches(
        carriers=tuple(_carriers(uses, graph, clock, directory)),
        presence=GraphPresence(graph) if GraphUse.PRESENCE in uses else None,
        calendars=GraphCalendars(graph) if GraphUse.CALENDAR in uses else None,
        installer=_installer(settings, graph) if GraphUse.INSTALL in uses else None,
    )


def _installer(settings: Settings, graph: GraphClient) -> GraphInstaller:
    return GraphInstaller(graph, endpoint=settings.graph_endpoint, app_id=settings.teams_app_id)


def _carriers(
    uses: Collection[GraphUse], graph: GraphClient, clock: Clock, directory: Directory
) -> Iterator[EffectCarrier]:
    """What sets a diversion elsewhere in Microsoft 365."""

    def local(instant: datetime) -> datetime:
        # Asked of the directory each time: it may be another by then.
        return directory.municipality.calendar.local(instant)

    if GraphUse.STATUS_MESSAGE in uses:
        yield StatusMessages(graph, now=clock.now, local=local)
    if GraphUse.AUTOMATIC_REPLIES in uses:
        yield AutomaticReplies(graph, now=clock.now)
