"""Owns how phone hours are typed and shown: "09:00–11:30, 13:00–15:00", leniently read, always shown alike.

A stretch for which more or fewer are needed than for the others says so: "09:00–11:30 (2)". An empty line, or "stängt",
is a day without phone hours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time

from bot.texts.catalogue import Words, several_in_any
from bot.texts.dates import clock
from policy.answer_groups import PhoneStretch
from policy.errors import PolicyError
from policy.working_calendar import Stretch

LONGEST_HOURS = 200
_CLOCK = r"(?:kl\.?\s*)?(\d{1,2})(?:[:.](\d{2}))?"
_STRETCH = re.compile(rf"{_CLOCK}\s*(?:-|–|—|till|to|until)\s*{_CLOCK}\s*(?:\(\s*(\d{{1,2}})\s*\))?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|\+|&|\boch\b|\band\b|\s)\s*", re.IGNORECASE)


def read_hours(text: str, minimum: int, *, field: str) -> tuple[PhoneStretch, ...]:
    """The stretches, in order. Raises PolicyError at the field for what can't be read."""
    line = " ".join(text.split()).strip().strip(".")
    if line.casefold() in ("", "-", "–", *several_in_any("notice.hears_closed")):
        return ()
    found: list[PhoneStretch] = []
    at = 0
    while at < len(line) and len(line) <= LONGEST_HOURS:
        match = _STRETCH.match(line, at)
        if match is None:
            break
        found.append(_stretch(match, minimum, field))
        between = _BETWEEN.match(line, match.end())
        at = match.end() if between is None else between.end()
    if at < len(line) or not found:
        raise PolicyError("notice.bad_hours", field=field)
    return tuple(sorted(found, key=lambda one: one.stretch))


def hours_text(stretches: Sequence[PhoneStretch], *, usual: int | None = None) -> str:
    """The hours as a form holds them; `usual` is how many are needed where a stretch doesn't say. Empty when closed."""
    return ", ".join(
        f"{clock(one.stretch.start)}–{clock(one.stretch.end)}" + (f" ({one.minimum})" if one.minimum != usual else "")
        for one in stretches
    )


def shown_hours(stretches: Sequence[PhoneStretch], words: Words) -> str:
    """The hours as a card shows them; that more than one is needed stands beside."""
    return hours_text(stretches, usual=1) if stretches else words("notice.closed")


def usual_minimum(week: Mapping[int, Sequence[PhoneStretch]]) -> int:
    """How many most of the stretches need; one where there are none."""
    needed = [one.minimum for stretches in week.values() for one in stretches]
    return max(sorted(set(needed)), key=needed.count, default=1)


def _stretch(match: re.Match[str], minimum: int, field: str) -> PhoneStretch:
    start, end = _time(match[1], match[2], field), _time(match[3], match[4], field)
    if end <= start:
        raise PolicyError("notice.end_before_start", field=field)
    needed = int(match[5]) if match[5] else minimum
    return PhoneStretch(Stretch(start, end), max(needed, 1))


def _time(hour: str, minute: str | None, field: str) -> time:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise PolicyError("notice.bad_hours", field=field) from None
