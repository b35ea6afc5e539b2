"""Owns a municipality's own terms for its telephone exchange (PBX, telefonväxeln), and the codes of its desk phones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from policy.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class KeypadCodes:
    """What is keyed in: digits, * and #, with blanks in braces. Empty: the exchange has no such code, or none is known.

    `same_day` and `other_day` are for a return today and later, `open_ended` until further notice; `off` ends it.
    """

    same_day: str = ""
    other_day: str = ""
    open_ended: str = ""
    off: str = ""
    reasons: Mapping[Reason, str] = field(default_factory=dict)
    """The digits of each reason; one without is keyed in as `other`."""


NO_CODES = KeypadCodes()


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxTerms:
    """How long what it was told is kept, to be told again; what is keyed in on a desk phone where it is not told."""

    kept: timedelta = timedelta(days=7)
    keypad: KeypadCodes = NO_CODES


USUAL_PBX = PbxTerms()
"""What holds for a municipality that says nothing of it."""
