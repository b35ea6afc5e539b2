"""Owns the ports to how the app comes to people who never opened it: installed for them, and its chat found.

Nothing here is implemented. How an installation ended is a value, because most of these are nobody's fault.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from policy.ids import PersonId
from policy.reachability import Refusal

REACH_ID = "reach"
"""The id of how somebody can be reached; its partition is the person's id."""


class InstallEnd(StrEnum):
    """How asking for an installation, or for its chat, ended."""

    DONE = "done"
    """It is installed now; or the chat is there."""
    ALREADY = "already"
    """It was installed before."""
    NO_CHAT = "no_chat"
    """It is installed, and there is no chat yet."""
    NOT_INSTALLED = "not_installed"
    REFUSED = "refused"
    AWAY = "away"
    """Nobody answered, or asked to be left alone for a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installing:
    """How it ended. `chat` is the conversation, `why` what a no is about, `wait` how long to wait if that was said."""

    end: InstallEnd
    chat: str = ""
    why: Refusal = Refusal.OTHER
    wait: timedelta = timedelta()


class AppInstaller(Protocol):
    """Installs the app for people, and finds its chats. Neither method raises for what the far end does."""

    async def install(self, person: PersonId) -> Installing:
        """Install it: DONE, ALREADY, REFUSED or AWAY."""

    async def find_chat(self, person: PersonId) -> Installing:
        """The conversation of an installed app: DONE, NO_CHAT, NOT_INSTALLED, REFUSED or AWAY."""


class Meetings(Protocol):
    """What is known of people's own chats with the bot. Raises what the store raises."""

    async def had_chat(self, person: PersonId) -> bool:
        """Whether there was one that is there no more."""

    async def open(self, person: PersonId, chat: str) -> bool:
        """Remember the conversation as the person's own, and that the bot has introduced itself; gives whether it did.

        It does not where there is one already.
        """


class TryAgain(Protocol):
    """Has what waits for a person in a case go out now: the subject's name, and the case's partition and id."""

    def __call__(self, source: str, partition: str, id_: str, to: PersonId, /, *, now: datetime) -> Awaitable[None]:
        """Do it; raises PolicyError `store.busy`."""
