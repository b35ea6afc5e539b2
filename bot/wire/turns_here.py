"""Owns what a process knows of its own turns under way: whose they are, and how to be told when one has ended."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from policy.organisation import PersonId


class TurnsHere:
    """The turns that this process is carrying out, one a person at most."""

    def __init__(self) -> None:
        self._people: set[PersonId] = set()
        self._waiting: dict[PersonId, set[asyncio.Future[None]]] = {}

    def has(self, person: PersonId) -> bool:
        """Whether a turn of the person is under way."""
        return person in self._people

    def begins(self, person: PersonId) -> None:
        """One has begun."""
        self._people.add(person)

    def ends(self, person: PersonId) -> None:
        """It has ended: whoever waits for that goes on."""
        self._people.discard(person)
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
