"""Owns what a round of reading makes of the directory, in memory: the buckets that it has touched, as they are by now.

It reads a bucket when something in it changes, and decides nothing of when anything is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from directory.graph.bucket_reader import BucketReader
from directory.graph.buckets import NOBODY, Bucket, Draw, bucket_body, name_for
from directory.graph.entries import UserEntry
from directory.graph.user_changes import Json, MemberChange, id_of, is_removed, member_changes, user_after
from services.directory_ports import BUCKETS, Edition, GroupHeld, bucket_number

AT_ONCE = 16


@dataclass(slots=True)
class _Open:
    """A bucket that can be written in."""

    users: dict[str, UserEntry]
    members: dict[str, set[str]]

    def closed(self) -> Bucket:
        """As it is to be kept."""
        held = {group: frozenset(ids) for group, ids in self.members.items() if ids}
        return Bucket(users=dict(self.users), members=held)


@dataclass(frozen=True, slots=True)
class Kept:
    """The edition as it is by now, and the buckets in it that are not kept yet, by their new names."""

    edition: Edition
    new: Mapping[str, Bucket] = field(default_factory=dict)

    @property
    def bodies(self) -> Iterator[Mapping[str, Json]]:
        """What is to be kept, as it is kept: a few at a time, so that others are answered in between."""
        names = sorted(self.new)
        for first in range(0, len(names), AT_ONCE):
            yield {name: bucket_body(self.new[name]) for name in names[first : first + AT_ONCE]}


class WorkingCopy:
    """The edition that is being made."""

    def __init__(self, edition: Edition, reader: BucketReader, *, extension_attribute: str = "") -> None:
        self._edition = edition
        self._names = list(edition.buckets or ("",) * BUCKETS)
        self._groups = {group.id: group for group in edition.groups}
        self._reader = reader
        self._extension_attribute = extension_attribute
        self._open: dict[int, _Open] = {}

    @property
    def groups(self) -> Mapping[str, GroupHeld]:
        """The groups that are there, by id."""
        return self._groups

    async def take_users(self, rows: Iterable[Json]) -> None:
        """What is told of users. Who is removed keeps their place in groups: a user who is restored has it again."""
        told = list(rows)
        await self._open_all(id_of(row) for row in told)
        for row in told:
            user = id_of(row)
            users = self._bucket(user).users
            if is_removed(row):
                users.pop(user, None)
            else:
                users[user] = user_after(users.get(user), row, self._extension_attribute)

    async def take_group(self, group: str, rows: Iterable[Json]) -> None:
        """What is told of a group; what an answer has of any other is left alone."""
        for row in rows:
            if id_of(row) != group:
                continue
            if is_removed(row):
                self._groups.pop(group, None)
                continue
            self._groups.setdefault(group, GroupHeld(id=group))
            await self._take_members(group, list(member_changes(row)))

    async def kept_as(self, draw: Draw, like: Edition | None = None) -> Kept:
        """What has to be kept. A bucket in which nothing is otherwise than before, or than in `like`, is that one."""
        alike = like.buckets if like is not None and like.buckets else ("",) * BUCKETS
        contents = {number: opened.closed() for number, opened in self._open.items()}
        others = (number for number in range(BUCKETS) if like is not None and self._names[number] != alike[number])
        numbers = sorted({*contents, *others})
        there = await self._reader.buckets(name for number in numbers for name in (self._names[number], alike[number]))
        names, new = list(self._names), {}
        for number in numbers:
            bucket = contents.get(number) or there.get(names[number], NOBODY)
            known = next((name for name in (alike[number], names[number]) if there.get(name) == bucket), None)
            name = "" if bucket.is_empty else known or name_for(number, draw)
            names[number] = name
            if name and name != known:
                new[name] = bucket
        groups = tuple(self._groups[group] for group in sorted(self._groups))
        return Kept(replace(self._edition, buckets=tuple(names), groups=groups), new)

    def is_kept_as(self, kept: Kept) -> None:
        """That is kept now: from here on it is what there was before."""
        self._edition, self._names = kept.edition, list(kept.edition.buckets)
        self._reader.keep(kept.new)
        self._open.clear()

    async def _take_members(self, group: str, changes: list[MemberChange]) -> None:
        await self._open_all(change.id for change in changes if not change.is_group)
        for change in changes:
            if change.is_group:
                held = self._groups[group]
                others = tuple(one for one in held.holds if one != change.id)
                self._groups[group] = replace(held, holds=(*others, change.id) if change.is_there else others)
                continue
            members = self._bucket(change.id).members.setdefault(group, set())
            if change.is_there:
                members.add(change.id)
            else:
                members.discard(change.id)

    async def _open_all(self, ids: Iterable[str]) -> None:
        numbers = {bucket_number(one) for one in ids} - self._open.keys()
        there = await self._reader.buckets(self._names[number] for number in numbers)
        for number in numbers:
            bucket = there.get(self._names[number], NOBODY)
            members = {group: set(held) for group, held in bucket.members.items()}
            self._open[number] = _Open(dict(bucket.users), members)

    def _bucket(self, user: str) -> _Open:
        return self._open[bucket_number(user)]
