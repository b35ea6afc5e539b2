"""Owns what a municipality takes for granted when a line leaves something unsaid. No grammar, no rules of policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from types import MappingProxyType

from policy.reasons import RULES, Reason

USUAL_LENGTHS: Mapping[Reason, timedelta] = MappingProxyType(
    {reason: rule.usual_length for reason, rule in RULES.items() if rule.usual_length is not None}
)

KEYPAD_REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        "0": Reason.OTHER,
        "1": Reason.LUNCH,
        "2": Reason.MEETING,
        "3": Reason.BUSINESS_TRIP,
        "4": Reason.SICK,
        "5": Reason.VACATION,
        "6": Reason.TRAINING,
        "7": Reason.LEAVE,
        "8": Reason.CHILD_CARE,
        "9": Reason.GONE_FOR_DAY,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """The working day, where noon splits it, how long a lunch is, and what the keypad's digits stand for.

    `after_lunch` is when someone who is back "after lunch" is back; `lunch_at` when one who leaves "at lunch" leaves.
    """

    workday_start: time = time(8)
    workday_end: time = time(17)
    noon: time = time(12)
    lunch_at: time = time(12)
    after_lunch: time = time(13)
    evening_end: time = time(22)
    usual_lengths: Mapping[Reason, timedelta] = field(default_factory=lambda: USUAL_LENGTHS)
    keypad_reasons: Mapping[str, Reason] = field(default_factory=lambda: KEYPAD_REASONS)
