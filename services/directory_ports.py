"""Owns the ports to what is kept of a directory that is read from elsewhere: editions of it in buckets, and how far
reading it has come.

A bucket is a document that never changes: what is otherwise in it makes another, under a name of its own. So an edition
is a list of names, it comes into use by the write of one document, and whoever has read most of it reads the rest.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from zlib import crc32

from services.ports import Place

BUCKETS = 256
"""So many that half a million people stay far below what a document may hold, and so few that a start reads them all
in a few questions."""
DIRECTORY = "directory"
"""The partition of all that is kept of it."""
SYNC_PLACE = Place(DIRECTORY, "sync")
"""Where it stands how far reading has come, and which edition is in use."""
HELD_PLACE = Place(DIRECTORY, "held")
"""Where the one case is of an edition that is held up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A list whose changes are followed: every user, or the members of `group`."""

    group: str = ""
    link: str = ""
    """Where it goes on; empty: it is to be read from the beginning."""
    is_read: bool = False
    """Whether the round under way has come to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHeld:
    """A group that is there, and the groups right in it. Its other members are in the buckets."""

    id: str
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A state of all that was asked for: each bucket's name, empty where nobody is in it; () is nobody at all."""

    asked: str = ""
    """A digest of what was asked for: what it doesn't name isn't in it."""
    buckets: tuple[str, ...] = ()
    groups: tuple[GroupHeld, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of the buckets that there are."""
        return frozenset(self.buckets) - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """How far reading has come. `working` is what the round under way has made so far, `whole` the latest that was
    read to its end, `used` what is in use.
    """

    working: Edition = Edition()
    whole: Edition | None = None
    used: Edition | None = None
    follows: tuple[Followed, ...] = ()
    is_under_way: bool = False
    is_anew: bool = False
    """Whether the round under way reads everything from the beginning."""
    pages: int = 0
    begun_at: datetime | None = None
    read_at: datetime | None = None
    """When a round last came to its end."""
    anew_at: datetime | None = None
    """When one did that read everything."""
    used_at: datetime | None = None
    people: int = 0
    """How many people the edition in use has made."""
    not_before: datetime | None = None
    trouble: str = ""
    """Why the latest round did not come to its end: a word for it, or the code of a refusal."""
    held: str = ""
    """Which losses keep `whole` from coming into use; empty: none."""
    leaving: tuple[str, ...] = ()
    """Names of buckets that may be there and are of no use: they are removed."""

    @property
    def names(self) -> frozenset[str]:
        """The names of all buckets that are of use."""
        editions = (self.working, self.whole, self.used)
        return frozenset().union(*(one.names for one in editions if one is not None))

    def publishing(self, *, people: int, at: datetime) -> SyncState:
        """With what was read to its end in use."""
        if self.whole is None:
            raise ValueError("nothing has been read to its end")
        after = replace(self, used=self.whole, used_at=at, people=people, held="")
        return after.leaving_behind(self)

    def leaving_behind(self, before: SyncState) -> SyncState:
        """With the buckets to be removed that were of use before, or were to be removed, and are of no use now."""
        gone = {*before.names, *before.leaving, *self.leaving} - self.names
        return replace(self, leaving=tuple(sorted(gone)))


NOTHING_READ = SyncState()
"""Before the first round."""


def bucket_number(user: str) -> int:
    """Which bucket somebody is in, by their id; the same in every version, or all would have to be read anew."""
    return crc32(user.encode()) % BUCKETS


def bucket_name(number: int, drawn: str) -> str:
    """The name of a bucket with that number; what was drawn for it never comes back."""
    return f"{number:02x}-{drawn}"


class Buckets(Protocol):
    """Where the buckets are, by name; what is in one is plain JSON that the directory alone knows."""

    async def load(self, names: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Those of them that are there."""

    async def add(self, bodies: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep them, durable when this returns. What is there already under such a name stays as it is."""

    async def remove(self, names: Sequence[str]) -> None:
        """Let go of them; what isn't there is gone already."""

    def every_name(self) -> AsyncIterator[Sequence[str]]:
        """Pages of the names of all that are there."""
