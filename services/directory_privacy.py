"""Owns what is held about a person because people come from Microsoft 365: a copy of their entry, and a held case.

The copy follows Entra, whatever is asked for here: it goes when they are removed there, and would come back otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policy.directory_held import HeldDirectory, without_person
from policy.organisation import PersonId
from services.directory_ports import HELD_PLACE, SYNC_PLACE, Buckets, SyncState, bucket_name, bucket_number
from services.ports import Cases
from services.privacy_subjects import Outline


@dataclass(frozen=True, slots=True)
class EntryHeld:
    """Their entry, in each edition that is kept."""

    states: Cases[SyncState]
    buckets: Buckets
    name: str = "microsoft_365"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """As it is kept, and the groups that they are in: once, where every edition has the same."""
        loaded = await self.states.load(SYNC_PLACE)
        if loaded is None:
            return []
        begins = bucket_name(bucket_number(person), "")
        names = sorted(name for name in loaded.value.names if name.startswith(begins))
        found: list[Mapping[str, Any]] = []
        for body in (await self.buckets.load(names)).values():
            groups = sorted(group for group, ids in body["members"].items() if person in ids)
            entry = body["users"].get(person)
            told = {"entry": entry, "groups": groups}
            if (entry is not None or groups) and told not in found:
                found.append(told)
        return found

    async def outline(self, person: PersonId) -> Outline:
        """All of it stays."""
        return Outline(subject=self.name, stays=len(await self.held(person)))

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """Nothing: it is a copy."""
        del person, whole


@dataclass(frozen=True, slots=True)
class HeldCaseHeld:
    """That they are named where the directory is or was held up."""

    cases: Cases[HeldDirectory]
    name: str = "held_directory"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Since when it is held up, and whether it was they who let it go on."""
        loaded = await self.cases.load(HELD_PLACE)
        if loaded is None or not _is_named(loaded.value, person):
            return []
        case = loaded.value
        return [{"held_at": case.held_at.isoformat(), "said_yes": case.ended_by == person}]

    async def outline(self, person: PersonId) -> Outline:
        """It goes."""
        return Outline(subject=self.name, goes=len(await self.held(person)))

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """All that names them; raises Conflict."""
        del whole
        loaded = await self.cases.load(HELD_PLACE)
        if loaded is not None and _is_named(loaded.value, person):
            await self.cases.save(loaded, without_person(loaded.value, person))


def _is_named(case: HeldDirectory, person: PersonId) -> bool:
    return person in case.some or person in case.asked or case.ended_by == person
