"""Use case of the clock: when a group's phone hours of a day are over, the day goes into the month's figures (M1).

Only groups whose day is to be closed are looked at. The group's month and that of each who had the duty are saved first
and the group's book moved on after, so that what a crash cuts off is done once more; a day stands once in each however
often it is put there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from policy.coverage_books import CoverageBook
from policy.coverage_counting import closed
from policy.coverage_tallies import CoverageMonth, DayTally, begun_month
from policy.ids import GroupId
from policy.periods import as_utc
from policy.person_months import month_of
from services.coverage_facts import CoverageFacts
from services.person_months import PersonMonths
from services.ports import COVERAGE_ID, Cases, Directory, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.strangers import is_gone
from services.sweeping import ALONE, sweep

AT_ONCE = 8
MOST_DAYS = 10
"""How many days of one group are closed in one go, after a standstill."""


class TalliedBooks(Protocol):
    """The groups' books, found by when their days are to be closed."""

    def tallies_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Pages of the books whose day is to be closed at `before` or earlier, the longest due first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTallies:
    """Closes the days that are over."""

    facts: CoverageFacts
    due: TalliedBooks
    months: Cases[CoverageMonth]
    people: PersonMonths
    directory: Directory

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Close every day that is over; gives how many groups were looked at."""

        async def visit(place: Place) -> None:
            for _ in range(MOST_DAYS):
                book = await until_saved(lambda: self._close(GroupId(place.partition), now))
                if book is None or book.tally_at is None or book.tally_at > as_utc(now):
                    return

        return await sweep(self.due.tallies_due(now), visit, what="tallies", hold=hold, at_once=AT_ONCE)

    async def _close(self, group_id: GroupId, now: datetime) -> CoverageBook | None:
        municipality = self.directory.municipality
        if group_id not in municipality.groups:
            return await self._let_go(group_id, now)
        group = await self.facts.of(group_id)
        book, day = closed(municipality.calendar, group.facts, group.book, now=now)
        if day is not None:
            await until_saved(lambda: self._put(group_id, day.tally))
            for duty in day.duty:
                await self.people.note_duty(duty.person, group_id, day.tally.on, duty.time)
        await self.facts.cases.save(group.loaded, book)
        return book

    async def _put(self, group: GroupId, day: DayTally) -> None:
        municipality, month = self.directory.municipality, month_of(day.on)
        loaded = await self.months.load(Place(str(group), month))
        begun = begun_month(group, month, municipality.calendar, municipality.coverage.months_kept)
        before = begun if loaded is None else loaded.value
        if before.with_day(day) != before:
            await self.months.save(loaded, before.with_day(day))

    async def _let_go(self, group_id: GroupId, now: datetime) -> CoverageBook | None:
        """A group that is no more has no more days."""
        loaded = await self.facts.cases.load(Place(str(group_id), COVERAGE_ID))
        if loaded is None or not is_gone(loaded.value.tally_at, now=now):
            return None
        book = replace(loaded.value, so_far=None, tally_at=None)
        await self.facts.cases.save(loaded, book)
        return book
