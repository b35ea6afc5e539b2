"""Owns what a person is told when their turn failed for a reason that is none of theirs: no stack trace, a way on."""

from __future__ import annotations

from collections.abc import Callable

from bot.chat import Chat
from bot.dialogs.exchange import words_to
from bot.turn import Message, Reply, Scope, Turn
from services.ports import Directory


def trouble_reply(directory: Directory) -> Callable[[Turn, Chat, Exception], Reply]:
    """What the wire calls with a turn that failed; what went wrong is in the log, not in the reply."""

    def reply(turn: Turn, chat: Chat, _error: Exception) -> Reply:
        words = words_to(chat, directory.municipality)
        # In company nothing is carried out, and one's own status is nobody else's.
        told = words("chat.trouble" if turn.scope is Scope.PERSONAL else "chat.trouble_in_company")
        return Reply(messages=(Message(text=told),))

    return reply
