"""Owns what a notice does to answer groups: its change stands in their books, or stands there no more (M2, M3).

The notice is saved first and the books after, so that a restart in between completes it. The change goes by the
notice's id: to carry it out again changes nothing. From which day it holds the change says itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Protocol

from policy.answer_groups import GroupChange, without_spent
from policy.coverage import Gap, GroupFacts, gaps
from policy.coverage_books import CoverageBook
from policy.coverage_counting import counted
from policy.ids import GroupId
from policy.notices import Notice, NoticeContent, NoticeKind
from policy.organisation import Municipality
from policy.periods import Period, as_utc
from services.coverage_facts import CoverageFacts, book_place
from services.ports import Cases
from services.retrying import until_saved

LOOKS_AHEAD = timedelta(days=14)
"""How much of what comes after a change is looked through for gaps before it is saved."""


LOOKED_BACK = timedelta(days=62)
"""How far back a day's phone hours are of use: its coverage is in the months' figures long before."""


class LookAt(Protocol):
    """Works out a group's coverage anew: `services.coverage_watch`."""

    def __call__(self, group: GroupId, *, now: datetime) -> Awaitable[object]:
        """Look at the group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChanges:
    """Carries out changes of answer groups, and looks at what they would do."""

    books: Cases[CoverageBook]
    facts: CoverageFacts
    look_at: LookAt

    async def carry_out(self, notice: Notice, groups: Iterable[GroupId], *, now: datetime) -> None:
        """Have the notice's change stand in the books of these groups, or in none of them. Raises PolicyError.

        What is long spent leaves the books as they are written.
        """
        for group in groups:
            await until_saved(partial(self._written, group, notice.id, notice.group_change, now))

    async def look(self, groups: Iterable[GroupId], *, now: datetime) -> None:
        """Work out their coverage anew."""
        for group in groups:
            await self.look_at(group, now=now)

    async def opened_by(self, content: NoticeContent, *, replacing: str = "", now: datetime) -> tuple[Gap, ...]:
        """The gaps that a change of a group would open in its first two weeks, or on its dates.

        `replacing` is the id of the notice whose change it takes the place of. Raises PolicyError.
        """
        if content.group is None or content.change is None:
            return ()
        group_now = await self.facts.of(content.group, beside=content.change.members or ())
        municipality = self.facts.directory.municipality
        today = municipality.calendar.local(now).date()
        change = replace(content.change, from_on=content.effective_on, published_on=today)
        kept = tuple(one for one in group_now.group.changes if one.id != replacing)
        before = replace(group_now.facts, group=replace(group_now.group, changes=kept))
        after = replace(group_now.facts, group=replace(group_now.group, changes=(*kept, change)))
        return _opened(municipality, before, after, _within(content, municipality, now))

    async def _written(self, group: GroupId, change_id: str, change: GroupChange | None, now: datetime) -> None:
        loaded = await self.books.load(book_place(group))
        book = CoverageBook(group=group) if loaded is None else loaded.value
        standing = next((one for one in book.changes if one.id == change_id), None)
        if standing == change:
            return
        book = await self._counted(book, now)
        others = tuple(one for one in book.changes if one.id != change_id)
        spent = self.facts.directory.municipality.calendar.local(now).date() - LOOKED_BACK
        changes = without_spent(others if change is None else (*others, change), spent)
        await self.books.save(loaded, replace(book, changes=changes))

    async def _counted(self, book: CoverageBook, now: datetime) -> CoverageBook:
        """The book with its day counted by the hours and the members that there were until now (M1)."""
        municipality = self.facts.directory.municipality
        if book.group not in municipality.groups:
            return book
        return counted(municipality.calendar, (await self.facts.of(book.group)).facts, book, now=now)


def groups_of(notice: Notice, municipality: Municipality) -> tuple[GroupId, ...]:
    """The groups that it changes, or has changed: the one that it names, or those of whoever leaves."""
    content = notice.content
    if content.group is not None:
        return (content.group,)
    if content.kind is not NoticeKind.LEAVING or content.person is None:
        return ()
    theirs = municipality.groups_by_person.get(content.person, ())
    marked = (one.id for one in municipality.groups.values() if any(change.id == notice.id for change in one.changes))
    return tuple(dict.fromkeys((*theirs, *marked)))


def _within(content: NoticeContent, municipality: Municipality, now: datetime) -> Period:
    first = max(as_utc(municipality.calendar.at(content.effective_on, time(0))), as_utc(now))
    day = content.effective_on + (timedelta(days=1) if content.kind is NoticeKind.DATES else LOOKS_AHEAD)
    return Period(first, max(as_utc(municipality.calendar.at(day, time(0))), first + timedelta(minutes=1)))


def _opened(municipality: Municipality, before: GroupFacts, after: GroupFacts, within: Period) -> tuple[Gap, ...]:
    """The gaps of `after`, less what of them is a gap already."""
    known = [gap.period for gap in gaps(municipality.calendar, before, within)]
    found: list[Gap] = []
    for gap in gaps(municipality.calendar, after, within):
        parts = [gap.period]
        for period in known:
            parts = [rest for part in parts for rest in part.without(period)]
        found += [Gap(part, gap.able, gap.minimum) for part in parts]
    return tuple(found)
