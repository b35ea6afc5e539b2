"""Owns the names of the phone policy's clauses, and a municipality's own words for them where it has any.

What a clause means is in the rules that carry it, each beside its subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Clause(StrEnum):
    """Good service, high availability, responsible use, the manager, the basic staffing, the switchboard."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"
    S6 = "S6"
    S7 = "S7"
    S8 = "S8"
    S9 = "S9"
    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    A4 = "A4"
    A5 = "A5"
    R1 = "R1"
    R2 = "R2"
    R3 = "R3"
    R4 = "R4"
    R5 = "R5"
    R6 = "R6"
    R7 = "R7"
    M1 = "M1"
    M2 = "M2"
    M3 = "M3"
    B1 = "B1"
    V1 = "V1"
    V2 = "V2"
    V3 = "V3"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseWords:
    """A clause in a municipality's own words, in one language, and what else it is found by."""

    title: str
    says: str
    keywords: tuple[str, ...] = ()


OwnWords = Mapping[Clause, Mapping[str, ClauseWords]]
"""By clause and then by language; a clause that isn't there has the usual words."""
