"""Owns how the house's own records are stored: the table of replicas, how far jobs have come, notifications that were
given up, and who is being or was forgotten."""

from __future__ import annotations

from policy.outgoing import DEAD_LETTER_KEPT, DeadLetter
from services.ports import DEAD_LETTERS, ERASURE_ID, ERASURE_KEPT, PROGRESS, Erasure, Place, Progress
from services.replica_ports import REPLICAS, SHARDS_ID, Gone, Replica, ShardTable
from storage.case_repository import StoredAs, StoredCases
from storage.document_store import DocumentStore
from storage.kinds import DEAD_LETTER, ERASURE, PROGRESS_MARK, SHARD_TABLE
from storage.shapes import FLAG, INSTANT, NUMBER, TEXT, Stored, optional, record, tuple_of

REPLICA = record(
    Replica,
    Stored("life", TEXT),
    Stored("beats", NUMBER),
    Stored("seen_at", INSTANT),
    Stored("shards", tuple_of(NUMBER)),
)
_SHARD_TABLE = StoredAs(
    kind=SHARD_TABLE,
    shape=record(
        ShardTable,
        Stored("replicas", tuple_of(REPLICA)),
        Stored("fences", tuple_of(NUMBER)),
        Stored("gone", tuple_of(record(Gone, Stored("life", TEXT), Stored("seen_at", INSTANT)))),
    ),
    place=lambda _table: Place(REPLICAS, SHARDS_ID),
    kept_until=lambda _table: None,
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
        Stored("next_step_at", optional(INSTANT)),
    ),
    place=lambda erasure: Place(str(erasure.person), ERASURE_ID),
    kept_until=lambda erasure: None if erasure.next_step_at else erasure.asked_at + ERASURE_KEPT,
)


def stored_erasures(store: DocumentStore) -> StoredCases[Erasure]:
    """Those who are being forgotten or were, in the store."""
    return StoredCases(store, _ERASURES)


def stored_progress(store: DocumentStore) -> StoredCases[Progress]:
    """How far jobs have come, in the store."""
    return StoredCases(store, _PROGRESS)


def stored_shard_table(store: DocumentStore) -> StoredCases[ShardTable]:
    """The table of replicas in the store."""
    return StoredCases(store, _SHARD_TABLE)


def stored_dead_letters(store: DocumentStore) -> StoredCases[DeadLetter]:
    """The dead letters in the store."""
    return StoredCases(store, _DEAD_LETTERS)
