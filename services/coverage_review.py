"""Owns the walk through all answer groups: each is looked at once when the directory has changed, and once a day.

A run takes a bounded part of the way, so that a large municipality is never walked through in one go.
"""

from __future__ import annotations

import logging
from collections import deque
from datetime import date, datetime

from policy.organisation import GroupId, Municipality
from services.coverage_watch import CoverageWatch
from services.ports import Directory

log = logging.getLogger(__name__)

GROUPS_A_RUN = 500


class CoverageReview:
    """Has every group looked at; what fails for one is left for the next day."""

    def __init__(self, directory: Directory, watch: CoverageWatch) -> None:
        self._directory = directory
        self._watch = watch
        self._left: deque[GroupId] = deque()
        self._walked: tuple[Municipality, date] | None = None

    async def run(self, *, now: datetime) -> int:
        """Go on with the walk, or begin a new one if there is a reason to; gives how many groups were looked at."""
        municipality = self._directory.municipality
        today = municipality.calendar.local(now).date()
        if self._walked is None or self._walked[0] is not municipality or self._walked[1] != today:
            self._walked = (municipality, today)
            self._left = deque(municipality.groups)
        reviewed = 0
        while self._left and reviewed < GROUPS_A_RUN:
            group = self._left.popleft()
            try:
                await self._watch.look_at(group, now=now)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one group, the others are looked at
                log.error("a group could not be reviewed", extra={"error": type(error).__name__})
            reviewed += 1
        return reviewed
