"""Owns the SQLite file's schema: every version it has had, and the way from each to the next.

A migration that has been released is never edited; a change is a new one at the end. Indexes on what a kind declares
are not here: they follow the declaration (`storage.sqlite_file`).
"""

from __future__ import annotations

from dataclasses import dataclass

APPLICATION_ID = 0x56584C53
"""Stands in the file's header ("VXLS"), so that another program's file is never taken for ours."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The statements, run in one transaction, that lead to the next version."""

    gives: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(
        # The kind stands last in the key: first, it would tempt SQLite to walk a whole kind where a field's index
        # leads straight to what is asked for.
        "documents",
        (
            f"PRAGMA application_id = {APPLICATION_ID}",
            """
            CREATE TABLE document (
                kind TEXT NOT NULL,
                partition TEXT NOT NULL,
                id TEXT NOT NULL,
                body TEXT NOT NULL,
                etag TEXT NOT NULL,
                expires_at TEXT,
                UNIQUE (partition, id, kind)
            )
            """,
        ),
    ),
    Migration(
        "expired documents are found without reading every one",
        ("CREATE INDEX document_expiry ON document (expires_at) WHERE expires_at IS NOT NULL",),
    ),
    Migration(
        "no job is leased by name any more",
        ("DELETE FROM document WHERE kind = 'lease'",),
    ),
)
CURRENT_VERSION = len(MIGRATIONS)
"""`PRAGMA user_version` of a file that this program writes: how many migrations it has been through."""
