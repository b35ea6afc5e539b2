"""Owns what is kept of an answer group beside the directory: its manager's changes, its duty roster, its alerts (M2).

One book a group, saved as one document, so that who takes a gap, what that leaves of it and who is told are one
decision. Gaps of one day are one alert with one card: its id is the group and the day, however the gaps move in it.
What an alert does next is `policy.coverage_alerts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from policy.answer_groups import GroupChange
from policy.coverage import DutyShift, Gap
from policy.coverage_causes import Explained
from policy.coverage_tallies import DaySoFar
from policy.ids import GroupId, PersonId
from policy.outgoing import NOTHING_OUTGOING, Outgoing
from policy.periods import Period


class Rung(StrEnum):
    """How near a gap was when its alert last sounded: the ladder."""

    AHEAD = "ahead"
    """Five working days before, or as many as the municipality has chosen."""
    DAY = "day"
    """One working day before."""
    HOUR = "hour"
    NOW = "now"


class Answer(StrEnum):
    """What someone who was asked to cover has said."""

    ASKED = "asked"
    TOOK = "took"
    DECLINED = "declined"
    NOT_NEEDED = "not_needed"
    """Somebody else took it, or nothing is left to take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Someone who is asked to cover. `appointed`: a manager has put them down for it, and they may decline."""

    person: PersonId
    asked_by: PersonId
    asked_at: datetime
    appointed: bool = False
    answer: Answer = Answer.ASKED
    answered_at: datetime | None = None
    took: tuple[Period, ...] = ()
    note: str = ""
    """Why they declined, in their own words: for those who asked alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """That a manager lets a gap be, why, and until when; it silences those gaps and no other."""

    by: PersonId
    at: datetime
    reason: str
    until_at: datetime
    gaps: tuple[Gap, ...]


class PassedOver(StrEnum):
    """Why someone in the line of managers was not asked."""

    AWAY = "away"
    UNREACHABLE = "unreachable"
    """The bot has no way to them."""
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Passed:
    """Someone whom the alert went past, and why."""

    person: PersonId
    why: PassedOver


class Ending(StrEnum):
    """How an alert ended."""

    COVERED = "covered"
    ACCEPTED = "accepted"
    PASSED = "passed"
    """The time went by with nobody there."""
    WITHDRAWN = "withdrawn"
    """The phone hours were changed, so that it is a gap no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageAlert:
    """What managers are told of one group's gaps on one day, and what has been done about them."""

    on: date
    open: tuple[Explained, ...]
    """The gaps as they are now with their causes, in order; empty once it has ended."""
    first: tuple[Gap, ...]
    """As they were when the alert was raised, or grew."""
    raised_at: datetime
    rung: Rung
    asked: PersonId | None = None
    """Who is to act on it now; None when there is nobody."""
    asked_at: datetime | None = None
    asked_before: tuple[PersonId, ...] = ()
    passed: tuple[Passed, ...] = ()
    handled_at: datetime | None = None
    """When someone last acted on it: until it sounds again it goes to nobody else."""
    remind_at: datetime | None = None
    """When it is to sound again, if someone asked for that."""
    invitations: tuple[Invitation, ...] = ()
    acceptance: Acceptance | None = None
    ending: Ending | None = None
    ended_at: datetime | None = None
    ended_by: PersonId | None = None

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps as they are now, in order."""
        return tuple(one.gap for one in self.open)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageBook:
    """One answer group's book. `looked_at` is when its coverage was last worked out, `next_step_at` when it is next."""

    group: GroupId
    changes: tuple[GroupChange, ...] = ()
    shifts: tuple[DutyShift, ...] = ()
    alerts: tuple[CoverageAlert, ...] = ()
    looked_at: datetime | None = None
    next_step_at: datetime | None = None
    tallied_until: date | None = None
    """The first day whose coverage is not yet in the months' figures."""
    so_far: DaySoFar | None = None
    """That day, or the next with phone hours, as far as it is counted."""
    tally_at: datetime | None = None
    """When that day is to be closed; None for a group without phone hours."""
    outgoing: Outgoing = NOTHING_OUTGOING

    def alert_of(self, day: date) -> CoverageAlert | None:
        """The day's alert, also one that has ended; None if there never was one."""
        return next((alert for alert in self.alerts if alert.on == day), None)

    @property
    def open_alerts(self) -> tuple[CoverageAlert, ...]:
        """The alerts that have not ended, in order of day."""
        return tuple(alert for alert in self.alerts if alert.ending is None)


def alert_card(day: date) -> str:
    """The name of the card that managers have of that day's alert."""
    return f"alert:{day.isoformat()}"


def invitation_card(day: date) -> str:
    """The name of the card that those have who are asked to cover that day."""
    return f"cover:{day.isoformat()}"
