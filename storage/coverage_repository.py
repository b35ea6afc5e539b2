"""Owns how an answer group's book is stored: one document, in the group's partition. What it means is the rules'."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, time
from typing import Any

from policy.answer_groups import GroupChange, PhoneStretch
from policy.coverage import DutyShift, Gap
from policy.coverage_books import (
    Acceptance,
    Answer,
    CoverageAlert,
    CoverageBook,
    Ending,
    Invitation,
    Passed,
    PassedOver,
    Rung,
)
from policy.coverage_causes import Cause, CauseKind, Explained
from policy.coverage_tallies import DaySoFar, Duty
from policy.outgoing import NOTHING_OUTGOING
from policy.working_calendar import Stretch
from services.ports import COVERAGE_ID, Place
from storage.case_repository import AT_DESK, NEXT_DELIVERY, StoredAs, StoredCases, due_pages
from storage.diversion_repository import PERIOD
from storage.document_store import DocumentStore
from storage.kinds import COVERAGE_BOOK
from storage.outgoing_shapes import OUTGOING
from storage.shapes import (
    DAY,
    FLAG,
    INSTANT,
    NUMBER,
    SPAN,
    TEXT,
    Misshapen,
    Shape,
    Stored,
    choice,
    mapping_of,
    optional,
    record,
    tuple_of,
)


def _read_clock(value: Any) -> time:
    try:
        return time.fromisoformat(TEXT.read(value))
    except ValueError as error:
        raise Misshapen("is not a time of day") from error


CLOCK: Shape[time] = Shape(time.isoformat, _read_clock)
STRETCH = record(Stretch, Stored("start", CLOCK), Stored("end", CLOCK))
PHONE_STRETCH = record(PhoneStretch, Stored("stretch", STRETCH), Stored("minimum", NUMBER))
_BY_NAME = mapping_of(tuple_of(PHONE_STRETCH))


def _read_week(value: Any) -> dict[int, tuple[PhoneStretch, ...]]:
    try:
        return {int(name): stretches for name, stretches in _BY_NAME.read(value).items()}
    except ValueError as error:
        raise Misshapen("has a weekday that is no number") from error


def _read_dates(value: Any) -> dict[date, tuple[PhoneStretch, ...]]:
    return {DAY.read(name): stretches for name, stretches in _BY_NAME.read(value).items()}


WEEK: Shape[Any] = Shape(
    lambda week: _BY_NAME.write({str(day): given for day, given in week.items()}), _read_week, PHONE_STRETCH.fields
)
DATES: Shape[Any] = Shape(
    lambda dates: _BY_NAME.write({day.isoformat(): given for day, given in dates.items()}),
    _read_dates,
    PHONE_STRETCH.fields,
)

CHANGE = record(
    GroupChange,
    Stored("id", TEXT),
    Stored("from_on", DAY),
    Stored("published_on", DAY),
    Stored("weekdays", optional(WEEK)),
    Stored("exceptions", DATES),
    Stored("members", optional(tuple_of(TEXT))),
    Stored("keeps_roster", optional(FLAG)),
    Stored("leaving", tuple_of(TEXT), missing=()),
)
SHIFT = record(
    DutyShift,
    Stored("id", TEXT),
    Stored("person", TEXT),
    Stored("period", PERIOD),
    Stored("agreed", FLAG),
    Stored("set_by", TEXT),
    Stored("set_at", INSTANT),
)
GAP = record(Gap, Stored("period", PERIOD), Stored("able", NUMBER), Stored("minimum", NUMBER))
EXPLAINED = record(
    Explained,
    Stored("gap", GAP),
    Stored(
        "causes",
        tuple_of(
            record(
                Cause,
                Stored("kind", choice(CauseKind)),
                Stored("person", optional(TEXT)),
                Stored("period", optional(PERIOD)),
            )
        ),
    ),
)
INVITATION = record(
    Invitation,
    Stored("person", TEXT),
    Stored("asked_by", TEXT),
    Stored("asked_at", INSTANT),
    Stored("appointed", FLAG),
    Stored("answer", choice(Answer)),
    Stored("answered_at", optional(INSTANT)),
    Stored("took", tuple_of(PERIOD)),
    Stored("note", TEXT),
)
ACCEPTANCE = record(
    Acceptance,
    Stored("by", TEXT),
    Stored("at", INSTANT),
    Stored("reason", TEXT),
    Stored("until_at", INSTANT),
    Stored("gaps", tuple_of(GAP)),
)
ALERT = record(
    CoverageAlert,
    Stored("on", DAY),
    Stored("open", tuple_of(EXPLAINED)),
    Stored("first", tuple_of(GAP)),
    Stored("raised_at", INSTANT),
    Stored("rung", choice(Rung)),
    Stored("asked", optional(TEXT)),
    Stored("asked_at", optional(INSTANT)),
    Stored("asked_before", tuple_of(TEXT)),
    Stored("passed", tuple_of(record(Passed, Stored("person", TEXT), Stored("why", choice(PassedOver))))),
    Stored("handled_at", optional(INSTANT)),
    Stored("remind_at", optional(INSTANT)),
    Stored("invitations", tuple_of(INVITATION)),
    Stored("acceptance", optional(ACCEPTANCE)),
    Stored("ending", optional(choice(Ending))),
    Stored("ended_at", optional(INSTANT)),
    Stored("ended_by", optional(TEXT)),
)
DUTY = record(Duty, Stored("person", TEXT), Stored("time", SPAN))
SO_FAR = record(
    DaySoFar,
    Stored("on", DAY),
    Stored("from_at", INSTANT),
    Stored("counted_to", INSTANT),
    Stored("promised", SPAN),
    Stored("gaps", tuple_of(GAP)),
    Stored("duty", tuple_of(DUTY)),
)
BOOK = record(
    CoverageBook,
    Stored("group", TEXT),
    Stored("changes", tuple_of(CHANGE)),
    Stored("shifts", tuple_of(SHIFT)),
    Stored("alerts", tuple_of(ALERT)),
    Stored("looked_at", optional(INSTANT)),
    Stored("next_step_at", optional(INSTANT)),
    Stored("tallied_until", optional(DAY)),
    Stored("so_far", optional(SO_FAR), missing=None),
    Stored("tally_at", optional(INSTANT), missing=None),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
_BOOKS = StoredAs(
    kind=COVERAGE_BOOK,
    shape=BOOK,
    place=lambda book: Place(str(book.group), COVERAGE_ID),
    kept_until=lambda _book: None,
    index={
        NEXT_DELIVERY: lambda book: book.outgoing.next_delivery_at,
        "has_changes": lambda book: 1 if book.changes else None,
        "is_open": lambda book: 1 if book.open_alerts or any(shift.agreed for shift in book.shifts) else None,
        AT_DESK: lambda book: min((gap.period.start_at for one in book.open_alerts for gap in one.gaps), default=None),
    },
)


class CoverageBooks(StoredCases[CoverageBook]):
    """The groups' books, found also by when their days are to be closed."""

    def __init__(self, store: DocumentStore) -> None:
        super().__init__(store, _BOOKS)

    async def tallies_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Pages of the books whose day is to be closed at `before` or earlier, the longest due first."""
        async for keys in due_pages(self._store, COVERAGE_BOOK.name, "tally_at", before):
            yield [Place(key.partition, key.id) for key in keys]


def stored_coverage(store: DocumentStore) -> CoverageBooks:
    """The groups' books in the store."""
    return CoverageBooks(store)
