"""Use case of the watch over coverage: groups are looked at at each change, and when their time has come (A2, M2).

A change is looked at right after the turn, and again by a job that walks those whose diversions have changed, so that
no crash loses one. What has come by time alone is swept; the directory's changes are `services.coverage_review`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from policy.diversions import DiversionBook
from policy.organisation import GroupId, PersonId
from policy.outgoing import NOTHING_OUTGOING
from policy.periods import as_utc
from services.coverage_desk import CoverageDesk
from services.outbox_sources import book_places
from services.ports import PROGRESS, Cases, Conflict, Loaded, Place, Progress
from services.replica_ports import Hold
from services.retrying import until_saved
from services.strangers import is_gone
from services.sweeping import ALONE, HoldOfJob, sweep

OVERLAP = timedelta(minutes=2)
"""A change bears the instant of its turn, and is there a moment later: so much is looked at again each time."""
MOST_TRIES = 60
"""How often, each minute, what a change touches is looked at again where that fails: for an hour."""
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
    _failed: dict[PersonId, int] = field(default_factory=dict, init=False, repr=False)
    """How many times what somebody's latest change touches could not be looked at."""

    async def look_at(self, group: GroupId, *, now: datetime) -> None:
        """Work out the group's coverage, and raise, change or end its alerts; nothing is saved if nothing is new.

        Raises PolicyError `coverage.no_such_group` or `store.busy`.
        """
        await until_saved(lambda: self.desk.look(group, now=now))

    async def look_at_groups_of(self, book: DiversionBook, *, now: datetime) -> None:
        """Look at the groups whose coverage, or whose alerts, that person's absence touches; raises as `look_at`.

        One that fails stands in the way of none of the others.
        """
        failed: list[Exception] = []
        for group in await self.desk.facts.groups_of(book, now=now):
            try:
                await self.look_at(group, now=now)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one group, the others are looked at
                failed.append(error)
        if failed:
            raise failed[0]
        if book.changed_at is not None:
            self._seen[book.person] = book.changed_at

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Look at every group whose next step has come, the longest due first; gives how many."""

        async def visit(place: Place) -> None:
            group = GroupId(place.partition)
            if group in self.desk.directory.municipality.groups:
                await self.look_at(group, now=now)
            else:
                await until_saved(lambda: self._let_go(place, now))

        return await sweep(self.desk.cases.steps_due(now), visit, what="coverage", hold=hold, at_once=AT_ONCE)

    async def sweep_changes(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Look at the groups of everyone whose diversions have changed since last; gives how many people.

        The mark stays at the first that fails, so that it is met again, and never runs ahead of the clock. The walk
        ends where the hold of it does.
        """
        loaded = await self.progress.load(Place(PROGRESS, CHANGES))
        latest, looked_at = as_utc(now) if loaded is None else loaded.value.reached_at, 0
        held_at: datetime | None = None
        books = self.desk.facts.books

        async def visit(place: Place) -> None:
            nonlocal latest, looked_at, held_at
            person = PersonId(place.partition)
            try:
                book = (await books.load(person)).value
                changed_at = book.changed_at
                if changed_at is not None and self._seen.get(person) != changed_at:
                    looked_at += 1
                    await self.look_at_groups_of(book, now=now)
            except Exception:
                self._failed[person] = self._failed.get(person, 0) + 1
                if held_at is None and self._failed[person] < MOST_TRIES:
                    held_at = latest
                raise
            self._failed.pop(person, None)
            latest = max(latest, changed_at or latest)

        pages = book_places(books.changed_since(latest - OVERLAP))
        await sweep(pages, visit, what=CHANGES, hold=HoldOfJob(hold, CHANGES))
        await self._keep(loaded, min(latest if held_at is None else held_at, as_utc(now)))
        return looked_at

    async def _keep(self, loaded: Loaded[Progress] | None, reached_at: datetime) -> None:
        """Note how far the changes have been looked at, if that is farther than before."""
        if loaded is None or reached_at > loaded.value.reached_at:
            try:
                await self.progress.save(loaded, Progress(name=CHANGES, reached_at=reached_at))
            except Conflict:
                return  # Another process has come as far.
        for person in [one for one, at in self._seen.items() if at < reached_at - 2 * OVERLAP]:
            del self._seen[person]

    async def _let_go(self, place: Place, now: datetime) -> None:
        """Of a group that the directory knows no more nothing is told, and it is looked at no more."""
        loaded = await self.desk.cases.load(place)
        if loaded is not None and is_gone(loaded.value.next_step_at, now=now):
            await self.desk.cases.save(loaded, replace(loaded.value, next_step_at=None, outgoing=NOTHING_OUTGOING))
