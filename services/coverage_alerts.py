"""Use cases of the alert: what those who are told of a gap do about it (A2, M2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from policy.organisation import GroupId, PersonId
from policy.periods import Period
from services.coverage_desk import CoverageDesk
from services.coverage_outcomes import AlertOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageAlerts:
    """What can be done about the gaps of a group on a day. Each act is authorised here, and is safe to repeat."""

    desk: CoverageDesk

    async def show(self, actor: PersonId, group: GroupId, on: date, *, now: datetime) -> AlertOutcome:
        """The alert as the actor may see it.

        Raises NotAllowed `coverage.not_yours`, or PolicyError `coverage.no_alert`.
        """
        raise NotImplementedError

    async def ask_colleagues(
        self, actor: PersonId, group: GroupId, on: date, *, turn: str, now: datetime
    ) -> AlertOutcome:
        """Ask everyone able to cover who hasn't been asked: as one of the line, or as whose own absence opened it."""
        raise NotImplementedError

    async def appoint(
        self, actor: PersonId, group: GroupId, on: date, person: PersonId, *, turn: str, now: datetime
    ) -> AlertOutcome:
        """Put somebody down for all that they could cover; they are told, and may decline."""
        raise NotImplementedError

    async def take(
        self, actor: PersonId, group: GroupId, on: date, *, part: Period | None = None, turn: str, now: datetime
    ) -> AlertOutcome:
        """Take what is left of it, or a part; who is first has it."""
        raise NotImplementedError

    async def decline(
        self, actor: PersonId, group: GroupId, on: date, *, note: str = "", turn: str, now: datetime
    ) -> AlertOutcome:
        """Say no to what one was asked or put down for."""
        raise NotImplementedError

    async def accept_gap(
        self,
        actor: PersonId,
        group: GroupId,
        on: date,
        *,
        reason: str,
        until_on: date | None = None,
        turn: str,
        now: datetime,
    ) -> AlertOutcome:
        """Let the gaps be, with a reason, through `until_on` or to their own end."""
        raise NotImplementedError

    async def remind_later(
        self, actor: PersonId, group: GroupId, on: date, *, at: datetime, turn: str, now: datetime
    ) -> AlertOutcome:
        """Have it sound again at an instant before it ends."""
        raise NotImplementedError

    async def open_alerts(self, actor: PersonId, *, now: datetime) -> Sequence[AlertOutcome]:
        """The alerts that have not ended of the groups that the actor leads, the nearest first."""
        raise NotImplementedError
