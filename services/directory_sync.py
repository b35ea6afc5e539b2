"""Use cases of a directory that is read from elsewhere: administrators are told when it is held up, and say yes to it.

Nothing is read here and nothing is judged; what was judged is told, once, and an administrator's yes brings into use
what they were shown, and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from policy.access import require_role
from policy.directory_held import HeldDirectory, accepted, held, passed
from policy.directory_losses import Losses
from policy.errors import PolicyError
from policy.organisation import PersonId, Role
from policy.periods import as_utc
from services.directory_ports import HELD_PLACE, SYNC_PLACE, SyncState
from services.ports import Cases, Directory, Place
from services.retrying import until_saved

log = logging.getLogger(__name__)

SOURCE = "directory"
"""The subject's name in the outbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectorySyncService:
    """Over the state of the sync and its case. `deliver_soon` is called with the case's place once somebody is to be
    told, `in_use` when another edition has come into use.
    """

    states: Cases[SyncState]
    cases: Cases[HeldDirectory]
    directory: Directory
    deliver_soon: Callable[[Place], None]
    in_use: Callable[[], None] = lambda: None

    async def note(self, losses: Losses | None, *, now: datetime) -> None:
        """That these hold the directory up, or None: that nothing does. Every administrator is told of it once.

        Safe to repeat. Raises PolicyError `store.busy`.
        """
        changed = await until_saved(lambda: self._note(losses, now))
        if changed:
            self.deliver_soon(HELD_PLACE)

    async def case(self) -> HeldDirectory | None:
        """How it stands, or stood."""
        loaded = await self.cases.load(HELD_PLACE)
        return None if loaded is None else loaded.value

    async def accept(self, actor: PersonId, shown: str, *, now: datetime) -> HeldDirectory:
        """Take into use what the actor, an administrator, was shown. Raises NotAllowed `person.lacks_role`, PolicyError
        `directory.not_held`, `directory.held_changed` when something else would go by now, and `store.busy`.
        """
        require_role(self.directory.municipality, actor, Role.ADMINISTRATOR)
        return await self._accepted(actor, shown, now)

    async def accept_at_the_machine(self, *, now: datetime) -> HeldDirectory:
        """Take it into use as it stands; for whoever runs the machine. Raises PolicyError as `accept`."""
        case = await self.case()
        return await self._accepted(None, "" if case is None else case.id, now)

    async def _accepted(self, by: PersonId | None, shown: str, now: datetime) -> HeldDirectory:
        """First it is in use, which is what counts; that the case says so is completed by the next run besides."""
        case = await self.case()
        if case is None or not case.is_open:
            raise PolicyError("directory.not_held")
        if case.id != shown:
            raise PolicyError("directory.held_changed")
        await until_saved(lambda: self._publish(shown, case.people_after, now))
        log.info("the directory was let go on", extra={"people": case.people_after, "gone": case.gone})
        self.in_use()
        after = await until_saved(lambda: self._end(shown, by, now))
        self.deliver_soon(HELD_PLACE)
        return after

    async def _publish(self, shown: str, people: int, now: datetime) -> None:
        loaded = await self.states.load(SYNC_PLACE)
        if loaded is None or not loaded.value.held:
            raise PolicyError("directory.not_held")
        if loaded.value.held != shown:
            raise PolicyError("directory.held_changed")
        await self.states.save(loaded, loaded.value.publishing(people=people, at=as_utc(now)))

    async def _end(self, shown: str, by: PersonId | None, now: datetime) -> HeldDirectory:
        loaded = await self.cases.load(HELD_PLACE)
        if loaded is None or loaded.value.id != shown:
            raise PolicyError("directory.held_changed")
        return (await self.cases.save(loaded, accepted(loaded.value, by, now=now))).value

    async def _note(self, losses: Losses | None, now: datetime) -> bool:
        loaded = await self.cases.load(HELD_PLACE)
        known = None if loaded is None else loaded.value
        if losses is None:
            after = None if known is None else passed(known, now=now)
        else:
            after = held(known, losses, self.directory.municipality.with_role(Role.ADMINISTRATOR), now=now)
        if after is None or after == known:
            return False
        await self.cases.save(loaded, after)
        return True
