"""Use case of the gap that is not there yet: what somebody's diversion would do to the groups they answer in (A2, M2).

It changes nothing, and tells of gaps alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.coverage import GroupFacts, gaps, promised_within
from policy.coverage_candidates import closed_diversions
from policy.diversions import DiversionBook
from policy.ids import GroupId
from policy.periods import Period, as_utc
from policy.working_calendar import WorkingCalendar
from services.coverage_facts import CoverageFacts, GroupNow, with_book
from services.coverage_outcomes import Foreseen
from services.ports import Directory

LOOKED_AHEAD = timedelta(days=60)
"""A parental leave opens gaps for years: the first two months of them say enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageForesight:
    """Compares the coverage as it is with what it would be."""

    facts: CoverageFacts
    directory: Directory

    async def compared(self, before: DiversionBook, after: DiversionBook, now: datetime) -> tuple[Foreseen, ...]:
        """The gaps that somebody's book would open or widen by being `after` instead of `before`; mostly none.

        Neither has to be what is stored: what was done can be told of once more.
        """
        within = _what_changes(before, after, now=now)
        if within is None:
            return ()
        found = []
        for group in self.facts.answered_by(after, now=now):
            if not self._has_hours(group, within):
                continue
            seen = await self._seen(group, after, within)
            was = gaps(self._calendar, with_book(seen, before), within)
            would_be = gaps(self._calendar, with_book(seen, after), within)
            wider = tuple(gap for gap in would_be if not any(one.holds(gap) for one in was))
            if wider:
                found.append(Foreseen(seen.group, wider))
        return tuple(found)

    @property
    def _calendar(self) -> WorkingCalendar:
        return self.directory.municipality.calendar

    def _has_hours(self, group: GroupId, within: Period) -> bool:
        """Whether there are any phone hours then, as the directory has them by now: else nothing need be read."""
        known = self.directory.municipality.groups[group]
        return any(True for _ in promised_within(self._calendar, known, within))

    async def _seen(self, group: GroupId, after: DiversionBook, within: Period) -> GroupNow:
        """The group as it is now, with no more of it read than tells whether there would be a gap."""

        def leaves_none(facts: GroupFacts) -> bool:
            there = replace(facts, books={**facts.books, after.person: after})
            return not gaps(self._calendar, there, within)

        return await self.facts.in_part(group, after, suffices=leaves_none)


def _what_changes(before: DiversionBook, after: DiversionBook, *, now: datetime) -> Period | None:
    """From the first to the last instant at which the two differ, as far as is looked ahead; None if nowhere."""
    ends_at = as_utc(now) + LOOKED_AHEAD
    periods = set(closed_diversions(before)) ^ set(closed_diversions(after))
    if not periods:
        return None
    start_at = max(as_utc(now), min(one.start_at for one in periods))
    end_at = min(ends_at, max(one.end_at or ends_at for one in periods))
    return Period(start_at, end_at) if start_at < end_at else None
