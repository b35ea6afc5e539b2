"""Owns what every part of the inside stands on, and how often what time brings about is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from services.ports import Directory, Messenger, Place
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore

STEPS_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The store, the directory and the messenger; `soon` gives what has a source's case delivered right after."""

    store: DocumentStore
    books: StoredDiversions
    directory: Directory
    messenger: Messenger
    soon: Callable[[str], Callable[[Place], None]]
