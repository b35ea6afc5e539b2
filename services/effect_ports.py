"""Owns the protocol of what sets elsewhere what a diversion also sets: a status message, automatic replies, the PBX.

Nothing here is implemented. A carrier is told what is to stand, as often as need be, and makes it so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from policy.effects import EffectKind
from policy.organisation import Person
from policy.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """An absence as everyone may be told of it. `reason` is None where only few may know it."""

    diversion: str
    """The id of the diversion that it comes from."""
    start_at: datetime
    back_at: datetime | None
    """When the person can be reached again; None until further notice."""
    reason: Reason | None
    open_line: bool
    answers_instead: Person | None
    short: str
    """In one sentence, for a status message; within 280 characters."""
    long: str
    """In a few sentences, for whoever writes to the person. Plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to stand in one place about one person; `absence` None: nothing, as it was before.

    `version` grows with each change for the person: what is older than what stands is never to be carried out.
    """

    person: Person
    version: int
    decided_at: datetime
    absence: InForce | None


class EffectOutcome(StrEnum):
    """How carrying out ended; a value, because most of these are nobody's fault."""

    DONE = "done"
    LATER = "later"
    """It may go better later."""
    REFUSED = "refused"
    """It ends the same way again until somebody changes something: a permission, a licence, a mailbox."""
    LEFT_ALONE = "left_alone"
    """The person has set something else there since, which stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectEnd:
    """How it ended. `memo` is the carrier's own: what stood before, to be put back; handed to it the next time."""

    outcome: EffectOutcome
    memo: str = ""
    wait: timedelta | None = None
    """How long to leave the far end alone, where it asked for that."""
    why: str = ""
    """A word of the carrier's own for a refusal, which the texts have words for: `no_mailbox`, `no_permission` ..."""


class EffectCarrier(Protocol):
    """Sets one kind of thing elsewhere."""

    @property
    def kind(self) -> EffectKind:
        """Which."""

    async def carry_out(self, wanted: Wanted, memo: str, *, within: float) -> EffectEnd:
        """Make it stand as wanted, within so many seconds; the same once more changes nothing. Never raises for what
        the far end does.
        """
