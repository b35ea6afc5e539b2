"""Owns a municipality's habits: what it takes for granted when a line of chat leaves something unsaid.

The directory only carries them: what is not given here is decided where chat is understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta

from directory.file_faults import FaultCode
from directory.file_values import choice, clock, count
from directory.yaml_tree import Field, Given, Shape, Spot
from policy.reasons import Reason

LONGEST_USUAL_MINUTES = 12 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenHabits:
    """The habits that the file states; None and empty where it is silent.

    `usual_lengths` is how long an absence lasts when no end was said; `keypad_reasons` what a single digit stands for.
    """

    workday_start: time | None = None
    workday_end: time | None = None
    noon: time | None = None
    usual_lengths: Mapping[Reason, timedelta]
    keypad_reasons: Mapping[str, Reason]


def build_habits(given: Given | None) -> GivenHabits:
    """The habits of the file's own part for them, if it has one."""
    if given is None:
        return GivenHabits(usual_lengths={}, keypad_reasons={})
    return GivenHabits(
        workday_start=given.get("workday_start"),
        workday_end=given.get("workday_end"),
        noon=given.get("noon"),
        usual_lengths=given.get("usual_minutes", {}),
        keypad_reasons=given.get("keypad", {}),
    )


def _usual_lengths(spot: Spot) -> Mapping[Reason, timedelta]:
    lengths: dict[Reason, timedelta] = {}
    for key, value_spot in spot.items():
        reason, minutes = _reason(key), _minutes(value_spot)
        if reason is not None and minutes is not None:
            lengths[reason] = timedelta(minutes=minutes)
    return lengths


def _keypad(spot: Spot) -> Mapping[str, Reason]:
    reasons: dict[str, Reason] = {}
    for key, value_spot in spot.items():
        digit, reason = str(key.text()), _reason(value_spot)
        if not (len(digit) == 1 and digit in "0123456789"):
            key.fault(FaultCode.BAD_COUNT, value=digit, least=0, most=9)
        elif reason is not None:
            reasons[digit] = reason
    return reasons


_reason = choice(Reason)
_minutes = count(1, LONGEST_USUAL_MINUTES)

HABITS: Shape = {
    "workday_start": Field(clock),
    "workday_end": Field(clock),
    "noon": Field(clock),
    "usual_minutes": Field(_usual_lengths),
    "keypad": Field(_keypad),
}
