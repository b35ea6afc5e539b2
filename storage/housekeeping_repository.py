"""Owns how the house's own records are stored: leases of jobs and how far they have come, notifications that were given
up, and who is being forgotten."""

from __future__ import annotations

from policy.outgoing import DEAD_LETTER_KEPT, DeadLetter
from services.ports import DEAD_LETTERS, ERASURE_ID, LEASES, PROGRESS, Erasure, Lease, Place, Progress
from storage.case_repository import StoredAs, StoredCases
from storage.document_store import DocumentStore
from storage.kinds import DEAD_LETTER, ERASURE, LEASE, PROGRESS_MARK
from storage.shapes import FLAG, INSTANT, NUMBER, TEXT, Stored, record

_LEASES = StoredAs(
    kind=LEASE,
    shape=record(
        Lease,
        Stored("name", TEXT),
        Stored("holder", TEXT),
        Stored("until_at", INSTANT),
        Stored("fence", NUMBER),
    ),
    place=lambda lease: Place(LEASES, lease.name),
    kept_until=lambda _lease: None,
)
_PROGRESS = StoredAs(
    kind=PROGRESS_MARK,
    shape=record(Progress, Stored("name", TEXT), Stored("reached_at", INSTANT)),
    place=lambda progress: Place(PROGRESS, progress.name),
    kept_until=lambda _progress: None,
)
_DEAD_LETTERS = StoredAs(
    kind=DEAD_LETTER,
    shape=record(
        DeadLetter,
        Stored("id", TEXT),
        Stored("source", TEXT),
        Stored("to", TEXT),
        Stored("code", TEXT),
        Stored("outcome", TEXT),
        Stored("made_at", INSTANT),
        Stored("given_up_at", INSTANT),
    ),
    place=lambda letter: Place(DEAD_LETTERS, letter.id),
    kept_until=lambda letter: letter.given_up_at + DEAD_LETTER_KEPT,
)
_ERASURES = StoredAs(
    kind=ERASURE,
    shape=record(
        Erasure,
        Stored("person", TEXT),
        Stored("asked_at", INSTANT),
        Stored("whole", FLAG),
        Stored("next_step_at", INSTANT),
    ),
    place=lambda erasure: Place(str(erasure.person), ERASURE_ID),
    kept_until=lambda _erasure: None,
)


def stored_erasures(store: DocumentStore) -> StoredCases[Erasure]:
    """Those who are being forgotten, in the store."""
    return StoredCases(store, _ERASURES)


def stored_progress(store: DocumentStore) -> StoredCases[Progress]:
    """How far jobs have come, in the store."""
    return StoredCases(store, _PROGRESS)


def stored_leases(store: DocumentStore) -> StoredCases[Lease]:
    """The leases in the store."""
    return StoredCases(store, _LEASES)


def stored_dead_letters(store: DocumentStore) -> StoredCases[DeadLetter]:
    """The dead letters in the store."""
    return StoredCases(store, _DEAD_LETTERS)
