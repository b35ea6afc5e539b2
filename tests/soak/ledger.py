"""What came of a run so far: everything that was promised to somebody, what went wrong, and what is counted.

It must not know how anything is found out.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from policy.organisation import PersonId

TROUBLE = ("gick fel hos mig", "ändrades samtidigt, så jag hann inte spara")
"""What a person reads who is to look whether it was done, and to try again."""


@dataclass(slots=True)
class Sending:
    """One time that an activity was sent to a replica. `status` is None when no answer came."""

    replica: int
    began: float
    ended: float = 0.0
    status: int | None = None


@dataclass(slots=True)
class Turn:
    """An activity, and all that came of it."""

    person: PersonId
    activity: str
    conversation: str
    is_press: bool
    sendings: list[Sending] = field(default_factory=list)
    answered_at: float | None = None
    """When the first answer of 200 came; None if none did."""
    body: Any = None
    """What an invoke was answered with."""
    words: str = ""
    """What the person read as the answer."""
    is_cut: bool = False
    """Whether the connector refused something that was said to the person meanwhile: the answer may not be whole."""

    @property
    def began(self) -> float:
        """When it was sent first."""
        return self.sendings[0].began

    @property
    def is_answered(self) -> bool:
        """Whether it was acknowledged."""
        return self.answered_at is not None

    @property
    def is_in_doubt(self) -> bool:
        """Whether the person can't know if it was done: no answer came, not all of it, or one that says so."""
        return not self.is_answered or self.is_cut or any(trouble in self.words for trouble in TROUBLE)

    def says(self, *phrases: str) -> bool:
        """Whether it was acknowledged with all of these words."""
        return self.is_answered and all(phrase in self.words for phrase in phrases)


@dataclass(slots=True)
class Meeting:
    """A diversion ahead that somebody was told is saved."""

    person: PersonId
    turn: Turn
    undone: Turn | None = None
    """The turn that undid it, once one was told that it did."""


@dataclass(slots=True)
class Promise:
    """A promise to call back that somebody was told is saved."""

    holder: PersonId
    caller: str
    turn: Turn
    due_at: datetime | None
    """When it falls due within the run; None when it doesn't."""
    left_by: PersonId | None = None
    closed: Turn | None = None
    """The turn that closed it, once one was told that it did."""
    may_be_closed: bool = False
    """Whether one was sent that would, and was never answered."""


@dataclass(slots=True)
class Contest:
    """Acts that exclude each other, sent at once: one of them may be told that it was done."""

    what: str
    subject: str
    acts: dict[str, Turn]
    won: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Gap:
    """A gap that somebody was told is there, and when."""

    group: str
    day: str
    conversation: str
    """The manager's, where it is to be told."""
    at: float


@dataclass
class Ledger:
    """All of it, of one run."""

    began: float = field(default_factory=time.time)
    turns: list[Turn] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    contests: list[Contest] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    running: dict[PersonId, set[str]] = field(default_factory=dict)
    """Until when the diversion that runs may last: one time, unless something was never answered; "" for none."""
    faults: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    longest: dict[str, float] = field(default_factory=dict)

    def fault(self, what: str) -> None:
        """Something went wrong; `at` is put before it, in seconds since the run began."""
        self.faults.append(f"{time.time() - self.began:7.1f} s  {what}")

    def counted(self, what: str, times: int = 1) -> None:
        """It happened so many times more."""
        self.counts[what] += times

    def lasted(self, what: str, seconds: float) -> None:
        """It took so long: the longest of each is kept."""
        self.longest[what] = max(seconds, self.longest.get(what, 0.0))


def table(ledger: Ledger) -> str:
    """What happened, what took longest, and what went wrong."""
    rows = [("turns", f"{len(ledger.turns)}")]
    rows += [(what, f"{times}") for what, times in sorted(ledger.counts.items())]
    rows += [(f"longest: {what}", f"{seconds:.1f} s") for what, seconds in sorted(ledger.longest.items())]
    lines = [f"{what:58} {value:>10}" for what, value in rows]
    return "\n".join([*lines, f"faults: {len(ledger.faults)}", *(f"  {fault}" for fault in ledger.faults[:60])])
