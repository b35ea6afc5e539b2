"""Owns when the open desks are looked at: soon after something has changed, else now and then.

Each process looks soon at what its own turns have changed; now and then one of them looks at what time has brought
about. A look that finds nothing to do costs nothing while nothing has changed here, and one query where no desk is
open.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from policy.periods import as_utc
from services.desk import DeskService

LOOKED_AT_EVERY = timedelta(seconds=30)
"""How long what only time brings about may take to be seen."""


class DeskKeeping:
    """Has them looked at."""

    def __init__(self) -> None:
        self._has_changed = False
        self._looked_at: datetime | None = None

    def changed(self) -> None:
        """Something that desks show may have changed: they are looked at the next time."""
        self._has_changed = True

    async def run(self, desk: DeskService, *, now: datetime, looks_after_all: bool = True) -> bool:
        """Look at them if there is a reason to; gives whether there was. `looks_after_all`: whether it is this process
        that does so now and then.
        """
        at = as_utc(now)
        is_due = self._looked_at is None or not self._looked_at <= at < self._looked_at + LOOKED_AT_EVERY
        if not self._has_changed and not (is_due and looks_after_all):
            return False
        self._has_changed, self._looked_at = False, at
        try:
            if not await desk.keep_up(now=now):
                self._has_changed = True
        except Exception:
            self._has_changed = True
            raise
        return True
