"""Use cases of what is held about a person in promises to call back: see it all, and erase what can go.

For the person alone, or an administrator on their behalf; whoever asks is authorised by the caller. An open promise is
never erased: somebody waits for a call, and it goes by itself a while after it is closed.
"""

from __future__ import annotations

from dataclasses import dataclass

from policy.callbacks import Callback
from policy.organisation import PersonId
from services.ports import Cases, Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Promises that are a person's: `own` that they hold or held, `left` as messages to colleagues."""

    own: tuple[Callback, ...]
    left: tuple[Callback, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackPrivacy:
    """A person's promises, and those that they have left to others."""

    cases: Cases[Callback]

    async def held_of(self, person: PersonId) -> Held:
        """Everything that is kept in promises about what the person has promised and left."""
        own, left = await self._own(person), await self._left(person)
        return Held(own=tuple(one.value for one in own), left=tuple(one.value for one in left))

    async def open_of(self, person: PersonId) -> tuple[Callback, ...]:
        """The person's own promises that somebody waits for."""
        return tuple(one.value for one in await self._own(person) if one.value.closed_at is None)

    async def erase_of(self, person: PersonId) -> tuple[Callback, ...]:
        """Erase what is closed of the person's; gives what stays, because somebody waits for it. Raises Conflict."""
        kept = []
        for loaded in (*await self._own(person), *await self._left(person)):
            if loaded.value.closed_at is None:
                kept.append(loaded.value)
            else:
                await self.cases.erase(loaded)
        return tuple(kept)

    async def _own(self, person: PersonId) -> list[Loaded[Callback]]:
        return list(await self.cases.among(str(person)))

    async def _left(self, person: PersonId) -> list[Loaded[Callback]]:
        return [one for one in await self.cases.among(left_by=str(person)) if one.value.holder != person]
