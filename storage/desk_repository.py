"""Owns how operators' desks are stored, one document each, and what they have taken between them: one for all."""

from __future__ import annotations

from policy.desk import Desk, Shown, Waiting
from policy.desk_book import Claim, DeskBook, HandOver
from policy.desk_rows import DeskRow, Section, SectionSeen
from policy.outgoing import NOTHING_OUTGOING
from services.ports import DESK_BOOK_PLACE, DESK_ID, Place
from storage.case_repository import NEXT_DELIVERY, NEXT_STEP, StoredAs, StoredCases
from storage.document_store import DocumentStore
from storage.kinds import DESK, DESK_BOOK
from storage.outgoing_shapes import OUTGOING
from storage.shapes import DAY, FLAG, INSTANT, NUMBER, TEXT, Stored, choice, optional, record, tuple_of

ROW = record(
    DeskRow,
    Stored("section", choice(Section)),
    Stored("partition", TEXT),
    Stored("id", TEXT),
    Stored("part", TEXT),
    Stored("what", TEXT),
    Stored("name", TEXT),
    Stored("person", optional(TEXT)),
    Stored("on", optional(DAY)),
    Stored("at", optional(INSTANT)),
    Stored("until", optional(INSTANT)),
    Stored("days", optional(NUMBER)),
    Stored("is_pressing", FLAG),
    Stored("is_overdue", FLAG),
)
SECTION = record(
    SectionSeen,
    Stored("section", choice(Section)),
    Stored("rows", tuple_of(ROW)),
    Stored("more", NUMBER),
    Stored("or_more", FLAG),
    Stored("others", NUMBER),
)
CLAIM = record(Claim, Stored("row", TEXT), Stored("by", TEXT), Stored("at", INSTANT), Stored("until_at", INSTANT))
WAITING = record(Waiting, Stored("hand_over", TEXT), Stored("by", TEXT), Stored("at", INSTANT))
SHOWN = record(
    Shown,
    Stored("sections", tuple_of(SECTION)),
    Stored("claims", tuple_of(CLAIM)),
    Stored("waiting", tuple_of(WAITING)),
)
DESK_SHAPE = record(
    Desk,
    Stored("person", TEXT),
    Stored("opened_at", INSTANT),
    Stored("fresh_until", INSTANT),
    Stored("shown", SHOWN),
    Stored("changed_at", INSTANT),
    Stored("told_at", optional(INSTANT)),
    Stored("is_kept_up", FLAG),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
HAND_OVER = record(
    HandOver,
    Stored("id", TEXT),
    Stored("by", TEXT),
    Stored("to", optional(TEXT)),
    Stored("note", TEXT),
    Stored("rows", tuple_of(ROW)),
    Stored("made_at", INSTANT),
    Stored("open_until", INSTANT),
    Stored("taken_by", optional(TEXT)),
    Stored("taken_at", optional(INSTANT)),
    Stored("withdrawn_at", optional(INSTANT)),
    Stored("is_cleared", FLAG),
    Stored("open", tuple_of(SECTION)),
)
BOOK_SHAPE = record(
    DeskBook,
    Stored("claims", tuple_of(CLAIM)),
    Stored("hand_overs", tuple_of(HAND_OVER)),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)
_DESKS = StoredAs(
    kind=DESK,
    shape=DESK_SHAPE,
    place=lambda desk: Place(str(desk.person), DESK_ID),
    kept_until=lambda desk: desk.kept_until,
    index={
        NEXT_DELIVERY: lambda desk: desk.outgoing.next_delivery_at,
        "is_fresh": lambda desk: 1 if desk.is_kept_up else None,
    },
)
_BOOK = StoredAs(
    kind=DESK_BOOK,
    shape=BOOK_SHAPE,
    place=lambda _book: DESK_BOOK_PLACE,
    kept_until=lambda _book: None,
    index={
        NEXT_DELIVERY: lambda book: book.outgoing.next_delivery_at,
        NEXT_STEP: lambda book: book.next_step_at,
    },
)


def stored_desks(store: DocumentStore) -> StoredCases[Desk]:
    """The operators' desks in the store."""
    return StoredCases(store, _DESKS)


def stored_desk_book(store: DocumentStore) -> StoredCases[DeskBook]:
    """What the operators have taken between them."""
    return StoredCases(store, _BOOK)
