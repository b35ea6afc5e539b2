"""Owns what is made before the first turn, or as soon as the process serves: a turn would otherwise wait for it."""

from __future__ import annotations

import asyncio

from bot.understanding.rule_order import RULES
from bot.understanding.rules import compiled
from bot.wire.collection import settle_heap
from services.ports import Clock, Directory


def warm_up(directory: Directory, clock: Clock) -> None:
    """Make it, then take it out of the garbage collector's sight."""
    calendar = directory.municipality.calendar
    today = calendar.local(clock.now()).date()
    for year in (today.year, today.year + 1):
        calendar.is_working_day(today.replace(year=year, month=1, day=1))
    settle_heap()


async def learn_rules() -> None:
    """Compile what understanding reads lines by, a pattern at a time.

    It takes some half a second in all and a few milliseconds at most in one go, so it is done while the process serves:
    whatever comes in meanwhile has its turn after the next pattern.
    """
    for rule in RULES:
        compiled(rule.pattern)
        await asyncio.sleep(0)
