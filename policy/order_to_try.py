"""Owns in which order several people are told of whom somebody asks for at once: whom to try first, first (V1)."""

from __future__ import annotations

from datetime import UTC, datetime

from policy.availability import Availability, Outlook, State
from policy.periods import as_utc

_NOT_IN_SIGHT = datetime.max.replace(tzinfo=UTC)
Rank = tuple[int, datetime]


def rank_now(told: Availability, *, is_occupied: bool = False) -> Rank:
    """In, then away with calls let through, then by when each is back; whose return is not in sight comes last.

    Who is about to be taken from the phone comes before all others who are in: they wait for the caller, nobody else.
    Who can be reached but is taken up by a call just now comes after the others who can.
    """
    if told.is_reachable and is_occupied:
        return (2, _NOT_IN_SIGHT)
    if told.state is State.IN:
        return (0, as_utc(told.next.at) if told.is_soon_gone and told.next is not None else _NOT_IN_SIGHT)
    if told.state is State.OPEN_LINE:
        return (1, _NOT_IN_SIGHT)
    return (3, _NOT_IN_SIGHT if told.back_at is None else as_utc(told.back_at))


def rank_ahead(ahead: Outlook) -> Rank:
    """Of a stretch of time: who has no absence in it, then who can be reached in part of it, then the others."""
    if not ahead.reachable:
        return (2, _NOT_IN_SIGHT)
    return (1 if ahead.absences else 0, _NOT_IN_SIGHT)
