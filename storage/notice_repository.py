"""Owns how notices to the switchboard are stored: one document each, all in one partition."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from policy.notices import NewEmployee, Notice, NoticeContent, NoticeKind
from policy.outgoing import NOTHING_OUTGOING
from services.ports import NOTICES, Place
from storage.case_repository import AT_DESK, NEXT_DELIVERY, StoredAs, StoredCases
from storage.coverage_repository import CHANGE
from storage.document_store import DocumentStore
from storage.kinds import NOTICE
from storage.outgoing_shapes import OUTGOING
from storage.shapes import DAY, FLAG, INSTANT, NUMBER, TEXT, Stored, choice, optional, record, tuple_of

NEW_EMPLOYEE = record(
    NewEmployee,
    Stored("first_name", TEXT),
    Stored("last_name", TEXT),
    Stored("title", TEXT),
    Stored("email", TEXT),
    Stored("extension", TEXT),
    Stored("landline", TEXT),
    Stored("mobile", TEXT),
    Stored("matters", tuple_of(TEXT)),
)
CONTENT = record(
    NoticeContent,
    Stored("kind", choice(NoticeKind)),
    Stored("unit", TEXT),
    Stored("effective_on", DAY),
    Stored("note", TEXT),
    Stored("group", optional(TEXT)),
    Stored("change", optional(CHANGE)),
    Stored("before", optional(CHANGE)),
    Stored("person", optional(TEXT)),
    Stored("person_name", TEXT),
    Stored("new", optional(NEW_EMPLOYEE)),
    Stored("matters", tuple_of(TEXT)),
    Stored("matters_before", tuple_of(TEXT)),
)
NOTICE_SHAPE = record(
    Notice,
    Stored("id", TEXT),
    Stored("content", CONTENT),
    Stored("made_by", TEXT),
    Stored("made_at", INSTANT),
    Stored("lead_days", NUMBER),
    Stored("is_late", FLAG),
    Stored("turns", tuple_of(TEXT)),
    Stored("received_by", optional(TEXT)),
    Stored("received_at", optional(INSTANT)),
    Stored("reminded_at", optional(INSTANT)),
    Stored("withdrawn_by", optional(TEXT)),
    Stored("withdrawn_at", optional(INSTANT)),
    Stored("in_force_at", optional(INSTANT)),
    Stored("carried_out", FLAG),
    Stored("caught_up", FLAG),
    Stored("next_step_at", optional(INSTANT)),
    Stored("kept_until", optional(INSTANT)),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
_NOTICES = StoredAs(
    kind=NOTICE,
    shape=NOTICE_SHAPE,
    place=lambda notice: Place(NOTICES, notice.id),
    kept_until=lambda notice: None if notice.outgoing.unsent else notice.kept_until,
    index={
        NEXT_DELIVERY: lambda notice: notice.outgoing.next_delivery_at,
        "unit": lambda notice: str(notice.content.unit),
        "is_open": lambda notice: 1 if notice.is_open else None,
        "touches_people": lambda notice: 1 if notice.touches_people else None,
        AT_DESK: lambda notice: _first_instant(notice.content.effective_on) if notice.awaits_receipt else None,
    },
)


def _first_instant(day: date) -> datetime:
    """An instant that puts days in order."""
    return datetime.combine(day, time(0), tzinfo=UTC)


def stored_notices(store: DocumentStore) -> StoredCases[Notice]:
    """The notices in the store."""
    return StoredCases(store, _NOTICES)
