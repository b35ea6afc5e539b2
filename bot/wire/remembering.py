"""Owns how Chats are loaded and saved: one read and one write, and what happens when two turns meet at the store."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot.chat import Chat
from policy.organisation import PersonId
from services.ports import ChatRepository, Conflict, Loaded

log = logging.getLogger(__name__)

SAVE_ATTEMPTS = 4
Came = Callable[[PersonId], None]
"""Told that a person now has a chat of their own with the bot, or another than before."""


class ChatMemory:
    """Chats over a ChatRepository."""

    def __init__(self, chats: ChatRepository, *, came: Came = lambda _person: None) -> None:
        self._chats = chats
        self._came = came

    async def load(self, person: PersonId) -> tuple[Loaded[Mapping[str, Any]], Chat]:
        """The person's Chat, with what it takes to save it."""
        loaded = await self._chats.load(person)
        return loaded, Chat.from_json(loaded.value)

    async def put(self, person: PersonId, loaded: Loaded[Mapping[str, Any]], chat: Chat) -> Loaded[Mapping[str, Any]]:
        """Store the Chat if it is still as it was loaded; gives what is stored now. Raises Conflict."""
        saved = await self._chats.save(person, loaded, chat.to_json())
        if chat.personal is not None and chat.personal != loaded.value.get("personal"):
            self._came(person)
        return saved

    async def save(self, person: PersonId, loaded: Loaded[Mapping[str, Any]], chat: Chat) -> None:
        """Store the Chat; merged with another turn's, if that was saved meanwhile. Raises Conflict in the end."""
        for attempt in range(1, SAVE_ATTEMPTS + 1):
            try:
                await self.put(person, loaded, chat)
            except Conflict:
                if attempt == SAVE_ATTEMPTS:
                    raise
                loaded, stored = await self.load(person)
                chat = chat.merged_into(stored)
            else:
                return

    async def change(self, person: PersonId, change: Callable[[Chat], None]) -> None:
        """Store a change that goes on top of whatever is stored. Raises Conflict in the end."""
        for attempt in range(1, SAVE_ATTEMPTS + 1):
            loaded, chat = await self.load(person)
            change(chat)
            try:
                await self.put(person, loaded, chat)
            except Conflict:
                if attempt == SAVE_ATTEMPTS:
                    raise
            else:
                return
