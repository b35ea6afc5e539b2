"""Owns keeping the directory as Graph has it: rounds of reading that go on from where they were, and what is kept of
them, in an order that leaves nothing half done.

One process at a time does it, as long as the job is its own; what it saves is fenced by the state's etag besides. What
may be cut off at any step:

- The names of new buckets are saved as `leaving` before the buckets are written, so that what nobody came to use is
  removed; the state that uses them comes after they are there, with where the lists then stand.
- What is read again, because that state was not saved, says the same again.
- A state that was read to its end is judged, and comes into use by the one save that also says that it was read.
- Buckets are removed a run later: who reads an edition meanwhile still finds them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from directory.graph.bucket_reader import BucketReader, BucketsGone
from directory.graph.buckets import Draw
from directory.graph.entries import Asked
from directory.graph.judging import Judge
from directory.graph.refusals import GraphAway, GraphRefused, GraphStateGone
from directory.graph.rounds import Endless, Graph, Round, begun_anew, digest_of, lists_of
from directory.graph.runs import NotOurs, Pacing, Run, RunEnd
from directory.graph.working_copy import WorkingCopy
from policy.periods import as_utc
from services.directory_ports import NOTHING_READ, SYNC_PLACE, Buckets, Edition, SyncState
from services.ports import Cases, Conflict, Loaded

log = logging.getLogger(__name__)

SYNC_EVERY = timedelta(minutes=10)
ANEW_EVERY = timedelta(days=1)
"""How often everything is read from the beginning: what a list of changes has left out is mended by that. A link that
is older than seven days is not taken any more."""
AFTER_A_REFUSAL = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=1)
ENDLESS = "endless"
AWAY = "away"


class DirectorySync:
    """Does it. `asked` tells what the municipality needs to know of Graph, `judge` what may come into use."""

    def __init__(
        self,
        graph: Graph,
        *,
        states: Cases[SyncState],
        buckets: Buckets,
        reader: BucketReader,
        asked: Callable[[], Asked],
        judge: Judge,
        pacing: Pacing,
        draw: Draw = lambda: uuid4().hex[:8],
    ) -> None:
        self._graph = graph
        self._states = states
        self._buckets = buckets
        self._reader = reader
        self._asked = asked
        self._judge = judge
        self._pacing = pacing
        self._draw = draw

    async def run(
        self, *, now: datetime, is_ours: Callable[[], bool] = lambda: True, anew: bool = False, at_once: bool = False
    ) -> Run:
        """Read on for a while, and take into use what has come to its end and may.

        `anew`: everything, from the beginning; `at_once`: also where it is not due yet. Raises what the store raises.
        """
        loaded = await self._states.load(SYNC_PLACE)
        run = _Running(self, loaded, as_utc(now), is_ours)
        try:
            return await run.through(anew=anew, at_once=at_once)
        except (NotOurs, Conflict):
            return Run(end=RunEnd.LOST, state=run.state)


class _Running:
    """One run, from the state that was there."""

    def __init__(
        self, of: DirectorySync, loaded: Loaded[SyncState] | None, now: datetime, is_ours: Callable[[], bool]
    ) -> None:
        self._of = of
        self._loaded = loaded
        self._now = now
        self._is_ours = is_ours
        self._reader = of._reader
        self._asked = of._asked()
        self._ends = of._pacing.clock() + of._pacing.lasts

    @property
    def state(self) -> SyncState:
        """As it is saved."""
        return NOTHING_READ if self._loaded is None else self._loaded.value

    async def through(self, *, anew: bool, at_once: bool) -> Run:
        """Begin, or go on; read; judge."""
        await self._removed()
        state, begins = self.state, anew or self._is_due(at_once)
        if not begins and not (state.is_under_way and self._may(at_once)):
            return Run(end=RunEnd.NOT_DUE, state=state)
        if state.is_under_way and not anew and self._can_go_on(state):
            return await self._read(state)
        return await self._read(self._begun(state, anew=anew or self._must_be_anew(state)))

    def _can_go_on(self, state: SyncState) -> bool:
        """Whether the round under way asks what is asked now, and has not been stuck for long."""
        begun = state.begun_at
        is_fresh = begun is not None and timedelta() <= self._now - begun < ANEW_EVERY
        return is_fresh and state.working.asked == digest_of(self._asked)

    def _may(self, at_once: bool) -> bool:
        """Whether Graph may be asked; a clock that was far ahead when that was put off is not waited for."""
        before = self.state.not_before
        return at_once or before is None or not timedelta() < before - self._now <= LONGEST_WAIT

    def _is_due(self, at_once: bool) -> bool:
        state = self.state
        is_old = state.read_at is None or not timedelta() <= self._now - state.read_at < SYNC_EVERY
        is_other = state.working.asked != digest_of(self._asked)
        return self._may(at_once) and (at_once or is_other or (is_old and not state.is_under_way))

    def _must_be_anew(self, state: SyncState) -> bool:
        is_old = state.anew_at is None or not timedelta() <= self._now - state.anew_at < ANEW_EVERY
        is_stuck = state.is_under_way
        return is_old or is_stuck or not state.follows or state.working.asked != digest_of(self._asked)

    def _begun(self, state: SyncState, *, anew: bool) -> SyncState:
        """A new round; read from the beginning it is made beside what there is, which stays until it is whole."""
        working = Edition(asked=digest_of(self._asked)) if anew else state.whole or state.working
        return replace(
            state,
            working=working,
            follows=lists_of(self._asked) if anew else begun_anew(state.follows),
            is_under_way=True,
            is_anew=anew,
            pages=0,
            begun_at=self._now,
        )

    async def _read(self, state: SyncState) -> Run:
        try:
            return await self._read_on(state)
        except GraphStateGone:
            log.info("the directory is read from the beginning: its changes are not known any more")
            state = self.state
        except BucketsGone:
            log.error("the directory is read from the beginning: parts of it are missing in the store")
            state = replace(self.state, whole=None)
        try:
            return await self._read_on(self._begun(state, anew=True))
        except GraphStateGone:
            return await self._stopped(self.state, RunEnd.AWAY, AWAY, AFTER_A_REFUSAL)

    async def _read_on(self, state: SyncState) -> Run:
        clock, pacing = self._of._pacing.clock, self._of._pacing
        copy = WorkingCopy(state.working, self._reader, extension_attribute=self._asked.extension_attribute)
        kept_at = clock()
        try:
            async for step in Round(self._of._graph, self._asked, copy, state).steps():
                state, at = replace(state, follows=step.follows, pages=step.pages), clock()
                if at - kept_at >= pacing.kept_every or at >= self._ends:
                    state, kept_at = await self._kept(state, copy), at
                if at >= self._ends:
                    return Run(end=RunEnd.GOES_ON, state=state)
        except GraphAway as away:
            wait = timedelta(seconds=away.wait or 0.0)
            return await self._stopped(await self._kept(state, copy), RunEnd.AWAY, AWAY, wait)
        except GraphRefused as refused:
            log.error("Microsoft Graph refuses the directory", extra={"why": str(refused)})
            kept = await self._kept(state, copy)
            return await self._stopped(kept, RunEnd.REFUSED, str(refused), AFTER_A_REFUSAL)
        except Endless:
            log.error("the directory's pages have no end")
            given_up = replace(self.state, is_under_way=False, follows=(), working=self.state.whole or Edition())
            return await self._stopped(given_up, RunEnd.AWAY, ENDLESS, AFTER_A_REFUSAL)
        return await self._finished(state, copy)

    async def _finished(self, state: SyncState, copy: WorkingCopy) -> Run:
        """The round has come to its end: what it has made is judged, and in use if it may."""
        working = await self._written(copy, like=state.whole)
        state = replace(
            state,
            working=working,
            whole=working,
            is_under_way=False,
            read_at=self._now,
            anew_at=self._now if state.is_anew else state.anew_at,
            not_before=None,
            trouble="",
        )
        run = await self._published(state)
        if state.is_anew:
            await self._swept()
        return run

    async def _published(self, state: SyncState) -> Run:
        """By the one save that also says that it was read."""
        if state.used == state.whole:
            return Run(end=RunEnd.NOTHING_NEW, state=await self._saved(replace(state, held="")))
        judged = await self._of._judge(self._reader, state)
        if state.used is None and not judged.people:
            log.error("nobody of what was read is staff, so it does not come into use: look at the frame's entra.staff")
            return Run(end=RunEnd.NOBODY, state=await self._saved(state), judged=judged)
        if judged.holds:
            held = await self._saved(replace(state, held=judged.losses.id))
            return Run(end=RunEnd.HELD, state=held, judged=judged)
        in_use = await self._saved(state.publishing(people=judged.people, at=self._now))
        return Run(end=RunEnd.IN_USE, state=in_use, judged=judged)

    async def _swept(self) -> None:
        """Remove the buckets that no state knows of: those that a process wrote after it had lost the job, and died.

        Whoever has begun to write some since has said so in the state before: then they are left alone.
        """
        known = {*self.state.names, *self.state.leaving}
        strays = [name async for names in self._of._buckets.every_name() for name in names if name not in known]
        there = await self._of._states.load(SYNC_PLACE) if strays else None
        if there is not None and self._loaded is not None and there.etag == self._loaded.etag:
            self._require_ours()
            await self._of._buckets.remove(strays)

    async def _stopped(self, state: SyncState, end: RunEnd, trouble: str, wait: timedelta) -> Run:
        saved = await self._saved(replace(state, trouble=trouble, not_before=self._now + wait if wait else None))
        return Run(end=end, state=saved)

    async def _kept(self, state: SyncState, copy: WorkingCopy) -> SyncState:
        """What was read so far is kept, and with it where the lists stand."""
        working = await self._written(copy)
        return await self._saved(replace(state, working=working))

    async def _written(self, copy: WorkingCopy, like: Edition | None = None) -> Edition:
        """The edition that the copy is by now, with every bucket of it there."""
        kept = await copy.kept_as(self._of._draw, like)
        if kept.new:
            await self._saved(replace(self.state, leaving=tuple(sorted({*self.state.leaving, *kept.new}))))
            self._require_ours()
            for some in kept.bodies:
                await self._of._buckets.add(some)
        copy.is_kept_as(kept)
        return kept.edition

    async def _removed(self) -> None:
        """Let go of what is of no use, as the last save has it."""
        gone = [name for name in self.state.leaving if name not in self.state.names]
        if gone:
            self._require_ours()
            await self._of._buckets.remove(gone)
            self._loaded = await self._of._states.save(self._loaded, replace(self.state, leaving=()))

    async def _saved(self, state: SyncState) -> SyncState:
        self._require_ours()
        after = state.leaving_behind(self.state)
        self._loaded = await self._of._states.save(self._loaded, after)
        return after

    def _require_ours(self) -> None:
        if not self._is_ours():
            raise NotOurs
