"""Owns what a diversion also sets elsewhere, where its person has chosen that: which places there are, how it stands
with each, and how carrying out ended (A3).

What is to stand there follows from the person's diversions and the instant: `policy.effect_decisions`. Nothing here
reaches any of the places, and nothing here is a word that a person reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class EffectKind(StrEnum):
    """A place beside the switchboard's answer where a diversion is seen. The values stand in stored documents."""

    STATUS_MESSAGE = "status_message"
    """The person's status message in Teams."""
    AUTOMATIC_REPLIES = "automatic_replies"
    """The automatic replies of the person's mailbox."""
    PBX = "pbx"
    """The telephone exchange."""


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
