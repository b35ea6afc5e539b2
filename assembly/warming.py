"""Owns what is made before the first turn, which would otherwise wait for it."""

from __future__ import annotations

from bot.wire.collection import settle_heap
from services.ports import Clock, Directory


def warm_up(directory: Directory, clock: Clock) -> None:
    """Make it, then take it out of the garbage collector's sight."""
    calendar = directory.municipality.calendar
    today = calendar.local(clock.now()).date()
    for year in (today.year, today.year + 1):
        calendar.is_working_day(today.replace(year=year, month=1, day=1))
    settle_heap()
