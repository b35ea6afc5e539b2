"""Owns what a person is told when their turn failed for a reason that is none of theirs: no stack trace, a way on."""

from __future__ import annotations

from collections.abc import Callable

from bot.chat import Chat
from bot.dialogs.exchange import words_to
from bot.turn import Message, Reply, Turn
from services.ports import Directory


def trouble_reply(directory: Directory) -> Callable[[Turn, Chat, Exception], Reply]:
    """What the wire calls with a turn that failed; what went wrong is in the log, not in the reply."""

    def reply(_turn: Turn, chat: Chat, _error: Exception) -> Reply:
        return Reply(messages=(Message(text=words_to(chat, directory.municipality)("chat.trouble")),))

    return reply
