"""Use case of the gap that is not there yet: what somebody's diversion would do to the groups they answer in (A2, M2).

It changes nothing, and tells of gaps alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.coverage import gaps
from policy.coverage_candidates import closed_diversions
from policy.diversions import DiversionBook
from policy.periods import Period, as_utc
from services.coverage_facts import CoverageFacts, with_book
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
        person = after.person
        within = _what_changes(before, after, now=now)
        if within is None:
            return ()
        municipality, found = self.directory.municipality, []
        for group in await self.facts.groups_of(person):
            seen = await self.facts.of(group)
            was = gaps(municipality.calendar, with_book(seen, before), within)
            would_be = gaps(municipality.calendar, with_book(seen, after), within)
            wider = tuple(gap for gap in would_be if not any(one.holds(gap) for one in was))
            if wider:
                found.append(Foreseen(seen.group, wider))
        return tuple(found)


def _what_changes(before: DiversionBook, after: DiversionBook, *, now: datetime) -> Period | None:
    """From the first to the last instant at which the two differ, as far as is looked ahead; None if nowhere."""
    ends_at = as_utc(now) + LOOKED_AHEAD
    periods = set(closed_diversions(before)) ^ set(closed_diversions(after))
    if not periods:
        return None
    start_at = max(as_utc(now), min(one.start_at for one in periods))
    end_at = min(ends_at, max(one.end_at or ends_at for one in periods))
    return Period(start_at, end_at) if start_at < end_at else None
