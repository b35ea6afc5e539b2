"""Owns the ports to the telephone exchange (PBX, telefonväxeln), and to the log of what it has been told.

Nothing here is implemented. What an event says is `policy.pbx_events`'s.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from policy.organisation import PersonId
from policy.pbx_events import PbxEvent, PbxLine
from services.ports import Cases

PBX_LINE_ID = "pbx"
"""The id of what the exchange is to have of a person; its partition is the person's id."""


class PbxOutcome(StrEnum):
    """What became of sending an event; a value, because most of it is nobody's fault."""

    TAKEN = "taken"
    LATER = "later"
    """It may go better later."""
    REFUSED = "refused"
    """The exchange takes nothing like it until somebody has changed something."""
    GONE = "gone"
    """The exchange has said that it wants no events any more; nothing is sent until the process starts anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxAnswer:
    """How it went; `status` is the exchange's own, None without an answer, and `wait` how long it asked to be left."""

    outcome: PbxOutcome
    status: int | None = None
    wait: timedelta | None = None


class PbxClient(Protocol):
    """Sends to the exchange."""

    async def send(self, event: PbxEvent, *, within: float) -> PbxAnswer:
        """Send the event, within so many seconds. Never raises for what the far end does."""

    async def send_test(self, at: datetime, *, within: float) -> PbxAnswer:
        """Send what changes nothing; the same."""


class PbxEventLog(Protocol):
    """Every event of late, so that it can be sent again."""

    async def note(self, event: PbxEvent, *, until: datetime) -> None:
        """Keep the event until then; once more is the same."""

    def since(self, at: datetime, person: PersonId | None = None) -> AsyncIterator[Sequence[PbxEvent]]:
        """Pages of the events of then or later, of everyone or of one person, in the order of their numbers."""

    async def of(self, person: PersonId) -> Sequence[PbxEvent]:
        """All that are kept of a person, in that order."""

    async def erase(self, person: PersonId) -> None:
        """Remove all of a person's; raises Conflict."""


class PbxLines(Cases[PbxLine], Protocol):
    """What the exchange is to have, person by person."""

    def everyone(self) -> AsyncIterator[Sequence[PbxLine]]:
        """Pages of all of them, in no order."""
