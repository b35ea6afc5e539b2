"""Owns the parts that the people of a tenant are kept in: whose part is which, and each as plain JSON and back.

What is empty of somebody is left out, so that a part stays small; what a later version adds is let through unread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

from directory.graph.entries import Roster, UserEntry
from services.directory_ports import Edition, GroupHeld, bucket_name

Draw = Callable[[], str]
"""Draws some letters and digits that nobody has drawn before."""

_DEFAULTS: Mapping[str, Any] = {
    one.name: one.default for one in fields(UserEntry) if one.default is not MISSING and one.name != "id"
}


class BadBucket(Exception):
    """What is stored as one isn't a bucket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """Some of the users, by id, and which of some users are right in which group, by the group's id."""

    users: Mapping[str, UserEntry] = field(default_factory=dict)
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not self.users and not self.members


NOBODY = Bucket()
"""A bucket that nothing is in."""


def name_for(number: int, draw: Draw) -> str:
    """A name for what is to be in that bucket. One that is removed never comes back, whoever else removes it late."""
    return bucket_name(number, draw())


def bucket_body(bucket: Bucket) -> dict[str, Any]:
    """The bucket as plain JSON; the same bucket is the same text."""
    return {
        "users": {user: _told(bucket.users[user]) for user in sorted(bucket.users)},
        "members": {group: sorted(bucket.members[group]) for group in sorted(bucket.members)},
    }


def read_bucket(body: Mapping[str, Any]) -> Bucket:
    """The bucket that the body holds; raises BadBucket."""
    try:
        users = {str(user): _read(str(user), told) for user, told in body["users"].items()}
        members = {str(group): frozenset(map(str, ids)) for group, ids in body["members"].items()}
    except (KeyError, AttributeError, TypeError) as error:
        raise BadBucket("a stored part of the directory is not one") from error
    return Bucket(users=users, members=members)


def roster_of(edition: Edition, buckets: Iterable[Bucket], groups: Iterable[str]) -> Roster:
    """All that the edition says; the members of those groups alone, however deep they are in them."""
    users: dict[str, UserEntry] = {}
    direct: dict[str, set[str]] = {}
    for bucket in buckets:
        users.update(bucket.users)
        for group, ids in bucket.members.items():
            direct.setdefault(group, set()).update(ids)
    there = {group.id: group for group in edition.groups}
    members = {
        group: frozenset().union(*(direct.get(one, ()) for one in within(there, group))) & users.keys()
        for group in groups
        if group in there
    }
    return Roster(users=users, members=members)


def within(groups: Mapping[str, GroupHeld], group: str) -> frozenset[str]:
    """The group and all that are in it, at whatever depth; that groups hold one another in a circle is no matter."""
    found: set[str] = set()
    ahead = [group]
    while ahead:
        one = ahead.pop()
        if one not in found and one in groups:
            found.add(one)
            ahead += groups[one].holds
    return frozenset(found)


def _told(entry: UserEntry) -> dict[str, Any]:
    told = {name: getattr(entry, name) for name, default in _DEFAULTS.items() if getattr(entry, name) != default}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}


def _read(user: str, told: Mapping[str, Any]) -> UserEntry:
    values: dict[str, Any] = {}
    for name, value in told.items():
        default = _DEFAULTS.get(name, MISSING)
        if default is MISSING:
            continue
        given = tuple(map(str, value)) if isinstance(default, tuple) else value
        if type(given) is not type(default):
            raise TypeError(name)
        values[name] = given
    return UserEntry(id=user, **values)
