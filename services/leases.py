"""Owns who may do a job now, where several processes share a store: one at a time, until a set instant.

The fence grows each time that the lease changes hands, so that who held it before can be told from who holds it now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.periods import as_utc
from services.ports import LEASES, Cases, Conflict, Lease, Loaded, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Leases:
    """The leases of one process, which is `holder`."""

    cases: Cases[Lease]
    holder: str

    async def hold(self, name: str, *, now: datetime, lasts: timedelta) -> bool:
        """Whether the lease is this process's from now on, for at least half of `lasts`; taken or renewed if it can."""
        now = as_utc(now)
        loaded = await self.cases.load(Place(LEASES, name))
        if loaded is None:
            return await self._take(None, Lease(name=name, holder=self.holder, until_at=now + lasts, fence=1))
        lease = loaded.value
        if lease.holder == self.holder:
            enough = now + lasts / 2 <= lease.until_at <= now + lasts
            return enough or await self._take(loaded, replace(lease, until_at=now + lasts))
        if lease.until_at > now:
            return False
        taken = replace(lease, holder=self.holder, until_at=now + lasts, fence=lease.fence + 1)
        return await self._take(loaded, taken)

    async def release(self, name: str, *, now: datetime) -> None:
        """Let somebody else have it at once, if it is this process's."""
        loaded = await self.cases.load(Place(LEASES, name))
        if loaded is not None and loaded.value.holder == self.holder:
            await self._take(loaded, replace(loaded.value, until_at=as_utc(now)))

    async def _take(self, loaded: Loaded[Lease] | None, lease: Lease) -> bool:
        try:
            await self.cases.save(loaded, lease)
        except Conflict:
            return False
        return True
