"""Owns the roster that is in use: read out of the store when another edition has come into use, by any process.

Where nothing is new it costs one point read; of what is new only those buckets are read that weren't there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from directory.graph.bucket_reader import BucketReader, BucketsGone
from directory.graph.entries import Asked, Roster
from directory.graph.rounds import has_all
from services.directory_ports import SYNC_PLACE, Edition, SyncState
from services.ports import Cases

TRIES = 3
"""How often it is begun again when the edition is another by the time that it has been read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A roster that is in use, and whether it has in it all that is asked for by now."""

    roster: Roster
    edition: Edition
    used_at: datetime
    is_whole: bool


class RosterInUse:
    """Reads it, for one process."""

    def __init__(self, states: Cases[SyncState], reader: BucketReader) -> None:
        self._states = states
        self._reader = reader
        self.state: SyncState | None = None
        """As it was read last."""

    async def read(self, asked: Asked, *, unless: Edition | None = None) -> Taken | None:
        """What is in use; None where nothing is, or still that same edition. Raises BucketsGone, BadBucket and what the
        store raises.
        """
        for left in reversed(range(TRIES)):
            state = await self._state()
            if state is None or state.used is None or state.used_at is None or state.used == unless:
                return None
            try:
                roster = await self._reader.roster(state.used, asked.groups)
            except BucketsGone:
                if not left:
                    raise
                continue
            self._reader.forget_but(state.names)
            return Taken(roster=roster, edition=state.used, used_at=state.used_at, is_whole=has_all(state.used, asked))
        return None

    async def _state(self) -> SyncState | None:
        loaded = await self._states.load(SYNC_PLACE)
        self.state = None if loaded is None else loaded.value
        return self.state
