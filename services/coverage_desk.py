"""Owns how a group's book is loaded, settled by the rules and saved again, for all who change it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from policy.coverage_books import CoverageBook
from policy.organisation import PersonId
from services.coverage_facts import CoverageFacts
from services.ports import Cases, Directory, Place

SOURCE = "coverage"
"""The name of the groups' books among the outbox's sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageDesk:
    """`delivered_soon` is called with a group's place once something to be told of it is saved."""

    cases: Cases[CoverageBook]
    facts: CoverageFacts
    directory: Directory
    can_reach: Callable[[PersonId], Awaitable[bool]]
    delivered_soon: Callable[[Place], None]
