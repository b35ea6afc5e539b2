"""Owns the tables of figures and the cards that tell of them: which handler answers each intent and card action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs.unit_reports import ReportDialog
from bot.router import ActionHandler, IntentHandler
from bot.understanding.result import Intent
from services.unit_figures import UnitFigures
from services.unit_reports import UnitReports


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportServices:
    """The use cases of figures."""

    figures: UnitFigures
    reports: UnitReports


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRoutes:
    """What answers them."""

    intents: Mapping[Intent, IntentHandler]
    actions: Mapping[str, ActionHandler]


def report_routes(services: ReportServices) -> ReportRoutes:
    """Every handler in its place."""
    dialog = ReportDialog(figures=services.figures, reports=services.reports)
    return ReportRoutes(
        intents={
            Intent.UNIT_REPORT: dialog.ask_week,
            Intent.MONTH_REPORT: dialog.ask_month,
            Intent.MY_FIGURES: dialog.ask_own,
            Intent.REPORT_CARD: dialog.turn,
        },
        actions={
            ActionName.REPORT_WEEK: dialog.show_week,
            ActionName.REPORT_ROW: dialog.show_row,
            ActionName.REPORT_MONTH: dialog.show_month,
            ActionName.REPORT_PEOPLE: dialog.show_people,
            ActionName.REPORT_OWN: dialog.show_own,
            ActionName.REPORT_OFF: dialog.turn_off,
            ActionName.REPORT_ON: dialog.turn_on,
        },
    )
