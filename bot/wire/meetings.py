"""Owns opening a chat that no activity has come from: the app was installed, and Graph has told the conversation's id.

Such a chat is reached by that id at the address where Teams takes what we send. The address is that of the latest
activity that was let in; before there was one it is Teams' public one, which the settings say.
"""

from __future__ import annotations

from typing import Any

from bot.chat import Chat
from bot.turn import Scope
from bot.wire.remembering import ChatMemory
from policy.organisation import PersonId

TEAMS = "msteams"
PUBLIC_TEAMS = "https://smba.trafficmanager.net/teams/"
"""Where Teams takes proactive messages of everyone who has not been told another address."""


class TeamsAddress:
    """Where Teams takes what we send, and who we are there. It is learnt from activities that were let in alone."""

    def __init__(self, *, service_url: str = PUBLIC_TEAMS, bot: str = "", tenant: str = "") -> None:
        self._service_url = service_url
        self._bot = bot
        self._tenant = tenant

    def learn(self, activity: Any) -> None:
        """Take the address of an activity of Teams'."""
        if activity.channel_id == TEAMS and activity.service_url:
            self._service_url = activity.service_url
            self._bot = activity.recipient.id if activity.recipient is not None else self._bot
            self._tenant = activity.conversation.tenant_id or self._tenant

    def reference(self) -> dict[str, Any]:
        """How to reach a conversation there whose person has never said who they are to Teams."""
        return {
            "service_url": self._service_url,
            "channel": TEAMS,
            "tenant": self._tenant,
            "bot": self._bot,
            "user": None,
            "scope": Scope.PERSONAL.value,
        }


class ChatMeetings:
    """Implements `services.install_ports.Meetings`."""

    def __init__(self, memory: ChatMemory, address: TeamsAddress) -> None:
        self._memory = memory
        self._address = address

    async def had_chat(self, person: PersonId) -> bool:
        """Whether the bot has introduced itself to the person and knows no way to them."""
        _, chat = await self._memory.load(person)
        return chat.greeted and not chat.has_own

    async def open(self, person: PersonId, chat: str) -> bool:
        """Remember the conversation as the person's own; gives whether it is."""
        opened = False

        def remember(known: Chat) -> None:
            nonlocal opened
            opened = not known.has_own
            if opened:
                known.remember_reference(chat, self._address.reference(), personal=True)
                known.greeted = True

        await self._memory.change(person, remember)
        return opened
