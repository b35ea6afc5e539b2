"""Owns the tables of what people keep about themselves: which handler answers each intent, button and open dialog.

No logic. `bot.routes` puts them together with the others.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.cards.action_names import ActionName
from bot.dialogs import greeting
from bot.dialogs.greeting import GreetingDialog
from bot.router import ActionHandler, IntentHandler, OpenDialog
from bot.understanding import Intent


def greeting_intents(dialog: GreetingDialog) -> Mapping[Intent, IntentHandler]:
    """What lines about the voicemail greeting come to."""
    return {
        Intent.GREETING_RECORDED: dialog.recorded,
        Intent.GREETING_SCRIPT: dialog.script,
        Intent.GREETING_MISSING: dialog.show,
        Intent.GREETING_REPORTED: dialog.reported,
    }


def greeting_actions(dialog: GreetingDialog) -> Mapping[str, ActionHandler]:
    """What buttons about the voicemail greeting come to."""
    return {
        ActionName.GREETING_SHOW: dialog.show_mine,
        ActionName.GREETING_FORM: dialog.form,
        ActionName.GREETING_SAVE: dialog.save,
        ActionName.GREETING_RECORDED: dialog.record,
        ActionName.GREETING_SCRIPT: dialog.show_script,
        ActionName.GREETING_UNDO: dialog.undo,
        ActionName.GREETING_REPORT: dialog.report,
        ActionName.GREETING_TAKE_BACK: dialog.take_back,
    }


def greeting_dialogs(dialog: GreetingDialog) -> Mapping[str, OpenDialog]:
    """What is open about the voicemail greeting."""
    return {greeting.NAME: dialog.answer_open}
