"""Owns the walk through the directory: everyone in it is looked at once when it has changed, and once a day.

A run takes a bounded part of the way, so that a large municipality is never walked through in one go.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from policy.organisation import Municipality, Person, PersonId
from services.ports import Directory

log = logging.getLogger(__name__)

PEOPLE_A_RUN = 500


class Reviewer(Protocol):
    """What looks at one person."""

    def __call__(self, person: Person, *, now: datetime) -> Awaitable[None]:
        """Look at the person as the directory has them now."""


def everyone(municipality: Municipality) -> Iterable[PersonId]:
    """All who are in the directory."""
    return municipality.people


class DirectoryReview:
    """Has each reviewer look at each person, or at those that `whom` gives; what fails is left for the next day.

    `goes_on` says whether the walk is still this process's.
    """

    def __init__(
        self,
        directory: Directory,
        reviewers: Sequence[Reviewer],
        whom: Callable[[Municipality], Iterable[PersonId]] = everyone,
        *,
        goes_on: Callable[[], bool] = lambda: True,
    ) -> None:
        self._directory = directory
        self._reviewers = reviewers
        self._whom = whom
        self._goes_on = goes_on
        self._left: deque[PersonId] = deque()
        self._walked: tuple[Municipality, date] | None = None

    async def run(self, *, now: datetime) -> int:
        """Go on with the walk, or begin a new one if there is a reason to; gives how many people were looked at."""
        municipality = self._directory.municipality
        today = municipality.calendar.local(now).date()
        if self._walked is None or self._walked[0] is not municipality or self._walked[1] != today:
            self._walked = (municipality, today)
            self._left = deque(self._whom(municipality))
        reviewed = 0
        while self._left and reviewed < PEOPLE_A_RUN and self._goes_on():
            person = municipality.people[self._left.popleft()]
            for reviewer in self._reviewers:
                await self._guarded(reviewer, person, now)
            reviewed += 1
        return reviewed

    @staticmethod
    async def _guarded(reviewer: Reviewer, person: Person, now: datetime) -> None:
        try:
            await reviewer(person, now=now)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one person, the others are looked at
            log.error("a person could not be reviewed", extra={"error": type(error).__name__})
