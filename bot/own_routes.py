"""Owns the tables of what people keep about themselves: which handler answers each intent, button and open dialog.

No logic. `bot.routes` puts them together with the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs import details, greeting, privacy
from bot.dialogs.details import DetailsDialog
from bot.dialogs.effects import EffectsDialog
from bot.dialogs.greeting import GreetingDialog
from bot.dialogs.pages import PagesDialog
from bot.dialogs.policy_help import PolicyHelp
from bot.dialogs.privacy import PrivacyDialog
from bot.router import ActionHandler, IntentHandler, OpenDialog
from bot.understanding import Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDialogs:
    """The dialogs about oneself, and about the policy."""

    greeting: GreetingDialog
    details: DetailsDialog
    privacy: PrivacyDialog
    pages: PagesDialog
    policy: PolicyHelp
    effects: EffectsDialog

    def intents(self) -> Mapping[Intent, IntentHandler]:
        """What lines come to."""
        return {
            Intent.MY_STATUS: self.pages.status,
            Intent.GREETING_RECORDED: self.greeting.recorded,
            Intent.GREETING_SCRIPT: self.greeting.script,
            Intent.GREETING_MISSING: self.greeting.show,
            Intent.GREETING_REPORTED: self.greeting.reported,
            Intent.DETAILS_SHOW: self.details.show,
            Intent.DETAILS_CONFIRM: self.details.confirm,
            Intent.DETAILS_CORRECT: self.details.correct,
            Intent.PRIVACY_EXPORT: self.privacy.export,
            Intent.PRIVACY_ERASE: self.privacy.erase,
            Intent.POLICY_QUERY: self.policy.ask,
            Intent.EFFECTS_SHOW: self.effects.what_follows,
            Intent.EFFECTS_CHOOSE: self.effects.choose,
        }

    def actions(self) -> Mapping[str, ActionHandler]:
        """What buttons come to."""
        return {
            ActionName.PAGES_SHOW: self.pages.show,
            ActionName.GREETING_SHOW: self.greeting.show_mine,
            ActionName.GREETING_FORM: self.greeting.form,
            ActionName.GREETING_SAVE: self.greeting.save,
            ActionName.GREETING_RECORDED: self.greeting.record,
            ActionName.GREETING_SCRIPT: self.greeting.show_script,
            ActionName.GREETING_UNDO: self.greeting.undo,
            ActionName.GREETING_REPORT: self.greeting.report,
            ActionName.GREETING_TAKE_BACK: self.greeting.take_back,
            ActionName.DETAILS_SHOW: self.details.show_mine,
            ActionName.DETAILS_CONFIRM: self.details.confirm_mine,
            ActionName.DETAILS_FORM: self.details.form,
            ActionName.DETAILS_SAVE: self.details.save,
            ActionName.DETAILS_WITHDRAW: self.details.withdraw,
            ActionName.DETAILS_MENDED: self.details.mended,
            ActionName.PRIVACY_SHOW: self.privacy.show,
            ActionName.PRIVACY_ASK: self.privacy.ask,
            ActionName.PRIVACY_FORGET: self.privacy.forget,
            ActionName.POLICY_SHOW: self.policy.show,
            ActionName.EFFECTS_FORM: self.effects.form,
            ActionName.EFFECTS_SAVE: self.effects.save,
            ActionName.EFFECTS_AGAIN: self.effects.again,
        }

    def open(self) -> Mapping[str, OpenDialog]:
        """What may be open."""
        return {
            greeting.NAME: self.greeting.answer_open,
            details.NAME: self.details.answer_open,
            privacy.NAME: self.privacy.answer,
        }
