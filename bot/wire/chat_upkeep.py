"""Owns that chats are let go of in time: what they hold of turns after a day, all of them once their person is gone.

What a turn left behind can hold a reason or somebody to call, and whoever never comes again would leave it for good.
The way to a person's chat stays as long as the directory has them: whatever they are to be told goes there. Whose chat
it is decides nothing else here, and nothing of it is logged.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from bot.chat import Chat
from policy.organisation import PersonId
from policy.periods import as_utc
from services.ports import ChatRepository, Directory, Loaded, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.sweeping import ALONE, sweep

LOOKED_AFTER = timedelta(days=180)
"""How long after the last look, or the last turn, it is seen whether the person is still in the directory."""


class KeptChats(ChatRepository, Protocol):
    """Chats that are found by when they are to be looked through, and can be erased."""

    def looks_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Pages of those that are due at `before` or earlier, the longest due first."""

    async def erase(self, person: PersonId, loaded: Loaded[Mapping[str, Any]]) -> None:
        """Remove it for good; raises Conflict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatUpkeep:
    """Looks through chats when their time has come."""

    chats: KeptChats
    directory: Directory

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Look through all that are due; gives how many."""
        return await sweep(self.chats.looks_due(now), partial(self._look, now=now), what="chats", hold=hold)

    async def _look(self, place: Place, *, now: datetime) -> None:
        await until_saved(partial(self._look_at, PersonId(place.partition), now))

    async def _look_at(self, person: PersonId, now: datetime) -> None:
        loaded = await self.chats.load(person)
        chat = Chat.from_json(loaded.value)
        if loaded.etag is None or chat.look_again_at > now.timestamp():
            return  # Somebody else has seen to it, or the person has come again.
        if chat.outcomes or chat.drafts or chat.in_doubt or not chat.next_look:
            # Whose it was is not asked yet: a replica may be the last to know somebody new.
            chat.let_go_of_turns(next_look=as_utc(now) + LOOKED_AFTER)
        elif person not in self.directory.municipality.people:
            await self.chats.erase(person, loaded)
            return
        else:
            chat.next_look = int((as_utc(now) + LOOKED_AFTER).timestamp())
        await self.chats.save(person, loaded, chat.to_json())
