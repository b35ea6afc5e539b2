"""Owns the walk through the answer groups when the directory has changed, and once a day.

All are seen at once, and those looked at of which something may come: a municipality of tens of thousands of groups has
few of them. A run takes a bounded part of the way.
"""

from __future__ import annotations

import logging
from collections import deque
from datetime import date, datetime

from policy.organisation import GroupId, Municipality
from services.coverage_of_all import CoverageOfAll
from services.coverage_watch import CoverageWatch
from services.ports import Directory

log = logging.getLogger(__name__)

GROUPS_A_RUN = 500


class CoverageReview:
    """Has them looked at; what fails for one is left for the next day."""

    def __init__(self, directory: Directory, watch: CoverageWatch, seen: CoverageOfAll) -> None:
        self._directory = directory
        self._watch = watch
        self._seen = seen
        self._left: deque[GroupId] = deque()
        self._walked: tuple[Municipality, date] | None = None

    async def run(self, *, now: datetime) -> int:
        """Go on with the walk, or begin a new one if there is a reason to; gives how many groups were looked at."""
        municipality = self._directory.municipality
        today = municipality.calendar.local(now).date()
        if self._walked is None or self._walked[0] is not municipality or self._walked[1] != today:
            self._left = deque(await self._seen.to_look_at(now=now))
            self._walked = (municipality, today)
        reviewed = 0
        while self._left and reviewed < GROUPS_A_RUN:
            group = self._left.popleft()
            try:
                await self._watch.look_at(group, now=now)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one group, the others are looked at
                log.error("a group could not be reviewed", extra={"error": type(error).__name__})
            reviewed += 1
        return reviewed
