"""Use case of seeing the whole municipality's coverage at once (A2, M2): all that is stored of it, read and swept.

Read only. It costs what is stored: a group or a person of whom nothing is stored costs no reading. What takes more
than moments in a large municipality is done beside the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from policy.coverage_books import CoverageBook
from policy.coverage_ladder import horizon
from policy.diversions import DiversionBook
from policy.organisation import GroupId, Municipality
from policy.periods import Period, as_utc
from services.coverage_columns import columns_of
from services.coverage_in_bulk import GapsOfAll, gaps_of_all
from services.ports import Cases, Directory


class StoredBooks(Protocol):
    """Everyone's diversions, those that are stored."""

    def all_stored(self) -> AsyncIterator[Sequence[DiversionBook]]:
        """Pages of every book that is stored, in no order."""


@dataclass(frozen=True, slots=True)
class _Stored:
    municipality: Municipality
    coverage: Mapping[GroupId, CoverageBook]
    diversions: Sequence[DiversionBook]

    def gaps(self, within: Period) -> GapsOfAll:
        return gaps_of_all(columns_of(self.municipality, self.coverage.values(), self.diversions), within)

    def to_look_at(self, now: datetime) -> tuple[GroupId, ...]:
        municipality = self.municipality
        found = self.gaps(horizon(municipality.calendar, municipality.coverage, now))
        others, unsettled = [], []
        for group in municipality.groups:
            book = self.coverage.get(group, CoverageBook(group=group))
            told = tuple(gap for alert in book.open_alerts for gap in alert.gaps if gap.end_at > as_utc(now))
            if tuple(gap for gap in found.of(group) if gap.end_at > as_utc(now)) != told:
                others.append(group)
            elif book.open_alerts or book.next_step_at is None:
                unsettled.append(group)
        return (*others, *unsettled)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOfAll:
    """Reads and works out."""

    cases: Cases[CoverageBook]
    books: StoredBooks
    directory: Directory

    async def gaps(self, within: Period) -> GapsOfAll:
        """Every group's gaps inside a period that has an end, as things are now."""
        return await asyncio.to_thread((await self._stored()).gaps, within)

    async def to_look_at(self, *, now: datetime) -> Sequence[GroupId]:
        """The groups that are to be looked at though nothing is known to have changed; the others are as they were.

        First those whose gaps on the days watched are others than their alerts tell of; then those with an alert open,
        whose managers may be others now, and those that have never been looked at.
        """
        return await asyncio.to_thread((await self._stored()).to_look_at, now)

    async def _stored(self) -> _Stored:
        coverage = {loaded.value.group: loaded.value for loaded in await self.cases.among()}
        diversions = [book async for page in self.books.all_stored() for book in page]
        return _Stored(self.directory.municipality, coverage, diversions)
