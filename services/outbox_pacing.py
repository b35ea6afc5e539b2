"""Owns how often the outbox asks the store for what is due: at once where this process knows of something, else rarely.

What a turn decides is delivered right after it, and what could not be sent tells when it is to be tried again. So a
question to the store, which a shared one charges for each time, is for what others have left: for what a process that
died had begun. Those wait for the next question: a minute at most, and no longer than until this process holds them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush, nsmallest
from typing import Any, Generic, TypeVar

from policy.outgoing import Outgoing
from policy.periods import as_utc
from services.outbox_sources import MailedCases, OutboxSource
from services.ports import Loaded, Place
from services.replica_ports import Hold
from services.sweeping import ALONE

CaseT = TypeVar("CaseT")
ASKED_EVERY = timedelta(minutes=1)
"""How long what nobody here knows of may wait, and how far apart such questions are."""

MOST_KNOWN = 512
"""Of more than these the later ones are left to the question of every minute."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class PacedCases(Generic[CaseT]):
    """The MailedCases of one subject; `outgoing` gives what of a case is to be sent.

    It is for one process's outbox, which loads and saves through it and asks it what is due every few seconds.
    """

    def __init__(self, cases: MailedCases[CaseT], outgoing: Callable[[CaseT], Outgoing], hold: Hold = ALONE) -> None:
        self._cases = cases
        self._outgoing = outgoing
        self._hold = hold
        self._gains = hold.gains
        self._asked_at: datetime | None = None
        self._known: list[datetime] = []
        """When something is due, as far as this process knows; a heap. Some it knows to be so no more."""
        self._cases_due: Counter[datetime] = Counter()
        """How many of its cases are due at each."""

    async def load(self, place: Place) -> Loaded[CaseT] | None:
        """The case there, or None; one that can't be had is looked for again soon."""
        try:
            return await self._cases.load(place)
        except Exception:
            self._ask_soon()
            raise

    async def save(self, loaded: Loaded[CaseT] | None, case: CaseT) -> Loaded[CaseT]:
        """Store the case, and bear in mind when it is due next, and no more when it was before; raises Conflict."""
        try:
            saved = await self._cases.save(loaded, case)
        except Exception:
            self._ask_soon()
            raise
        if loaded is not None:
            self._expect_no_more(self._outgoing(loaded.value).next_delivery_at)
        due_at = self._outgoing(saved.value).next_delivery_at
        if due_at is not None:
            self._expect(due_at)
        return saved

    async def deliveries_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Pages of what is due, the longest due first; none where it isn't time to ask yet."""
        before = as_utc(before)
        if not self._is_time_to_ask(before):
            return
        self._asked_at, self._gains = before, self._hold.gains
        while self._known and self._known[0] <= before:
            self._cases_due.pop(heappop(self._known), None)
        came_to_the_end = False
        try:
            async for page in self._cases.deliveries_due(before):
                yield page
            came_to_the_end = True
        finally:
            if not came_to_the_end:
                self._ask_soon()

    def _is_time_to_ask(self, now: datetime) -> bool:
        if self._asked_at is None or not timedelta() <= now - self._asked_at < ASKED_EVERY:
            return True
        if self._hold.gains != self._gains:
            return True  # What is new to it, another process knew of.
        while self._known and self._known[0] not in self._cases_due:
            heappop(self._known)
        return bool(self._known) and self._known[0] <= now

    def _ask_soon(self) -> None:
        """Something is left that may be due."""
        self._expect(LONG_AGO)

    def _expect(self, due_at: datetime) -> None:
        self._cases_due[due_at] += 1
        if self._cases_due[due_at] == 1:
            heappush(self._known, due_at)
        if len(self._known) > MOST_KNOWN:
            self._known = nsmallest(MOST_KNOWN // 2, self._cases_due)
            self._cases_due = Counter({known: self._cases_due[known] for known in self._known})

    def _expect_no_more(self, due_at: datetime | None) -> None:
        """One of the cases that was due then is not; where none was known to be, that says nothing."""
        if due_at is not None and due_at in self._cases_due:
            self._cases_due[due_at] -= 1
            if not self._cases_due[due_at]:
                del self._cases_due[due_at]


def paced(source: OutboxSource[Any], hold: Hold) -> OutboxSource[Any]:
    """The source, asked for what is due no oftener than it has to be."""
    return replace(source, cases=PacedCases(source.cases, lambda case: case.outgoing, hold))
