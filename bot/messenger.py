"""Owns telling people what they did not ask for just now: the Messenger port, over their own chat with the bot.

It must not decide who is told or what; it is handed how a notification is said. How sending ended is a value.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import orjson

from bot.chat import Chat
from bot.turn import Message
from bot.wire.connector import Address, Connector, SendFailed
from bot.wire.outgoing import addressed, message_activity
from bot.wire.remembering import ChatMemory
from policy.diversions import Notification
from policy.organisation import PersonId
from services.ports import Delivery

log = logging.getLogger(__name__)

Render = Callable[[Notification, str], Message]
"""How a notification is said in a language."""

BLOCKED = 403
"""`MessageWritesBlocked`: the person has blocked or uninstalled the bot."""
GONE = 404


class TeamsMessenger:
    """Implements `services.ports.Messenger`."""

    def __init__(self, memory: ChatMemory, connector: Connector, *, render: Render, default_language: str) -> None:
        self._memory = memory
        self._connector = connector
        self._render = render
        self._default_language = default_language

    async def deliver(self, notification: Notification) -> Delivery:
        """Send it in the person's language to their own chat; UNREACHABLE until they have one."""
        try:
            _, chat = await self._memory.load(notification.to)
        except Exception as error:  # noqa: BLE001 - whatever the store raises, the outbox keeps the notification
            log.warning("the chat could not be loaded", extra={"error": type(error).__name__})
            return Delivery.TRY_LATER
        if chat.personal is None or chat.personal not in chat.references:
            return Delivery.UNREACHABLE
        try:
            message = self._render(notification, chat.language or chat.heard or self._default_language)
        except Exception as error:  # a fault of ours: it would end the same way again
            log.exception("notification could not be said", extra={"code": notification.code}, exc_info=error)
            return Delivery.FAILED
        return await self._send(notification.to, chat, chat.personal, message)

    async def _send(self, person: PersonId, chat: Chat, conversation: str, message: Message) -> Delivery:
        reference = chat.references[conversation]
        body = orjson.dumps(addressed(message_activity(message), conversation, reference))
        address = Address(reference["service_url"], conversation)
        try:
            await self._connector.post(address, body, deadline=self._connector.deadline())
        except SendFailed as failure:
            log.info("notification not delivered", extra={"status": failure.status, "code": failure.code})
            if failure.status in (BLOCKED, GONE):
                await self._forget(person, conversation)
                return Delivery.UNREACHABLE
            return Delivery.TRY_LATER if failure.passes else Delivery.FAILED
        return Delivery.SENT

    async def _forget(self, person: PersonId, conversation: str) -> None:
        try:
            await self._memory.change(person, lambda chat: chat.drop_conversation(conversation))
        except Exception as error:  # noqa: BLE001 - the next attempt finds out again
            log.warning("a dead conversation could not be dropped", extra={"error": type(error).__name__})
