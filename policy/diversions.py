"""Owns the diversion (hänvisning) and the rules for placing one among a person's others (A3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from policy.organisation import PersonId
from policy.periods import Period
from policy.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversion:
    """A person's absence from the phone. `open_line`: calls are let through all the same (öppen hänvisning)."""

    id: str
    reason: Reason
    period: Period
    note: str = ""
    answers_instead: PersonId | None = None
    open_line: bool = False
    set_by: PersonId
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The latest change to a book, kept so that it can be undone once: what stood before it."""

    id: str
    made_by: PersonId
    made_at: datetime
    before: tuple[Diversion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """Something that someone is to be told of a change, saved with it and sent after (the outbox's row)."""

    id: str
    to: PersonId
    code: str
    params: dict[str, str] = field(default_factory=dict)
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionBook:
    """One person's diversions: apart from each other, in order of start. Saved as one document."""

    person: PersonId
    diversions: tuple[Diversion, ...] = ()
    last_change: Change | None = None
    unsent: tuple[Notification, ...] = ()
