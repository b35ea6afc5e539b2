"""Owns what is asked before an edition comes into use: what it would take from the municipality as it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from directory.graph.bucket_reader import BucketReader, BucketsGone
from directory.graph.entries import Asked, Roster
from policy.directory_losses import Losses, RemovalTerms, losses_between
from policy.organisation import Municipality
from services.directory_ports import Edition, SyncState


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What would go, how many people there would be, and whether somebody has to say yes first."""

    losses: Losses
    people: int
    holds: bool


Judge = Callable[[BucketReader, SyncState], Awaitable[Judged]]
"""Judges `whole` of a state against what is in use. Raises as BucketReader does."""
NO_ROSTER = Roster(users={}, members={})
EMPTY = Losses(people_before=0, people_after=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalJudge:
    """Judges by what the municipality has said may go at once; `made_of` makes a municipality of a roster.

    `in_use` is the municipality as this process has made it of an edition; None where it has another one, as until it
    has taken what was let go on elsewhere, or none. Then it is made of that edition here.
    """

    made_of: Callable[[Roster], Municipality]
    in_use: Callable[[Edition], Municipality | None]
    asked: Callable[[], Asked]
    terms: Callable[[], RemovalTerms]

    async def __call__(self, reader: BucketReader, state: SyncState) -> Judged:
        """Where nothing is in use yet nothing goes."""
        if state.whole is None:
            raise ValueError("nothing has been read to its end")
        groups = self.asked().groups
        after = await asyncio.to_thread(self.made_of, await reader.roster(state.whole, groups))
        if state.used is None:
            return Judged(losses=EMPTY, people=len(after.people), holds=False)
        before = self.in_use(state.used)
        if before is not None:
            return self._judged(before, after)
        try:
            older = await reader.roster(state.used, groups)
        except BucketsGone:
            older = NO_ROSTER  # How many there were is still known.
        return self._judged(await asyncio.to_thread(self.made_of, older), after, known=state.people)

    def _judged(self, before: Municipality, after: Municipality, *, known: int = 0) -> Judged:
        losses = losses_between(before, after, known=known)
        return Judged(losses=losses, people=len(after.people), holds=losses.are_too_much(self.terms()))
