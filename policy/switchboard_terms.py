"""Owns a municipality's own choices about its switchboard: what it does with a matter that nobody is found for (S3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policy.ids import GroupId


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchboardTerms:
    """Where a caller is connected when no function fits, and what is done about calls that went wrong.

    `words` are the municipality's own about that, by language; a language that it has none in is told the usual ones.
    """

    group: GroupId | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    misdirected_to_suggest: int = 3
    """How many calls misdirected alike it takes for a change of the directory to be suggested."""
    misdirected_days: int = 90
    """How long a misdirected call counts."""


USUAL_SWITCHBOARD = SwitchboardTerms()
"""What holds for a municipality that says nothing of it."""
