"""Owns a turn that this process has claimed: renewed while it goes on, and asked before each save.

A claim is this process's for a short while from before it was written, by the monotonic clock, which goes on while the
process is paused. Past that nothing is saved before it is renewed, by a write that fails if another turn of the person
has begun meanwhile. Most turns are over long before, and never written of again: that they will be answered stood in
the claim.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.begun import Begun, expect_outcome, expected_of
from bot.chat import Chat, Outcome
from bot.chat_merging import differs, on_top_of
from bot.turn import Turn
from bot.wire.arrival import Arrival
from bot.wire.remembering import ChatMemory
from bot.wire.turn_order import NOT_DELIVERED, Overtaken
from policy.organisation import PersonId
from services.ports import Conflict, Loaded

log = logging.getLogger(__name__)

RENEW_AT = 0.7
"""After this part of a claim it is renewed, so that there is time to write that before it lapses."""
WRITE_ATTEMPTS = 6
CONFLICT_PAUSE_SECONDS = 0.02
MOST_UNDONE = 2_000
TRY_AGAIN_SECONDS = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTimes:
    """How long things last, in seconds."""

    claim: float = 0.6
    """A turn's first claim: the longest that another replica waits for one that has ended without telling. A turn that
    takes longer than most of it costs two writes more, and most of a turn is Teams taking the answer."""
    renewed: float = 1.5
    """A claim that was renewed, which is ended by a write: so it is waited for this long only if its process died."""
    longest_wait: float = 10.0
    """After this long a person is told to try again rather than left waiting."""


class Undone:
    """What this process told beforehand that it would answer, and then neither did nor could say so: the newest."""

    def __init__(self) -> None:
        self._turns: dict[tuple[PersonId, str], None] = {}

    def __contains__(self, turn: tuple[PersonId, str]) -> bool:
        return turn in self._turns

    def __iter__(self) -> Iterator[tuple[PersonId, str]]:
        return iter(tuple(self._turns))

    def add(self, turn: Turn) -> None:
        """That is so for the turn, as far as is known."""
        self._turns[turn.person, turn.activity_id] = None
        if len(self._turns) > MOST_UNDONE:
            del self._turns[next(iter(self._turns))]

    def discard(self, person: PersonId, activity: str) -> None:
        """It is so no more."""
        self._turns.pop((person, activity), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The time of day, and one that only grows, also while the process is paused."""

    now: Callable[[], datetime]
    seconds: Callable[[], float]

    def at(self) -> float:
        """The time of day in seconds since 1970."""
        return self.now().timestamp()


_CARRIED_OUT: ContextVar[Claim | None] = ContextVar("the claim of the turn that is carried out here", default=None)


async def require_turn() -> None:
    """Return if what is about to be saved may be: it is no turn's, or its turn's claim holds. Raises Overtaken."""
    claim = _CARRIED_OUT.get()
    if claim is not None:
        await claim.require()


class Claim:
    """A BegunTurn of a process among several. `loaded` is the Chat as it is stored with the claim."""

    def __init__(
        self,
        arrival: Arrival,
        begun: Begun,
        loaded: Loaded[Mapping[str, Any]],
        *,
        memory: ChatMemory,
        clocks: Clocks,
        times: ClaimTimes,
        undone: Undone,
        holds_until: float,
        let_go: Callable[[], None],
    ) -> None:
        self.chat = Chat.from_json(loaded.value)
        self._since = Chat.from_json(loaded.value)
        self._arrival = arrival
        self._begun = begun
        self._loaded = loaded
        self._memory = memory
        self._clocks = clocks
        self._times = times
        self._undone = undone
        self._holds_until = holds_until
        self._told_of_letting_go = let_go
        self._is_renewed = False
        self._is_overtaken = False
        self._is_over = False
        self._writing = asyncio.Lock()
        self._renewal: asyncio.Task[None] | None = None
        self._timer = self._renew_in_time()
        _CARRIED_OUT.set(self)

    async def require(self) -> None:
        """Return if the claim holds, renewed if need be; raises Overtaken, and what the store raises."""
        if self._is_over:
            return
        if self._clocks.seconds() >= self._holds_until:
            await self._renew()
        if self._is_overtaken:
            raise Overtaken

    async def still_holds(self) -> bool:
        """Whether no other turn has gone ahead; a store that can't tell keeps nobody from their answer."""
        try:
            await self.require()
        except Overtaken:
            return False
        except Exception as error:  # noqa: BLE001 - what was to be saved is saved, and whoever it is for waits
            self._log("a claim could not be renewed", error)
        return True

    async def end(self, outcome: Outcome) -> None:
        """Store how it ended, if that is more than the claim told; raises what the store raises."""
        self._renew_no_more()
        is_told = outcome is not NOT_DELIVERED and outcome.body is None
        if is_told and not self._is_renewed and not differs(self.chat, self._since):
            return
        if outcome is NOT_DELIVERED:
            self._undone.add(self._arrival.turn)
        async with self._writing:
            await self._write(lambda stored: self._ended(stored, outcome))
        self._undone.discard(self._arrival.turn.person, self._arrival.turn.activity_id)

    def let_go(self) -> None:
        """Renew it no more, and let the person's next turn here begin; what has not come to its end by then lapses."""
        self._renew_no_more()
        if _CARRIED_OUT.get() is self:
            _CARRIED_OUT.set(None)
        self._told_of_letting_go()

    def _renew_no_more(self) -> None:
        self._is_over = True
        self._timer.cancel()

    def _ended(self, stored: Chat, outcome: Outcome) -> Chat:
        activity, chat = self._arrival.turn.activity_id, on_top_of(stored, self.chat, since=self._since)
        if self._is_of_this(stored):
            chat.begun = None
        kept = stored.outcomes.get(activity)
        if kept is not None and expected_of(kept) != self._begun.life:
            return chat  # Another process has taken the turn over: what it tells stays.
        if outcome is NOT_DELIVERED:
            chat.outcomes.pop(activity, None)
        elif self._arrival.may_come_again:
            chat.remember_outcome(activity, outcome, now=self._clocks.now())
        return chat

    def _renew_in_time(self) -> asyncio.TimerHandle:
        left = self._holds_until - self._clocks.seconds() - (1 - RENEW_AT) * self._begun.lasts
        return asyncio.get_running_loop().call_later(max(left, 0.0), self._renew_soon)

    def _renew_soon(self) -> None:
        self._renewal = asyncio.create_task(self._renew_quietly(), name="renewal of a claim")

    async def _renew_quietly(self) -> None:
        try:
            await self._renew()
        except Exception as error:  # noqa: BLE001 - it is tried again, and required before anything is saved
            self._log("a claim could not be renewed", error)
            await asyncio.sleep(TRY_AGAIN_SECONDS)
        if not self._is_over and not self._is_overtaken:
            self._timer = self._renew_in_time()

    async def _renew(self) -> None:
        """Make it last, unless another turn has begun: then it is overtaken."""
        held_until = self._holds_until
        async with self._writing:
            if self._is_over or self._is_overtaken or self._holds_until > held_until:
                return
            began, at = self._clocks.seconds(), self._clocks.at()
            lasts = self._times.renewed
            self._is_renewed = True  # Once it has been tried: the write may have happened although it failed.

            def renewed(stored: Chat) -> Chat | None:
                if not self._is_of_this(stored):
                    self._is_overtaken = True
                    return None
                self._begun = replace(self._begun, until=at + lasts, lasts=lasts)
                self._begun.noted_in(stored)
                if self._arrival.may_come_again:
                    expect_outcome(stored, self._begun, at=at)
                return stored

            await self._write(renewed)
            if not self._is_overtaken:
                self._holds_until = began + lasts

    def _is_of_this(self, stored: Chat) -> bool:
        begun = Begun.of(stored)
        return begun is not None and (begun.activity, begun.life) == (self._begun.activity, self._begun.life)

    async def _write(self, change: Callable[[Chat], Chat | None]) -> None:
        """Store what the change makes of what is stored; None leaves it. Raises Conflict in the end."""
        person, attempt = self._arrival.turn.person, 1
        while True:
            chat = change(Chat.from_json(self._loaded.value))
            if chat is None:
                return
            try:
                self._loaded = await self._memory.put(person, self._loaded, chat)
            except Conflict:
                if attempt == WRITE_ATTEMPTS:
                    raise
            else:
                return
            await asyncio.sleep(random.uniform(0, CONFLICT_PAUSE_SECONDS) * attempt)  # noqa: S311
            attempt += 1
            self._loaded, _ = await self._memory.load(person)

    def _log(self, what: str, error: Exception) -> None:
        log.warning(what, extra={"activity": self._arrival.turn.activity_id, "error": type(error).__name__})
