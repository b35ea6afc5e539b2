"""Use case of the watch over coverage: groups are looked at at each change, and when their time has come (A2, M2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from policy.organisation import GroupId, PersonId
from services.coverage_desk import CoverageDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageWatch:
    """Looks at groups, and lets the rules do what follows."""

    desk: CoverageDesk

    async def look_at(self, group: GroupId, *, now: datetime) -> None:
        """Work out the group's coverage, and raise, change or end its alerts; nothing is saved if nothing is new."""

    async def look_at_groups_of(self, person: PersonId, *, now: datetime) -> None:
        """Look at the groups whose coverage, or whose alerts, the person's absence touches."""

    async def sweep(self, *, now: datetime) -> int:
        """Look at every group whose next step has come; gives how many."""
        return 0

    async def sweep_changes(self, *, now: datetime) -> int:
        """Look at the groups of everyone whose diversions have changed; gives how many people."""
        return 0
