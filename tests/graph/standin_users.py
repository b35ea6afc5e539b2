"""A small Entra behind the stand-in for Graph: users, managers and groups, and what has changed of them since a token.

It tells changes as Graph's documentation says that it may: with more properties than have changed or with those alone,
in any order, some of them again, somebody's in two rows; a page at a time, behind links that only it can read.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from directory.graph.entries import Roster, UserEntry
from tests.graph.standin import Asked, GraphStandIn, Refusal

USERS, GROUPS = "/users/delta", "/groups/delta"
USER, GROUP = "#microsoft.graph.user", "#microsoft.graph.group"
Row = dict[str, Any]


def user_id(number: int) -> str:
    """The id of an invented user."""
    return str(UUID(int=0xAAAA0000 << 96 | number))


def group_id(number: int) -> str:
    """The id of an invented group."""
    return str(UUID(int=0xBBBB0000 << 96 | number))


@dataclass
class _User:
    told: Row
    made: int
    changed: dict[str, int] = field(default_factory=dict)
    """When each property was last set, by the count of all changes."""
    manager: str = ""
    managers_before: dict[str, int] = field(default_factory=dict)
    manager_at: int = 0
    removed_at: int = 0
    for_good: bool = False


@dataclass
class _Group:
    members: dict[str, tuple[bool, int]] = field(default_factory=dict)
    """Whether each is in it, and since which change."""
    made: int = 0
    removed_at: int = 0


@dataclass(frozen=True)
class _Ahead:
    """What a link leads to: these rows are still to be told, and then what has changed since `since`."""

    path: str
    query: Mapping[str, str]
    since: int
    from_: int
    ids: tuple[str, ...]


class EntraStandIn:
    """The tenant. `page` rows come at a time; `drawn` decides what Graph leaves open, None keeps to the plainest."""

    def __init__(self, *, page: int = 100, drawn: random.Random | None = None) -> None:
        self.page = page
        self.drawn = drawn
        self.base = "https://graph.test/v1.0"
        self.circles = False
        """Whether each link to a next page leads to the same page again."""
        self.gone_code = "syncStateNotFound"
        self.gone_status = 400
        self._users: dict[str, _User] = {}
        self._groups: dict[str, _Group] = {}
        self._links: dict[str, _Ahead] = {}
        self._at = 0

    def add_to(self, standin: GraphStandIn) -> None:
        """Answer there."""

        def answered(path: str) -> Any:
            async def answer(asked: Asked) -> Row:
                self.base = f"{standin.url}/v1.0"
                return self.delta(path, asked.query)

            return answer

        standin.route("GET", USERS, answered(USERS))
        standin.route("GET", GROUPS, answered(GROUPS))

    def put(self, user: str, **told: Any) -> None:
        """A new user, or other properties of one; one who was removed is restored."""
        self._at += 1
        one = self._users.setdefault(user, _User({}, self._at))
        if one.removed_at:
            one.removed_at, one.made, one.manager_at = 0, self._at, self._at
        one.told |= told
        one.changed |= dict.fromkeys(told, self._at)

    def managed(self, user: str, manager: str) -> None:
        """They have another manager, or none."""
        self._at += 1
        one = self._users[user]
        if one.manager:
            one.managers_before[one.manager] = self._at
        one.manager, one.manager_at = manager, self._at

    def remove(self, user: str, *, for_good: bool = False) -> None:
        """They are deleted, so that they can be restored or can't."""
        self._at += 1
        self._users[user].removed_at, self._users[user].for_good = self._at, for_good

    def put_in(self, group: str, *members: str) -> None:
        """The group is there, with these in it too: users, or groups; one that was removed is restored."""
        self._at += 1
        held = self._groups.setdefault(group, _Group(made=self._at))
        if held.removed_at:
            held.removed_at, held.made = 0, self._at
        held.members |= dict.fromkeys(members, (True, self._at))
        for one in members:
            if one.startswith(group_id(0)[:8]):
                self._groups.setdefault(one, _Group(made=self._at))

    def put_out(self, group: str, *members: str) -> None:
        """These are in it no more."""
        self._at += 1
        self._groups[group].members |= dict.fromkeys(members, (False, self._at))

    def remove_group(self, group: str) -> None:
        """The group is deleted."""
        self._at += 1
        self._groups[group].removed_at = self._at

    @property
    def group_ids(self) -> frozenset[str]:
        """The groups that were ever there."""
        return frozenset(self._groups)

    def forget_tokens(self) -> None:
        """No link that was given leads anywhere any more."""
        self._links.clear()

    def roster(self, *groups: str, extension_attribute: str = "") -> Roster:
        """What a client that has read everything knows."""
        users = {
            user: _entry(user, one, extension_attribute) for user, one in self._users.items() if not one.removed_at
        }
        there = {group for group, held in self._groups.items() if not held.removed_at}
        members = {group: frozenset(self._within(group) & users.keys()) for group in groups if group in there}
        return Roster(users=users, members=members)

    def delta(self, path: str, query: Mapping[str, str]) -> Row:
        """The answer to a delta query."""
        token = query.get("$skiptoken") or query.get("$deltatoken")
        if token is None:
            return self._answer(_Ahead(path, dict(query), 0, self._at, self._told_since(path, query, 0)))
        ahead = self._links.get(token)
        if ahead is None or ahead.path != path:
            raise Refusal(self.gone_status, self.gone_code)
        if "$deltatoken" in query:
            told = self._told_since(path, ahead.query, ahead.since)
            ahead = _Ahead(path, ahead.query, ahead.since, self._at, told)
        return self._answer(ahead)

    def _answer(self, ahead: _Ahead) -> Row:
        ids, rest = ahead.ids[: self.page], ahead.ids[self.page :]
        if self.circles:
            rest = ahead.ids
        users = ahead.path == USERS
        rows = [row for one in ids for row in (self._user(one, ahead) if users else self._group(one, ahead))]
        if rest:
            kind, then = "next", _Ahead(ahead.path, ahead.query, ahead.since, ahead.from_, rest)
        else:
            kind, then = "delta", _Ahead(ahead.path, ahead.query, ahead.from_, 0, ())
        return {"@odata.context": f"{self.base}/$metadata", f"@odata.{kind}Link": self._link(then, kind), "value": rows}

    def _link(self, ahead: _Ahead, kind: str) -> str:
        token = next((one for one, known in self._links.items() if self.circles and known == ahead), None)
        token = token or f"t{len(self._links)}-{self._at}"
        self._links[token] = ahead
        return f"{self.base}{ahead.path}?${'skip' if kind == 'next' else 'delta'}token={token}"

    def _told_since(self, path: str, query: Mapping[str, str], since: int) -> tuple[str, ...]:
        if path == GROUPS:
            wanted = [part.split("'")[1] for part in query.get("$filter", "").split(" or ") if "'" in part]
            told = [one for one in wanted if one in self._groups and self._group_at(one) > since]
            return tuple(part for one in told for part in self._parts(one, since))
        told = [user for user, one in self._users.items() if self._is_told(one, since)]
        if self.drawn is not None:
            told += self.drawn.sample(sorted(self._users), min(2, len(self._users))) if since else []
            self.drawn.shuffle(told)
        return tuple(told)

    def _is_told(self, one: _User, since: int) -> bool:
        latest = max(one.made, one.manager_at, one.removed_at, *one.changed.values())
        was_never_known = one.removed_at and one.made > since and self.drawn is None
        return latest > since and not was_never_known and not (since == 0 and one.removed_at and self.drawn is None)

    def _user(self, user: str, ahead: _Ahead) -> Iterator[Row]:
        one = self._users[user]
        if one.removed_at:
            yield {"id": user, "@removed": {"reason": "deleted" if one.for_good else "changed"}}
            return
        selected = ahead.query["$select"].split(",")
        is_new = one.made > ahead.since
        whole = is_new or self.drawn is None or self.drawn.random() < 0.5
        told = {
            name: held
            for name, held in one.told.items()
            if name in selected and (whole or one.changed[name] > ahead.since)
        }
        row: Row = {"id": user, **told}
        manager = self._manager(one, ahead.since) if "manager" in selected else []
        if manager and self.drawn is not None and self.drawn.random() < 0.3:
            yield {"id": user, "manager@delta": manager}
        elif manager:
            row["manager@delta"] = manager
        yield row

    def _manager(self, one: _User, since: int) -> list[Row]:
        if one.manager_at <= since:
            return []
        changes: list[Row] = [
            {TYPE: USER, "id": before, "@removed": {"reason": "deleted"}}
            for before, at in one.managers_before.items()
            if at > since and before != one.manager and one.made <= since
        ]
        changes += [{TYPE: USER, "id": one.manager}] if one.manager else []
        if self.drawn is not None:
            self.drawn.shuffle(changes)
        return changes

    def _group(self, part: str, ahead: _Ahead) -> Iterator[Row]:
        group, _, members = part.partition("#")
        held = self._groups[group]
        if held.removed_at:
            yield {"id": group, "@removed": {"reason": "changed"}}
            return
        told = [
            {TYPE: GROUP if one in self._groups else USER, "id": one}
            | ({} if held.members[one][0] else {"@removed": {"reason": "deleted"}})
            for one in members.split()
        ]
        yield {"id": group, "members@delta": told}

    def _parts(self, group: str, since: int) -> Iterator[str]:
        """The group with those of it who are to be told of, a page of them at a time; of a new one, all."""
        held = self._groups[group]
        told = ((one, is_in) for one, (is_in, at) in held.members.items() if max(at, held.made) > since)
        members = [one for one, is_in in told if is_in or since]
        for first in range(0, max(1, len(members)), self.page):
            yield f"{group}#{' '.join(members[first : first + self.page])}"

    def _group_at(self, group: str) -> int:
        held = self._groups[group]
        return max(held.made, held.removed_at, *(at for _, at in held.members.values()), 0)

    def _within(self, group: str) -> set[str]:
        found: set[str] = set()
        ahead, seen = [group], set()
        while ahead:
            one = ahead.pop()
            if one in seen or one not in self._groups or self._groups[one].removed_at:
                continue
            seen.add(one)
            members = {member for member, (is_in, _) in self._groups[one].members.items() if is_in}
            found |= members
            ahead += members
        return found


TYPE = "@odata.type"


def _entry(user: str, one: _User, extension_attribute: str) -> UserEntry:
    told: Row = {name: held or "" for name, held in one.told.items()}
    phones = tuple(told.get("businessPhones") or ())
    extensions: Row = told.get("onPremisesExtensionAttributes") or {}
    return UserEntry(
        id=user,
        first_name=told.get("givenName", ""),
        last_name=told.get("surname", ""),
        display_name=told.get("displayName", ""),
        title=told.get("jobTitle", ""),
        department=told.get("department", ""),
        office=told.get("officeLocation", ""),
        company=told.get("companyName", ""),
        email=told.get("mail", ""),
        upn=told.get("userPrincipalName", ""),
        landline=phones[0] if phones else "",
        other_phones=phones[1:],
        mobile=told.get("mobilePhone", ""),
        extension=extensions.get(extension_attribute) or "" if extension_attribute else "",
        manager=one.manager,
        is_enabled=one.told.get("accountEnabled", True) is not False,
        is_guest=told.get("userType") == "Guest",
    )
