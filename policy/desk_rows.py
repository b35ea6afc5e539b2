"""Owns what a row of the switchboard's desk says, and how many rows there is room for (V1, V2, M3, A1, A2).

A row says what is to be done and where it is kept, in ids, names of colleagues and functions, and instants. It never
holds a caller's name or number, nor why anybody is away: neither belongs on a card that a whole switchboard reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from policy.ids import PersonId

SEPARATOR = "\n"
"""Stands between the parts of a row's key; in no id."""
MOST_ROWS = 10
"""Rows that a desk shows in all, so that it is taken in at a glance and its card stays small."""
LEAST_OF_EACH = 2
"""Rows that each section has room for, however long the others are."""
MOST_COUNTED = 30
"""Of what is open in one section no more is read; beyond that the desk says that there are more."""


class Section(StrEnum):
    """The desk's sections, in their order. The values stand in stored documents and on cards, and never change."""

    NOTICES = "notices"
    """Notices that wait for a receipt (M3)."""
    ORDERS = "orders"
    """Approved orders to place (V2, V3)."""
    MESSAGES = "messages"
    """Messages that the operator has left and that nobody has seen yet (V1)."""
    GAPS = "gaps"
    """Functions in whose phone hours nobody can answer just now (A2)."""
    DETAILS = "details"
    """What people want mended in their details (A1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRow:
    """One thing to do. `partition`, `id` and `part` say where it is kept; what the rest means depends on the section.

    `what` is the notice's kind, the order's errand or the detail's field; `name` what it is about, where that is no
    person. `at` is since when, `until` how long, `on` the day it is about, `days` the working days left to that.
    """

    section: Section
    partition: str
    id: str
    part: str = ""
    what: str = ""
    name: str = ""
    person: PersonId | None = None
    on: date | None = None
    at: datetime | None = None
    until: datetime | None = None
    days: int | None = None
    is_pressing: bool = False
    is_overdue: bool = False

    @property
    def key(self) -> str:
        """What tells it from every other row."""
        return SEPARATOR.join((self.section.value, self.partition, self.id, self.part))


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSeen:
    """A section: its rows, the most pressing first, and how many `more` there are; `or_more` where none counted on.

    `others` are the messages that the other operators have left.
    """

    section: Section
    rows: tuple[DeskRow, ...] = ()
    more: int = 0
    or_more: bool = False
    others: int = 0

    @property
    def count(self) -> int:
        """How many there are, as far as they are counted."""
        return len(self.rows) + self.more


def seen(section: Section, rows: Sequence[DeskRow], *, others: int = 0) -> SectionSeen:
    """A section of the rows that were read: overdue and pressing ones first, else in the order in which they came."""
    in_order = sorted(rows, key=lambda row: (not row.is_overdue, not row.is_pressing))
    beyond = len(in_order) > MOST_COUNTED
    return SectionSeen(section=section, rows=tuple(in_order[:MOST_COUNTED]), or_more=beyond, others=others)


def fitted(sections: Sequence[SectionSeen]) -> tuple[SectionSeen, ...]:
    """The sections with no more rows than there is room for; what has no room is counted."""
    room = _room([len(one.rows) for one in sections])
    return tuple(
        replace(one, rows=one.rows[:fits], more=one.more + len(one.rows[fits:]))
        for one, fits in zip(sections, room, strict=True)
    )


def _room(counts: Sequence[int]) -> list[int]:
    """How many rows each has room for: a few each, then one more each in turn as long as there is room."""
    room = [min(count, LEAST_OF_EACH) for count in counts]
    while sum(room) < MOST_ROWS and room != list(counts):
        for place, count in enumerate(counts):
            if room[place] < count and sum(room) < MOST_ROWS:
                room[place] += 1
    return room
