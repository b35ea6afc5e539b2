"""Use cases of privacy: what is held about a person, told to them alone, and let go of when they want to be forgotten.

Nobody names whom it is about: in chat it is whoever asks, and on the command line whoever runs the machine vouches.
That somebody is to be forgotten is saved first and noted as done last, so that a restart in between completes it. The
note stays a while: a backup that has to be restored would bring them back (`storage.forgotten_again`).
Nothing of it is logged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from policy.access import require_known
from policy.organisation import PersonId
from policy.periods import as_utc
from services.ports import ERASURE_ID, Cases, Directory, Erasure, Place
from services.privacy_subjects import Outline, Subject, directory_entry
from services.replica_ports import Hold
from services.retrying import until_saved
from services.sweeping import ALONE, sweep

FIRST_LOOK = timedelta(minutes=2)
"""How long whoever began it has to finish before a sweep takes over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyService:
    """Over every subject that holds something about people."""

    subjects: Sequence[Subject]
    erasures: Cases[Erasure]
    directory: Directory

    async def held_about(self, actor: PersonId, *, now: datetime) -> Mapping[str, Any]:
        """Everything that is held about the actor, as plain JSON. Raises PolicyError `person.not_in_directory`."""
        require_known(self.directory.municipality, actor)
        return await self.export_of(actor, now=now)

    async def outline(self, actor: PersonId) -> tuple[Outline, ...]:
        """How much that is, subject by subject. Raises PolicyError `person.not_in_directory`."""
        require_known(self.directory.municipality, actor)
        return await self._outline(actor)

    async def forget(self, actor: PersonId, *, now: datetime) -> tuple[Outline, ...]:
        """Forget the actor, but for the way to their chat; gives what stays. Raises PolicyError
        `person.not_in_directory` or `store.busy`, after which it is completed by a sweep.
        """
        require_known(self.directory.municipality, actor)
        return await self.erase_of(actor, now=now, whole=False)

    async def export_of(self, person: PersonId, *, now: datetime) -> Mapping[str, Any]:
        """Everything that is held about the person; for whoever runs the machine."""
        told = {subject.name: list(await subject.held(person)) for subject in self.subjects}
        entry = directory_entry(self.directory.municipality, person)
        forgotten = await self.erasures.load(_place_of(person))
        told["forgotten"] = [] if forgotten is None else [{"asked_at": forgotten.value.asked_at.isoformat()}]
        return {"person": str(person), "exported_at": as_utc(now).isoformat(), "directory": entry, **told}

    async def erase_of(self, person: PersonId, *, now: datetime, whole: bool = True) -> tuple[Outline, ...]:
        """Forget the person; gives what stays. For whoever runs the machine. Raises PolicyError `store.busy`."""
        erasure = Erasure(person=person, asked_at=as_utc(now), whole=whole, next_step_at=as_utc(now) + FIRST_LOOK)
        await until_saved(partial(self._begin, erasure))
        await self._carry_out(person, whole=whole)
        return tuple(one for one in await self._outline(person) if one.stays)

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Complete what was cut off; gives how many."""
        return await sweep(self.erasures.steps_due(now), self._complete, what="erasure", hold=hold)

    async def _begin(self, erasure: Erasure) -> None:
        """It may be under way already, or have been done before; then it is done once more."""
        there = await self.erasures.load(_place_of(erasure.person))
        if there is not None and there.value.next_step_at is not None:
            erasure = replace(erasure, whole=erasure.whole or there.value.whole)
        await self.erasures.save(there, erasure)

    async def _complete(self, place: Place) -> None:
        loaded = await self.erasures.load(place)
        if loaded is not None and loaded.value.next_step_at is not None:
            await self._carry_out(loaded.value.person, whole=loaded.value.whole)

    async def _carry_out(self, person: PersonId, *, whole: bool) -> None:
        for subject in self.subjects:
            await until_saved(partial(subject.erase, person, whole=whole))
        await until_saved(partial(self._done, person))

    async def _done(self, person: PersonId) -> None:
        loaded = await self.erasures.load(_place_of(person))
        if loaded is not None:
            await self.erasures.save(loaded, replace(loaded.value, next_step_at=None))

    async def _outline(self, person: PersonId) -> tuple[Outline, ...]:
        return tuple([await subject.outline(person) for subject in self.subjects])


def _place_of(person: PersonId) -> Place:
    return Place(str(person), ERASURE_ID)
