"""Owns reading the buckets of editions: what was read once is not read again as long as some edition has it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping

from directory.graph.buckets import Bucket, read_bucket, roster_of
from directory.graph.entries import Roster
from services.directory_ports import Buckets, Edition

AT_ONCE = 32
"""Read and understood before others are answered in between."""


class BucketsGone(Exception):
    """Buckets that an edition names aren't there any more: a later edition has taken its place."""


class BucketReader:
    """Reads them, and holds on to what it has read."""

    def __init__(self, buckets: Buckets) -> None:
        self._buckets = buckets
        self._held: dict[str, Bucket] = {}

    async def buckets(self, names: Iterable[str]) -> Mapping[str, Bucket]:
        """Those buckets, by name, but for the empty one; raises BucketsGone, BadBucket and what the store raises."""
        wanted = set(names) - {""}
        found = {name: self._held[name] for name in wanted if name in self._held}
        missing = sorted(wanted - found.keys())
        if missing:
            read: dict[str, Bucket] = {}
            for first in range(0, len(missing), AT_ONCE):
                some = await self._buckets.load(missing[first : first + AT_ONCE])
                read |= {name: read_bucket(body) for name, body in some.items()}
            if len(read) < len(missing):
                raise BucketsGone(f"{len(missing) - len(read)} of {len(missing)}")
            self._held |= read
            found |= read
        return found

    async def roster(self, edition: Edition, groups: Iterable[str]) -> Roster:
        """All that the edition says, with who is in those groups; raises as `buckets`."""
        held = await self.buckets(edition.names)
        return await asyncio.to_thread(roster_of, edition, held.values(), groups)

    def keep(self, buckets: Mapping[str, Bucket]) -> None:
        """These are there too: whoever has just made them need not read them."""
        self._held |= buckets

    def forget_but(self, names: Collection[str]) -> None:
        """Hold on to these alone."""
        self._held = {name: bucket for name, bucket in self._held.items() if name in names}
