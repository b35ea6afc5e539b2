"""Owns what every part of the inside stands on, and how often what time brings about is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from assembly.reaches import TEAMS_ALONE, Reaches
from scheduler import Job, Whose
from services.ports import Directory, Messenger, Place
from services.replica_ports import Hold
from services.sweeping import ALONE
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore

STEPS_EVERY = timedelta(minutes=1)


class Sweep(Protocol):
    """Does what is due and held; gives how many were looked at."""

    async def __call__(self, *, now: datetime, hold: Hold) -> int:
        """Do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The store, the directory and the messenger; `soon` gives what has a source's case delivered right after. `hold`
    tells what of the work is this process's.
    """

    store: DocumentStore
    books: StoredDiversions
    directory: Directory
    messenger: Messenger
    soon: Callable[[str], Callable[[Place], None]]
    hold: Hold = ALONE
    reaches: Reaches = TEAMS_ALONE
    alerted: Callable[[str], None] = lambda _what: None
    """Told what becomes of alerts of gaps."""

    def has_job(self, name: str) -> Callable[[], bool]:
        """What tells whether a job that can't be divided is this process's."""
        return lambda: self.hold.has_job(name)

    def divided(self, name: str, sweep: Sweep, *, every: timedelta = STEPS_EVERY) -> Job:
        """The job of a sweep, of which each replica does what it holds."""
        return Job(name=name, every=every, whose=Whose.DIVIDED, run=lambda now: sweep(now=now, hold=self.hold))
