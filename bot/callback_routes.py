"""Owns the tables of promises and messages: which of their handlers answers each intent, action and open dialog."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs import callback, callback_handover, callback_marks, callback_previews, callback_receipts, message_left
from bot.dialogs.asking_who import Continuation
from bot.dialogs.callback import NextContactDialog, PromiseDialog
from bot.dialogs.callback_handover import HandoverDialog
from bot.dialogs.callback_marks import CallbackMarks
from bot.dialogs.callback_previews import Previews
from bot.dialogs.callback_receipts import CallbackReceipts
from bot.dialogs.exchange import Draft, Exchange
from bot.dialogs.message_left import MessageDialog
from bot.router import ActionHandler, IntentHandler, OpenDialog
from bot.turn import Reply
from bot.understanding.result import Intent
from services.callback_handover import HandoverService
from services.callback_messages import MessageService
from services.callback_privacy import CallbackPrivacy
from services.callbacks import CallbackService
from services.ports import Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackServices:
    """The use cases of promises and messages."""

    callbacks: CallbackService
    messages: MessageService
    handover: HandoverService
    privacy: CallbackPrivacy
    """What is held about a person in promises, and what of it can be erased."""


class CallbackRoutes:
    """The dialogs of promises and messages, and the tables that lead to them."""

    def __init__(self, services: CallbackServices, directory: Directory) -> None:
        self.promising = PromiseDialog(service=services.callbacks)
        self.next_contact = NextContactDialog(service=services.callbacks)
        self.messages = MessageDialog(service=services.messages, callbacks=services.callbacks, directory=directory)
        self.handover = HandoverDialog(service=services.handover, callbacks=services.callbacks, directory=directory)
        self.marks = CallbackMarks(
            service=services.callbacks,
            messages=services.messages,
            next_contact=self.next_contact,
        )
        self.receipts = CallbackReceipts(
            undo=self.marks.undo_one, remove=self.marks.remove_one, change_one=self.promising.change_one
        )
        self.previews = Previews(forms={one.name: one for one in (self.promising, self.next_contact, self.messages)})

    @property
    def intents(self) -> Mapping[Intent, IntentHandler]:
        """What is typed."""
        return {
            Intent.CALLBACK_LOG: self.promising.log,
            Intent.CALLBACK_LIST: self.marks.show_list,
            Intent.CALLBACK_TRIED: self.marks.hear_tried,
            Intent.CALLBACK_DONE: self.marks.hear_done,
            Intent.CALLBACK_WITHDRAW: self.marks.hear_withdraw,
            Intent.CALLBACK_HAND_OVER: self.handover.hear_line,
            Intent.LEAVE_MESSAGE: self.messages.leave,
            Intent.MESSAGES_LEFT: self.messages.show_left,
            Intent.MESSAGES_MINE: self.messages.show_mine,
        }

    @property
    def actions(self) -> Mapping[str, ActionHandler]:
        """What is pressed."""
        return {
            ActionName.CALLBACK_NEW: self.promising.new,
            ActionName.CALLBACK_SAVE: self.promising.save,
            ActionName.CALLBACK_CONFIRM: self.previews.confirm,
            ActionName.CALLBACK_MEND: self.previews.mend,
            ActionName.CALLBACK_CHANGE: self.promising.change,
            ActionName.CALLBACK_TRIED: self.marks.tried,
            ActionName.CALLBACK_NOT_READY: self.next_contact.ask,
            ActionName.CALLBACK_NEXT_SAVE: self.next_contact.save,
            ActionName.CALLBACK_DONE: self.marks.done,
            ActionName.CALLBACK_WITHDRAW: self.marks.withdraw,
            ActionName.CALLBACK_UNDO: self.marks.undo,
            ActionName.CALLBACK_SHOW: self.marks.show,
            ActionName.CALLBACK_LIST: self.marks.list,
            ActionName.CALLBACK_PICK: self.marks.pick,
            ActionName.CALLBACK_HAND_OVER: self.handover.ask,
            ActionName.CALLBACK_OFFER: self.handover.offer,
            ActionName.CALLBACK_ACCEPT: self.handover.accept,
            ActionName.CALLBACK_DECLINE: self.handover.decline,
            ActionName.MESSAGE_NEW: self.messages.new,
            ActionName.MESSAGE_SAVE: self.messages.save,
            ActionName.MESSAGE_SEEN: self.messages.seen,
            ActionName.MESSAGE_SHOW: self.messages.show,
            ActionName.MESSAGE_LIST: self.messages.list,
            ActionName.MESSAGE_WITHDRAW: self.messages.withdraw,
        }

    @property
    def dialogs(self) -> Mapping[str, OpenDialog]:
        """What is typed while something is open."""
        return {
            callback.NAME: self.promising.answer_open,
            callback.NEXT: self.next_contact.answer_open,
            message_left.NAME: self.messages.answer_open,
            callback_handover.NAME: self.handover.answer_open,
            callback_previews.NAME: self.previews.answer,
            callback_marks.WHICH: self.marks.answer_which,
            callback_receipts.NAME: self.receipts.answer,
        }

    @property
    def continuations(self) -> Mapping[str, Continuation]:
        """What goes on once it is known who was meant."""
        return {message_left.NAME: self.messages.go_on, callback_handover.NAME: self.handover.go_on}

    @property
    def cancels(self) -> Mapping[str, Callable[[Exchange, Draft], Awaitable[Reply]]]:
        """What *ångra* and *avbryt* mean right after a receipt."""
        return {callback_receipts.NAME: self.receipts.cancel}
