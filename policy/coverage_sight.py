"""Owns what is known of a group when it is looked at: its gaps on the days watched, its line of managers and where
they are. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zlib import crc32

from policy.coverage import GroupFacts, gaps
from policy.coverage_causes import Explained, explained
from policy.coverage_ladder import first_watched_on, horizon, midnight
from policy.coverage_terms import CoverageTerms
from policy.diversions import DiversionBook
from policy.ids import PersonId
from policy.leadership import line_of
from policy.organisation import AnswerGroup, Municipality
from policy.periods import Period, as_utc
from policy.working_calendar import WorkingCalendar

LOOKED_BEYOND = timedelta(days=14)
"""How far past the days watched the next gap is sought, so that a group without any is looked at every other week."""
SPREAD_MINUTES = 240
"""Groups whose next day comes into sight are looked at over the first hours of the day, not all at midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A group as it is seen at an instant. `seen` are the gaps of the days watched, also those that are over.

    `books` are those of the line; `unreachable` those of it whom the bot has no way to.
    """

    municipality: Municipality
    group: AnswerGroup
    now: datetime
    seen: tuple[Explained, ...]
    comes_into_sight_at: datetime
    """When the next day comes within the days watched on which there will be a gap, or of which nothing is known."""
    is_clear_beyond: bool = False
    """Whether no gap is known beyond the days watched, as far as was looked."""
    line: tuple[PersonId, ...] = ()
    books: Mapping[PersonId, DiversionBook] = field(default_factory=dict)
    unreachable: frozenset[PersonId] = frozenset()

    @property
    def calendar(self) -> WorkingCalendar:
        """The municipality's calendar."""
        return self.municipality.calendar

    @property
    def terms(self) -> CoverageTerms:
        """The municipality's choices."""
        return self.municipality.coverage

    @property
    def days(self) -> tuple[date, ...]:
        """The days with a gap that is not over, in order."""
        return tuple(dict.fromkeys(self._day(one) for one in self.seen if not self._is_over(one)))

    def open_on(self, day: date) -> tuple[Explained, ...]:
        """That day's gaps that are not over, in order."""
        return tuple(one for one in self.seen if self._day(one) == day and not self._is_over(one))

    def _day(self, one: Explained) -> date:
        return self.calendar.local(one.gap.period.start_at).date()

    def _is_over(self, one: Explained) -> bool:
        return one.gap.end_at <= self.now


def seen_of(municipality: Municipality, facts: GroupFacts, *, now: datetime) -> Sight:
    """The group as it is seen, with nothing known of where its managers are."""
    calendar, terms = municipality.calendar, municipality.coverage
    within = horizon(calendar, terms, now)
    comes_at, is_clear = _comes_into_sight(municipality, facts, within, now)
    return Sight(
        municipality=municipality,
        group=facts.group,
        now=as_utc(now),
        seen=explained(calendar, facts, within),
        comes_into_sight_at=comes_at,
        is_clear_beyond=is_clear,
        line=line_of(municipality, facts.group.unit),
    )


def _comes_into_sight(
    municipality: Municipality, facts: GroupFacts, watched: Period, now: datetime
) -> tuple[datetime, bool]:
    calendar, terms = municipality.calendar, municipality.coverage
    beyond_at = watched.end_at or watched.start_at
    beyond = Period(beyond_at, beyond_at + LOOKED_BEYOND)
    found = gaps(calendar, facts, beyond)
    next_at = found[0].period.start_at if found else beyond_at + LOOKED_BEYOND
    today, day = calendar.local(now).date(), calendar.local(next_at).date()
    on = max(first_watched_on(calendar, terms, day), today + timedelta(days=1))
    spread = timedelta(minutes=crc32(facts.group.id.encode()) % SPREAD_MINUTES)
    return midnight(calendar, on) + spread, not found
