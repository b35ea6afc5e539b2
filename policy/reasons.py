"""Owns why someone is away from the phone, and what follows from it.

Which reasons may be told to whom is POLICY's last section; which may lack a return time is clause A3.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Reason(StrEnum):
    """Why a person can't take calls. The values stand in stored documents and never change."""

    LUNCH = "lunch"
    BREAK = "break"
    MEETING = "meeting"
    TRAINING = "training"
    BUSINESS_TRIP = "business_trip"
    REMOTE_WORK = "remote_work"
    VACATION = "vacation"
    LEAVE = "leave"
    PARENTAL_LEAVE = "parental_leave"
    SICK = "sick"
    CHILD_CARE = "child_care"
    GONE_FOR_DAY = "gone_for_day"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRule:
    """What a reason allows: `usual_length` when no end was said; open-ended (A3); public: told to colleagues."""

    usual_length: timedelta | None = None
    may_be_open_ended: bool = False
    public: bool = False


RULES: dict[Reason, ReasonRule] = {
    Reason.LUNCH: ReasonRule(usual_length=timedelta(minutes=60), public=True),
    Reason.BREAK: ReasonRule(usual_length=timedelta(minutes=15)),
    Reason.MEETING: ReasonRule(public=True),
    Reason.TRAINING: ReasonRule(public=True),
    Reason.BUSINESS_TRIP: ReasonRule(public=True),
    Reason.REMOTE_WORK: ReasonRule(),
    Reason.VACATION: ReasonRule(),
    Reason.LEAVE: ReasonRule(may_be_open_ended=True),
    Reason.PARENTAL_LEAVE: ReasonRule(may_be_open_ended=True),
    Reason.SICK: ReasonRule(may_be_open_ended=True),
    Reason.CHILD_CARE: ReasonRule(may_be_open_ended=True),
    Reason.GONE_FOR_DAY: ReasonRule(public=True),
    Reason.OTHER: ReasonRule(),
}


UNCHOSEN = frozenset({Reason.SICK, Reason.CHILD_CARE, Reason.PARENTAL_LEAVE})
"""What nobody chooses, and so is saved without being asked about."""


def is_chosen(reason: Reason) -> bool:
    """Whether the absence could have been at another time, so that it is worth a warning (M2)."""
    return reason not in UNCHOSEN


def is_public(reason: Reason) -> bool:
    """Whether colleagues and the switchboard may be told the reason; any other is said as "away"."""
    return RULES[reason].public
