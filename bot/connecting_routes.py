"""Owns the tables of whom a caller is connected to: which handler answers each intent, card action and open dialog."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs import whom_to_connect
from bot.dialogs.availability import AvailabilityDialog
from bot.dialogs.coverage_queries import CoverageQueryDialog
from bot.dialogs.exchange import Exchange
from bot.dialogs.whom_to_connect import WhomDialog
from bot.router import ActionHandler, IntentHandler, OpenDialog
from bot.turn import Reply
from bot.understanding import Intent, Understanding
from services.whom_to_connect import WhomToConnect


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectingServices:
    """The use cases of whom to connect."""

    whom: WhomToConnect


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectingRoutes:
    """What answers them."""

    intents: Mapping[Intent, IntentHandler]
    actions: Mapping[str, ActionHandler]
    dialogs: Mapping[str, OpenDialog]
    bare: Callable[[Exchange], Awaitable[Reply | None]]
    """Answers a line that is nothing but a name, a number or a matter."""
    before_absence: Callable[[IntentHandler], IntentHandler]
    """What makes an absence's handler leave a line to a matter that is just that."""


def connecting_routes(
    services: ConnectingServices, people: AvailabilityDialog, places: CoverageQueryDialog
) -> ConnectingRoutes:
    """Every handler in its place; `people` and `places` answer of those who are asked for instead of a matter."""
    whom = WhomDialog(service=services.whom, people=people, places=places)
    return ConnectingRoutes(
        intents={Intent.WHO_HANDLES_QUERY: whom.ask, Intent.AVAILABILITY_QUERY: whom.ask_of_somebody},
        actions={ActionName.CONNECTING_ASK: whom.again, ActionName.CONNECTING_SHOW: whom.show},
        dialogs={whom_to_connect.NAME: whom.answer_open},
        bare=whom.bare,
        before_absence=lambda handler: _before(handler, whom),
    )


def _before(handler: IntentHandler, whom: WhomDialog) -> IntentHandler:
    async def answer(exchange: Exchange, understood: Understanding) -> Reply:
        return await whom.before_absence(exchange, understood) or await handler(exchange, understood)

    return answer
