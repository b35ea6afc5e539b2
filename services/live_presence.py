"""Use case of looking up how people stand in Teams while their diversions are read: for the switchboard alone (V1).

Everyone else is told of diversions only. Nothing of it is stored or logged, and no answer waits for it longer than its
own short limit: what is not there by then is left out.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from policy.access import has_role
from policy.organisation import Municipality, PersonId, Role
from policy.presence import Presence
from services.presence_ports import PresenceSource

log = logging.getLogger(__name__)

WITHIN_SECONDS = 0.8
"""How long after the question an answer still waits for it. A caller is on the line."""

Seen = Mapping[PersonId, Presence]


class Looking:
    """What is being looked up for one answer, beside all else that the answer needs."""

    def __init__(self, source: PresenceSource | None) -> None:
        self._source = source
        self._ends_at = asyncio.get_running_loop().time() + WITHIN_SECONDS
        self._asked: set[PersonId] = set()
        self._tasks: list[asyncio.Task[Seen]] = []

    def also(self, people: Collection[PersonId]) -> None:
        """Look these up too; who was asked for already is not asked for again."""
        new = [person for person in dict.fromkeys(people) if person not in self._asked]
        if self._source is None or not new:
            return
        self._asked.update(new)
        self._tasks.append(asyncio.create_task(self._look_up(self._source, new), name="presence"))

    async def seen(self) -> Seen:
        """What is known when all of it is there, or the time is over."""
        if not self._tasks:
            return {}
        found: dict[PersonId, Presence] = {}
        for one in await asyncio.gather(*self._tasks):
            found.update(one)
        return found

    async def _look_up(self, source: PresenceSource, people: Collection[PersonId]) -> Seen:
        """What the source knows; nothing, where it is late or fails: the answer stands without it."""
        left = self._ends_at - asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(left):
                return await source.look_up(people, within=left)
        except TimeoutError:
            return {}
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the answer stands
            log.warning("presence could not be looked up", extra={"error": type(error).__name__})
            return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePresence:
    """Looks people up for whoever is at the switchboard; without a source, for nobody."""

    source: PresenceSource | None = None

    def look_up(self, municipality: Municipality, asker: PersonId, people: Collection[PersonId]) -> Looking:
        """Begin; the asker is whoever reads the answer, and nobody in particular where others read along."""
        may_see = self.source is not None and has_role(municipality, asker, Role.SWITCHBOARD)
        looking = Looking(self.source if may_see else None)
        looking.also(people)
        return looking


NOT_TO_BE_HAD = LivePresence()
"""For where Teams isn't asked."""
