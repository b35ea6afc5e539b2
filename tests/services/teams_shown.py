"""What Teams shows of people, said by a test; it may be slow, or broken."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from datetime import timedelta

from policy.organisation import PersonId
from policy.presence import Lamp, Presence
from services.live_presence import WITHIN_SECONDS


class TeamsShown:
    """A PresenceSource that knows these lamps, and who has been asked for."""

    def __init__(
        self,
        lamps: Mapping[PersonId, Lamp] | None = None,
        *,
        age: float = 4,
        slow: float = 0,
        broken: bool = False,
    ) -> None:
        self.lamps = dict(lamps or {})
        self.age = age
        self.asked: list[PersonId] = []
        self._slow, self._broken = slow, broken

    async def look_up(self, people: Collection[PersonId], *, within: float) -> Mapping[PersonId, Presence]:
        """As the port says."""
        assert 0 < within <= WITHIN_SECONDS
        self.asked += people
        await asyncio.sleep(self._slow)
        if self._broken:
            raise ValueError("Anna Alm")
        age = timedelta(seconds=self.age)
        return {one: Presence(self.lamps[one], age) for one in people if one in self.lamps}
