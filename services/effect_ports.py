"""Owns the protocol of what sets elsewhere what a diversion also sets: a status message, automatic replies, the PBX.

Nothing here is implemented. A carrier is told what is to stand, as often as need be, and makes it so.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from policy.effects import EffectEnd, EffectKind, EffectOutcome, Shown
from policy.organisation import Person, PersonId
from policy.reasons import Reason
from services.ports import DiversionRepository

__all__ = [
    "EffectBooks",
    "EffectCarrier",
    "EffectEnd",
    "EffectKind",
    "EffectOutcome",
    "InForce",
    "Keep",
    "NotKept",
    "Phrases",
    "Said",
    "Wanted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """An absence as everyone may be told of it. `reason` is None where only few may know it."""

    diversion: str
    """The id of the diversion that it comes from."""
    start_at: datetime
    ends_at: datetime | None
    """When the diversion itself ends; None until further notice."""
    back_at: datetime | None
    """When the person can be reached again, on the next working time after the end: until then it stands, and what
    expires by itself expires then. None until further notice, or where no return is in sight."""
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

    It is asked for when an absence begins, changes, is over or is taken back, and never ahead. `version` grows with
    each change for the person and kind (also after they were forgotten): what is older than what stands is never to be
    carried out. The same version may be asked for several times.
    """

    person: Person
    version: int
    decided_at: datetime
    absence: InForce | None


Keep = Callable[[str], Awaitable[None]]
"""Saves a memo, durably, before what it tells of is overwritten. Raises NotKept: then nothing may be overwritten."""


class NotKept(Exception):
    """A memo could not be saved, or what was being carried out is not this process's any more; a carrier lets it by."""


class EffectCarrier(Protocol):
    """Sets one kind of thing elsewhere. Never two at once for one person, and never an older version after a newer."""

    @property
    def kind(self) -> EffectKind:
        """Which."""

    async def carry_out(self, wanted: Wanted, memo: str, *, keep: Keep, within: float) -> EffectEnd:
        """Make it stand as wanted; the same once more changes nothing. Never raises for what the far end does.

        `memo` is what it gave last, empty at first. Where the person has something of their own there it is kept by
        `keep` before it is overwritten, so that a crash in between loses nothing; where there is nothing to put back
        `keep` need not be called, which saves a write. What DONE and LEFT_ALONE give is the memo from then
        on, what the others give only where it is not empty; once nothing of ours stands it is let go of.

        Nothing is sent any more when so many seconds have passed, by the event loop's clock.
        """


@dataclass(frozen=True, slots=True)
class Said:
    """What everyone is told of an absence: in one sentence, and in a few."""

    short: str
    long: str


class Phrases(Protocol):
    """Says an absence to everyone, in the municipality's language: no word of a reason that only few may know."""

    def __call__(self, person: Person, shown: Shown, answers_instead: Person | None, *, at: datetime) -> Said:
        """It, as it is told from that instant on for as long as it stands; of the same always the same."""


class EffectBooks(DiversionRepository, Protocol):
    """People's diversion books, with what else those set."""

    def effects_due(self, before: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """Pages of people for whom something else is to be set at `before` or earlier, the longest due first."""
