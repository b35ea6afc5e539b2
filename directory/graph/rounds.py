"""Owns reading one round of changes out of Graph's delta queries: every user, and each group that counts with those
groups that are in it.

Each list is followed to its end by Graph's own links. It is said where every list stands, so that another process can
go on from there; nothing is kept here, and nothing is decided of what comes into use.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Protocol

from directory.graph.client import DELTA, NEXT
from directory.graph.entries import Asked
from directory.graph.user_changes import OddAnswer, asked_of_users, rows_of
from directory.graph.working_copy import WorkingCopy
from services.directory_ports import Edition, Followed, SyncState

USERS = Followed()
PAGE_SECONDS = 120.0
"""For one page, with all the tries that Graph asks for in between."""
MOST_PAGES = 50_000
"""Of one round: half a million people are some five thousand."""
MOST_GROUPS = 500
"""That are followed: those asked for, and those in them."""


class Graph(Protocol):
    """What is asked; `directory.graph.client.GraphClient` is it. Both raise GraphFailed."""

    async def get(
        self,
        path: str,
        *,
        what: str,
        within: float,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Mapping[str, Any]:
        """The answer to a question."""

    async def follow(
        self, link: str, *, what: str, within: float, headers: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        """What a link of an answer leads to."""


class Endless(Exception):
    """Graph's links lead in a circle, or on and on."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page has been read: where the lists stand now, and how many pages the round has had."""

    follows: tuple[Followed, ...]
    pages: int


def digest_of(asked: Asked) -> str:
    """A digest of what is asked for: when it is another, everything is read from the beginning.

    What is asked of users is beside what is asked of the tenant: `has_all` goes by that alone.
    """
    selected = asked_of_users(asked.extension_attribute)
    return f"{_digest(asked.extension_attribute, *sorted(asked.groups))}.{_digest(selected)}"


def has_all(edition: Edition, asked: Asked) -> bool:
    """Whether the edition has the groups and extensions that are asked for. A later version may ask more of users."""
    return edition.asked.partition(".")[0] == digest_of(asked).partition(".")[0]


def _digest(*parts: str) -> str:
    return blake2b("|".join(parts).encode(), digest_size=8).hexdigest()


def lists_of(asked: Asked) -> tuple[Followed, ...]:
    """What is followed from the beginning."""
    return (USERS, *(Followed(group=group) for group in sorted(asked.groups)))


class Round:
    """Reads on in a round, page by page, into a working copy."""

    def __init__(self, graph: Graph, asked: Asked, copy: WorkingCopy, state: SyncState) -> None:
        self._graph = graph
        self._asked = asked
        self._copy = copy
        self._follows = list(state.follows)
        self._pages = state.pages
        self._met: set[str] = set()

    async def steps(self) -> AsyncIterator[Step]:
        """A step for each page, until every list is read to its end. Raises GraphFailed and Endless."""
        while (number := self._next()) is not None:
            await self._page(number)
            yield Step(tuple(self._follows), self._pages)

    def _next(self) -> int | None:
        self._follow_nested()
        return next((number for number, one in enumerate(self._follows) if not one.is_read), None)

    def _follow_nested(self) -> None:
        """Groups in groups are followed too, from when they are met on."""
        followed = {one.group for one in self._follows}
        nested = {held for group in self._copy.groups.values() for held in group.holds} - followed
        room = MOST_GROUPS - len(self._follows)
        self._follows += [Followed(group=group) for group in sorted(nested)[: max(0, room)]]

    async def _page(self, number: int) -> None:
        one = self._follows[number]
        page = await self._asks(one)
        link, changes = page.get(NEXT), page.get(DELTA)
        if not isinstance(link or changes, str):
            raise OddAnswer("a page leads nowhere")
        rows = rows_of(page)
        if one.group:
            await self._copy.take_group(one.group, rows)
        else:
            await self._copy.take_users(rows)
        self._pages += 1
        self._follows[number] = replace(one, link=str(link or changes), is_read=link is None)
        if link is not None and (link in self._met or self._pages > MOST_PAGES):
            raise Endless
        self._met.add(str(link))

    async def _asks(self, one: Followed) -> Mapping[str, Any]:
        what = "group changes" if one.group else "user changes"
        if one.link:
            return await self._graph.follow(one.link, what=what, within=PAGE_SECONDS)
        if one.group:
            params = {"$select": "members", "$filter": f"id eq '{one.group}'"}
            return await self._graph.get("groups/delta", what=what, within=PAGE_SECONDS, params=params)
        params = {"$select": asked_of_users(self._asked.extension_attribute)}
        return await self._graph.get("users/delta", what=what, within=PAGE_SECONDS, params=params)


def begun_anew(follows: Iterable[Followed]) -> tuple[Followed, ...]:
    """The lists at the beginning of another round: each goes on with what has changed since."""
    return tuple(replace(one, is_read=False) for one in follows)
