"""Owns what people do about gaps in a replay, where they are to do anything: by itself nobody does.

A manager who is told of a gap has the colleagues asked at once, and each who is asked takes it with the chance given,
ten minutes later: who is first has it. The same seed gives the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from random import Random

from policy.coverage_books import CoverageBook
from policy.coverage_notices import ALERT, INVITED
from policy.ids import GroupId, PersonId
from simulation.recorder import Told

THINKS_FOR = timedelta(minutes=10)


class Does(Enum):
    """What somebody does."""

    ASK = auto()
    """Has the colleagues asked."""
    TAKE = auto()
    """Takes the gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that somebody is going to do about a group's gaps of a day."""

    at: datetime
    does: Does
    actor: PersonId
    group: GroupId
    on: date


@dataclass(frozen=True, slots=True)
class Helping:
    """How likely it is that somebody who is asked takes a gap, and the seed that decides who does."""

    chance: float
    seed: int

    def steps_after(self, told: Told) -> Iterator[Step]:
        """What comes of something that has been told."""
        if told.changed or not isinstance(told.about, CoverageBook):
            return
        group, on = told.about.group, told.notification.params.get("on", "")
        if told.notification.code == ALERT:
            yield Step(at=told.at, does=Does.ASK, actor=told.to, group=group, on=date.fromisoformat(on))
        elif told.notification.code == INVITED and self._is_willing(f"{group} {on} {told.to}"):
            at = told.at + THINKS_FOR
            yield Step(at=at, does=Does.TAKE, actor=told.to, group=group, on=date.fromisoformat(on))

    def _is_willing(self, asked: str) -> bool:
        return Random(f"{self.seed} {asked}").random() < self.chance  # noqa: S311 - nothing secret is drawn
