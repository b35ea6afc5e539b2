"""Owns what could not be delivered and was given up: kept for an administrator to see, without what it said.

It must not send anything again: what is given up is mended by people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s

from policy.access import require_role
from policy.organisation import PersonId, Role
from policy.outgoing import DeadLetter, Notification
from policy.periods import as_utc
from services.ports import DEAD_LETTERS, Cases, Conflict, Delivery, Directory, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetters:
    """The dead letters of the last thirty days."""

    cases: Cases[DeadLetter]
    directory: Directory

    async def note(
        self, source: str, place: Place, notification: Notification, outcome: Delivery, *, now: datetime
    ) -> None:
        """Keep that it was given up; the same again changes nothing."""
        letter = DeadLetter(
            id=_letter_id(source, place, notification),
            source=source,
            to=notification.to,
            code=notification.code,
            outcome=outcome.value,
            made_at=notification.made_at,
            given_up_at=as_utc(now),
        )
        try:
            await self.cases.save(None, letter)
        except Conflict:
            return

    async def seen_by(self, actor: PersonId) -> tuple[DeadLetter, ...]:
        """Those there are, the newest first, for an administrator; raises NotAllowed."""
        require_role(self.directory.municipality, actor, Role.ADMINISTRATOR)
        found = [loaded.value for loaded in await self.cases.among(DEAD_LETTERS)]
        return tuple(sorted(found, key=lambda letter: letter.given_up_at, reverse=True))

    async def count(self) -> int:
        """How many there are."""
        return len(await self.cases.among(DEAD_LETTERS))


def _letter_id(source: str, place: Place, notification: Notification) -> str:
    told = "\n".join((source, place.partition, place.id, notification.id))
    return blake2s(told.encode(), digest_size=16).hexdigest()
