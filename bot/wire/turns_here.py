"""Owns what a process knows of its own turns under way: whose they are, and how to be told when one has ended."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from policy.organisation import PersonId


class TurnsHere:
    """The turns that this process is carrying out: of a person several, where one was overtaken and goes on yet."""

    def __init__(self) -> None:
        self._activities: dict[PersonId, list[str]] = {}
        self._waiting: dict[PersonId, set[asyncio.Future[None]]] = {}

    def has(self, person: PersonId, activity: str) -> bool:
        """Whether that turn of the person is under way."""
        return activity in self._activities.get(person, ())

    def begins(self, person: PersonId, activity: str) -> None:
        """It has begun."""
        self._activities.setdefault(person, []).append(activity)

    def ends(self, person: PersonId, activity: str) -> None:
        """It has ended: whoever waits for that goes on."""
        activities = self._activities[person]
        activities.remove(activity)
        if not activities:
            del self._activities[person]
        for waiting in self._waiting.pop(person, ()):
            if not waiting.done():
                waiting.set_result(None)

    async def ended(self, person: PersonId, *, within: float) -> None:
        """Return when one of the person's ends, or after so many seconds."""
        waiting = asyncio.get_running_loop().create_future()
        others = self._waiting.setdefault(person, set())
        others.add(waiting)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(within):
                    await waiting
        finally:
            others.discard(waiting)
            if not others and self._waiting.get(person) is others:
                del self._waiting[person]
