"""Owns the tables of suggestions out of one's calendar: which handler answers each intent, button and open dialog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs import own_calendar
from bot.dialogs.diversion import DiversionDialog
from bot.dialogs.own_calendar import CalendarDialog
from bot.router import ActionHandler, IntentHandler, OpenDialog
from bot.understanding.result import Intent
from services.calendar_suggestions import CalendarSuggestions


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRoutes:
    """What answers them."""

    intents: Mapping[Intent, IntentHandler]
    actions: Mapping[str, ActionHandler]
    dialogs: Mapping[str, OpenDialog]


def calendar_routes(suggestions: CalendarSuggestions, diverting: DiversionDialog) -> CalendarRoutes:
    """Every handler in its place."""
    dialog = CalendarDialog(service=suggestions, diverting=diverting)
    return CalendarRoutes(
        intents={
            Intent.CALENDAR_ON: dialog.ask,
            Intent.CALENDAR_SHOW: dialog.ask,
            Intent.CALENDAR_OFF: dialog.stop,
        },
        actions={
            ActionName.CALENDAR_SHOW: dialog.show,
            ActionName.CALENDAR_ON: dialog.turn_on,
            ActionName.CALENDAR_OFF: dialog.turn_off,
            ActionName.CALENDAR_DIVERT: dialog.divert,
            ActionName.CALENDAR_DECLINE: dialog.decline,
        },
        dialogs={own_calendar.NAME: dialog.answer},
    )
