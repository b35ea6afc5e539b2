"""Owns when a question about people is about: as a line says it, as a button carries it, as it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.understanding.result import Understanding
from policy.diversions import FURTHEST_AHEAD
from policy.errors import PolicyError
from policy.periods import Period, as_utc
from services.availability import Asked


def asked_in(understood: Understanding, *, now: datetime) -> Asked:
    """When a line asks about; now, where it says nothing of it or its times contradict each other."""
    start, end = understood.start, understood.end
    if start is None:
        return Asked(now=now)
    if end is None:
        return Asked(now=now, at=start)
    return Asked(now=now, period=Period(start, end) if as_utc(end) > as_utc(start) else None)


def carried(asked: Asked) -> dict[str, str]:
    """The same, as a button carries it."""
    if asked.period is not None and asked.period.end_at is not None:
        return {"start": asked.period.start_at.isoformat(), "end": asked.period.end_at.isoformat()}
    return {} if asked.at is None else {"at": asked.at.isoformat()}


def asked_of(values: Mapping[str, Any], *, now: datetime) -> Asked:
    """When a pressed button asks about; raises PolicyError `chat.unknown_button` for one that was not made by us."""
    start, end = _instant_of(values, "start", now=now), _instant_of(values, "end", now=now)
    at = _instant_of(values, "at", now=now)
    if start is None or end is None:
        return Asked(now=now, at=at)
    if end <= start:
        raise PolicyError("chat.unknown_button")
    return Asked(now=now, period=Period(start, end), at=at)


def _instant_of(values: Mapping[str, Any], name: str, *, now: datetime) -> datetime | None:
    """The instant that a button carried under the name; one that can't be read was not made by us."""
    carried_value = values.get(name)
    if not carried_value:
        return None
    try:
        instant = as_utc(datetime.fromisoformat(str(carried_value)))
    except (ValueError, OverflowError):
        raise PolicyError("chat.unknown_button") from None
    if instant > as_utc(now) + FURTHEST_AHEAD:
        raise PolicyError("chat.unknown_button")
    return instant
