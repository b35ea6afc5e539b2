"""Owns the tables of coverage: which handler answers each intent and card action about gaps in phone hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs.coverage_alerts import AlertDialog
from bot.dialogs.coverage_asking import ColleagueAsking
from bot.dialogs.coverage_invitations import InvitationDialog
from bot.router import ActionHandler, IntentHandler
from bot.understanding import Intent
from services.coverage_alerts import CoverageAlerts
from services.coverage_invitations import CoverageInvitations


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageServices:
    """The use cases of gaps in phone hours."""

    alerts: CoverageAlerts
    invitations: CoverageInvitations


class CoverageRoutes:
    """The dialogs about gaps, and the tables that lead to them."""

    def __init__(self, services: CoverageServices) -> None:
        self.alerts = AlertDialog(service=services.alerts)
        self.invitations = InvitationDialog(service=services.alerts, invitations=services.invitations)
        self.asking = ColleagueAsking(service=services.alerts)

    @property
    def intents(self) -> Mapping[Intent, IntentHandler]:
        """What is typed."""
        return {
            Intent.COVERAGE_GAPS: self.alerts.hear_gaps,
            Intent.COVERAGE_TAKE: self.invitations.hear_take,
            Intent.COVERAGE_DECLINE: self.invitations.hear_decline,
        }

    @property
    def actions(self) -> Mapping[str, ActionHandler]:
        """What is pressed."""
        return {
            ActionName.COVERAGE_SHOW: self.alerts.show,
            ActionName.COVERAGE_OPEN: self.alerts.open,
            ActionName.COVERAGE_GAPS: self.alerts.gaps,
            ActionName.COVERAGE_ASK: self.alerts.ask,
            ActionName.COVERAGE_ASK_ABOUT: self.asking.press,
            ActionName.COVERAGE_WHO: self.alerts.who,
            ActionName.COVERAGE_APPOINT: self.alerts.appoint,
            ActionName.COVERAGE_WHY: self.alerts.why,
            ActionName.COVERAGE_ACCEPT: self.alerts.accept,
            ActionName.COVERAGE_WHEN: self.alerts.when,
            ActionName.COVERAGE_LATER: self.alerts.later,
            ActionName.COVERAGE_SHOW_INVITATION: self.invitations.show,
            ActionName.COVERAGE_PART: self.invitations.part,
            ActionName.COVERAGE_TAKE: self.invitations.take,
            ActionName.COVERAGE_DECLINE: self.invitations.decline,
        }
