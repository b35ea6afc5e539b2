"""Owns what a diversion also sets elsewhere, where its person has chosen that: which places there are (A3).

What is to stand there follows from the person's diversions and the instant; nothing here reaches any of them.
"""

from __future__ import annotations

from enum import StrEnum


class EffectKind(StrEnum):
    """A place beside the switchboard's answer where a diversion is seen."""

    STATUS_MESSAGE = "status_message"
    """The person's status message in Teams."""
    AUTOMATIC_REPLIES = "automatic_replies"
    """The automatic replies of the person's mailbox."""
    PBX = "pbx"
    """The telephone exchange."""
