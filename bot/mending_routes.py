"""Owns the tables of misdirected calls and of mending the directory: which handler answers each intent and action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs import misdirected, misdirected_views
from bot.dialogs.mending import MendingDialog
from bot.dialogs.misdirected import MisdirectedDialog
from bot.order_routes import Cancel
from bot.router import ActionHandler, IntentHandler, OpenDialog
from bot.understanding import Intent
from services.mending import Mending
from services.misdirected import Misdirected


@dataclass(frozen=True, slots=True, kw_only=True)
class MendingServices:
    """The use cases of misdirected calls, and of mending the directory."""

    misdirected: Misdirected
    mending: Mending


@dataclass(frozen=True, slots=True, kw_only=True)
class MendingRoutes:
    """What answers them."""

    intents: Mapping[Intent, IntentHandler]
    actions: Mapping[str, ActionHandler]
    dialogs: Mapping[str, OpenDialog]
    cancels: Mapping[str, Cancel]


def mending_routes(services: MendingServices) -> MendingRoutes:
    """Every handler in its place."""
    calls, mending = MisdirectedDialog(service=services.misdirected), MendingDialog(service=services.mending)
    return MendingRoutes(
        intents={
            Intent.MISDIRECTED: calls.hear_call,
            Intent.MEND_ADD: mending.add,
            Intent.MEND_REMOVE: mending.remove,
            Intent.MEND_LIST: mending.hear_list,
        },
        actions={
            ActionName.MISDIRECTED_NEW: calls.new,
            ActionName.MISDIRECTED_SAVE: calls.save,
            ActionName.MISDIRECTED_CHANGE: calls.change,
            ActionName.MISDIRECTED_UNDO: calls.undo,
            ActionName.MEND_SHOW: mending.show,
            ActionName.MEND_ACCEPT: mending.accept,
            ActionName.MEND_LATER: mending.later,
            ActionName.MEND_NEVER: mending.never,
            ActionName.MEND_REOPEN: mending.reopen,
            ActionName.MEND_TAKE_BACK: mending.take_back,
            ActionName.MEND_LIST: mending.list,
        },
        dialogs={misdirected.NAME: calls.answer_open, misdirected_views.RECEIPT: calls.answer_receipt},
        cancels={misdirected_views.RECEIPT: calls.cancel},
    )
