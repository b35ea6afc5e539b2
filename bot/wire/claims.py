"""Owns the order of a person's turns among several processes that share the store: each claims its turn first.

A turn begins with one write to the person's Chat, so that its etag decides which of two comes first, whichever
processes they reach. The claim tells which activity, by which process (its life), and for how long. Then:

- Another turn waits until the claim has ended or lapsed. It measures that by its own monotonic clock, from when it
  first saw the claim, so that clocks that differ make no turn seem over that goes on. Several that wait stand in a
  line, in the Chat too, and keep to it.
- The same activity, come again, waits for the outcome. A claim that has lapsed without an outcome was carried out if
  its process has shown a sign of life since: it would have renewed the claim, or taken it back. If that process has
  died the turn is carried out again; every act is recognised by its activity.
- What this process itself has claimed it knows to be over: nothing is waited for, and nothing more read. What it told
  in vain, as the store or Teams took no more, it carries out when it comes again, and takes back as soon as it can.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from bot.begun import Begun, ahead_of, expect_outcome, expected_of, leave_line, line_up, take_back
from bot.chat import Chat, Outcome
from bot.turn import Scope, Turn
from bot.wire.arrival import Arrival
from bot.wire.claim import Claim, ClaimTimes, Clocks, Undone
from bot.wire.keyed_lock import KeyedLock
from bot.wire.remembering import ChatMemory
from bot.wire.turn_order import COME_AGAIN, StillUnderWay
from bot.wire.turns_here import TurnsHere
from policy.organisation import PersonId
from services.ports import Conflict, Loaded
from services.replica_ports import Lives

log = logging.getLogger(__name__)

FIRST_LOOK_SECONDS = 0.04
LONGEST_LOOK_SECONDS = 0.15
CLOCK_STEP_SECONDS = 0.002
HEAD_START_SECONDS = 0.3
"""How long each who waits has for beginning, when it is their turn, before the next in line goes ahead."""
ASK_AGAIN_SECONDS = 0.5
LONGEST_UNSURE_SECONDS = 30.0
"""Longer than a process that has died counts as alive, by clocks that are right."""
SIGN_SECONDS = 1.0
"""A sign of life this long after a claim's end was given by a process that had ended its turn."""


class ClaimedTurns:
    """The TurnOrder of a process among several, which is `life`; `contended` is told what came of meeting another."""

    def __init__(
        self,
        memory: ChatMemory,
        *,
        lives: Lives,
        life: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        seconds: Callable[[], float] = monotonic,
        times: ClaimTimes | None = None,
        contended: Callable[[str], None] = lambda _how: None,
    ) -> None:
        self._memory = memory
        self._lives = lives
        self._life = life
        self._clocks = Clocks(now=now, seconds=seconds)
        self._times = times or ClaimTimes()
        self._contended = contended
        self._looking = KeyedLock()
        self._here = TurnsHere()
        self._undone = Undone()

    def alone(self, turn: Turn) -> AbstractAsyncContextManager[None]:
        """Nothing: whoever waits stands in line in the Chat, whichever process they reached."""
        return nullcontext()

    async def begin(self, arrival: Arrival, *, again: bool = False) -> Claim | Outcome:
        """The turn, claimed, when it is its turn; or how it ended before. Raises what TurnOrder says."""
        if again:
            self._contended("overtaken")
        person, watch = arrival.turn.person, _Watch(self._clocks)
        while True:
            async with self._looking(person):  # First come, first looked after.
                step = await self._step(arrival, watch, again=again)
            if not isinstance(step, float):
                return step
            if watch.waited() > self._times.longest_wait:
                self._contended("gave_up")
                if watch.is_for_itself:
                    return COME_AGAIN
                raise StillUnderWay(watch.chat)
            await self._here.ended(person, within=step)

    async def take_back(self) -> bool:
        """Tell the others what this process told them it would answer and did not; gives whether all of it is told.

        To be done before each sign of life, which they take for proof that it was answered. Never raises.
        """
        return all(await asyncio.gather(*(self._take_back(*undone) for undone in self._undone)))

    async def _take_back(self, person: PersonId, activity: str) -> bool:
        async with self._looking(person):
            if (person, activity) not in self._undone or self._here.has(person, activity):
                return True
            try:
                await self._memory.change(person, lambda chat: take_back(chat, activity, self._life))
            except Exception as error:  # noqa: BLE001 - it is tried again
                log.warning("a claim could not be taken back", extra={"error": type(error).__name__})
                return False
            self._undone.discard(person, activity)
            return True

    async def _step(self, arrival: Arrival, watch: _Watch, *, again: bool) -> Claim | Outcome | float:
        """What has come of it; or how long to wait before the next look."""
        turn = arrival.turn
        loaded, watch.chat = await self._memory.load(turn.person)
        begun = self._under_way(turn.person, watch)
        watch.is_for_itself = begun is not None and begun.activity == turn.activity_id
        if watch.is_for_itself:
            return self._wait(watch)
        known = await self._known(arrival, watch, again=again) if arrival.may_come_again else None
        if known is not None:
            return known
        ahead = ahead_of(watch.chat, turn.activity_id, at=self._clocks.at(), lasts=self._stay())
        if begun is None and watch.has_let_pass(ahead):
            return await self._claim(arrival, loaded, watch.chat)
        await self._line_up(arrival, loaded, watch.chat, is_over=begun is None)
        return self._wait(watch)

    def _under_way(self, person: PersonId, watch: _Watch) -> Begun | None:
        """The person's turn that goes on, at this process or another."""
        begun = Begun.of(watch.chat)
        if begun is None or begun.life != self._life:
            return watch.under_way(begun)
        watch.under_way(None)
        return begun if self._here.has(person, begun.activity) else None

    async def _known(self, arrival: Arrival, watch: _Watch, *, again: bool) -> Outcome | float | None:
        """How the activity ended; None if it is to be carried out; or when to look again, as that isn't sure yet."""
        activity = arrival.turn.activity_id
        outcome = watch.chat.outcome(activity, now=arrival.turn.now)
        if outcome is None:
            return None
        life, at = expected_of(watch.chat.outcomes[activity]), watch.chat.outcomes[activity]["at"]
        if life is None:
            return outcome
        if life == self._life:
            return None if again or (arrival.turn.person, activity) in self._undone else outcome
        seen = await self._lives.seen_at(life)
        if seen is not None and seen.timestamp() > at + self._times.renewed + SIGN_SECONDS:
            return outcome
        if await self._lives.is_alive(life, now=self._clocks.now()):
            return watch.unsure()
        self._contended("taken_over")
        log.warning("a turn is taken over from a process that died", extra={"activity": activity})
        return None

    async def _claim(self, arrival: Arrival, loaded: Loaded[Mapping[str, Any]], chat: Chat) -> Claim | float:
        turn, at, began = arrival.turn, self._clocks.at(), self._clocks.seconds()
        lasts = self._times.claim
        begun = Begun(activity=turn.activity_id, life=self._life, until=at + lasts, lasts=lasts)
        begun.noted_in(chat)
        if arrival.may_come_again:
            expect_outcome(chat, begun, at=at)
        leave_line(chat, turn.activity_id, at=at, lasts=self._stay())
        chat.remember_reference(turn.conversation, arrival.reference, personal=turn.scope is Scope.PERSONAL)
        stored = None
        try:
            stored = await self._memory.put(turn.person, loaded, chat)
        except Conflict:
            return random.uniform(0, FIRST_LOOK_SECONDS)  # noqa: S311
        finally:
            if stored is None:  # As far as is known: it may be there, and more be written over it.
                self._undone.add(turn)
        self._undone.discard(turn.person, turn.activity_id)
        self._here.begins(turn.person, turn.activity_id)
        return Claim(
            arrival,
            begun,
            stored,
            memory=self._memory,
            clocks=self._clocks,
            times=self._times,
            undone=self._undone,
            holds_until=began + lasts,
            let_go=lambda: self._here.ends(turn.person, turn.activity_id),
        )

    async def _line_up(self, arrival: Arrival, loaded: Loaded[Mapping[str, Any]], chat: Chat, *, is_over: bool) -> None:
        """Stand in line, and tell those ahead what this process alone knows: that its own turn before is over."""
        activity, last = arrival.turn.activity_id, Begun.of(chat)
        tells = is_over and last is not None and last.life == self._life
        if tells:
            chat.begun = None
        lines_up = activity not in chat.waiting and line_up(chat, activity, at=self._clocks.at(), lasts=self._stay())
        if not tells and not lines_up:
            return
        try:
            await self._memory.put(arrival.turn.person, loaded, chat)
        except Conflict:
            log.debug("somebody else wrote first: it lines up at the next look")

    def _wait(self, watch: _Watch) -> float:
        if watch.looks == 0:
            self._contended("waited")
        return watch.pause()

    def _stay(self) -> float:
        """How long somebody can stand in line before they must have given up."""
        return self._times.longest_wait + 1.0


class _Watch:
    """What one who waits has seen, and since when, by its own clock."""

    def __init__(self, clocks: Clocks) -> None:
        self.chat = Chat()
        self.is_for_itself = False
        self.looks = 0
        self._clocks = clocks
        self._came = self._started = clocks.seconds()
        self._claim: tuple[Begun | None, float] = (None, 0.0)
        self._line: tuple[tuple[str, ...], float] = ((), 0.0)
        self._left = LONGEST_LOOK_SECONDS

    def waited(self) -> float:
        """For how many seconds it has waited."""
        return self._clocks.seconds() - self._started

    def unsure(self) -> Outcome | float:
        """How long to wait before asking again whether a process lives, which is no waiting for a turn; it has an end
        also where that process's clock was so far ahead that it seems to live on.
        """
        self._started = self._clocks.seconds()
        return ASK_AGAIN_SECONDS if self._started - self._came < LONGEST_UNSURE_SECONDS else COME_AGAIN

    def under_way(self, begun: Begun | None) -> Begun | None:
        """Another process's claim, if its turn may still be going on; None if there is none.

        It is over when it was not renewed for as long as it was to last, or is so old that clocks don't matter.
        """
        at = self._clocks.seconds()
        self._left = LONGEST_LOOK_SECONDS
        if begun is None or begun.is_long_over(at=self._clocks.at()):
            return None
        if self._claim[0] != begun:
            self._claim = (begun, at)
        left = self._claim[1] + begun.lasts - at
        if left <= 0:
            return None
        self._left = left
        return begun

    def has_let_pass(self, ahead: tuple[str, ...]) -> bool:
        """Whether those ahead in the line, if any, have had their time to begin."""
        at = self._clocks.seconds()
        if self._line[0] != ahead:
            self._line = (ahead, at)
        return at - self._line[1] >= HEAD_START_SECONDS * len(ahead)

    def pause(self) -> float:
        """How long to wait before the next look: more each time, and no two as long."""
        look = min(FIRST_LOOK_SECONDS * 1.4**self.looks, LONGEST_LOOK_SECONDS)
        self.looks += 1
        return min(look * random.uniform(0.7, 1.0), self._left + CLOCK_STEP_SECONDS)  # noqa: S311
