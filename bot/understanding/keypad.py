"""Owns the codes that the old switchboard's keypads taught people: `*23*1*1300#` sets a diversion, `#23#` clears it."""

from __future__ import annotations

import re
from datetime import date, datetime

from bot.understanding.calendar_days import next_working_day
from bot.understanding.habits import Habits
from bot.understanding.instants import Wall
from bot.understanding.result import Intent, Understanding
from policy.reasons import Reason

_SET = re.compile(r"\*23\*(?P<reason>\d)(?:\*(?P<until>\d{4})?)?#?")
_CLEAR = re.compile(r"#23#")
# For these the four digits are month and day of the return, as on the keypads; for the others hour and minute.
_BY_DATE = frozenset(
    {
        Reason.VACATION,
        Reason.LEAVE,
        Reason.BUSINESS_TRIP,
        Reason.SICK,
        Reason.CHILD_CARE,
        Reason.PARENTAL_LEAVE,
        Reason.TRAINING,
    }
)


def keypad_code(text: str, wall: Wall, habits: Habits, language: str) -> Understanding | None:
    """What a keypad code means, or None if the text is none; the return date or time is the end."""
    text = re.sub(r"\s", "", text)
    if _CLEAR.fullmatch(text):
        return Understanding(intent=Intent.DIVERSION_CLEAR, language=language)
    match = _SET.fullmatch(text)
    reason = habits.keypad_reasons.get(match.group("reason")) if match else None
    if match is None or reason is None:
        return None
    return _set(reason, match.group("until"), wall, habits, language)


def _set(reason: Reason, until: str | None, wall: Wall, habits: Habits, language: str) -> Understanding:
    end: datetime | None = None
    other: dict[str, bool | str] = {}
    if until is not None:
        first, second = int(until[:2]), int(until[2:])
        day = _month_and_day(first, second, wall.today) if reason in _BY_DATE else None
        if day is not None:
            end = wall.returning(day)
        elif first <= 23 and second <= 59:  # noqa: PLR2004
            end = wall.at(wall.today, first * 60 + second)
            if end <= wall.now:
                end, other = (
                    wall.at(next_working_day(wall.today), first * 60 + second),
                    {"ambiguous": "time_has_passed"},
                )
        else:
            other = {"needs_end": True}
    elif reason in habits.usual_lengths:
        end = wall.elapsed(wall.now, int(habits.usual_lengths[reason].total_seconds() // 60))
    else:
        end, other = wall.closing(wall.today), {"implied_today": True}
    return Understanding(
        intent=Intent.DIVERSION_SET,
        reason=reason,
        start=wall.now,
        end=end,
        other=other,
        language=language,
        reason_said=True,
        end_said=until is not None and end is not None,
    )


def _month_and_day(month: int, day: int, today: date) -> date | None:
    """The next such date; None where the digits are no date and so must be a time."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None
