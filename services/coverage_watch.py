"""Use case of the watch over coverage: groups are looked at at each change, and when their time has come (A2, M2).

A change is looked at right after the turn, and again by a job that walks those whose diversions have changed, so that
no crash loses one. What has come by time alone is swept; the directory's changes are `services.coverage_review`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from policy.organisation import GroupId, PersonId
from policy.outgoing import NOTHING_OUTGOING
from policy.periods import as_utc
from services.coverage_desk import CoverageDesk
from services.ports import PROGRESS, Cases, Conflict, Place, Progress
from services.retrying import until_saved
from services.sweeping import sweep

OVERLAP = timedelta(minutes=2)
"""A change bears the instant of its turn, and is there a moment later: so much is looked at again each time."""
CHANGES = "coverage_changes"
AT_ONCE = 8
"""Groups that are looked at together, so that their writes reach the disk together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageWatch:
    """Looks at groups, and lets the rules do what follows."""

    desk: CoverageDesk
    progress: Cases[Progress]
    _seen: dict[PersonId, datetime] = field(default_factory=dict, init=False, repr=False)
    """Whose latest change has been looked at in this process, and when that was made."""

    async def look_at(self, group: GroupId, *, now: datetime) -> None:
        """Work out the group's coverage, and raise, change or end its alerts; nothing is saved if nothing is new.

        Raises PolicyError `coverage.no_such_group` or `store.busy`.
        """
        await until_saved(lambda: self.desk.look(group, now=now))

    async def look_at_groups_of(self, person: PersonId, *, now: datetime) -> None:
        """Look at the groups whose coverage, or whose alerts, the person's absence touches; raises as `look_at`."""
        for group in await self.desk.facts.groups_of(person):
            await self.look_at(group, now=now)

    async def sweep(self, *, now: datetime) -> int:
        """Look at every group whose next step has come, the longest due first; gives how many."""

        async def visit(place: Place) -> None:
            group = GroupId(place.partition)
            if group in self.desk.directory.municipality.groups:
                await self.look_at(group, now=now)
            else:
                await until_saved(lambda: self._let_go(place))

        return await sweep(self.desk.cases.steps_due(now), visit, what="coverage", at_once=AT_ONCE)

    async def sweep_changes(self, *, now: datetime) -> int:
        """Look at the groups of everyone whose diversions have changed since last; gives how many people."""
        loaded = await self.progress.load(Place(PROGRESS, CHANGES))
        reached_at = as_utc(now) if loaded is None else loaded.value.reached_at
        latest, looked_at = reached_at, 0
        books = self.desk.facts.books

        async def visit(person: PersonId) -> None:
            nonlocal latest, looked_at
            changed_at = (await books.load(person)).value.changed_at
            if changed_at is None or self._seen.get(person) == changed_at:
                return
            looked_at += 1
            await self.look_at_groups_of(person, now=now)
            self._seen[person] = changed_at
            latest = max(latest, changed_at)

        await sweep(books.changed_since(reached_at - OVERLAP), visit, what=CHANGES)
        await self._keep(latest)
        return looked_at

    async def _keep(self, reached_at: datetime) -> None:
        """Note how far the changes have been looked at, if that is farther than before."""
        loaded = await self.progress.load(Place(PROGRESS, CHANGES))
        if loaded is None or reached_at > loaded.value.reached_at:
            try:
                await self.progress.save(loaded, Progress(name=CHANGES, reached_at=reached_at))
            except Conflict:
                return  # Another process has come as far.
        for person in [one for one, at in self._seen.items() if at < reached_at - 2 * OVERLAP]:
            del self._seen[person]

    async def _let_go(self, place: Place) -> None:
        """Of a group that the directory knows no more nothing is told, and it is looked at no more."""
        loaded = await self.desk.cases.load(place)
        if loaded is not None:
            await self.desk.cases.save(loaded, replace(loaded.value, next_step_at=None, outgoing=NOTHING_OUTGOING))
