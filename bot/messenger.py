"""Owns telling people what they did not ask for just now: the Messenger port, over their own chat with the bot.

It must not decide who is told or what; it is handed how a notification is said. How sending ended is a value.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from math import inf
from typing import Any

import orjson

from bot.chat import Chat
from bot.turn import Message
from bot.wire.connector import Address, Connector, SendFailed
from bot.wire.outgoing import addressed, message_activity
from bot.wire.pacing import Pace
from bot.wire.remembering import ChatMemory
from bot.wire.speaking import is_gone
from policy.organisation import PersonId
from policy.outgoing import Notification, StandingCard
from services.ports import Delivery, Sending

log = logging.getLogger(__name__)

Render = Callable[[Notification, object, str], Message]
"""How a notification about a case is said in a language."""

BLOCKED = 403
"""`MessageWritesBlocked`: the person has blocked or uninstalled the bot."""
DISABLED = "BotDisabledByAdmin"
"""With that status: the bot is turned off for the whole tenant, which says nothing of the person."""
GONE = 404
LONGEST_PAUSE_SECONDS = 2.0
"""What is held back by Teams' limits for longer than this is tried again later instead of waited for."""


class TeamsMessenger:
    """Implements `services.ports.Messenger`."""

    def __init__(
        self,
        memory: ChatMemory,
        connector: Connector,
        *,
        render: Render,
        default_language: str,
        pace: Pace | None = None,
    ) -> None:
        self._memory = memory
        self._connector = connector
        self._render = render
        self._default_language = default_language
        self._pace = pace or Pace()

    async def can_reach(self, person: PersonId) -> bool:
        """Whether the person has a chat with the bot; raises what the store raises."""
        _, chat = await self._memory.load(person)
        return _conversation(chat) is not None

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        """Send it in the person's language to their own chat; UNREACHABLE until they have one."""
        try:
            _, chat = await self._memory.load(notification.to)
        except Exception as error:  # noqa: BLE001 - whatever the store raises, the outbox keeps the notification
            log.warning("the chat could not be loaded", extra={"error": type(error).__name__})
            return Sending(outcome=Delivery.TRY_LATER)
        conversation = _conversation(chat)
        if conversation is None:
            return Sending(outcome=Delivery.UNREACHABLE)
        try:
            message = self._render(notification, about, chat.language or chat.heard or self._default_language)
        except Exception as error:  # a fault of ours: it would end the same way again
            log.exception("notification could not be said", extra={"code": notification.code}, exc_info=error)
            return Sending(outcome=Delivery.FAILED)
        wait = await self._held_back(conversation)
        if wait:
            return Sending(outcome=Delivery.THROTTLED, wait=timedelta(seconds=wait))
        if standing is not None and standing.conversation != conversation:
            return Sending(outcome=Delivery.CARD_GONE)  # The chat was begun anew, and the card is in the old one.
        deadline = min(self._connector.deadline(), before)
        return await self._send(notification, chat.references[conversation], conversation, message, standing, deadline)

    async def _held_back(self, conversation: str) -> float:
        """Wait a little for Teams' limits; gives the seconds that are left to wait where it would be too long."""
        left = LONGEST_PAUSE_SECONDS
        while wait := self._pace.take(conversation):
            if wait > left:
                return wait
            left -= wait
            await asyncio.sleep(wait)
        return 0.0

    async def _send(
        self,
        notification: Notification,
        reference: Mapping[str, Any],
        conversation: str,
        message: Message,
        standing: StandingCard | None,
        deadline: float,
    ) -> Sending:
        body = orjson.dumps(addressed(message_activity(message), conversation, reference))
        address = Address(reference["service_url"], conversation)
        try:
            if standing is not None:
                await self._connector.put(address, standing.activity, body, deadline=deadline)
                activity = standing.activity
            else:
                activity = await self._connector.post(address, body, deadline=deadline)
        except SendFailed as failure:
            log.info("notification not delivered", extra={"status": failure.status, "code": failure.code})
            return await self._failed(notification.to, conversation, failure, changing=standing is not None)
        if not notification.card or not activity:
            return Sending(outcome=Delivery.SENT)
        card = StandingCard(to=notification.to, card=notification.card, conversation=conversation, activity=activity)
        return Sending(outcome=Delivery.SENT, standing=card)

    async def _failed(self, person: PersonId, conversation: str, failure: SendFailed, *, changing: bool) -> Sending:
        wait = None if failure.wait is None else timedelta(seconds=failure.wait)
        if changing and is_gone(failure):
            return Sending(outcome=Delivery.CARD_GONE)
        if failure.code == DISABLED:
            return Sending(outcome=Delivery.TRY_LATER)
        if failure.status in (BLOCKED, GONE):
            await self._forget(person, conversation)
            return Sending(outcome=Delivery.UNREACHABLE)
        if not failure.passes:
            return Sending(outcome=Delivery.FAILED)
        if wait is not None:
            return Sending(outcome=Delivery.THROTTLED, wait=wait)
        # A card that is changed in place can be changed again without a trace; a new message can't.
        uncertain = failure.uncertain and not changing
        return Sending(outcome=Delivery.UNCERTAIN if uncertain else Delivery.TRY_LATER)

    async def _forget(self, person: PersonId, conversation: str) -> None:
        try:
            await self._memory.change(person, lambda chat: chat.drop_conversation(conversation))
        except Exception as error:  # noqa: BLE001 - the next attempt finds out again
            log.warning("a dead conversation could not be dropped", extra={"error": type(error).__name__})


def _conversation(chat: Chat) -> str | None:
    return chat.personal if chat.has_own else None
