"""Owns the protocol of what services read of people's calendars: free or busy, and automatic replies. Nothing else.

Nothing here is implemented. What an entry is about has no place in these values, and so can get no further than the
door: whoever implements this reads the fields that make them up and lets the rest be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from policy.calendar_absences import CalendarSeen
from policy.organisation import Person, PersonId
from policy.periods import Period

CALENDAR_ID = "calendar"
"""The id of every calendar book; its partition is the person's id."""
MOST_AT_ONCE = 20
"""Of so many people the calendars are read together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarsRead:
    """What came of reading several calendars. Who is neither in `seen` nor in `unreadable` is to be asked for later.

    `unreadable`: it ends the same way again until somebody changes something: a permission, a mailbox, an address.
    `wait` is how long to wait before asking again, where that was said.
    """

    seen: Mapping[PersonId, CalendarSeen] = field(default_factory=dict)
    unreadable: frozenset[PersonId] = frozenset()
    wait: timedelta | None = None


class CalendarReach(Protocol):
    """Where calendars are."""

    async def read(self, people: Sequence[Person], within: Period) -> CalendarsRead:
        """What those people's calendars show in the period, which has an end; at most MOST_AT_ONCE people.

        Never raises for what the far end does.
        """
