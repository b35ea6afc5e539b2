"""Owns the tables of who can't be reached: which handler answers the line, and the buttons of the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs.exchange import Exchange
from bot.dialogs.reach_list import Brought, ReachDialog
from bot.router import ActionHandler, IntentHandler
from bot.turn import Reply
from bot.understanding.result import Intent
from services.reach_list import ReachList
from services.reachability import Reaching


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachServices:
    """The use cases of reaching people."""

    reaching: Reaching
    unreached: ReachList


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachRoutes:
    """What answers them."""

    intents: Mapping[Intent, IntentHandler]
    actions: Mapping[str, ActionHandler]
    brought: Brought

    def welcome_or(self, usual: ActionHandler) -> ActionHandler:
        """How the bot introduces itself: quietly where it was brought, else as usual."""

        async def welcome(exchange: Exchange) -> Reply:
            return await self.brought.welcome(exchange) or await usual(exchange)

        return welcome


def reach_routes(services: ReachServices) -> ReachRoutes:
    """Every handler in its place."""
    dialog = ReachDialog(service=services.unreached)
    return ReachRoutes(
        brought=Brought(service=services.reaching),
        intents={Intent.UNREACHED_LIST: dialog.ask},
        actions={
            ActionName.REACH_SHOW: dialog.show,
            ActionName.REACH_AGAIN: dialog.again,
            ActionName.REACH_ALL: dialog.all_again,
        },
    )
