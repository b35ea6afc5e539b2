"""Owns what somebody keys in on their desk phone so that the telephone exchange diverts it, as the municipality's
exchange has it (A3).

A code holds the digit of the reason, which may be one that is for few: it is for the person themselves alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from policy.availability import Availability, State
from policy.pbx_terms import KeypadCodes
from policy.reasons import Reason
from policy.working_calendar import WorkingCalendar

KEYS = frozenset("0123456789*#")
REASON, TIME, DATE, DAY, MONTH = "{reason}", "{time}", "{date}", "{day}", "{month}"
_BLANK = re.compile(r"\{[a-z]+\}")


def blanks_of(pattern: str) -> frozenset[str] | None:
    """The blanks of a pattern; None when it holds anything else that is no key of a phone."""
    return frozenset(_BLANK.findall(pattern)) if set(_BLANK.sub("", pattern)) <= KEYS else None


def code_to_divert(
    codes: KeypadCodes, reason: Reason, back_at: datetime | None, calendar: WorkingCalendar, *, now: datetime
) -> str:
    """What is keyed in at `now` for an absence with that return; empty when there is no code for it."""
    if back_at is None:
        return _filled(codes, codes.open_ended, reason, {})
    back = calendar.local(back_at)
    pattern = codes.same_day if back.date() == calendar.local(now).date() else codes.other_day
    blanks = {TIME: f"{back:%H%M}", DATE: f"{back:%m%d}", DAY: f"{back:%d}", MONTH: f"{back:%m}"}
    return _filled(codes, pattern, reason, blanks)


def code_now(codes: KeypadCodes, told: Availability, calendar: WorkingCalendar) -> str:
    """What is keyed in so that the phone is as the switchboard tells of it; empty when there is no code for it.

    While calls are let through, nothing is diverted.
    """
    absence = told.absence
    if told.state is not State.AWAY or absence is None:
        return codes.off
    return code_to_divert(codes, absence.diversion.reason, told.back_at, calendar, now=told.at)


def _filled(codes: KeypadCodes, pattern: str, reason: Reason, blanks: Mapping[str, str]) -> str:
    digits = codes.reasons.get(reason) or codes.reasons.get(Reason.OTHER, "")
    if REASON in pattern and not digits:
        return ""
    for blank, value in {**blanks, REASON: digits}.items():
        pattern = pattern.replace(blank, value)
    return pattern
