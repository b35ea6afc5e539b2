"""Owns what really came to pass in a replay: everyone's diversions and duty shifts, also those that are past.

The bot itself keeps no past absences.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from policy.coverage import DutyShift
from policy.coverage_books import CoverageBook
from policy.diversions import Diversion, DiversionBook
from policy.ids import GroupId, PersonId
from policy.periods import Period, as_utc


@dataclass(slots=True)
class History:
    """Grows as the replay goes on."""

    diversions: dict[PersonId, tuple[Diversion, ...]] = field(default_factory=dict)
    shifts: dict[GroupId, dict[str, DutyShift]] = field(default_factory=dict)
    books: dict[GroupId, CoverageBook] = field(default_factory=dict)

    def note_diversions(self, book: DiversionBook, now: datetime) -> None:
        """The person's diversions as they are from now on; what has run until now has run."""
        past: list[Diversion] = []
        for before in self.diversions.get(book.person, ()):
            left = _until(before.period, now)
            for current in book.diversions:
                left = [rest for part in left for rest in part.without(current.period)]
            past += [replace(before, period=part) for part in left]
        self.diversions[book.person] = (*past, *book.diversions)

    def note_books(self, books: Iterable[CoverageBook], now: datetime) -> None:
        """The groups' shifts as they are from now on."""
        for book in books:
            known = self.shifts.setdefault(book.group, {})
            over = {
                id_: shift
                for id_, shift in known.items()
                if shift.period.end_at is not None and shift.period.end_at <= as_utc(now)
            }
            self.shifts[book.group] = over | {shift.id: shift for shift in book.shifts}
            self.books[book.group] = book

    @property
    def coverage(self) -> list[CoverageBook]:
        """The groups' books with every shift that there was."""
        return [replace(book, shifts=tuple(self.shifts[group].values())) for group, book in self.books.items()]

    @property
    def diversion_books(self) -> list[DiversionBook]:
        """Everyone's diversions, in order."""
        return [
            DiversionBook(person=person, diversions=tuple(sorted(found, key=lambda one: one.period.start_at)))
            for person, found in self.diversions.items()
        ]


def _until(period: Period, now: datetime) -> list[Period]:
    """What of it has been by now."""
    if as_utc(now) <= period.start_at:
        return []
    part = period.intersection(Period(period.start_at, as_utc(now)))
    return [] if part is None else [part]
