"""Owns the tables of units and their phone duty: which handler answers each intent, card action and open dialog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs import asking_where
from bot.dialogs.asking_where import AskingWhere
from bot.dialogs.coverage_queries import CoverageQueryDialog
from bot.dialogs.coverage_weeks import WeekDialog
from bot.dialogs.duty_planning import DutyDialog
from bot.dialogs.own_duty import OwnDutyDialog
from bot.dialogs.unit_overview import UnitsDialog
from bot.router import ActionHandler, IntentHandler, OpenDialog
from bot.understanding import Intent
from services.coverage_overview import CoverageOverview
from services.coverage_queries import CoverageQueries
from services.duty_planning import DutyPlanning
from services.reach_list import ReachList


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitServices:
    """The use cases of asking about units and planning their phone duty."""

    queries: CoverageQueries
    overview: CoverageOverview
    duty: DutyPlanning


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRoutes:
    """What answers them."""

    intents: Mapping[Intent, IntentHandler]
    actions: Mapping[str, ActionHandler]
    dialogs: Mapping[str, OpenDialog]


def unit_routes(services: UnitServices, unreached: ReachList) -> UnitRoutes:
    """Every handler in its place."""
    asking = CoverageQueryDialog(service=services.queries)
    weeks = WeekDialog(service=services.overview)
    units = UnitsDialog(service=services.overview, unreached=unreached)
    duty, own = DutyDialog(service=services.duty, weeks=weeks), OwnDutyDialog(service=services.duty)
    where = AskingWhere(
        goes_on={
            ActionName.UNITS_ASK: asking.go_on,
            ActionName.UNITS_WEEK: weeks.go_on,
            ActionName.DUTY_FORM: duty.go_on,
        }
    )
    return UnitRoutes(
        intents={
            Intent.COVERAGE_QUERY: asking.ask,
            Intent.COVERAGE_WEEK: weeks.ask,
            Intent.MY_UNITS: units.ask,
            Intent.DUTY_PLAN: duty.ask,
            Intent.DUTY_MINE: own.ask,
        },
        actions={
            ActionName.UNITS_ASK: asking.pressed,
            ActionName.UNITS_WEEK: weeks.pressed,
            ActionName.UNITS_SHOW: units.pressed,
            ActionName.DUTY_FORM: duty.form,
            ActionName.DUTY_SAVE: duty.save,
            ActionName.DUTY_FILL: duty.fill,
            ActionName.DUTY_SPLIT: duty.split,
        },
        dialogs={asking_where.NAME: where.answer},
    )
