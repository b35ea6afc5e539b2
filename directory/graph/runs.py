"""Owns how long a run of reading the directory lasts, and how one can end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from directory.graph.judging import Judged
from services.directory_ports import SyncState

KEPT_EVERY = 30.0
LASTS = 240.0
"""Seconds of a run; the next goes on."""


class RunEnd(StrEnum):
    """How a run ended."""

    NOT_DUE = "not_due"
    NOTHING_NEW = "nothing_new"
    IN_USE = "in_use"
    """What was read is in use."""
    HELD = "held"
    """It would take too much away."""
    NOBODY = "nobody"
    """A first reading in which nobody is staff: taken into use it would have everybody in the store count as gone."""
    GOES_ON = "goes_on"
    """There is more to read; the next run goes on."""
    AWAY = "away"
    """Graph asks for patience, or can't be reached."""
    REFUSED = "refused"
    LOST = "lost"
    """The job has become another process's, or somebody has saved in between: the next run goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How one ended, with what was judged where a round was read to its end."""

    end: RunEnd
    state: SyncState
    judged: Judged | None = None


class NotOurs(Exception):
    """The job has become another process's: nothing more is saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """How long a run lasts, and how often what it has read is kept, in seconds; `clock` only grows."""

    clock: Callable[[], float]
    lasts: float = LASTS
    kept_every: float = KEPT_EVERY
