"""Owns the replay: the real inside over a store of its own, a clock that jumps to what is due, absences as they come.

It sends nothing. What managers and colleagues do is `simulation.helping`'s; how it is told `simulation.account`'s.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from assembly import COVERAGE_REVIEW, RENDERERS, REVIEW, put_together
from bot.dialogs.notifications import notification_renderer
from policy.coverage_books import CoverageBook
from policy.diversions import Proposal
from policy.errors import PolicyError, PolicyErrors
from policy.periods import Period, as_utc
from services.coverage_review import GROUPS_A_RUN
from services.diversion_outcomes import SetDiversion
from services.ports import Directory
from simulation.absences import Absence
from simulation.helping import Does, Helping, Step
from simulation.history import History
from simulation.noticing_store import NoticingStore
from simulation.recorder import Recorder, Told
from storage.coverage_repository import stored_coverage
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore
from storage.kinds import KINDS

HOUR = timedelta(hours=1)


class ReplayClock:
    """The Clock of a replay: it stands until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = as_utc(at)

    def now(self) -> datetime:
        """Where it stands."""
        return self.at


class Replay:
    """One stretch of time of a municipality."""

    def __init__(self, directory: Directory, store: DocumentStore, clock: ReplayClock, language: str) -> None:
        self._clock = clock
        self._soon: list[Coroutine[Any, Any, None]] = []
        self._store = NoticingStore(store, KINDS)
        self._recorder = Recorder(clock, notification_renderer(directory, clock, RENDERERS), language)
        self._inside = put_together(
            store=self._store,
            directory=directory,
            messenger=self._recorder,
            clock=clock,
            start=self._soon.append,
        )
        self._directory = directory
        self._books = StoredDiversions(self._store)
        self._numbers = itertools.count(1)
        self._planned: list[tuple[datetime, int, Callable[[], Awaitable[None]]]] = []
        self._reviewed_on: date | None = None
        self.history = History()
        self.refused: list[Absence] = []
        """Absences that the rules would not have."""

    async def run(
        self,
        within: Period,
        absences: Iterable[Absence],
        *,
        tell: Callable[[Told], object],
        diverted: Callable[[Absence], object],
        helping: Helping | None = None,
    ) -> None:
        """Let a period pass that has an end; `tell` hears of everything that is told, `diverted` of each diversion."""
        for absence in absences:
            self._plan(absence.known_at, partial(self._set, absence, diverted))
        end = within.end_at or within.start_at
        while True:
            await self._do_what_is_planned()
            for told in await self._let_the_bot_work():
                tell(told)
                if helping is not None:
                    for step in helping.steps_after(told):
                        self._plan(step.at, partial(self._step, step))
            if self._clock.at >= end:
                break
            self._clock.at = min(self._next_at(), end)
        await self._note_books()

    async def _note_books(self) -> None:
        books = [loaded.value for loaded in await stored_coverage(self._store).among()]
        self.history.note_books(books, self._clock.at)

    def _next_at(self) -> datetime:
        """When something is due, or planned; once an hour in any case, as jobs look by themselves."""
        due = self._store.next_due_after(self._clock.at)
        ahead = [self._clock.at + HOUR, *([] if due is None else [due]), *(one[0] for one in self._planned[:1])]
        return max(min(ahead), self._clock.at)

    def _plan(self, at: datetime, do: Callable[[], Awaitable[None]]) -> None:
        heapq.heappush(self._planned, (as_utc(at), next(self._numbers), do))

    async def _do_what_is_planned(self) -> None:
        while self._planned and self._planned[0][0] <= self._clock.at:
            await heapq.heappop(self._planned)[2]()

    async def _let_the_bot_work(self) -> list[Told]:
        """What is done right after a turn and at the scheduler's next ticks; gives what that had it tell."""
        await self._do_what_is_soon()
        for job in self._inside.jobs:
            if job.name != REVIEW:
                for _ in range(self._times(job.name)):
                    await job.run(self._clock.at)
        await self._do_what_is_soon()
        told = self._recorder.take()
        self.history.note_books((one.about for one in told if isinstance(one.about, CoverageBook)), self._clock.at)
        return told

    async def _do_what_is_soon(self) -> None:
        while self._soon:
            await self._soon.pop(0)

    def _times(self, job: str) -> int:
        """How often a job is run now: the walk through all groups as often as takes it to its end, once a day."""
        municipality = self._directory.municipality
        today = municipality.calendar.local(self._clock.at).date()
        if job != COVERAGE_REVIEW or self._reviewed_on == today:
            return 1
        self._reviewed_on = today
        return 1 + len(municipality.groups) // GROUPS_A_RUN

    async def _set(self, absence: Absence, diverted: Callable[[Absence], object]) -> None:
        """Divert somebody, as they do themselves; what is shown first they say yes to."""
        service, change, now = self._inside.services.diversions, f"replay-{next(self._numbers)}", self._clock.at
        wanted = SetDiversion(
            proposal=Proposal(
                person=absence.person,
                reason=absence.reason,
                start_at=absence.period.start_at,
                end_at=absence.period.end_at,
            )
        )
        try:
            shown = await service.set(absence.person, wanted, change_id=change, now=now)
            if not shown.saved:
                await service.set(absence.person, replace(wanted, seen=shown.to_be_seen), change_id=change, now=now)
        except (PolicyError, PolicyErrors):
            self.refused.append(absence)
            return
        self.history.note_diversions((await self._books.load(absence.person)).value, now)
        diverted(absence)

    async def _step(self, step: Step) -> None:
        alerts, turn, now = self._inside.services.coverage.alerts, f"replay-{next(self._numbers)}", self._clock.at
        # Somebody else may have been first, or nobody is able to: then nothing comes of it.
        with suppress(PolicyError, PolicyErrors):
            if step.does is Does.ASK:
                await alerts.ask_colleagues(step.actor, step.group, step.on, turn=turn, now=now)
            else:
                await alerts.take(step.actor, step.group, step.on, turn=turn, now=now)
