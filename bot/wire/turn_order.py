"""Owns what it takes for a person's turns to run in order, each once: the port, and the way of a process that is alone.

A process that is alone with its store keeps the order by locks in memory: one read of the Chat when a turn begins, one
write when it ends. How several processes keep it among them is in `bot.wire.claims`.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from bot.chat import Chat, Outcome
from bot.turn import Scope, Turn
from bot.wire.arrival import Arrival
from bot.wire.keyed_lock import KeyedLock
from bot.wire.remembering import ChatMemory
from services.ports import Loaded

NOT_DELIVERED = Outcome(502)
"""Nothing of the answer arrived: the activity is to come again, and to be carried out again."""
COME_AGAIN = Outcome(503)
"""Another process is at this very activity, and has been for too long to be waited for."""


class Overtaken(Exception):
    """Another turn of the person has gone ahead of this one, which was held up: nothing of it may be saved now."""


class StillUnderWay(Exception):
    """The person's turn before this one goes on at another process, for too long to be waited for."""

    def __init__(self, chat: Chat) -> None:
        super().__init__("another turn is under way")
        self.chat = chat


class BegunTurn(Protocol):
    """A turn that this process is to carry out."""

    @property
    def chat(self) -> Chat:
        """What is remembered of the person; what changes in it is stored when the turn ends."""

    async def still_holds(self) -> bool:
        """Whether no other turn of the person has gone ahead of this one meanwhile."""

    async def end(self, outcome: Outcome) -> None:
        """Store how it ended, as far as that isn't known yet; raises what the store raises."""

    def let_go(self) -> None:
        """Look after it no more, whether or not it came to its end."""


class NeverBegun:
    """The BegunTurn of one that could not be: it is answered, and nothing of it is stored."""

    def __init__(self) -> None:
        self.chat = Chat()

    async def still_holds(self) -> bool:
        """There is nothing to be overtaken in."""
        return True

    async def end(self, outcome: Outcome) -> None:
        """Nothing is stored."""

    def let_go(self) -> None:
        """There is nothing to look after."""


class TurnOrder(Protocol):
    """Says whose turn it is."""

    def alone(self, turn: Turn) -> AbstractAsyncContextManager[None]:
        """What is held in this process while the turn waits and runs; entered at once."""

    async def begin(self, arrival: Arrival, *, again: bool = False) -> BegunTurn | Outcome:
        """The turn, when it is its turn; or how it ended, if it was carried out before.

        `again`: it was begun here and overtaken. Raises StillUnderWay, and what the store raises.
        """


class OneProcess:
    """The order of a process that is alone with its store."""

    def __init__(self, memory: ChatMemory) -> None:
        self._memory = memory
        self._conversations = KeyedLock()

    def alone(self, turn: Turn) -> AbstractAsyncContextManager[None]:
        """The conversation: one turn at a time, first come first served."""
        return self._conversations(turn.conversation)

    async def begin(self, arrival: Arrival, *, again: bool = False) -> BegunTurn | Outcome:
        """The turn with the person's Chat, or how it ended before."""
        turn = arrival.turn
        loaded, chat = await self._memory.load(turn.person)
        if arrival.may_come_again and (known := chat.outcome(turn.activity_id, now=turn.now)) is not None:
            return known
        chat.remember_reference(turn.conversation, arrival.reference, personal=turn.scope is Scope.PERSONAL)
        return _Turn(self._memory, arrival, loaded, chat)


class _Turn:
    """One that ends with the one write."""

    __slots__ = ("_arrival", "_loaded", "_memory", "chat")

    def __init__(self, memory: ChatMemory, arrival: Arrival, loaded: Loaded[Mapping[str, Any]], chat: Chat) -> None:
        self._memory = memory
        self._arrival = arrival
        self._loaded = loaded
        self.chat = chat

    async def still_holds(self) -> bool:
        """Always: the lock is held."""
        return True

    async def end(self, outcome: Outcome) -> None:
        """Store the Chat, with the outcome unless the activity is to be carried out again."""
        turn = self._arrival.turn
        if self._arrival.may_come_again and outcome is not NOT_DELIVERED:
            self.chat.remember_outcome(turn.activity_id, outcome, now=turn.now)
        await self._memory.save(turn.person, self._loaded, self.chat)

    def let_go(self) -> None:
        """There is nothing to look after."""
