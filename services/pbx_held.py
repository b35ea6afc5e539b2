"""Owns what is held about a person of what the telephone exchange was told (A3).

Nothing here authorises anybody; `services.privacy` does. Erasing is safe to repeat, also after it was cut off. What the
exchange itself holds is not touched: it forgets when the diversion is over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policy.organisation import PersonId
from policy.pbx_events import PbxLine
from services.pbx_ports import PBX_LINE_ID, PbxEventLog
from services.ports import Cases, Place
from services.privacy_subjects import OneDocument, Outline, as_json


def pbx_line_held(lines: Cases[PbxLine]) -> OneDocument:
    """What the exchange is to have of a person."""
    return OneDocument(lines, lambda person: Place(str(person), PBX_LINE_ID), "pbx")


@dataclass(frozen=True, slots=True)
class PbxEventsHeld:
    """What the exchange was told of a person of late. All of it goes."""

    events: PbxEventLog
    name: str = "pbx_events"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Each of them."""
        return [as_json(event) for event in await self.events.of(person)]

    async def outline(self, person: PersonId) -> Outline:
        """All of them go."""
        return Outline(subject=self.name, goes=len(await self.events.of(person)))

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """All of them."""
        del whole
        await self.events.erase(person)
