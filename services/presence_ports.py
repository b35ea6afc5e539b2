"""Owns the protocol of what tells how people stand in Teams just now. Nothing here is implemented."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from policy.organisation import PersonId
from policy.presence import Presence


class PresenceSource(Protocol):
    """Tells what Teams shows of people."""

    async def look_up(self, people: Collection[PersonId], *, within: float) -> Mapping[PersonId, Presence]:
        """What is known of each of them within so many seconds; who isn't there is not known. Never raises for what the
        far end does.
        """
