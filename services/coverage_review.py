"""Owns the walk through the answer groups when the directory has changed, and once a day.

All are seen at once, and those looked at of which something may come: a municipality of tens of thousands of groups has
few of them. A run takes a bounded part of the way.
"""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable
from datetime import date, datetime

from policy.organisation import GroupId, Municipality
from services.coverage_of_all import CoverageOfAll
from services.coverage_watch import CoverageWatch
from services.ports import Directory

log = logging.getLogger(__name__)

GROUPS_A_RUN = 500
MOST_TRIES = 30
"""How many runs a group that fails is tried in; after that it is left for the next day."""
MOST_UNSEEN = 3
"""After how many runs in which they can't be seen all at once the groups are walked through one by one."""


class CoverageReview:
    """Has them looked at. One that fails is tried again in the next runs. `goes_on` says whether the walk is still
    this process's.
    """

    def __init__(
        self,
        directory: Directory,
        watch: CoverageWatch,
        seen: CoverageOfAll,
        *,
        goes_on: Callable[[], bool] = lambda: True,
    ) -> None:
        self._directory = directory
        self._watch = watch
        self._seen = seen
        self._goes_on = goes_on
        self._left: deque[GroupId] = deque()
        self._unseen = 0
        self._failed: Counter[GroupId] = Counter()
        self._walked: tuple[Municipality, date] | None = None

    async def run(self, *, now: datetime) -> int:
        """Go on with the walk, or begin a new one if there is a reason to; gives how many groups were looked at.

        Those that the walk had not come to are first in the new one: however often there is a reason, all have a turn.
        """
        municipality = self._directory.municipality
        today = municipality.calendar.local(now).date()
        if self._walked is None or self._walked[0] is not municipality or self._walked[1] != today:
            waiting = [group for group in self._left if group in municipality.groups]
            self._left = deque(dict.fromkeys((*waiting, *await self._to_look_at(municipality, now))))
            self._walked = (municipality, today)
            self._failed.clear()
        reviewed, again = 0, []
        while self._left and reviewed < GROUPS_A_RUN and self._goes_on():
            group = self._left.popleft()
            try:
                await self._watch.look_at(group, now=now)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one group, the others are looked at
                log.error("a group could not be reviewed", extra={"error": type(error).__name__})
                self._failed[group] += 1
                if self._failed[group] < MOST_TRIES:
                    again.append(group)
            reviewed += 1
        self._left.extend(again)
        return reviewed

    async def _to_look_at(self, municipality: Municipality, now: datetime) -> Iterable[GroupId]:
        """Those of which something may come; every group where they can't be seen at once in several runs."""
        try:
            found: Iterable[GroupId] = await self._seen.to_look_at(now=now)
        except Exception as error:
            self._unseen += 1
            if self._unseen < MOST_UNSEEN:
                raise
            # One group's book that can't be read must not hide the others for good.
            log.error("groups could not be seen all at once", extra={"error": type(error).__name__})
            found = municipality.groups
        self._unseen = 0
        return found
