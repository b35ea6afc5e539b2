"""Owns keeping this process's directory as the store says that it is in use, and its frame as the file has it.

What Microsoft Graph says is never asked here: whichever process has that job brings it into the store.
"""

from __future__ import annotations

import asyncio

from directory.graph.graph_directory import GraphDirectory
from directory.graph.rosters import RosterInUse
from policy.organisation import Municipality
from services.directory_ports import Edition, SyncState


class NoDirectoryYet(Exception):
    """Nothing that Microsoft 365 says is in use yet: the first round has not come to its end."""


class DirectoryKeeping:
    """Keeps it. Until it is filled nobody is in it, and nothing may be done that would take everybody for gone."""

    def __init__(self, directory: GraphDirectory, rosters: RosterInUse) -> None:
        self.directory = directory
        self._rosters = rosters
        self._edition: Edition | None = None
        self._one_at_a_time = asyncio.Lock()

    @property
    def is_filled(self) -> bool:
        """Whether somebody who isn't there is not there."""
        return self.directory.is_filled

    @property
    def state(self) -> SyncState | None:
        """How far reading had come when it was last looked at; None when nothing was ever read."""
        return self._rosters.state

    def made_of(self, edition: Edition) -> Municipality | None:
        """The municipality, if it is made of that edition."""
        return self.directory.municipality if self._edition == edition else None

    async def refresh(self) -> None:
        """Take a changed frame, and what has come into use. Raises what the store raises, and BucketsGone."""
        async with self._one_at_a_time:
            await asyncio.to_thread(self.directory.reload)
            taken = await self._rosters.read(self.directory.asked, unless=self._edition)
            if taken is not None and taken.is_whole:
                await asyncio.to_thread(self.directory.take, taken.roster)
                self._edition = taken.edition

    async def ready(self) -> None:
        """Return if there is a directory; raises NoDirectoryYet."""
        if not self.is_filled:
            raise NoDirectoryYet
